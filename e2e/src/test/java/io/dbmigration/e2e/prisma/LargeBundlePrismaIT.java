package io.dbmigration.e2e.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schema, data and history are what Prisma 7 and 6 leave of the same 400 migrations. */
class LargeBundlePrismaIT {

    @TempDir
    private Path folder;

    @Test
    void leavesWhatPrismaLeaves() throws IOException {
        var history = History.of("a large bundle of all kinds of scripts");
        LargeBundle.scripts().forEach(history::with);

        assertThat(Comparison.of(history.deploy().done(), folder)).isEmpty();
    }
}
