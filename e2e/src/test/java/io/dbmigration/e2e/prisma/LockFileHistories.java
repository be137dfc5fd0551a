package io.dbmigration.e2e.prisma;

import java.util.List;

/** migration_lock.toml, which Prisma does not read as TOML. */
final class LockFileHistories {

    private static final String LOCK = "migration_lock.toml";

    private LockFileHistories() {}

    static List<History> all() {
        return List.of(accepted(), refused(), commandsThatCheck());
    }

    private static History accepted() {
        return History.emptyFolder("lock file: none, without quotes, CRLF, several providers")
                .with("1_a", "CREATE TABLE a (id int);")
                .deploy()
                .file(LOCK, "provider = postgresql")
                .with("2_b", "CREATE TABLE b (id int);")
                .deploy()
                .file(LOCK, "# comment\r\nprovider = \"postgresql\"\r\n")
                .with("3_c", "CREATE TABLE c (id int);")
                .deploy()
                .file(LOCK, "provider = \"postgresql\"\nprovider = \"mysql\"\n")
                .deploy()
                .done();
    }

    private static History refused() {
        var history = History.emptyFolder("lock file: other providers, other blanks and quotes, BOM, no provider")
                .with("1_a", "CREATE TABLE a (id int);");
        for (var text : List.of(
                "provider = \"mysql\"",
                "provider = \"postgres\"",
                "provider=\"postgresql\"",
                "provider = 'postgresql'",
                "provider = \"postgresql\" # comment",
                " provider = \"postgresql\"",
                "\uFEFFprovider = \"postgresql\"",
                "")) {
            history.file(LOCK, text).deploy();
        }
        return history.done();
    }

    private static History commandsThatCheck() {
        return History.of("lock file of another database: which commands look at it")
                .with("1_a", "CREATE TABLE a (id int); SELECT 1/0;")
                .deploy()
                .file(LOCK, "provider = \"mysql\"")
                .status()
                .applied("1_a")
                .rolledBack("1_a")
                .differs(Deliberate.ATOMIC, Opponent.SEVEN, 1, Aspect.SCHEMA)
                .done();
    }
}
