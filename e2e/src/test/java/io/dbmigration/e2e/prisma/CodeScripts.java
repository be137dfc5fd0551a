package io.dbmigration.e2e.prisma;

/** What Prisma's own generator never writes: views, functions, triggers, policies, DO blocks. */
final class CodeScripts {

    private CodeScripts() {}

    /** Two versions of each, as a changed view needs. */
    static String view(LargeModel model, int number) {
        return """
                CREATE VIEW "view_%1$d" AS SELECT "id", "name" FROM "%2$s";

                -- Once more, with another column in front.
                DROP VIEW IF EXISTS "view_%1$d";
                CREATE VIEW "view_%1$d" AS
                SELECT a."amount", a."id", a."name", b.total
                  FROM "%2$s" AS a
                  LEFT JOIN (SELECT "tenantId", sum("amount") AS total FROM "%3$s" GROUP BY "tenantId") AS b USING ("tenantId");
                """.formatted(
                number, model.earlierTable().name(), model.earlierTable().name());
    }

    static String trigger(LargeModel model, int number) {
        return """
                CREATE OR REPLACE FUNCTION "tidy_%1$d"() RETURNS trigger AS $body$
                DECLARE
                  said text := $$it's; a -- string$$;
                BEGIN
                  -- nothing; to split here
                  NEW."name" := trim(NEW."name");
                  IF NEW."name" = '' THEN NEW."name" := said; END IF;
                  RETURN NEW;
                END;
                $body$ LANGUAGE plpgsql;

                CREATE TRIGGER "tidy_%1$d" BEFORE INSERT OR UPDATE ON "%2$s" FOR EACH ROW EXECUTE FUNCTION "tidy_%1$d"();

                CREATE FUNCTION "total_%1$d"(tenant integer) RETURNS bigint LANGUAGE sql STABLE AS
                  'SELECT COALESCE(sum("amount"), 0) FROM "%2$s" WHERE "tenantId" = tenant';
                """.formatted(number, model.earlierTable().name());
    }

    static String doBlock(LargeModel model, int number) {
        return """
                DO $$
                BEGIN
                  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'made_%1$d') THEN
                    EXECUTE 'CREATE INDEX "made_%1$d" ON "%2$s" ("amount")';
                  END IF;
                  FOR i IN 1..20 LOOP
                    INSERT INTO "%2$s" ("id", "name", "createdAt") VALUES ('d%1$d-' || i, 'in a loop', '2024-03-01');
                  END LOOP;
                EXCEPTION
                  WHEN duplicate_object THEN NULL;
                END $$;
                """.formatted(number, model.earlierTable().name());
    }

    static String policy(LargeModel model, int number) {
        return """
                ALTER TABLE "%1$s" ENABLE ROW LEVEL SECURITY;
                CREATE POLICY "tenant_%2$d" ON "%1$s" USING ("tenantId" = current_setting('app.tenant', true)::int);
                CREATE POLICY "reader_%2$d" ON "%1$s" AS RESTRICTIVE FOR SELECT USING (current_setting('app.reader', true) IS NOT NULL);
                """.formatted(model.earlierTable().name(), number);
    }
}
