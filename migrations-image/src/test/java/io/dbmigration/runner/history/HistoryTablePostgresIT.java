package io.dbmigration.runner.history;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.database.ConnectionLostException;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTablePostgresIT {

    private static final String CHECKSUM = "c".repeat(64);

    private final TestDatabase database = TestServer.newDatabase();
    private Connections connections = TestConnections.open(database.url());
    private HistoryTable table = table(Duration.ofSeconds(60));

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void isCreatedInPrismasShape() {
        assertThat(table.exists()).isFalse();
        table.create();
        assertThat(table.exists()).isTrue();
        table.check();
        assertThat(database.query("SELECT concat_ws(' ', column_name, udt_name, character_maximum_length, is_nullable,"
                        + " column_default) FROM information_schema.columns WHERE table_name = '_prisma_migrations'"
                        + " AND table_schema = 'public' ORDER BY ordinal_position"))
                .containsExactly(
                        "id varchar 36 NO",
                        "checksum varchar 64 NO",
                        "finished_at timestamptz YES",
                        "migration_name varchar 255 NO",
                        "logs text YES",
                        "rolled_back_at timestamptz YES",
                        "started_at timestamptz NO now()",
                        "applied_steps_count int4 NO 0");
        assertThat(database.query("SELECT indexname FROM pg_indexes WHERE tablename = '_prisma_migrations'"))
                .containsExactly("_prisma_migrations_pkey");
    }

    @Test
    void liesInTheSchemaOfTheUrlWhateverItsName() {
        database.run("CREATE SCHEMA \"My \"\"Schema\"");
        reconnect(database.url() + "?schema=My%20%22Schema");
        table.create();
        table.check();
        assertThat(table.qualifiedName()).isEqualTo("\"My \"\"Schema\".\"_prisma_migrations\"");
        assertThat(database.query("SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE relname = '_prisma_migrations'"))
                .containsExactly("My \"Schema");
    }

    @Test
    void onlyOrdinaryTablesMakeASchemaNotEmpty() {
        database.run("""
                CREATE TABLE "Spatial_Ref_Sys" (); CREATE TABLE geometry_columns (); CREATE TABLE raster_overviews ();
                CREATE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW mv AS SELECT 1; CREATE SEQUENCE s;
                CREATE TYPE e AS ENUM ('a'); CREATE TABLE p (a int) PARTITION BY LIST (a);
                CREATE SCHEMA other; CREATE TABLE other.t ();
                CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'""");
        assertThat(table.tablesBesides()).isEmpty();
        database.run("CREATE TABLE \"Customer\" (); CREATE TABLE b ()");
        table.create();
        assertThat(table.tablesBesides()).containsExactly("Customer", "b");
    }

    @Test
    void aRowGoesFromStartedToFinished() {
        table.create();
        var started = table.insert(table.state(), PendingRow.of("1_first", CHECKSUM), "in progress")
                .orElseThrow();
        assertThat(started.failed()).isTrue();
        assertThat(started.appliedSteps()).isZero();
        assertThat(table.rows()).containsExactly(started);

        var reached = table.changeLogs(started, "statement 2").orElseThrow();
        assertThat(reached.logs()).isEqualTo("statement 2");

        var finished = table.finish(reached).orElseThrow();
        assertThat(finished.applied()).isTrue();
        assertThat(finished.logs()).isNull();
        assertThat(finished.appliedSteps()).isEqualTo(1);
        assertThat(table.row(finished.id())).contains(finished);
    }

    @Test
    void aRowIsInsertedOnlyIntoATableThatIsAsItWas() {
        table.create();
        var known = table.state();
        database.run("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', 'by another')");
        assertThat(table.insert(known, PendingRow.of("1_first", CHECKSUM), "x")).isEmpty();
        assertThat(table.rows()).extracting(HistoryRow::name).containsExactly("by another");
    }

    @Test
    void whatAnAppliedRowWillBeLikeIsKnownBeforeItIsThere() {
        table.create();
        var pending = table.pendingRows(List.of(migration("1_first"), migration("2 \\ \"é\", {x}")));
        assertThat(pending).extracting(PendingRow::name).containsExactly("1_first", "2 \\ \"é\", {x}");
        for (var row : pending) {
            assertThat(table.insert(table.state(), row, "in progress").flatMap(table::finish))
                    .isPresent();
        }
        assertThat(table.rows())
                .extracting(HistoryRow::version)
                .containsExactlyElementsOf(
                        pending.stream().map(PendingRow::versionApplied).toList());
        assertThat(table.state())
                .isEqualTo(pending.stream()
                        .map(row -> row.inserted("").asApplied(row.versionApplied()))
                        .reduce(TableState.EMPTY, TableState::with, (a, b) -> a));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checksum = 'x'",
                "migration_name = 'x'",
                "logs = 'x'",
                "applied_steps_count = 2",
                "rolled_back_at = now()",
                "finished_at = NULL",
            })
    void anAppliedRowThatSaysSomethingElseMakesAnotherState(String change) {
        table.create();
        table.recordApplied("1_first", CHECKSUM, List.of());
        var known = table.state();
        database.run("UPDATE _prisma_migrations SET " + change);
        assertThat(table.state()).isNotEqualTo(known);
    }

    @Test
    void theStateIsThatOfTheRowsAsReadAndWritten() {
        table.create();
        assertThat(table.state()).isEqualTo(TableState.EMPTY);
        database.run(
                "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', 'a'), ('2', 'x', 'b')");
        var read = table.rows();
        var known = TableState.EMPTY.with(read.getFirst()).with(read.getLast());
        assertThat(table.state()).isEqualTo(known);

        var inserted =
                table.insert(known, PendingRow.of("1_first", CHECKSUM), "x").orElseThrow();
        var changed = table.changeLogs(inserted, "y").orElseThrow();
        assertThat(table.state()).isEqualTo(known.with(changed)).isNotEqualTo(known.with(inserted));
    }

    @Test
    void aRowThatIsChangedAndChangedBackMakesAnotherState() {
        table.create();
        database.run("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', 'a')");
        var known = table.state();
        var read = table.rows().getFirst();
        database.run("UPDATE _prisma_migrations SET logs = 'x'");
        database.run("UPDATE _prisma_migrations SET logs = NULL");
        assertThat(table.state()).isNotEqualTo(known);
        assertThat(table.rows().getFirst().saysTheSameAs(read)).isTrue();
    }

    @Test
    void timesAreTheServersClock() {
        table.create();
        var row = table.insert(table.state(), PendingRow.of("1_first", CHECKSUM), "x")
                .orElseThrow();
        assertThat(database.query("SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " FROM _prisma_migrations"))
                .singleElement()
                .extracting(java.time.Instant::parse)
                .isEqualTo(row.startedAt());
    }

    @Test
    void timesAreExactToTheMicrosecondAndMayBeEndless() {
        table.create();
        database.run(
                "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, rolled_back_at) VALUES"
                        + " ('1', 'x', 'a', '-infinity', '1969-12-31 23:59:59.999999+00', 'infinity'),"
                        + " ('2', 'x', 'b', '2026-11-29 10:00:00.123457+00', '294276-12-31', NULL)");
        var rows = table.rows();
        assertThat(rows.getFirst().startedAt()).isEqualTo(Instant.MIN);
        assertThat(rows.getFirst().finishedAt()).isEqualTo("1969-12-31T23:59:59.999999Z");
        assertThat(rows.getFirst().rolledBackAt()).isEqualTo(Instant.MAX);
        assertThat(rows.getLast().startedAt()).isEqualTo("2026-11-29T10:00:00.123457Z");
        assertThat(rows.getLast().finishedAt()).isEqualTo(Instant.MAX);
        assertThat(rows.getLast().rolledBackAt()).isNull();
    }

    @Test
    void rowsComeInTheOrderOfTheirStart() {
        table.create();
        database.run("INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES"
                + " ('1', 'x', 'b', '2026-01-02'), ('2', 'x', 'a', '2026-01-03'), ('3', 'x', 'c', '2026-01-01')");
        assertThat(table.rows()).extracting(HistoryRow::name).containsExactly("c", "b", "a");
    }

    @Test
    void aChangeOfARowThatIsNotAsItWasReadHitsNothing() {
        table.create();
        var read = table.insert(table.state(), PendingRow.of("1_first", CHECKSUM), "in progress")
                .orElseThrow();
        database.run("UPDATE _prisma_migrations SET logs = NULL");
        assertThat(table.changeLogs(read, "x")).isEmpty();
        assertThat(table.finish(read)).isEmpty();
        assertThat(table.markRolledBack(read)).isEmpty();

        var again = table.row(read.id()).orElseThrow();
        assertThat(again.logs()).isNull();
        assertThat(table.markRolledBack(again))
                .hasValueSatisfying(row -> assertThat(row.rolledBack()).isTrue());
        assertThat(table.finish(again)).as("the fence").isEmpty();
    }

    @Test
    void aBaselineIsRecognisedAsPrismasOwnResolution() {
        table.createBaseline(List.of(migration("1_first"), migration("2_second"), migration("3_third")));
        assertThat(table.rows()).extracting(HistoryRow::name).containsExactly("1_first", "2_second", "3_third");
        assertThat(table.rows()).allSatisfy(row -> {
            assertThat(row.applied()).isTrue();
            assertThat(row.finishedAt()).isEqualTo(row.startedAt());
            assertThat(row.logs()).isEmpty();
            assertThat(row.appliedSteps()).isZero();
            assertThat(row.checksum()).isEqualTo(Script.of("SELECT 1;").checksum());
            assertThat(row.id()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        });
    }

    @Test
    void aBaselineThatFailsLeavesNoTable() {
        var tooLong = migration("x".repeat(256));
        assertThatThrownBy(() -> table.createBaseline(List.of(migration("1_first"), tooLong)));
        assertThat(table.exists()).isFalse();
        table.createBaseline(List.of(migration("1_first")));
    }

    @Test
    void aBaselineNeedsItsScripts() {
        assertRefused(() -> table.createBaseline(List.of(new Migration("1_first", null, null))))
                .with(Reason.FILE_MISSING)
                .saying("1_first");
    }

    @Test
    void missingColumnsAreNamed() {
        table.create();
        database.run("ALTER TABLE _prisma_migrations DROP COLUMN logs, DROP COLUMN rolled_back_at");
        assertRefused(table::check).with(Reason.TABLE_LOST).saying("logs, rolled_back_at");
    }

    @Test
    void missingRightsAreNamed() {
        table.create();
        var role = TestServer.newRole("");
        database.run("GRANT SELECT ON _prisma_migrations TO " + role);
        reconnect(database.urlOf(role));
        assertRefused(table::check).with(Reason.ACCESS_DENIED).saying("INSERT, UPDATE");
    }

    @Test
    void aSchemaThatMayNotBeWrittenIsSaid() {
        reconnect(database.urlOf(TestServer.newRole("")));
        assertRefused(table::create).with(Reason.ACCESS_DENIED).saying("permission denied for schema public");
    }

    @Test
    void aMissingSchemaIsSaid() {
        database.run("DROP SCHEMA public");
        assertRefused(table::create).with(Reason.DATABASE_NOT_FOUND).saying("schema \"public\"");
    }

    @Test
    void rowsThatRowSecurityHidesAreAnErrorNotAnEmptyHistory() {
        table.create();
        var role = TestServer.newRole("");
        database.run("GRANT ALL ON _prisma_migrations TO " + role
                + "; ALTER TABLE _prisma_migrations ENABLE ROW LEVEL SECURITY");
        reconnect(database.urlOf(role));
        assertRefused(table::rows).with(Reason.ACCESS_DENIED).saying("row-level security");
    }

    @Test
    void aTableThatIsGoneIsLost() {
        assertRefused(table::rows).with(Reason.TABLE_LOST);
    }

    @Test
    void anEmptyStepsCountIsRefusedAsByPrisma() {
        table.create();
        database.run("ALTER TABLE _prisma_migrations ALTER applied_steps_count DROP NOT NULL;"
                + " INSERT INTO _prisma_migrations (id, checksum, migration_name, applied_steps_count)"
                + " VALUES ('1', 'x', 'a', NULL)");
        assertRefused(table::rows).with(Reason.TABLE_LOST).saying("applied_steps_count");
    }

    @Test
    void waitsForARowThatAnotherSessionIsAboutToCommit() throws Exception {
        table.create();
        var row = table.insert(table.state(), PendingRow.of("1_first", CHECKSUM), "x")
                .orElseThrow();
        try (var other = database.connect()) {
            other.setAutoCommit(false);
            execute(other, "UPDATE _prisma_migrations SET finished_at = now()");
            table = table(Duration.ofSeconds(60), holder -> commit(other));
            assertThat(table.markRolledBack(row))
                    .as("it was finished meanwhile")
                    .isEmpty();
        }
    }

    @Test
    void aRowThatStaysLockedNamesTheBlocker() throws Exception {
        table.create();
        var row = table.insert(table.state(), PendingRow.of("1_first", CHECKSUM), "x")
                .orElseThrow();
        try (var other = database.connect()) {
            execute(other, "SET application_name = 'the other'");
            other.setAutoCommit(false);
            execute(other, "UPDATE _prisma_migrations SET finished_at = now()");
            table = table(Duration.ZERO);
            assertRefused(() -> table.changeLogs(row, "y"))
                    .with(Reason.ADVISORY_LOCK_BUSY)
                    .saying("the other", "idle in transaction");
        }
    }

    @Test
    void aLostSessionIsTold() {
        table.create();
        var pid = connections.bookkeeping().connection().getBackendPID();
        TestServer.run("SELECT pg_terminate_backend(" + pid + ", 5000)");
        assertThatThrownBy(table::rows).isInstanceOf(ConnectionLostException.class);
        connections.reopenBookkeeping();
        assertThat(table.rows()).isEmpty();
    }

    private void reconnect(String url) {
        connections.close();
        connections = TestConnections.open(url);
        table = table(Duration.ofSeconds(60));
    }

    private HistoryTable table(Duration rowWait) {
        return table(rowWait, new ArrayList<String>()::add);
    }

    private HistoryTable table(Duration rowWait, io.dbmigration.runner.database.LockListener listener) {
        return new HistoryTable(connections, rowWait, listener);
    }

    private static Migration migration(String name) {
        return new Migration(name, Script.of("SELECT 1;"), null);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
