package io.dbmigration.e2e.prisma;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows: filled in, moved and changed. No clock and no chance, so that every run leaves the same ones. */
final class DataScripts {

    private static final int SEEDED = 260;

    private DataScripts() {}

    static String backfill(LargeModel model, int number) {
        return """
                -- Backfill
                INSERT INTO "%1$s" ("id", "name", "amount", "createdAt")
                SELECT 'b%2$d-' || n, 'Straße ' || n, n %% 97, TIMESTAMP '2024-01-01' + n * INTERVAL '1 minute'
                  FROM generate_series(1, %3$d) AS n
                ON CONFLICT ("id") DO NOTHING;

                UPDATE "%1$s" SET "amount" = "amount" + 1 WHERE "id" LIKE 'b%2$d-%%' AND "amount" < 50;
                """.formatted(model.earlierTable().name(), number, model.between(50, 800));
    }

    static String seed(LargeModel model, int number) {
        var rows = IntStream.rangeClosed(1, SEEDED)
                .mapToObj(row ->
                        "  ('s%d-%d', %d, 'Seed %d; it''s -- \"quoted\" $$ größer 日本 %s', %d, '2024-02-01 %02d:%02d:00')"
                                .formatted(
                                        number,
                                        row,
                                        row % 7,
                                        row,
                                        "lorem ipsum ".repeat(row % 12),
                                        row * 13 % 1000,
                                        row % 24,
                                        row % 60))
                .collect(Collectors.joining(",\n"));
        return "INSERT INTO \"%s\" (\"id\", \"tenantId\", \"name\", \"amount\", \"createdAt\") VALUES\n%s;\n"
                .formatted(model.earlierTable().name(), rows);
    }

    static String update(LargeModel model, int number) {
        return """
                UPDATE "%1$s" SET "name" = upper("name"), "amount" = "amount" * 2 WHERE "amount" %% 3 = %3$d;
                DELETE FROM "%1$s" WHERE "id" LIKE 'b%%-%2$d';
                UPDATE "%1$s" AS t SET "tenantId" = s.total %% 100
                  FROM (SELECT count(*)::int AS total FROM "%4$s") AS s WHERE t."tenantId" = 1;
                """.formatted(
                        model.earlierTable().name(),
                        number,
                        number % 3,
                        model.earlierTable().name());
    }
}
