package io.dbmigration.operator.reconcile;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.Wish;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets changes of spec, deletion and our annotations through; our own status writes start no pass. */
public final class ChangeFilter implements OnUpdateFilter<DatabaseMigration> {

    @Override
    public boolean accept(DatabaseMigration now, DatabaseMigration before) {
        return !isTheSame(now, before)
                || !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || !Objects.equals(
                        now.getMetadata().getDeletionTimestamp(),
                        before.getMetadata().getDeletionTimestamp())
                || !Objects.equals(Wish.retryOf(now), Wish.retryOf(before))
                || !Objects.equals(rebuild(now), rebuild(before));
    }

    /** After a gap in the watch, an object that was made anew comes as a change of the one before. */
    static boolean isTheSame(HasMetadata now, HasMetadata before) {
        return Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid());
    }

    private static @Nullable String rebuild(DatabaseMigration migration) {
        var annotations = migration.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Marks.REBUILD_ANNOTATION);
    }
}
