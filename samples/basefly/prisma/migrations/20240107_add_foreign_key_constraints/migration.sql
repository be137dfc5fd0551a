-- Customers and clusters belong to a user that exists.
--
-- The three steps and their order:
--   1. NOT VALID checks new rows only, so it needs no scan. From here on nobody can add an orphan.
--   2. Orphans that are already there are counted and named. None is deleted: whether a paying customer
--      without a user is rubbish or a lost user is for a person to say. The file is one transaction, so
--      after this error nothing of it remains.
--   3. VALIDATE checks the rows that were there before.
-- Being one transaction also means that the lock of step 1 (SHARE ROW EXCLUSIVE: reads go on, writes to
-- these tables wait) is held to the end. That is right for tables that scan in a second. With millions of
-- rows, put step 3 into a migration of its own: VALIDATE alone lets writes through.
--
-- A user with customers or clusters cannot be deleted (RESTRICT): bills must survive, and clusters that
-- nobody owns any more would go on costing money. The next migration brings the soft delete for users.

-- 1
ALTER TABLE "Customer"
    ADD CONSTRAINT "Customer_authUserId_fkey"
    FOREIGN KEY ("authUserId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "K8sClusterConfig"
    ADD CONSTRAINT "K8sClusterConfig_authUserId_fkey"
    FOREIGN KEY ("authUserId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

-- 2
DO $$
DECLARE
    customers BIGINT;
    clusters BIGINT;
BEGIN
    SELECT count(*) INTO customers FROM "Customer" AS c
     WHERE NOT EXISTS (SELECT FROM "User" AS u WHERE u."id" = c."authUserId");
    SELECT count(*) INTO clusters FROM "K8sClusterConfig" AS k
     WHERE NOT EXISTS (SELECT FROM "User" AS u WHERE u."id" = k."authUserId");
    IF customers + clusters > 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = format('rows that name a user who does not exist: %s in "Customer", %s in "K8sClusterConfig"',
                             customers, clusters),
            HINT = 'Give them an owner, or archive and delete them, then run the migration again. To find them: '
                || 'SELECT * FROM "Customer" c WHERE NOT EXISTS (SELECT FROM "User" u WHERE u."id" = c."authUserId"), '
                || 'and the same for "K8sClusterConfig".';
    END IF;
END
$$;

-- 3
ALTER TABLE "Customer" VALIDATE CONSTRAINT "Customer_authUserId_fkey";

ALTER TABLE "K8sClusterConfig" VALIDATE CONSTRAINT "K8sClusterConfig_authUserId_fkey";
