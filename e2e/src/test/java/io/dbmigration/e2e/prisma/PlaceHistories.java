package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Aspect.SCHEMA;
import static io.dbmigration.e2e.prisma.Deliberate.HISTORY_FOUND;
import static io.dbmigration.e2e.prisma.Deliberate.STATUS_ONLY_READS;

import java.util.List;

/** Which database, which schema. */
final class PlaceHistories {

    private static final String A = "CREATE TABLE a (id int);";

    private PlaceHistories() {}

    static List<History> all() {
        return List.of(
                missingSchema(),
                textOfSearchPath(),
                statusOfMissingSchema(),
                schemaBesideAFullOne(),
                quotedSchema(),
                otherSearchPath(),
                missingDatabase(),
                statusOfMissingDatabase(),
                unreachable(),
                wrongPassword());
    }

    private static History missingSchema() {
        return History.of("?schema= a schema that does not exist")
                .at("schema=shop")
                .with("1_a", A)
                .deploy()
                .with(
                        "2_b",
                        "CREATE TABLE b (id int);\nCREATE TABLE paths AS SELECT current_schemas(false)::text AS path;")
                .status()
                .deploy()
                .done();
    }

    private static History textOfSearchPath() {
        return History.of("?schema= and a script that stores the text of search_path")
                .at("schema=shop")
                .with("1_a", "CREATE TABLE a AS SELECT current_setting('search_path') AS path;")
                .deploy()
                .done();
    }

    private static History statusOfMissingSchema() {
        return History.of("status with ?schema= a schema that does not exist")
                .at("schema=shop")
                .with("1_a", A)
                .status()
                .differs(STATUS_ONLY_READS, 1, SCHEMA)
                .done();
    }

    private static History schemaBesideAFullOne() {
        return History.of("?schema= an empty schema beside one with tables")
                .at("schema=empty")
                .sql("CREATE TABLE public.old (id int)")
                .with("1_a", A)
                .deploy()
                .deploy()
                .done();
    }

    private static History quotedSchema() {
        return History.of("?schema= with capitals, a blank and letters beyond ASCII")
                .at("schema=My%20Sch%C3%A9ma")
                .with("1_a", A)
                .deploy()
                .with("2_b", "CREATE TABLE \"B\" (id int);")
                .deploy()
                .done();
    }

    private static History otherSearchPath() {
        return History.of("a role whose search_path puts another schema first")
                .as("elsewhere", "search_path = 'other', 'public'")
                .sql("CREATE SCHEMA other AUTHORIZATION elsewhere")
                .with("1_a", A)
                .deploy()
                .status()
                .deploy()
                .differs(HISTORY_FOUND, 3, EXIT)
                .done();
    }

    private static History missingDatabase() {
        return History.of("a database that does not exist is made by deploy")
                .withoutDatabase()
                .with("1_a", A)
                .deploy()
                .deploy()
                .done();
    }

    private static History statusOfMissingDatabase() {
        return History.of("status and resolve of a database that does not exist")
                .withoutDatabase()
                .with("1_a", A)
                .status()
                .rolledBack("1_a")
                .applied("1_a")
                .done();
    }

    private static History unreachable() {
        return History.of("a server that does not answer")
                .onPort(1)
                .with("1_a", A)
                .deploy()
                .status()
                .done();
    }

    private static History wrongPassword() {
        return History.of("a wrong password")
                .suspect()
                .with("1_a", A)
                .deploy()
                .status()
                .done();
    }
}
