package io.dbmigration.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a resource is as it is: the only list of reasons, and part of the API.
 *
 * <p>Each constant carries the phase it leads to, when the operator tries again, Prisma's code where Prisma has one, and what to
 * do next. The planner, the status and the reference page are made from it.
 */
public enum Reason {
    DATABASE_UNREACHABLE(
            Phase.PENDING,
            Retry.backoff(),
            "P1001",
            "Check host, port, network policy and that the server is up; it is tried again by itself."),
    ADVISORY_LOCK_BUSY(
            Phase.PENDING,
            Retry.backoff(),
            "P1002",
            "Another migration run holds the lock; it is tried again by itself. If that session hangs, end it."),
    SECRET_NOT_FOUND(Phase.PENDING, Retry.backoff(), null, "Create the Secret or correct its name in the spec."),
    SECRET_KEY_NOT_FOUND(Phase.PENDING, Retry.backoff(), null, "Add the key or correct its name in the spec."),
    BUNDLE_NOT_FOUND(
            Phase.PENDING, Retry.backoff(), null, "Create the bundle's source or correct its name in the spec."),
    BUNDLE_INCOMPLETE(
            Phase.PENDING,
            Retry.backoff(),
            null,
            "The source does not hold the bundle of spec.bundle.digest; publish it or correct the digest (dbm digest prints it)."),
    BUNDLE_CHANGED(
            Phase.PENDING,
            Retry.backoff(),
            null,
            "The pod saw another bundle than the one asked for; a new run starts by itself."),
    RUNNER_NOT_STARTED(
            Phase.PENDING,
            new Retry(Retry.Kind.KUBERNETES, 0),
            null,
            "Correct what the pod names (image, claim, quota, node); Kubernetes goes on by itself until the deadline."),
    QUEUED(Phase.PENDING, Retry.backoff(), null, "Other runs go first; it starts by itself."),
    DATABASE_MIGRATION_NOT_FOUND(
            Phase.PENDING,
            new Retry(Retry.Kind.ON_CHANGE, 0),
            null,
            "Create the DatabaseMigration that the message names, or delete this request; it starts by itself."),
    AUTHENTICATION_FAILED(
            Phase.PENDING, Retry.backoffThenFailed(5), "P1000", "Correct user name and password in the Secret."),
    DATABASE_NOT_FOUND(
            Phase.PENDING,
            Retry.backoffThenFailed(5),
            "P1003",
            "Create the database or schema, or correct its name in the Secret or spec."),
    DATABASE_NOT_CREATED(
            Phase.PENDING,
            Retry.backoffThenFailed(5),
            "P3000",
            "Grant the role CREATEDB, or create the database yourself."),
    DATABASE_URL_INVALID(
            Phase.PENDING,
            Retry.backoffThenFailed(5),
            "P1013",
            "Correct the database URL; special characters of user name and password must be percent-encoded."),
    BACKUP_FAILED(
            Phase.PENDING,
            Retry.backoffThenFailed(3),
            null,
            "No statement was run. Correct what the message names (space, rights, timeouts)."),
    STORAGE_UNAVAILABLE(
            Phase.PENDING,
            Retry.backoffThenFailed(3),
            null,
            "No statement was run. Make the backup storage writable with enough free space."),
    INTERRUPTED(
            Phase.PENDING,
            Retry.atOnceThenFailed(3),
            null,
            "The run was cut off and left nothing behind; it goes on by itself, at most twice again for one script."),
    LOST(
            Phase.PENDING,
            Retry.atOnceThenFailed(3),
            null,
            "The next run reads the truth from the database; where none follows by itself, set the retry annotation."),
    RUNNER_FAILED(
            Phase.PENDING,
            Retry.backoffThenFailed(3),
            null,
            "The runner met an error it does not know; see the Job's log and report it."),
    DEADLINE_EXCEEDED(
            Phase.FAILED,
            Retry.none(),
            null,
            "Raise spec.timeout or make the work smaller, then set the retry annotation."),
    SESSION_TERMINATED(
            Phase.FAILED,
            Retry.none(),
            "P1017",
            "A person ended the session in the database; set the retry annotation to go on."),
    TLS_FAILED(Phase.FAILED, Retry.none(), "P1011", "Correct the certificate, the CA or the TLS mode."),
    ACCESS_DENIED(Phase.FAILED, Retry.none(), "P1010", "Grant the role what the message names."),
    POOLER_DETECTED(
            Phase.FAILED,
            Retry.none(),
            null,
            "Use the server's direct address; session locks do not survive a connection pooler."),
    READ_ONLY_SERVER(Phase.FAILED, Retry.none(), null, "Point at the primary, or make the database writable."),
    SERVER_UNSUPPORTED(Phase.FAILED, Retry.none(), null, "PostgreSQL 14 or newer is needed."),
    BUNDLE_INVALID(
            Phase.FAILED,
            Retry.none(),
            null,
            "Correct the bundle; a new bundle starts a run. What is filled in later on a claim is not seen: set the retry annotation then."),
    PROVIDER_MISMATCH(Phase.FAILED, Retry.none(), "P3019", "migration_lock.toml must say: provider = \"postgresql\"."),
    FILE_MISSING(Phase.FAILED, Retry.none(), "P3015", "Add the missing migration.sql or remove its folder."),
    UNSUPPORTED_BUNDLE(
            Phase.FAILED, Retry.none(), null, "This is a Prisma 8 folder; bundles of Prisma 5, 6 and 7 are supported."),
    TARGET_NOT_FOUND(Phase.FAILED, Retry.none(), null, "Name a migration of the bundle."),
    SYNTAX_ERROR(
            Phase.FAILED, Retry.none(), "P3018", "Nothing was run. Correct the script; a new bundle starts a run."),
    SCHEMA_NOT_EMPTY(
            Phase.FAILED,
            Retry.none(),
            "P3005",
            "Set spec.baseline.upTo to the last migration that the database already contains."),
    TABLE_LOST(Phase.FAILED, Retry.none(), "P1014", "Restore the table _prisma_migrations or its columns."),
    FAILED_MIGRATION_FOUND(
            Phase.FAILED,
            Retry.none(),
            "P3009",
            "Where it left nothing behind: correct the script, a new bundle starts a run; or set the retry annotation where the script was"
                    + " right. Else look at what it left, then mark it as rolled back or applied: kubectl dbm resolve, or a"
                    + " MigrationResolution (as prisma migrate resolve)."),
    MIGRATION_FAILED(
            Phase.FAILED,
            Retry.none(),
            "P3018",
            "Where nothing of it is left: correct the script, a new bundle starts a run; or set the retry annotation where the script was"
                    + " right. Else look at what it left, mark it as rolled back or applied (kubectl dbm resolve, or a"
                    + " MigrationResolution), then publish the corrected script."),
    LOCK_TIMEOUT(
            Phase.FAILED,
            Retry.none(),
            null,
            "The script left nothing behind. End the blocking sessions or raise spec.policy.lockBudget, then set the retry annotation."),
    OUTCOME_UNKNOWN(
            Phase.FAILED,
            Retry.none(),
            null,
            "The script is not atomic and was cut off: look at the database, then mark the migration as applied or rolled back."),
    BUNDLE_OLDER_THAN_DATABASE(
            Phase.FAILED, Retry.none(), null, "Deploy a newer bundle, or set spec.policy.ahead to Warn."),
    MISSING_FROM_BUNDLE(
            Phase.FAILED, Retry.none(), null, "Put the missing migrations back, or set spec.policy.missing to Warn."),
    EDITED(
            Phase.FAILED,
            Retry.none(),
            null,
            "Put the applied scripts back as they were, or set spec.policy.edited to Warn."),
    OUT_OF_ORDER(
            Phase.FAILED,
            Retry.none(),
            null,
            "Rename the pending migrations so that they sort last, or set spec.policy.outOfOrder to Warn."),
    VERIFICATION_FAILED(
            Phase.FAILED,
            Retry.none(),
            null,
            "The migrations are applied, but a verification query did not answer as expected; correct the data or the query."),
    BACKUP_TOOL_MISSING(
            Phase.FAILED,
            Retry.none(),
            null,
            "No statement was run. Use a runner image with a pg_dump of the server's major or newer, then set the retry annotation."),
    MIGRATION_NOT_FOUND(
            Phase.FAILED,
            Retry.none(),
            "P3017",
            "Name a migration of the bundle, whole as its folder is named, whose migration.sql can be read."),
    ALREADY_APPLIED(
            Phase.FAILED,
            Retry.none(),
            "P3008",
            "Nothing has to be marked: the migration is recorded as applied. If it also has a failed row, mark it as rolled back."),
    NEVER_APPLIED(
            Phase.FAILED,
            Retry.none(),
            "P3011",
            "Only a migration that was begun can be marked as rolled back; name it whole, as its folder is named."),
    NOT_FAILED(
            Phase.FAILED,
            Retry.none(),
            "P3012",
            "Only a failed migration can be marked as rolled back; this one succeeded."),
    HISTORY_NOT_FOUND(
            Phase.FAILED,
            Retry.none(),
            null,
            "Nothing was ever migrated in this database, so nothing can be marked as rolled back; check the URL and its schema."),
    STATE_CHANGED(
            Phase.FAILED,
            Retry.none(),
            null,
            "Nothing was changed: the database or bundle is not as the request says. Look again and make a new request."),
    ROLLBACK_FILE_MISSING(
            Phase.FAILED,
            Retry.none(),
            null,
            "Nothing was changed. Add rollback.sql to the migrations that the message names, or restore a backup."),
    NOT_ATOMIC(
            Phase.FAILED,
            Retry.none(),
            null,
            "Nothing was changed. Take out what cannot run in a transaction, or accept a rollback that may stop half way (acceptPartial)."),
    DATA_LOSS_NOT_ACCEPTED(
            Phase.FAILED,
            Retry.none(),
            null,
            "Nothing was changed. If the data that the message names may be lost, say so (acceptDataLoss)."),
    HELD_AFTER_ROLLBACK(
            Phase.FAILED,
            Retry.none(),
            null,
            "The database was taken back on purpose. Deploy another bundle or target, or set the retry annotation to apply the same one again."),
    RECEIPT_MISMATCH(Phase.FAILED, Retry.none(), null, "Nothing was changed. Name a backup of this very database."),
    BACKUP_NOT_FOUND(
            Phase.FAILED,
            Retry.none(),
            null,
            "Nothing was changed. Name a backup whose files are still in the storage."),
    FILES_GONE(
            Phase.FAILED,
            Retry.none(),
            null,
            "This receipt has no backup any more: its files were removed. Use another one; this one can be deleted."),
    BACKUP_DAMAGED(
            Phase.FAILED, Retry.none(), null, "Nothing was changed. Use another backup; this one cannot be trusted."),
    TARGET_EXISTS(Phase.FAILED, Retry.none(), null, "Nothing was changed. Choose a database name that is not taken."),
    SWAP_REFUSED(
            Phase.FAILED,
            Retry.none(),
            null,
            "Nothing was changed. Remove what the message names, or restore into a new database."),
    RESTORE_FAILED(
            Phase.FAILED,
            Retry.none(),
            null,
            "The running database was not touched. Correct what the message names and make a new request."),
    DUPLICATE_TARGET(
            Phase.FAILED,
            new Retry(Retry.Kind.ON_CHANGE, 0),
            null,
            "Another DatabaseMigration owns this database; delete one of the two."),
    APPLIED(Phase.APPLIED, Retry.none(), null, ""),
    UP_TO_DATE(Phase.APPLIED, Retry.none(), null, ""),
    RESOLVED(Phase.RESOLVED, Retry.none(), null, ""),
    ROLLED_BACK(Phase.APPLIED, Retry.none(), null, ""),
    BACKED_UP(Phase.APPLIED, Retry.none(), null, ""),
    RESTORED(Phase.APPLIED, Retry.none(), null, ""),
    INSPECTED(Phase.APPLIED, Retry.none(), null, ""),
    STARTING(Phase.RUNNING, Retry.none(), null, ""),
    BACKING_UP(Phase.RUNNING, Retry.none(), null, ""),
    APPLYING(Phase.RUNNING, Retry.none(), null, ""),
    ROLLING_BACK(Phase.RUNNING, Retry.none(), null, ""),
    RESTORING(Phase.RUNNING, Retry.none(), null, ""),
    SUSPENDED(Phase.SUSPENDED, Retry.none(), null, "Set spec.suspend to false to go on.");

