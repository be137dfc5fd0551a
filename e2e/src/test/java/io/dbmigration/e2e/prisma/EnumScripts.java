package io.dbmigration.e2e.prisma;

import io.dbmigration.e2e.prisma.LargeModel.Enumeration;
import java.util.stream.Collectors;

/** Enumerations, made anew as Prisma does it when a value goes. */
final class EnumScripts {

    private EnumScripts() {}

    static String create(Enumeration enumeration) {
        return "-- CreateEnum\nCREATE TYPE \"%s\" AS ENUM (%s);\n\n".formatted(enumeration.name(), values(enumeration));
    }

    /** Newer versions write BEGIN and COMMIT around it. */
    static String rebuild(LargeModel model, int number) {
        var enumeration = model.someEnumeration();
        enumeration.values().add("STEP_" + number);
        var script = """
                CREATE TYPE "%1$s_new" AS ENUM (%3$s);
                ALTER TABLE "%2$s" ALTER COLUMN "status" DROP DEFAULT;
                ALTER TABLE "%2$s" ALTER COLUMN "status" TYPE "%1$s_new" USING ("status"::text::"%1$s_new");
                ALTER TYPE "%1$s" RENAME TO "%1$s_old";
                ALTER TYPE "%1$s_new" RENAME TO "%1$s";
                DROP TYPE "%1$s_old";
                ALTER TABLE "%2$s" ALTER COLUMN "status" SET DEFAULT 'DRAFT';
                """.formatted(enumeration.name(), enumeration.table(), values(enumeration));
        return "-- AlterEnum\n" + (number % 2 == 0 ? "BEGIN;\n" + script + "COMMIT;\n" : script);
    }

    static String addValue(LargeModel model, int number) {
        var enumeration = model.someEnumeration();
        enumeration.values().add("ADDED_" + number);
        return "-- AlterEnum\nALTER TYPE \"%s\" ADD VALUE 'ADDED_%d';\n".formatted(enumeration.name(), number);
    }

    private static String values(Enumeration enumeration) {
        return enumeration.values().stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
    }
}
