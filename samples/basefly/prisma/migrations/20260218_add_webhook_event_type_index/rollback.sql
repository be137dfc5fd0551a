-- Without CONCURRENTLY, so that the removal and its record are one transaction. It takes milliseconds once
-- it has its lock, and the wait for that lock is bounded by whoever runs it.
DROP INDEX "StripeWebhookEvent_type_receivedAt_idx";
