package io.dbmigration.e2e.prisma;

import io.dbmigration.e2e.prisma.LargeModel.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables, columns, keys and indexes, most of them as Prisma writes them. */
final class TableScripts {

    private static final List<String> TYPES = List.of(
            "TEXT",
            "TEXT NOT NULL DEFAULT ''",
            "INTEGER NOT NULL DEFAULT 0",
            "BOOLEAN NOT NULL DEFAULT false",
            "DECIMAL(65,30)",
            "JSONB",
            "TIMESTAMP(3)",
            "TEXT[] DEFAULT ARRAY[]::TEXT[]",
            "DOUBLE PRECISION",
            "BIGINT",
            "UUID",
            "VARCHAR(191)");

    private TableScripts() {}

    static String create(LargeModel model, int number) {
        var table = model.newTable(number);
        var status = number % 3 == 0
                ? "    \"status\" \"%sStatus\" NOT NULL DEFAULT 'DRAFT',\n".formatted(table.name())
                : "";
        var enumeration = status.isEmpty() ? "" : EnumScripts.create(model.newEnumeration(table));
        return enumeration
                + """
                -- CreateTable
                CREATE TABLE "%1$s" (
                    "id" TEXT NOT NULL,
                    "tenantId" INTEGER NOT NULL DEFAULT 1,
                    "name" TEXT NOT NULL,
                    "amount" INTEGER NOT NULL DEFAULT 0,
                    "parentId" TEXT,
                %2$s%3$s    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

                    CONSTRAINT "%1$s_pkey" PRIMARY KEY ("id")
                );

                -- CreateIndex
                CREATE INDEX "%1$s_tenantId_createdAt_idx" ON "%1$s"("tenantId", "createdAt");

                -- CreateIndex
                CREATE UNIQUE INDEX "%1$s_tenantId_id_key" ON "%1$s"("tenantId", "id");
                """.formatted(table.name(), status, columns(model, table))
                + (model.hasEarlierTable() ? foreignKey(table, model.earlierTable()) : "");
    }

    static String addColumns(LargeModel model, int number) {
        var table = model.earlierTable();
        var added = IntStream.rangeClosed(1, model.between(1, 4))
                .mapToObj(_ -> "ADD COLUMN     \"%s\" %s".formatted(model.newColumn(table), model.pick(TYPES)))
                .collect(Collectors.joining(",\n"));
        return "-- AlterTable\nALTER TABLE \"" + table.name() + "\" " + added + ";\n";
    }

    /** Warnings and all. */
    static String change(LargeModel model, int number) {
        var table = model.earlierTable();
        var column = model.newColumn(table);
        return """
                /*
                  Warnings:

                  - You are about to change the column `%2$s` on the `%1$s` table. /* Data; may be lost -- or not. */
                */
                ALTER TABLE "%1$s" ADD COLUMN "%2$s_old" TEXT;
                UPDATE "%1$s" SET "%2$s_old" = 'it''s ' || "amount"::text;
                ALTER TABLE "%1$s" RENAME COLUMN "%2$s_old" TO "%2$s";
                ALTER TABLE "%1$s" ALTER COLUMN "%2$s" SET DEFAULT E'tab\\t;\\'', ALTER COLUMN "name" SET STATISTICS 200;
                ALTER TABLE "%1$s" ADD CONSTRAINT "%2$s_%3$d_check" CHECK (length("%2$s") < 1000) NOT VALID;
                ALTER TABLE "%1$s" VALIDATE CONSTRAINT "%2$s_%3$d_check";
                """.formatted(table.name(), column, number);
    }

    static String concurrentIndex(LargeModel model, int number) {
        return "-- Without a lock against writers.\nCREATE INDEX CONCURRENTLY \"name_%d_idx\" ON \"%s\"(\"name\", \"amount\" DESC);\n"
                .formatted(number, model.earlierTable().name());
    }

    static String comments(LargeModel model, int number) {
        var table = model.earlierTable();
        return IntStream.rangeClosed(1, 6)
                .mapToObj(line ->
                        "COMMENT ON COLUMN \"%s\".\"%s\" IS 'Größe %d.%d – naïve; 日本語 🙂 it''s -- no comment';\n"
                                .formatted(table.name(), line % 2 == 0 ? "name" : "amount", number, line))
                .collect(Collectors.joining());
    }

    private static String columns(LargeModel model, Table table) {
        return IntStream.rangeClosed(1, model.between(12, 40))
                .mapToObj(_ -> "    \"%s\" %s,\n".formatted(model.newColumn(table), model.pick(TYPES)))
                .collect(Collectors.joining());
    }

    private static String foreignKey(Table table, Table parent) {
        return """

                -- AddForeignKey
                ALTER TABLE "%1$s" ADD CONSTRAINT "%1$s_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "%2$s"("id") ON DELETE SET NULL ON UPDATE CASCADE;
                """.formatted(table.name(), parent.name());
    }
}
