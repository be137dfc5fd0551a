package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.VersionedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dump of each server goes back into the same server, with the client that a run would choose. */
class EveryServerPostgresIT {

    private static final String SHOP = """
            CREATE SCHEMA sales;
            CREATE TYPE sales.state AS ENUM ('open', 'paid');
            CREATE DOMAIN sales.amount AS numeric(10, 2) CHECK (VALUE >= 0);
            CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, lower text GENERATED ALWAYS AS (lower(name)) STORED);
            CREATE TABLE sales.receipt (id serial, at date NOT NULL, customer bigint NOT NULL REFERENCES customer, state sales.state, total sales.amount,
                details jsonb, picture bytea, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE sales.receipt_2026 PARTITION OF sales.receipt FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
            CREATE TABLE sales.receipt_rest PARTITION OF sales.receipt DEFAULT;
            INSERT INTO customer (name) SELECT 'Ärger ' || i FROM generate_series(1, 700) AS i;
            INSERT INTO sales.receipt (at, customer, state, total, details, picture)
                SELECT '2026-01-01'::date + (i % 500), i, 'paid', i / 7.0, jsonb_build_object('i', i), decode(md5(i::text), 'hex')
                  FROM generate_series(1, 700) AS i;
            CREATE INDEX receipt_details ON sales.receipt USING gin (details);
            CREATE UNIQUE INDEX customer_lower ON customer (lower(name)) WHERE id > 3;
            CREATE FUNCTION sales.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER touch BEFORE UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION sales.touch();
            CREATE VIEW sales.paid AS SELECT * FROM sales.receipt WHERE state = 'paid';
            CREATE MATERIALIZED VIEW sales.totals AS SELECT customer, sum(total) FROM sales.receipt GROUP BY customer;
            ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON customer USING (name = CURRENT_USER);
            COMMENT ON TABLE customer IS 'who buys; "all" of them';
            SELECT lo_from_bytea(4711, 'a large object');
            """;

    private static final String COUNTS = """
            SELECT 'customer ' || count(*) FROM customer
            UNION ALL SELECT '2026 ' || count(*) FROM sales.receipt_2026
            UNION ALL SELECT 'rest ' || count(*) FROM sales.receipt_rest
            UNION ALL SELECT 'paid ' || count(*) FROM sales.paid
            UNION ALL SELECT 'totals ' || count(*) FROM sales.totals
            UNION ALL SELECT 'large object ' || encode(lo_get(4711), 'escape')
            UNION ALL SELECT 'next id ' || nextval('sales.receipt_id_seq')
            ORDER BY 1
            """;

    @TempDir
    private Path storage;

    private final PgTools tools = new PgTools(PgPrograms.folders());

    /** @param ignored complaints of pg_restore about settings that the older server does not know */
    @ParameterizedTest(name = "server {0}, client {1}")
    @CsvSource({"14, 15, 0", "15, 15, 0", "16, 17, 1", "17, 17, 0", "18, 18, 0"})
    void givesItsDumpBackToTheSameServer(int major, int client, int ignored) throws Exception {
        assumeThat(isThere(client)).as("a client " + client).isTrue();
        try (var server = VersionedServer.start(major)) {
            server.run("postgres", "CREATE DATABASE shop");
            server.run("postgres", "CREATE DATABASE restored TEMPLATE template0");
            server.run("shop", SHOP);

            var receipt = backUp(server);
            var errors = restore(server, receipt, client);

            assertThat(receipt.serverVersion()).startsWith(major + ".");
            assertThat(receipt.toolVersion()).startsWith(client + ".");
            assertThat(errors.real()).isEmpty();
            assertThat(errors.ignored()).isEqualTo(ignored);
            assertThat(server.query("restored", COUNTS)).isEqualTo(server.query("shop", COUNTS));
        }
    }

    private Receipt backUp(VersionedServer server) {
        var order = new BackupOrder(storage, BackupPlace.of("localhost", "shop", "run"), VerifyLevel.Restore);
        try (var connections = TestConnections.open(server.url("shop"))) {
            return new BackupStep(tools, Clock.systemUTC(), (stage, bytes) -> {}).take(connections, order);
        }
    }

    private RestoreErrors restore(VersionedServer server, Receipt receipt, int client)
            throws IOException, InterruptedException, SQLException {
        var command = List.of(
                tools.require("pg_restore", client).program().toString(),
                "--dbname=" + server.url("restored"),
                storage.resolve(receipt.path()).resolve(BackupFolder.DUMP).toString());
        try (var process = ToolProcess.start(command, Map.of())) {
            return RestoreErrors.of(process.exitStatus(), process.words());
        }
    }

    private boolean isThere(int client) {
        try {
            return tools.require("pg_dump", client).major() == client;
        } catch (RunException missing) {
            return false;
        }
    }
}
