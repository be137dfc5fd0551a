-- Data to migrate: 120 users with their accounts, sessions, customers, clusters and Stripe events, 727 rows.
-- Always the same rows: no random(), no now(). Runs once, right after the baseline or after all nine
-- migrations, and obeys what the later ones demand. One transaction: all of it or nothing.
BEGIN;

-- The odd ones first, by hand: no name, no e-mail (twice), quotes, other scripts, an emoji, a leap day.
INSERT INTO "User" ("id", "name", "email", "emailVerified", "image", "createdAt", "updatedAt") VALUES
    ('clseedodd0000000000000001', NULL, 'no-name@basefly.example', NULL, NULL, '2023-01-01 00:00:00', '2023-01-01 00:00:00'),
    ('clseedodd0000000000000002', 'No Mail', NULL, NULL, NULL, '2023-01-02 08:30:00', '2023-01-02 08:30:00'),
    ('clseedodd0000000000000003', 'Also No Mail', NULL, NULL, '', '2023-01-02 08:31:00', '2023-01-02 08:31:00'),
    ('clseedodd0000000000000004', 'Aoife O''Brien "Bee"', 'aoife+clusters@basefly.example', '2023-02-03 04:05:06.789', NULL, '2023-02-03 04:00:00', '2023-02-03 04:05:06.789'),
    ('clseedodd0000000000000005', 'Дмитро Шевченко', 'dmytro@basefly.example', '2023-03-01 10:00:00', NULL, '2023-03-01 09:59:59.999', '2023-03-01 10:00:00'),
    ('clseedodd0000000000000006', '山田 花子', 'hanako@basefly.example', NULL, NULL, '2023-03-26 02:30:00', '2023-03-26 02:30:00'),
    ('clseedodd0000000000000007', 'Rocket 🚀 Labs', 'ROCKET@basefly.example', NULL, 'https://img.basefly.example/rocket.png?size=96&v=2', '2024-02-29 23:59:59.999', '2024-02-29 23:59:59.999'),
    ('clseedodd0000000000000008', repeat('Long ', 39) || 'Names', 'long@basefly.example', NULL, NULL, '2023-04-01 00:00:00', '2023-04-01 00:00:00');

