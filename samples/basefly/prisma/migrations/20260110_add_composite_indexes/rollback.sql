-- No data is touched; the queries become slow again.
DROP INDEX "Session_userId_expires_idx";

DROP INDEX "Customer_plan_stripeCurrentPeriodEnd_idx";

DROP INDEX "K8sClusterConfig_authUserId_createdAt_idx";

DROP INDEX "K8sClusterConfig_authUserId_status_idx";
