package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.CODE;
import static io.dbmigration.e2e.prisma.Aspect.DIAGNOSIS;
import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Aspect.LOGS;
import static io.dbmigration.e2e.prisma.Aspect.ROWS;
import static io.dbmigration.e2e.prisma.Aspect.SCHEMA;
import static io.dbmigration.e2e.prisma.Deliberate.CONFIG_MAP;

import java.util.List;

/** What counts as a migration, and in which order. */
final class BundleHistories {

    /** Tells in the table `turns` who ran when. */
    private static final String TAKE_TURN = """
            CREATE TABLE IF NOT EXISTS turns (number serial, migration text);
            INSERT INTO turns (migration) VALUES ('%s');
            """;

    private BundleHistories() {}

    static List<History> all() {
        return List.of(
                threeDeploys(),
                emptyBundle(),
                noFolder(),
                icuOrder(),
                oddNames(),
                longName(),
                otherEntries(),
                linkedScript(),
                configMap(),
                emptyScripts());
    }

    private static History threeDeploys() {
        return History.of("two migrations, then nothing to do, then one more")
                .with("20240101000000_init", "CREATE TABLE a (id int PRIMARY KEY);")
                .with("20240102000000_more", "CREATE TABLE b (id int);\nINSERT INTO b VALUES (1), (2);")
                .deploy()
                .deploy()
                .with("20240103000000_last", "ALTER TABLE b ADD COLUMN c text DEFAULT 'x';")
                .status()
                .deploy()
                .status()
                .done();
    }

    private static History emptyBundle() {
        return History.of("a bundle without a migration")
                .status()
                .deploy()
                .status()
                .done();
    }

    private static History noFolder() {
        return History.emptyFolder("no migrations folder at all")
                .without("")
                .deploy()
                .done();
    }

    private static History icuOrder() {
        var history = History.of("names that bytes and ICU sort differently");
        for (var name :
                List.of("10_x", "1_init", "20240101_x", "2024_x", "1_B", "1_c", "1_C", "a.b", "a-b", "A_b", "~z")) {
            history.with(name, TAKE_TURN.formatted(name));
        }
        return history.deploy().done();
    }

    private static History oddNames() {
        var history = History.of("names with blanks, quotes, signs and letters beyond ASCII");
        for (var name :
                List.of("1 blank", "2'quote", "3\"double", "4 größe_é", "5 日本", "6;semi -- x", "7$1 %s \\ {}")) {
            history.with(name, TAKE_TURN.formatted(name.replace("'", "''")));
        }
        return history.deploy().deploy().done();
    }

    private static History longName() {
        return History.of("a name of 255 characters")
                .with("1_" + "n".repeat(253), "CREATE TABLE a (id int);")
                .deploy()
                .deploy()
                .done();
    }

    private static History otherEntries() {
        return History.of("hidden and nested folders, plain files, other files beside the script")
                .with("1_init", TAKE_TURN.formatted("1_init"))
                .with(".hidden", TAKE_TURN.formatted(".hidden"))
                .file("1_init/rollback.sql", "DROP TABLE turns;")
                .file("1_init/down.sql", "not SQL at all")
                .file("1_init/nested/migration.sql", "not SQL at all")
                .file("3_plain.sql", "not SQL at all")
                .file("README.md", "not SQL at all")
                .deploy()
                .deploy()
                .done();
    }

    private static History linkedScript() {
        return History.of("a script that is a link to a file")
                .file("shared.sql", "CREATE TABLE a (id int);")
                .edit(bundle -> bundle.link("1_init/migration.sql", "../shared.sql"))
                .deploy()
                .done();
    }

    private static History configMap() {
        return History.of("the folder of a ConfigMap: everything is a link through ..data")
                .file("..2024_01_01/1_init/migration.sql", "CREATE TABLE a (id int);")
                .edit(bundle -> bundle.link("..data", "..2024_01_01"))
                .edit(bundle -> bundle.link("1_init", "..data/1_init"))
                .deploy()
                .differs(CONFIG_MAP, 1, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }

    private static History emptyScripts() {
        return History.of("empty, blank and commented scripts, and one of semicolons")
                .with("1_empty", "")
                .with("2_blank", " \n\t\n")
                .with("3_comment", "-- nothing\n/* still /* nothing */ */")
                .with("4_semicolons", ";;;")
                .deploy()
                .done();
    }
}