INSERT INTO "User" ("id", "name", "email", "emailVerified", "image", "createdAt", "updatedAt")
SELECT 'cl' || substr(md5('user ' || n), 1, 23),
       (ARRAY['Ada', 'Bruno', 'Chiara', 'Deniz', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kira', 'Lev'])[1 + n % 12]
           || ' ' || (ARRAY['Almeida', 'Brandt', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'Garcia'])[1 + n % 7],
       'user' || lpad(n::TEXT, 3, '0') || '@basefly.example',
       CASE WHEN n % 4 <> 0 THEN TIMESTAMP '2023-05-01 09:00:00' + n * INTERVAL '7 hours' END,
       CASE WHEN n % 3 = 0 THEN 'https://img.basefly.example/' || n || '.png' END,
       TIMESTAMP '2023-05-01 08:55:00' + n * INTERVAL '7 hours',
       TIMESTAMP '2023-05-01 09:00:00' + n * INTERVAL '7 hours'
  FROM generate_series(1, 112) AS n;

-- Everybody of the series signs in with GitHub, every third with Google as well.
INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "access_token", "expires_at", "token_type", "scope")
SELECT 'ca' || substr(md5('account ' || p || n), 1, 23),
       'cl' || substr(md5('user ' || n), 1, 23),
       'oauth', p, (700000 + n)::TEXT,
       'sample-' || substr(md5('access ' || p || n), 1, 16), 1700000000 + n * 3600, 'bearer',
       CASE p WHEN 'github' THEN 'read:user,user:email' ELSE 'openid email profile' END
  FROM generate_series(1, 112) AS n, unnest(ARRAY['github', 'google']) AS p
 WHERE p = 'github' OR n % 3 = 0;

-- Every tenth session expired long ago, and some users have two.
INSERT INTO "Session" ("id", "sessionToken", "userId", "expires")
SELECT 'cs' || substr(md5('session ' || n), 1, 23), md5('token ' || n),
       'cl' || substr(md5('user ' || (1 + n % 60)), 1, 23),
       CASE WHEN n % 10 = 0 THEN TIMESTAMP '2023-06-01' ELSE TIMESTAMP '2030-01-01' END + n * INTERVAL '1 hour'
  FROM generate_series(1, 80) AS n;

INSERT INTO "VerificationToken" ("identifier", "token", "expires")
SELECT 'user' || lpad(n::TEXT, 3, '0') || '@basefly.example', md5('verify ' || n), TIMESTAMP '2023-05-02' + n * INTERVAL '7 hours'
  FROM generate_series(4, 48, 4) AS n;

-- Free customers have no Stripe ids at all, one customer has no name, one a name of 200 characters.
INSERT INTO "Customer" ("authUserId", "name", "plan", "stripeCustomerId", "stripeSubscriptionId", "stripePriceId", "stripeCurrentPeriodEnd", "createdAt", "updatedAt")
SELECT u."id", u."name", p.plan,
       CASE WHEN p.plan <> 'FREE' THEN 'cus_' || substr(md5('customer ' || u.n), 1, 14) END,
       CASE WHEN p.plan <> 'FREE' THEN 'sub_' || substr(md5('subscription ' || u.n), 1, 24) END,
       CASE p.plan WHEN 'PRO' THEN 'price_1SamplePro000000' WHEN 'BUSINESS' THEN 'price_1SampleBusiness0' END,
       CASE WHEN p.plan <> 'FREE' THEN TIMESTAMP '2026-03-01' + u.n * INTERVAL '1 day' END,
       u."createdAt", u."updatedAt"
  FROM (SELECT *, row_number() OVER (ORDER BY "createdAt", "id") AS n FROM "User") AS u,
       LATERAL (SELECT (CASE WHEN u.n % 9 = 0 THEN 'BUSINESS' WHEN u.n % 3 = 0 THEN 'PRO' ELSE 'FREE' END)::"SubscriptionPlan" AS plan) AS p
 WHERE u.n % 5 <> 4
 ORDER BY u.n;

-- Two clusters for most customers, in every state; names are unique for a user, not among users.
INSERT INTO "K8sClusterConfig" ("authUserId", "name", "location", "network", "plan", "status", "createdAt", "updatedAt")
SELECT c."authUserId",
       (ARRAY['production', 'staging'])[k],
       (ARRAY['eu-central-1', 'us-east-1', 'ap-southeast-2', 'fr'])[1 + (c."id" + k) % 4],
       CASE WHEN c."id" % 2 = 0 THEN '10.' || c."id" % 250 || '.0.0/16' END,
       c."plan",
       (ARRAY['RUNNING', 'RUNNING', 'RUNNING', 'PENDING', 'CREATING', 'STOPPED', 'FAILED', 'DELETED'])[1 + (c."id" * 3 + k) % 8]::"ClusterStatus",
       c."createdAt" + k * INTERVAL '1 hour', c."updatedAt" + k * INTERVAL '2 hours'
  FROM "Customer" AS c, generate_series(1, 2) AS k
 WHERE k = 1 OR c."plan" <> 'FREE'
 ORDER BY c."id", k;

-- The longest and the shortest names that the check constraints let through.
INSERT INTO "K8sClusterConfig" ("authUserId", "name", "location", "createdAt", "updatedAt") VALUES
    ('clseedodd0000000000000005', repeat('n', 63), repeat('l', 64), '2023-03-02 00:00:00', '2023-03-02 00:00:00'),
    ('clseedodd0000000000000005', 'x', 'eu', '2023-03-02 00:00:01', '2023-03-02 00:00:01');

-- Most events were processed at once, some after a retry, a few not yet. One payload is hard to quote.
INSERT INTO "StripeWebhookEvent" ("eventId", "type", "payload", "receivedAt", "processedAt", "attempts", "lastError")
SELECT 'evt_1Sample' || lpad(n::TEXT, 8, '0'),
       (ARRAY['checkout.session.completed', 'invoice.payment_succeeded', 'invoice.payment_failed',
              'customer.subscription.updated', 'customer.subscription.deleted'])[1 + n % 5],
       jsonb_build_object('id', 'evt_1Sample' || lpad(n::TEXT, 8, '0'), 'livemode', false,
                          'data', jsonb_build_object('object', jsonb_build_object('amount', n * 100, 'currency', 'eur'))),
       TIMESTAMP '2025-11-01' + n * INTERVAL '90 minutes',
       CASE WHEN n % 15 <> 0 THEN TIMESTAMP '2025-11-01 00:00:02' + n * INTERVAL '90 minutes' END,
       CASE WHEN n % 15 = 0 THEN 5 WHEN n % 7 = 0 THEN 2 ELSE 1 END,
       CASE WHEN n % 15 = 0 THEN 'customer not found' END
  FROM generate_series(1, 139) AS n;

INSERT INTO "StripeWebhookEvent" ("eventId", "type", "payload", "receivedAt", "attempts") VALUES
    ('evt_1SampleHardToQuote', 'customer.updated', $json${"note": "it's \"quoted\"; -- not a comment \\ $1 ☂", "empty": {}, "list": [null, 1e3]}$json$, '2025-12-31 23:59:59.999', 0);

COMMIT;
