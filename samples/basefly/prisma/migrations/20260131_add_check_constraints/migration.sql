-- What the application validates, the database now holds to.
--
-- One ALTER TABLE for each table, so that all its checks are made in one scan. NOT VALID with VALIDATE
-- would gain nothing inside one transaction: the lock of the first is held through the scan of the second.
-- For a table that takes long to scan, VALIDATE belongs into a migration of its own.
--
-- A CHECK is content with NULL, so the optional columns stay optional.

ALTER TABLE "Customer"
    ADD CONSTRAINT "Customer_name_length_check"
        CHECK (char_length("name") BETWEEN 1 AND 200),
    ADD CONSTRAINT "Customer_stripeCustomerId_format_check"
        CHECK ("stripeCustomerId" ~ '^cus_[A-Za-z0-9]{8,64}$'),
    ADD CONSTRAINT "Customer_stripeSubscriptionId_format_check"
        CHECK ("stripeSubscriptionId" ~ '^sub_[A-Za-z0-9]{8,64}$'),
    ADD CONSTRAINT "Customer_stripePriceId_format_check"
        CHECK ("stripePriceId" ~ '^price_[A-Za-z0-9]{8,64}$');

-- A cluster's name becomes part of a host name: 63 is the longest label there.
ALTER TABLE "K8sClusterConfig"
    ADD CONSTRAINT "K8sClusterConfig_name_length_check"
        CHECK (char_length("name") BETWEEN 1 AND 63),
    ADD CONSTRAINT "K8sClusterConfig_location_length_check"
        CHECK (char_length("location") BETWEEN 2 AND 64);

ALTER TABLE "StripeWebhookEvent"
    ADD CONSTRAINT "StripeWebhookEvent_eventId_format_check"
        CHECK ("eventId" ~ '^evt_[A-Za-z0-9]{8,64}$'),
    ADD CONSTRAINT "StripeWebhookEvent_attempts_check"
        CHECK ("attempts" >= 0);
