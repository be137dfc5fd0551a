-- Indexes for the queries of the dashboard and the billing job. Each names the query that it serves.
--
-- CREATE INDEX without CONCURRENTLY: writes to the table wait while its index is built, reads go on. These
-- tables take well under a second, and in return the file is one transaction, under every version of Prisma
-- too. For a big table make one migration of each index, with CREATE INDEX CONCURRENTLY alone in its file
-- (20260218_add_webhook_event_type_index is such a one).

-- "My clusters that are RUNNING", and the list of a user's clusters by state.
CREATE INDEX "K8sClusterConfig_authUserId_status_idx" ON "K8sClusterConfig"("authUserId", "status");

-- "My clusters, newest first", page by page.
CREATE INDEX "K8sClusterConfig_authUserId_createdAt_idx" ON "K8sClusterConfig"("authUserId", "createdAt" DESC);

-- The nightly job: paying customers whose period ends soon.
CREATE INDEX "Customer_plan_stripeCurrentPeriodEnd_idx" ON "Customer"("plan", "stripeCurrentPeriodEnd");

-- Ending a user's expired sessions.
CREATE INDEX "Session_userId_expires_idx" ON "Session"("userId", "expires");
