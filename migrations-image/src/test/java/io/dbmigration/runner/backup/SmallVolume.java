package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system of 1 MiB. Only root can mount one; for others the test tells that it did not run. */
record SmallVolume(Path folder) implements AutoCloseable {

    static SmallVolume mount(Path folder) throws IOException, InterruptedException {
        assumeThat(System.getProperty("user.name")).as("only root can mount").isEqualTo("root");
        run("mount", "-t", "tmpfs", "-o", "size=1m", "dbm-test", folder.toString());
        return new SmallVolume(folder);
    }

    long size() throws IOException {
        return Files.getFileStore(folder).getTotalSpace();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", folder.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
