package io.dbmigration.operator.run;

import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest.RestoreMode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Job and its pod are annotated with: all that is remembered of a run.
 *
 * @param job its name
 * @param migration name of the DatabaseMigration
 * @param number of the run, from 1
 * @param attempt runs for the same wish, from 1
 * @param previous how often the runs before it ended with the same reason; null: with none, or the wish was another
 * @param source the bundle's source it was asked for
 * @param image the runner's image
 * @param storage where its backup goes
 * @param request what it carries out; null for a deploy
 * @param afterResolution whether a person marked a migration as applied just before
 */
public record RunFacts(
        String job,
        String migration,
        RunKind kind,
        int number,
        int attempt,
        @Nullable Streak previous,
        Wish wish,
        String source,
        String image,
        @Nullable StorageSpec storage,
        @Nullable AskedBy request,
        boolean afterResolution) {

    private static final String MIGRATION = "dbmigration.io/migration";
    private static final String NUMBER = "dbmigration.io/run";
    private static final String ATTEMPT = "dbmigration.io/attempt";
    private static final String STREAK = "dbmigration.io/streak";
    private static final String IDENTITY = "dbmigration.io/identity";
    private static final String SPEC_HASH = "dbmigration.io/spec-hash";
    private static final String BACKUP_CLAIM = "dbmigration.io/backup-claim";
    private static final String BACKUP_STORAGE = "dbmigration.io/backup-storage";
    private static final String AFTER_RESOLUTION = "dbmigration.io/after-resolution";
    private static final String DATABASE = "dbmigration.io/database-hash";
    private static final String RETRY = "dbmigration.io/retry";
    private static final String SOURCE = "dbmigration.io/source";
    private static final String IMAGE = "dbmigration.io/runner-image";

    public Map<String, String> annotations() {
        var annotations = new HashMap<String, String>();
        annotations.put(MIGRATION, migration);
        annotations.put(NUMBER, Integer.toString(number));
        annotations.put(ATTEMPT, Integer.toString(attempt));
        annotations.put(IDENTITY, wish.identity());
        annotations.put(SPEC_HASH, wish.specHash());
        annotations.put(DATABASE, wish.database());
        annotations.put(SOURCE, source);
        annotations.put(IMAGE, image);
        if (previous != null) {
            annotations.put(STREAK, previous.text());
        }
        if (storage != null && storage.persistentVolumeClaim() != null) {
            annotations.put(BACKUP_CLAIM, storage.persistentVolumeClaim().claimName());
        } else if (storage != null) {
            annotations.put(BACKUP_STORAGE, CanonicalJson.of(storage));
        }
        if (request != null) {
            request.putInto(annotations);
        }
        if (afterResolution) {
            annotations.put(AFTER_RESOLUTION, "true");
        }
        if (wish.retry() != null) {
            annotations.put(RETRY, wish.retry());
        }
        return annotations;
    }

    /** Reads them back; {@code job} is given because a pod has another name. */
    public static RunFacts of(String job, ObjectMeta metadata) {
        Map<String, String> annotations = metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
        var wish = new Wish(
                annotations.getOrDefault(IDENTITY, ""),
                annotations.getOrDefault(SPEC_HASH, ""),
                annotations.getOrDefault(DATABASE, ""),
                annotations.get(RETRY));
        return new RunFacts(
                job,
                annotations.getOrDefault(MIGRATION, ""),
                kindOf(metadata),
                Numbers.parse(annotations.get(NUMBER), 0),
                Numbers.parse(annotations.get(ATTEMPT), 1),
                Streak.parse(annotations.get(STREAK)).orElse(null),
                wish,
                annotations.getOrDefault(SOURCE, ""),
                annotations.getOrDefault(IMAGE, ""),
                storageOf(annotations),
                AskedBy.from(annotations),
                annotations.containsKey(AFTER_RESOLUTION));
    }

    private static RunKind kindOf(ObjectMeta metadata) {
        var text = metadata.getLabels() == null ? null : metadata.getLabels().get(Marks.KIND_LABEL);
        return Arrays.stream(RunKind.values())
                .filter(kind -> kind.name().equals(text))
                .findFirst()
                .orElse(RunKind.Deploy);
    }

    private static @Nullable StorageSpec storageOf(Map<String, String> annotations) {
        var claim = annotations.get(BACKUP_CLAIM);
        return claim == null
                ? CanonicalJson.read(annotations.get(BACKUP_STORAGE), StorageSpec.class)
                        .orElse(null)
                : StorageSpec.claim(claim);
    }

    /**
     * Whether this run is one that may change the database beside a deploy: what a deploy said before it is no longer true. Where the
     * Job is gone, the kind decides.
     */
    public boolean changesByRequest() {
        return switch (kind) {
            case Resolve, Rollback -> true;
            case Restore -> request == null || request.mode().equals(RestoreMode.Swap.name());
            case Deploy, Backup, Inspect -> false;
        };
    }

    /** The resource that a Job or pod of ours belongs to; empty for what lost its annotation. */
    public static String migrationOf(ObjectMeta metadata) {
        return metadata.getAnnotations() == null
                ? ""
                : metadata.getAnnotations().getOrDefault(MIGRATION, "");
    }
}
