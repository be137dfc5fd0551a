-- No data is touched. Values that break the rules can be written again, and then the migration cannot be
-- applied a second time before they are mended.
ALTER TABLE "StripeWebhookEvent"
    DROP CONSTRAINT "StripeWebhookEvent_attempts_check",
    DROP CONSTRAINT "StripeWebhookEvent_eventId_format_check";

ALTER TABLE "K8sClusterConfig"
    DROP CONSTRAINT "K8sClusterConfig_location_length_check",
    DROP CONSTRAINT "K8sClusterConfig_name_length_check";

ALTER TABLE "Customer"
    DROP CONSTRAINT "Customer_stripePriceId_format_check",
    DROP CONSTRAINT "Customer_stripeSubscriptionId_format_check",
    DROP CONSTRAINT "Customer_stripeCustomerId_format_check",
    DROP CONSTRAINT "Customer_name_length_check";
