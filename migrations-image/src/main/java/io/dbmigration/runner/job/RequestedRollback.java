package io.dbmigration.runner.job;

import io.dbmigration.contract.RunRequest;
import io.dbmigration.runner.bundle.EmptyBundle;
import io.dbmigration.runner.bundle.PrismaBundleReader;
import io.dbmigration.runner.history.Hold;
import io.dbmigration.runner.rollback.RollbackWish;
import java.nio.file.Path;
import java.util.Objects;

/** The rollback that a Job's request asks for. */
final class RequestedRollback {

    private RequestedRollback() {}

    static RollbackOrder of(RunRequest request, ValueReader values) {
        var database = RequestedDatabase.read(request.database(), values);
        var wish = Objects.requireNonNull(request.rollback(), "a request to roll back says what");
        return new RollbackOrder(
                request.run().id(),
                request.run().retry(),
                database,
                Path.of(request.bundle().path()),
                new PrismaBundleReader(EmptyBundle.REFUSED, RequestedDeploy.digestCheck(request.bundle())),
                request.target(),
                new RollbackWish(
                        wish.migration(), wish.from(), wish.acceptDataLoss(), wish.acceptPartial(), asking(request)),
                RequestedBackup.choice(request, database, values),
                RequestedDeploy.limits(request.policy()));
    }

    static Hold.Request asking(RunRequest request) {
        var object = Objects.requireNonNull(request.request(), "an object asks for this run");
        return new Hold.Request(object.kind(), object.name(), object.uid());
    }
}
