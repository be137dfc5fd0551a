-- Stripe keeps sending while we migrate, so the busiest table gets its index without a lock on writes.
-- CONCURRENTLY cannot run inside a transaction: it is alone in its file, and there is no IF NOT EXISTS,
-- which would step over the invalid index that an interrupted build leaves behind.
CREATE INDEX CONCURRENTLY "StripeWebhookEvent_type_receivedAt_idx" ON "StripeWebhookEvent"("type", "receivedAt" DESC);