    /** Made when a text is first read: a run only writes them. */
    private static final class ByText {
        private static final Map<String, Reason> ALL =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::text, Function.identity()));
    }

    private final String text;
    private final Phase phase;
    private final Retry retry;
    private final @Nullable String prismaCode;
    private final String advice;

    Reason(Phase phase, Retry retry, @Nullable String prismaCode, String advice) {
        this.text = camelCase(name());
        this.phase = phase;
        this.retry = retry;
        this.prismaCode = prismaCode;
        this.advice = advice;
    }

    /** As it stands in conditions and events, for example {@code DatabaseUnreachable}. */
    @JsonValue
    public String text() {
        return text;
    }

    /** The phase of the first result with this reason; {@link #phaseAt} for later ones. */
    public Phase phase() {
        return phase;
    }

    public Retry retry() {
        return retry;
    }

    /** Prisma's code, for example {@code P3009}. */
    public Optional<String> prismaCode() {
        return Optional.ofNullable(prismaCode);
    }

    /** What to do next, one or two sentences; empty for good reasons. */
    public String advice() {
        return advice;
    }

    /**
     * The phase once the same reason has come {@code streak} times in a row.
     *
     * @param streak 1 for the first result
     */
    public Phase phaseAt(int streak) {
        return retry.failsAt() > 0 && streak >= retry.failsAt() ? Phase.FAILED : phase;
    }

    /** The constant of a text as in {@link #text()}; empty for a reason of another version. */
    public static Optional<Reason> of(@Nullable String text) {
        return text == null ? Optional.empty() : Optional.ofNullable(ByText.ALL.get(text));
    }

    @JsonCreator
    static Reason parse(String text) {
        return of(text).orElse(RUNNER_FAILED);
    }

    private static String camelCase(String constant) {
        var text = new StringBuilder(constant.length());
        var begins = true;
        for (var letter : constant.toCharArray()) {
            if (letter != '_') {
                text.append(begins ? letter : Character.toLowerCase(letter));
            }
            begins = letter == '_';
        }
        return text.toString();
    }
}
