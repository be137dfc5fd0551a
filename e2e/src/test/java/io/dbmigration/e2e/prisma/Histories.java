package io.dbmigration.e2e.prisma;

import java.util.List;
import java.util.stream.Stream;

/** All histories, in the order of the page. */
final class Histories {

    private Histories() {}

    static List<History> all() {
        return Stream.of(
                        BundleHistories.all(),
                        ComparedBundleHistories.all(),
                        LockFileHistories.all(),
                        ChecksumHistories.all(),
                        FailureHistories.all(),
                        RefusedScriptHistories.all(),
                        TransactionHistories.all(),
                        ConcurrentHistories.all(),
                        SessionHistories.all(),
                        OwnRowHistories.all(),
                        RoleHistories.all(),
                        ObjectHistories.all(),
                        PlaceHistories.all(),
                        BaselineHistories.all(),
                        ResolveHistories.all(),
                        RowHistories.all())
                .flatMap(List::stream)
                .toList();
    }
}
