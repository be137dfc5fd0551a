-- No data is touched. Rows without an owner can be written again from here on.
ALTER TABLE "K8sClusterConfig" DROP CONSTRAINT "K8sClusterConfig_authUserId_fkey";

ALTER TABLE "Customer" DROP CONSTRAINT "Customer_authUserId_fkey";
