package io.dbmigration.e2e.prisma;

/** Why dbm differs from Prisma on purpose. There are no other reasons. */
enum Deliberate {
    CONFIG_MAP(
            "links followed",
            "Folders and files of a ConfigMap or Secret volume are symbolic links through `..data`; Prisma ignores links to folders and"
                    + " takes `..data`'s target for a migration.",
            "Links to folders are followed, names that begin with `..` are skipped."),
    ATOMIC(
            "atomic",
            "Prisma 7.4 and newer send a script statement by statement, so that a failure leaves half of it; older ones refuse what"
                    + " cannot run in a transaction beside other statements.",
            "One transaction wherever PostgreSQL allows it, statement by statement only where it does not."),
    POLLING_LOCK(
            "polling lock",
            "Who waits inside `pg_advisory_lock` holds a snapshot and deadlocks with CREATE INDEX CONCURRENTLY.",
            "The same lock, asked for again and again."),
    OLD_BUNDLE(
            "old bundle blocks",
            "Prisma deploys a bundle that is older than the database without a word.",
            "BundleOlderThanDatabase; nothing is run."),
    REFUSED_FIRST(
            "refused before the first script",
            "Prisma finds out when it gets there, after earlier scripts, and leaves a failed row behind.",
            "Missing, non-UTF-8 and unparsable scripts, PREPARE TRANSACTION, COPY to or from the client and psql commands are found"
                    + " before anything is run; no row is written."),
    SESSION_RESET(
            "session reset",
            "What a script leaves in its session (settings, role, search_path, an open or failed transaction) hits the record or the"
                    + " next script, and may hide the real error.",
            "The session is made idle and reset after each script; the record is written by another session."),
    DATES_IN_ISO(
            "dates in ISO",
            "The driver insists on DateStyle ISO.",
            "The role's order of day and month counts, its output style does not."),
    SERVER_CLOCK(
            "server's clock", "Prisma writes the times of its own machine.", "The server's clock writes all times."),
    GOES_ON(
            "goes on by itself",
            "After any failure Prisma answers P3009 until somebody resolves it.",
            "A script that is known to have left nothing is applied once it is corrected, without resolve."),
    OWN_ROW_PROTECTED(
            "own row protected",
            "A script may drop the history table, or hide or finish its own row.",
            "Such a script is undone."),
    DEFERRED_AFTER_RESET_ROLE(
            "deferred triggers as the login role",
            "Prisma commits with the role that the script has set.",
            "Deferred triggers run after RESET ROLE, with the record."),
    HOLD("hold", "Prisma has no rollback.", "After a rollback the same bundle is not applied again by itself."),
    ROW_TAKEN_BACK(
            "row taken back",
            "A run that is stopped between two scripts leaves no row of the next one.",
            "It may leave one that is rolled back and says that nothing was run, which counts as absent for both."),
    VERIFICATION("verification queries", "Prisma has none.", "They may fail a run that applied everything."),
    OWN_USAGE(
            "own usage",
            "Prisma asks nothing about a backup, and exits with 1 for a wrong command line.",
            "The backup has to be chosen; wrong usage is exit status 2."),
    STATUS_ONLY_READS(
            "status only reads",
            "Prisma creates a missing schema on every connection, even for `status`.",
            "`dbm status` creates nothing."),
    OWN_CODE(
            "a code of our own",
            "Prisma shows the bare error of the database, without a code, where the role may not use the history.",
            "AccessDenied, with the code that Prisma has for missing rights (P1010)."),
    HISTORY_FOUND(
            "history found",
            "Without `?schema=` Prisma makes its table where the role's search_path leads and looks for it in `public`: every deploy after the"
                    + " first ends with \"already exists\".",
            "The table is made in the same place, and found there."),
    PRISMA_7_RULE(
            "Prisma's own: 7.9 rule",
            "Before 7.9 `status` counts rolled-back rows as present.",
            "Rolled-back rows count as absent, as in 7.9 and newer.");

    private final String title;
    private final String prisma;
    private final String ours;

    Deliberate(String title, String prisma, String ours) {
        this.title = title;
        this.prisma = prisma;
        this.ours = ours;
    }

    String title() {
        return title;
    }

    /** What Prisma does, and why that hurts. */
    String prisma() {
        return prisma;
    }

    String ours() {
        return ours;
    }
}
