package io.dbmigration.runner.job;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.RunnerFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Teaches the cache that later starts read which classes a deploy needs, and where its time goes: deploys to a server that is there for
 * nothing else. What only other runs need stays out: a start loads everything that the cache knows.
 *
 * @param server {@code postgresql://user@host:port}
 * @param folder for all that it writes
 */
public record Training(String server, Path folder) {

    /** {@code postgresql://user@host:port} of the server to train with. */
    public static final String VARIABLE = "DBMIGRATION_TRAINING";

    private static final int MIGRATIONS = 20;

    private static final String SCRIPT = """
            CREATE TABLE "T%1$d" ("id" INT PRIMARY KEY, "a" TEXT DEFAULT 'ü');
            ALTER TABLE "T%1$d" ADD COLUMN "b" INT; -- %1$d
            """;

    /** One that is not atomic, one with transactions of its own, and what the lexer has to look closer at. */
    private static final List<String> OTHERS = List.of(
            "CREATE INDEX CONCURRENTLY \"I\" ON \"T1\" (\"b\");",
            "BEGIN; ALTER TABLE \"T1\" ADD \"c\" INT; COMMIT;",
            """
            -- a function
            CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE plpgsql AS $body$ BEGIN RETURN a + 1; END $body$;
            /* a block */ DO $$ BEGIN PERFORM f(1); END $$;
            INSERT INTO "T1" VALUES (1, E'it''s', NULL), (2, 'x;y', 3); UPDATE "T1" SET "a" = upper("a") WHERE "b" IS NULL;
            """);

    private static final String REQUEST = """
            {"kind":"Deploy","run":{"id":"training","number":1,"attempt":1,"namespace":"n","migration":"m","uid":"u","clusterUid":"c"},
             "database":{"url":{"literal":"%s"},"createIfMissing":true},
             "bundle":{"path":"%s","source":"training","pinned":false},
             "backup":{"mode":"BeforeApply","verify":"Decode","path":"%s"},
             "policy":{"advisoryLockTimeout":"1s","lockTimeout":"1s","lockBudget":"1s",
                       "ahead":"Block","missing":"Warn","edited":"Warn","outOfOrder":"Warn"},
             "verificationQueries":[],"timeout":"1m"}
            """;

    /** Empty: this is no training. */
    public static Optional<Training> wanted(Map<String, String> environment) throws IOException {
        var server = environment.get(VARIABLE);
        return server == null
                ? Optional.empty()
                : Optional.of(new Training(server, Files.createTempDirectory("training")));
    }

    /** Of a database that is not there yet. */
    public String url() {
        return server + "/" + folder.getFileName();
    }

    /** A bundle that is new to the database. */
    public Path bundle() throws IOException {
        var bundle = Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(bundle.resolve(BundleLayout.LOCK_FILE), "provider = \"postgresql\"\n");
        for (var number = 1; number <= MIGRATIONS; number++) {
            write(bundle, number, SCRIPT.formatted(number));
        }
        for (var i = 0; i < OTHERS.size(); i++) {
            write(bundle, MIGRATIONS + 1 + i, OTHERS.get(i));
        }
        return bundle;
    }

    private static void write(Path bundle, int number, String script) throws IOException {
        var migration = Files.createDirectory(bundle.resolve("%04d_step".formatted(number)));
        Files.writeString(migration.resolve(BundleLayout.SCRIPT), script);
    }

    /** As the pod of a Job would, with a backup. */
    public void run() throws IOException {
        var backups = Files.createDirectory(folder.resolve("backups"));
        var environment = new HashMap<>(System.getenv());
        environment.put(RunnerFiles.REQUEST_VARIABLE, REQUEST.formatted(url(), bundle(), backups));
        environment.put(RunnerMain.RESULT_VARIABLE, folder.resolve("result").toString());
        var log = new ByteArrayOutputStream();
        var stream = new PrintStream(log, false, StandardCharsets.UTF_8);
        check(new RunnerMain(environment, stream, Clock.systemUTC()).run(), log);
    }

    /** @param log what the program has said */
    public static void check(int status, ByteArrayOutputStream log) {
        if (status != 0) {
            throw new IllegalStateException(log.toString(StandardCharsets.UTF_8));
        }
    }
}
