package io.dbmigration.e2e.prisma;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A bundle as large and as mixed as those of big public projects on Prisma: 400 migrations, 2 MB, with what people write into them by
 * hand. The same bytes every time; applies on PostgreSQL 14 to 18.
 */
public final class LargeBundle {

    private static final int MIGRATIONS = 400;
    /** Before anything can refer to a table, or to one of another kind. */
    private static final int TABLES_FIRST = 12;

    private static final int HAND_NUMBERED = 5;
    private static final int EACH_NAMED_WITH_BLANKS = 17;
    private static final int EACH_WITH_CRLF = 11;

    /** How often each kind comes, and in which order. */
    private static final List<Kind> CYCLE = List.of(
            TableScripts::create,
            TableScripts::addColumns,
            DataScripts::backfill,
            TableScripts::create,
            EnumScripts::rebuild,
            TableScripts::change,
            CodeScripts::view,
            TableScripts::create,
            DataScripts::seed,
            TableScripts::addColumns,
            CodeScripts::trigger,
            TableScripts::create,
            EnumScripts::addValue,
            DataScripts::update,
            CodeScripts::doBlock,
            TableScripts::addColumns,
            TableScripts::create,
            CodeScripts::policy,
            TableScripts::concurrentIndex,
            DataScripts::seed,
            TableScripts::comments);

    private LargeBundle() {}

    /** One sort of script. @param number of the migration, for names */
    interface Kind {
        String script(LargeModel model, int number);
    }

    /** @param arguments the folder to write into */
    public static void main(String[] arguments) throws IOException {
        writeTo(Path.of(arguments[0]));
    }

    static void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("migration_lock.toml"), "provider = \"postgresql\"\n");
        for (var script : scripts().entrySet()) {
            var migration = Files.createDirectory(folder.resolve(script.getKey()));
            Files.writeString(migration.resolve("migration.sql"), script.getValue());
        }
    }

    /** By name, in the order in which they apply. */
    static SequencedMap<String, String> scripts() {
        var model = new LargeModel();
        var scripts = new LinkedHashMap<String, String>();
        for (var number = 1; number <= MIGRATIONS; number++) {
            Kind kind = number <= TABLES_FIRST ? TableScripts::create : CYCLE.get(number % CYCLE.size());
            var script = kind.script(model, number);
            scripts.put(name(number), number % EACH_WITH_CRLF == 0 ? script.replace("\n", "\r\n") : script);
        }
        return scripts;
    }

    private static String name(int number) {
        if (number <= HAND_NUMBERED) {
            return "%02d_step".formatted(number);
        }
        var name = "20240101%06d".formatted(number);
        return number % EACH_NAMED_WITH_BLANKS == 0 ? name + " größere Änderung " + number : name + "_change_" + number;
    }
}
