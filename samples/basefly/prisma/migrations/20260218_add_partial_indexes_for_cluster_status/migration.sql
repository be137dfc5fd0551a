-- The control loop polls every few seconds for the few clusters that need work. Most rows are RUNNING or
-- deleted, so indexes over the rest alone stay small and cost almost nothing to keep.
-- One transaction and no CONCURRENTLY, for the reason given in 20260110_add_composite_indexes.

-- Work to do, oldest first.
CREATE INDEX "K8sClusterConfig_to_provision_idx" ON "K8sClusterConfig"("createdAt")
    WHERE "status" IN ('PENDING', 'CREATING') AND "deletedAt" IS NULL;

-- What the on-call page lists.
CREATE INDEX "K8sClusterConfig_failed_idx" ON "K8sClusterConfig"("updatedAt")
    WHERE "status" = 'FAILED' AND "deletedAt" IS NULL;

-- What the meter bills: the running clusters of a plan.
CREATE INDEX "K8sClusterConfig_running_by_plan_idx" ON "K8sClusterConfig"("plan", "authUserId")
    WHERE "status" = 'RUNNING' AND "deletedAt" IS NULL;
