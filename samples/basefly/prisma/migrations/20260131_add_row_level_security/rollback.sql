-- Careful: from here on every role with a grant on these tables sees the rows of all tenants. Take the
-- application's role off the network first, or be sure that it filters by user itself.
-- Disabling comes before the policies go, so that there is no moment in which nobody sees anything.
ALTER TABLE "K8sClusterConfig" DISABLE ROW LEVEL SECURITY;

ALTER TABLE "Customer" DISABLE ROW LEVEL SECURITY;

ALTER TABLE "Session" DISABLE ROW LEVEL SECURITY;

ALTER TABLE "Account" DISABLE ROW LEVEL SECURITY;

ALTER TABLE "User" DISABLE ROW LEVEL SECURITY;

DROP POLICY "K8sClusterConfig_of_user" ON "K8sClusterConfig";

DROP POLICY "Customer_of_user" ON "Customer";

DROP POLICY "Session_of_user" ON "Session";

DROP POLICY "Account_of_user" ON "Account";

DROP POLICY "User_is_self" ON "User";

DROP FUNCTION "app_current_user_id"();
