-- Each user sees and changes only their own rows. The application says who is asking, in the transaction:
--
--     SELECT set_config('app.current_user_id', '<id>', true);
--
-- Where nobody is named, no row is visible and none can be written.
--
-- Policies first, enabling last, all in one transaction: a table that has row security and no policy yet
-- shows nothing to anybody. ENABLE, not FORCE: the owner of the tables, who runs the migrations and takes
-- the backups, is not bound by them. With FORCE the owner's pg_dump fails, and so would the backup before
-- the next migration. So the application must connect as another role, which is not the owner; jobs
-- that serve all tenants use a role with BYPASSRLS.
--
-- "deletedAt" has no part in the policies: an UPDATE that hides its own row is refused by row security, so
-- nobody could delete anything softly.
--
-- "VerificationToken" and "StripeWebhookEvent" have no tenant; grant them to the jobs that need them only.

-- After SET LOCAL has ended, an own setting is '' and not NULL: both mean nobody.
CREATE FUNCTION "app_current_user_id"() RETURNS TEXT
LANGUAGE sql
STABLE
PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.current_user_id', true), '') $$;

-- The sub-select makes the planner ask once for a statement, not once for a row.
CREATE POLICY "User_is_self" ON "User"
    USING ("id" = (SELECT "app_current_user_id"()))
    WITH CHECK ("id" = (SELECT "app_current_user_id"()));

CREATE POLICY "Account_of_user" ON "Account"
    USING ("userId" = (SELECT "app_current_user_id"()))
    WITH CHECK ("userId" = (SELECT "app_current_user_id"()));

CREATE POLICY "Session_of_user" ON "Session"
    USING ("userId" = (SELECT "app_current_user_id"()))
    WITH CHECK ("userId" = (SELECT "app_current_user_id"()));

CREATE POLICY "Customer_of_user" ON "Customer"
    USING ("authUserId" = (SELECT "app_current_user_id"()))
    WITH CHECK ("authUserId" = (SELECT "app_current_user_id"()));

CREATE POLICY "K8sClusterConfig_of_user" ON "K8sClusterConfig"
    USING ("authUserId" = (SELECT "app_current_user_id"()))
    WITH CHECK ("authUserId" = (SELECT "app_current_user_id"()));

ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "Account" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "Session" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "Customer" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "K8sClusterConfig" ENABLE ROW LEVEL SECURITY;
