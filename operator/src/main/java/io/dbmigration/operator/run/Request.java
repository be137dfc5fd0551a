package io.dbmigration.operator.run;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest.RestoreMode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.Optional;

/** One object that asks for a run of its own. Its spec never changes, and a run that is over is never repeated. */
public sealed interface Request {

    /** Creation time, then UID; the receipts are rebuilt last. */
    Comparator<Request> AGE = Comparator.comparing((Request request) -> request instanceof Rebuild)
            .thenComparing(request -> Optional.ofNullable(
                            request.object().getMetadata().getCreationTimestamp())
                    .orElse(""))
            .thenComparing(Request::uid);

    HasMetadata object();

    RunKind kind();

    Told told();

    /** Whether the run changes the database or its history; others say nothing about the DatabaseMigration. */
    boolean changes();

    /** Whether it looks at the bundle. */
    default boolean needsBundle() {
        return kind() == RunKind.Resolve || kind() == RunKind.Rollback;
    }

    default String mode() {
        return "";
    }

    default String uid() {
        return object().getMetadata().getUid();
    }

    default String name() {
        return object().getMetadata().getName();
    }

    default String kindName() {
        return object().getKind();
    }

    /** For people: {@code MigrationRollback undo-loyalty}. */
    default String text() {
        return kindName() + " " + name();
    }

    /** One correction of the history. */
    record Resolution(MigrationResolution object) implements Request {

        @Override
        public RunKind kind() {
            return RunKind.Resolve;
        }

        @Override
        public boolean changes() {
            return true;
        }

        @Override
        public String mode() {
            return requireNonNull(object.getSpec().as(), "spec.as");
        }

        @Override
        public Told told() {
            return Told.of(object.getStatus());
        }
    }

    /** One run of {@code rollback.sql}. */
    record Rollback(MigrationRollback object) implements Request {

        @Override
        public RunKind kind() {
            return RunKind.Rollback;
        }

        @Override
        public boolean changes() {
            return true;
        }

        @Override
        public Told told() {
            return Told.of(object.getStatus());
        }
    }

    /** One restore. @param receipt of the backup that is brought back */
    record Restore(DatabaseRestore object, DatabaseBackup receipt) implements Request {

        @Override
        public RunKind kind() {
            return RunKind.Restore;
        }

        @Override
        public boolean changes() {
            return object.getSpec().effectiveMode() == RestoreMode.Swap;
        }

        @Override
        public String mode() {
            return object.getSpec().effectiveMode().name();
        }

        /** Where the backup lies; empty while its own run has not said so. */
        public Optional<StorageSpec> storage() {
            return Optional.ofNullable(object.getSpec().storage())
                    .or(() -> StoredBackup.of(receipt).map(StoredBackup::storage));
        }

        @Override
        public Told told() {
            return Told.of(object.getStatus());
        }
    }

    /** A backup now. */
    record OnDemand(DatabaseBackup object) implements Request {

        @Override
        public RunKind kind() {
            return RunKind.Backup;
        }

        @Override
        public boolean changes() {
            return false;
        }

        @Override
        public Told told() {
            return Told.of(object.getStatus());
        }
    }

    /** A look at a backup that lies in a storage. */
    record Found(DatabaseBackup object) implements Request {

        @Override
        public RunKind kind() {
            return RunKind.Inspect;
        }

        @Override
        public boolean changes() {
            return false;
        }

        public StoredBackup stored() {
            return StoredBackup.of(object).orElseThrow();
        }

        @Override
        public Told told() {
            return Told.of(object.getStatus());
        }
    }

    /** Receipts for all that lies in the storage, asked for by an annotation. @param value of the annotation */
    record Rebuild(DatabaseMigration object, String value) implements Request {

        @Override
        public RunKind kind() {
            return RunKind.Inspect;
        }

        @Override
        public boolean changes() {
            return false;
        }

        /** Another value asks anew. */
        @Override
        public String uid() {
            return "rebuild-" + CanonicalJson.sha256(value).substring(0, 16);
        }

        @Override
        public Told told() {
            return Told.NOTHING;
        }
    }

    /** Empty for a receipt that only tells of a run. */
    static Optional<Request> of(DatabaseBackup backup) {
        if (backup.getSpec() == null || backup.getSpec().fromRun() != null) {
            return Optional.empty();
        }
        if (backup.getSpec().onDemand() != null) {
            return Optional.of(new OnDemand(backup));
        }
        return StoredBackup.of(backup).map(stored -> new Found(backup));
    }

    /** Whatever asks, also a restore whose receipt is not there. */
    static Optional<Request> ofAny(HasMetadata object) {
        return switch (object) {
            case MigrationResolution resolution -> Optional.of(new Resolution(resolution));
            case MigrationRollback rollback -> Optional.of(new Rollback(rollback));
            case DatabaseRestore restore -> Optional.of(new Restore(restore, new DatabaseBackup()));
            case DatabaseBackup backup -> of(backup);
            default -> Optional.empty();
        };
    }
}
