-- Without the column every deleted user, customer and cluster would be alive again, and an e-mail could
-- belong to two users. So this refuses while such rows exist, before it changes anything: purge them, or
-- bring them back on purpose, then roll back.
DO $$
DECLARE
    deleted BIGINT;
BEGIN
    SELECT (SELECT count(*) FROM "User" WHERE "deletedAt" IS NOT NULL)
         + (SELECT count(*) FROM "Customer" WHERE "deletedAt" IS NOT NULL)
         + (SELECT count(*) FROM "K8sClusterConfig" WHERE "deletedAt" IS NOT NULL)
      INTO deleted;
    IF deleted > 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = format('%s soft-deleted rows would come back to life', deleted),
            HINT = 'Purge or restore the rows of "User", "Customer" and "K8sClusterConfig" whose "deletedAt" is set, then roll back again.';
    END IF;
END
$$;

DROP INDEX "K8sClusterConfig_authUserId_name_live_key";

DROP INDEX "Customer_authUserId_live_key";

CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

DROP INDEX "User_email_live_key";

ALTER TABLE "K8sClusterConfig" DROP COLUMN "deletedAt";

ALTER TABLE "Customer" DROP COLUMN "deletedAt";

ALTER TABLE "User" DROP COLUMN "deletedAt";
