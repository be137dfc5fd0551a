-- Users, customers and clusters are marked as deleted instead of being removed.
-- A nullable column without a default is added in milliseconds, whatever the size of the table.
ALTER TABLE "User" ADD COLUMN "deletedAt" TIMESTAMP(3);

ALTER TABLE "Customer" ADD COLUMN "deletedAt" TIMESTAMP(3);

ALTER TABLE "K8sClusterConfig" ADD COLUMN "deletedAt" TIMESTAMP(3);

-- What must be unique must be so among the living only: a deleted user's e-mail can sign up again.
-- The new index stands before the old one goes, both in one transaction, so uniqueness has no gap.
-- Code that upserts by e-mail has to name the predicate now: ON CONFLICT ("email") WHERE "deletedAt" IS NULL.
CREATE UNIQUE INDEX "User_email_live_key" ON "User"("email") WHERE "deletedAt" IS NULL;

DROP INDEX "User_email_key";

-- One living customer record for a user, one living cluster of a name for a user.
-- Where the data break this, the migration fails with 23505, names the value, and leaves nothing behind.
CREATE UNIQUE INDEX "Customer_authUserId_live_key" ON "Customer"("authUserId") WHERE "deletedAt" IS NULL;

CREATE UNIQUE INDEX "K8sClusterConfig_authUserId_name_live_key" ON "K8sClusterConfig"("authUserId", "name") WHERE "deletedAt" IS NULL;
