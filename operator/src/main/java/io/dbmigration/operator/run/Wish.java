package io.dbmigration.operator.run;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.BackupSpec;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationSpec;
import io.dbmigration.api.DatabaseMigrationSpec.BaselineSpec;
import io.dbmigration.api.DatabaseSpec;
import io.dbmigration.api.Defaults;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.PolicyChoice;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.operator.bundle.BundleSource;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a resource asks for at one moment, as compared with what the newest run was asked.
 *
 * @param identity the same one means: nothing else would be done
 * @param specHash of the spec without {@code suspend}: another one starts over what has failed
 * @param database hash of {@code spec.database}: with another one, nothing is known of the database yet
 * @param retry value of the retry annotation
 */
public record Wish(
        String identity,
        String specHash,
        String database,
        @Nullable String retry) {

    /** Goes up when the meaning of an identity changes; then every resource runs once more. */
    private static final String VERSION = "v1";

    public static Wish of(DatabaseMigration migration, BundleSource.Found source) {
        var retry = retryOf(migration);
        var spec = migration.getSpec();
        return new Wish(identity(migration, source, retry), specHash(spec), databaseHash(spec), retry);
    }

    /** Of a run that carries out a request: never what a deploy is compared with. */
    public static Wish ofRequest(DatabaseMigration migration, Request request) {
        var spec = migration.getSpec();
        return new Wish("request-" + request.uid(), specHash(spec), databaseHash(spec), retryOf(migration));
    }

    public static @Nullable String retryOf(DatabaseMigration migration) {
        var annotations = migration.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Marks.RETRY_ANNOTATION);
    }

    public static String specHash(DatabaseMigrationSpec spec) {
        return CanonicalJson.sha256(new DatabaseMigrationSpec(
                spec.database(),
                spec.bundle(),
                spec.target(),
                spec.backup(),
                spec.policy(),
                spec.baseline(),
                spec.verification(),
                spec.timeout(),
                null,
                spec.job()));
    }

    public static String databaseHash(DatabaseMigrationSpec spec) {
        return CanonicalJson.sha256(databaseOf(spec));
    }

    /** Values equal to their default are left out, so that a field of a later version changes nothing for those who do not set it. */
    private static String identity(DatabaseMigration migration, BundleSource.Found source, @Nullable String retry) {
        var spec = migration.getSpec();
        var fields = new Fields();
        fields.put("uid", migration.getMetadata().getUid());
        fields.put("source", source.identity());
        fields.put("retry", retry);
        fields.put("database", databaseOf(spec));
        fields.put("digest", requireNonNull(spec.bundle(), "spec.bundle").digest());
        fields.put("target", spec.target());
        fields.put(
                "baseline",
                Optional.ofNullable(spec.baseline()).map(BaselineSpec::upTo).orElse(null));
        fields.put("verification", spec.verificationQueries().isEmpty() ? null : spec.verificationQueries());
        putBackup(fields, requireNonNull(spec.backup(), "spec.backup"));
        putPolicy(fields, spec);
        return VERSION + "-" + CanonicalJson.sha256(fields.map);
    }

    private static DatabaseSpec databaseOf(DatabaseMigrationSpec spec) {
        return requireNonNull(spec.database(), "spec.database");
    }

    private static void putBackup(Fields fields, BackupSpec backup) {
        fields.putUnless(BackupMode.valueOf(Defaults.BACKUP_MODE), "backup.mode", backup.effectiveMode());
        fields.putUnless(VerifyLevel.valueOf(Defaults.VERIFY), "backup.verify", backup.effectiveVerify());
        fields.put("backup.storage", backup.storage());
    }

    private static void putPolicy(Fields fields, DatabaseMigrationSpec spec) {
        var policy = spec.effectivePolicy().effective();
        fields.putUnless(PolicyChoice.valueOf(Defaults.AHEAD), "policy.ahead", policy.ahead());
        fields.putUnless(PolicyChoice.valueOf(Defaults.MISSING), "policy.missing", policy.missing());
        fields.putUnless(PolicyChoice.valueOf(Defaults.EDITED), "policy.edited", policy.edited());
        fields.putUnless(PolicyChoice.valueOf(Defaults.OUT_OF_ORDER), "policy.outOfOrder", policy.outOfOrder());
    }

    private static final class Fields {
        private final TreeMap<String, Object> map = new TreeMap<>();

        void put(String name, @Nullable Object value) {
            if (value != null) {
                map.put(name, value);
            }
        }

        void putUnless(Object usual, String name, Object value) {
            if (!usual.equals(value)) {
                map.put(name, value);
            }
        }
    }
}
