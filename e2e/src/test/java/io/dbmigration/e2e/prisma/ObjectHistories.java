package io.dbmigration.e2e.prisma;

import java.util.List;

/** What scripts make: all kinds of objects, as Prisma and people write them. */
final class ObjectHistories {

    private ObjectHistories() {}

    static List<History> all() {
        return List.of(
                prismaTables(),
                enumRebuilt(),
                functionsAndTriggers(),
                policies(),
                generated(),
                views(),
                partitions(),
                literals());
    }

    private static History prismaTables() {
        return History.of("tables, keys and indexes as Prisma generates them")
                .with("20240101000000_init", """
                        -- CreateTable
                        CREATE TABLE "User" (
                            "id" SERIAL NOT NULL,
                            "email" TEXT NOT NULL,
                            "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

                            CONSTRAINT "User_pkey" PRIMARY KEY ("id")
                        );

                        -- CreateTable
                        CREATE TABLE "Post" (
                            "id" TEXT NOT NULL,
                            "tags" TEXT[],
                            "meta" JSONB,
                            "authorId" INTEGER NOT NULL,

                            CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
                        );

                        -- CreateIndex
                        CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

                        -- AddForeignKey
                        ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
                        """)
                .with("20240102000000_autoincrement", """
                        -- AlterTable
                        CREATE SEQUENCE post_number_seq;
                        ALTER TABLE "Post" ADD COLUMN "number" INTEGER NOT NULL DEFAULT nextval('post_number_seq');
                        ALTER SEQUENCE post_number_seq OWNED BY "Post"."number";
                        """)
                .deploy()
                .status()
                .done();
    }

    private static History enumRebuilt() {
        return History.of("an enum that is made again under its name, as Prisma does it")
                .with(
                        "1_init",
                        "CREATE TYPE \"Role\" AS ENUM ('USER', 'ADMIN', 'OLD');\nCREATE TABLE a (role \"Role\" NOT NULL DEFAULT 'USER');\nINSERT INTO a VALUES ('ADMIN');")
                .with("2_enum", """
                        BEGIN;
                        CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN');
                        ALTER TABLE "a" ALTER COLUMN "role" DROP DEFAULT;
                        ALTER TABLE "a" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
                        ALTER TYPE "Role" RENAME TO "Role_old";
                        ALTER TYPE "Role_new" RENAME TO "Role";
                        DROP TYPE "Role_old";
                        ALTER TABLE "a" ALTER COLUMN "role" SET DEFAULT 'USER';
                        COMMIT;
                        """)
                .deploy()
                .done();
    }

    private static History functionsAndTriggers() {
        return History.of("functions with quotes and dollars of all kinds, and a trigger")
                .with("1_a", """
                        CREATE TABLE a (id int, changed int DEFAULT 0);
                        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $body$
                        BEGIN
                            -- a semicolon; in a comment, and $$ inside
                            NEW.changed := NEW.changed + 1;
                            RETURN NEW;
                        END;
                        $body$;
                        CREATE TRIGGER touched BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();
                        CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql AS 'SELECT x * 2; -- it''s';
                        CREATE FUNCTION thrice(x int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT x; SELECT x * 3; END;
                        INSERT INTO a VALUES (twice(1)), (thrice(1));
                        UPDATE a SET id = id + 1;
                        """)
                .deploy()
                .done();
    }

    private static History policies() {
        return History.of("policies, grants and default privileges")
                .cluster("CREATE ROLE policy_reader")
                .with("1_a", """
                        CREATE TABLE a (owner text);
                        ALTER TABLE a ENABLE ROW LEVEL SECURITY;
                        ALTER TABLE a FORCE ROW LEVEL SECURITY;
                        CREATE POLICY own ON a FOR ALL TO policy_reader USING (owner = current_user) WITH CHECK (true);
                        GRANT SELECT, INSERT ON a TO policy_reader;
                        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO policy_reader;
                        CREATE TABLE later (id int);
                        """)
                .deploy()
                .done();
    }

    private static History generated() {
        return History.of("generated columns, identities, checks and an exclusion")
                .with("1_a", """
                        CREATE TABLE a (
                            id int GENERATED ALWAYS AS IDENTITY,
                            price numeric CHECK (price > 0),
                            gross numeric GENERATED ALWAYS AS (price * 1.19) STORED,
                            during tsrange,
                            EXCLUDE USING gist (during WITH &&)
                        );
                        INSERT INTO a (price, during) VALUES (100, '[2024-01-01, 2024-02-01)');
                        """)
                .deploy()
                .done();
    }

    private static History views() {
        return History.of("views, a materialized view that is refreshed, domains and collations")
                .with("1_a", """
                        CREATE TABLE a (id int);
                        CREATE VIEW v AS SELECT id FROM a;
                        CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM a;
                        CREATE DOMAIN positive AS int CHECK (VALUE > 0);
                        INSERT INTO a VALUES (1);
                        REFRESH MATERIALIZED VIEW m;
                        CREATE RULE quiet AS ON DELETE TO a DO INSTEAD NOTHING;
                        """)
                .with("2_b", "DROP VIEW v;\nALTER TABLE a RENAME TO renamed;\nDROP MATERIALIZED VIEW m;")
                .deploy()
                .done();
    }

    private static History partitions() {
        return History.of("partitions, inheritance and a trigger on them")
                .with("1_a", """
                        CREATE TABLE a (at date NOT NULL) PARTITION BY RANGE (at);
                        CREATE TABLE a_2024 PARTITION OF a FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                        CREATE INDEX ON a (at);
                        INSERT INTO a VALUES ('2024-06-01');
                        """)
                .with("2_b", "ALTER TABLE a DETACH PARTITION a_2024;")
                .deploy()
                .done();
    }

    private static History literals() {
        return History.of("escapes, Unicode, operators with question marks, braces and very long lines")
                .with("1_a", """
                        CREATE TABLE a (t text, j jsonb);
                        INSERT INTO a VALUES (E'tab\\there; \\'quoted\\'', '{"a": 1}'), (U&'d\\0061t\\+000061', '{"b": [1, 2]}'), ('größe 日本 😀', NULL);
                        CREATE TABLE found AS SELECT t FROM a WHERE j ? 'a' OR j ?| array['b'] /* {fn now()} */;
                        INSERT INTO a (t) VALUES ('%s');
                        """.formatted("long ".repeat(20_000)))
                .deploy()
                .done();
    }
}
