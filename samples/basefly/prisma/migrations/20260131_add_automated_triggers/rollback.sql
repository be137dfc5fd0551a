-- Rows stay as they are. From here on the application has to stamp "updatedAt" and to cascade deletions itself.
DROP TRIGGER "User_cascade_soft_delete" ON "User";

DROP FUNCTION "cascade_user_soft_delete"();

DROP TRIGGER "K8sClusterConfig_stamp_updated_at" ON "K8sClusterConfig";

DROP TRIGGER "Customer_stamp_updated_at" ON "Customer";

DROP TRIGGER "User_stamp_updated_at" ON "User";

DROP FUNCTION "stamp_updated_at"();
