-- "updatedAt" is kept by the database, and deleting a user takes along what belongs to that user.
--
-- SET search_path FROM CURRENT: the functions find the tables of the schema that this bundle was applied
-- to, whatever search_path the caller has. They run with the caller's rights, so row security holds.

CREATE FUNCTION "stamp_updated_at"() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $$
BEGIN
    -- Prisma's TIMESTAMP(3) columns hold UTC, whatever the session's time zone.
    NEW."updatedAt" := now() AT TIME ZONE 'UTC';
    RETURN NEW;
END
$$;

-- Only when a row really changed, and only when the statement did not set the column itself (Prisma Client does).
CREATE TRIGGER "User_stamp_updated_at"
    BEFORE UPDATE ON "User" FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.* AND OLD."updatedAt" IS NOT DISTINCT FROM NEW."updatedAt")
    EXECUTE FUNCTION "stamp_updated_at"();

CREATE TRIGGER "Customer_stamp_updated_at"
    BEFORE UPDATE ON "Customer" FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.* AND OLD."updatedAt" IS NOT DISTINCT FROM NEW."updatedAt")
    EXECUTE FUNCTION "stamp_updated_at"();

CREATE TRIGGER "K8sClusterConfig_stamp_updated_at"
    BEFORE UPDATE ON "K8sClusterConfig" FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.* AND OLD."updatedAt" IS NOT DISTINCT FROM NEW."updatedAt")
    EXECUTE FUNCTION "stamp_updated_at"();

CREATE FUNCTION "cascade_user_soft_delete"() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $$
BEGIN
    IF OLD."deletedAt" IS NULL THEN
        UPDATE "Customer" SET "deletedAt" = NEW."deletedAt"
         WHERE "authUserId" = NEW."id" AND "deletedAt" IS NULL;
        UPDATE "K8sClusterConfig" SET "deletedAt" = NEW."deletedAt"
         WHERE "authUserId" = NEW."id" AND "deletedAt" IS NULL;
        -- Nobody stays signed in as a deleted user.
        DELETE FROM "Session" WHERE "userId" = NEW."id";
    ELSIF NEW."deletedAt" IS NULL THEN
        -- A restored user gets back what was deleted with the account, not what was deleted before it.
        UPDATE "Customer" SET "deletedAt" = NULL
         WHERE "authUserId" = NEW."id" AND "deletedAt" = OLD."deletedAt";
        UPDATE "K8sClusterConfig" SET "deletedAt" = NULL
         WHERE "authUserId" = NEW."id" AND "deletedAt" = OLD."deletedAt";
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER "User_cascade_soft_delete"
    AFTER UPDATE OF "deletedAt" ON "User" FOR EACH ROW
    WHEN (OLD."deletedAt" IS DISTINCT FROM NEW."deletedAt")
    EXECUTE FUNCTION "cascade_user_soft_delete"();
