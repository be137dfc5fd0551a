package io.dbmigration.runner.cli;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import java.util.EnumSet;
import java.util.Set;

/** What to do, for someone who has options instead of a resource. */
final class CommandLineAdvice {

    /** What an empty bundle, which is most often a mistyped folder, is refused with. */
    private static final Set<Reason> NEED_A_BUNDLE =
            EnumSet.of(Reason.BUNDLE_OLDER_THAN_DATABASE, Reason.MIGRATION_NOT_FOUND, Reason.TARGET_NOT_FOUND);

    private static final String SETTLE =
            "Else look at what it left, then: dbm resolve --rolled-back M, or dbm resolve --applied M";

    private CommandLineAdvice() {}

    /** A rollback has another script and another way on than a deploy. */
    static String of(RunResult result) {
        if (result.bundle() != null && result.bundle().count() == 0 && NEED_A_BUNDLE.contains(result.reason())) {
            return "Correct --migrations: it names the folder with one folder for each migration.";
        }
        if (result.kind() == RunKind.Deploy && result.reason() == Reason.DATABASE_NOT_FOUND) {
            return "Create the database or schema, correct its name, or leave out --no-create-database.";
        }
        if (result.kind() != RunKind.Rollback) {
            return of(result.reason());
        }
        return switch (result.reason()) {
            case MIGRATION_FAILED ->
                "Where nothing of it is left: correct rollback.sql and run it again. Else look at what it left, finish or undo it by"
                        + " hand, then: dbm resolve --rolled-back M; the rollback can be asked for anew.";
            case FAILED_MIGRATION_FOUND ->
                "Look at what it left, finish or undo it by hand, then: dbm resolve --rolled-back M; then run it again.";
            default -> of(result.reason());
        };
    }

    static String of(Reason reason) {
        return switch (reason) {
            case ADVISORY_LOCK_BUSY ->
                "Wait for the other deploy, end its session if it hangs, or wait longer with --advisory-lock-timeout.";
            case DATABASE_URL_INVALID ->
                "Correct --url or DATABASE_URL; special characters of user name and password must be percent-encoded.";
            case DATABASE_NOT_CREATED -> "Let the role create databases, or create it yourself.";
            case FAILED_MIGRATION_FOUND ->
                "Where it left nothing behind: deploy a corrected script, or where the script was right: dbm deploy --retry. "
                        + SETTLE + ".";
            case OUTCOME_UNKNOWN ->
                "Look at how far the script got, then: dbm resolve --rolled-back M, or dbm resolve --applied M.";
            case HELD_AFTER_ROLLBACK ->
                "The database was taken back on purpose. Deploy another bundle or target, or apply the same one again with --retry.";
            case DATA_LOSS_NOT_ACCEPTED ->
                "Nothing was changed. If the data that the message names may be lost, say --accept-data-loss.";
            case NOT_ATOMIC ->
                "Nothing was changed. Take out what cannot run in a transaction, or say --accept-partial for a rollback that may stop"
                        + " half way.";
            case RUNNER_FAILED -> "Run it again; if it stays so, report it.";
            case SCHEMA_NOT_EMPTY -> "Name the last migration that the database already contains: --baseline-up-to M.";
            case AUTHENTICATION_FAILED -> "Correct user name and password in --url or DATABASE_URL.";
            case DATABASE_NOT_FOUND -> "Create the database or schema, or correct its name.";
            case DATABASE_UNREACHABLE -> "Check host, port, network and that the server is up; then run it again.";
            case BACKUP_FAILED -> "No statement was run. Correct what the message names, or choose --no-backup.";
            case STORAGE_UNAVAILABLE -> "No statement was run. Make the folder or bucket writable, with enough space.";
            case BACKUP_TOOL_MISSING ->
                "No statement was run. Install a pg_dump of the server's major or newer and name its folder in DBMIGRATION_PG_BIN.";
            case INTERRUPTED -> "Nothing of the cut off script is left; run it again.";
            case LOCK_TIMEOUT -> "The script left nothing behind. End the blocking sessions, then run it again.";
            case SESSION_TERMINATED -> "A person ended the session in the database; run it again.";
            case BUNDLE_INVALID -> "Correct the bundle and run it again.";
            case MIGRATION_FAILED ->
                "Where nothing of it is left: deploy a corrected script, or where the script was right: dbm deploy --retry. "
                        + SETTLE + "; then deploy the corrected script.";
            case SYNTAX_ERROR -> "Nothing was run. Correct the script and run it again.";
            case BUNDLE_OLDER_THAN_DATABASE -> "Deploy a newer bundle.";
            default -> reason.advice();
        };
    }
}
