package io.dbmigration.runner.cli;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.backup.BackupStorage;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.job.BackupChoice;
import java.util.function.Function;
import java.util.stream.Stream;

/** One of the three. */
final class BackupOptions {

    private final BackupPlaceOption place = new BackupPlaceOption();

    private final Argument<Boolean> none = Argument.flag("Do without a backup.", "--no-backup");

    Stream<Argument<?>> arguments() {
        return Stream.concat(place.arguments(), Stream.of(none));
    }

    /** Whether one of them was given. */
    boolean given() {
        return arguments().anyMatch(Argument::given);
    }

    /**
     * What was decided.
     *
     * @param buckets the storage of an S3 URL
     */
    BackupChoice choice(String run, ConnectionSettings settings, Function<String, BackupStorage> buckets) {
        if (!given()) {
            return new BackupChoice.Undecided();
        }
        if (none.given()) {
            return new BackupChoice.Never("--no-backup");
        }
        var folder = BackupPlace.of(settings.address(), settings.database(), run);
        return new BackupChoice.Take(new BackupOrder(place.storage(buckets), folder, VerifyLevel.Decode, null));
    }
}
