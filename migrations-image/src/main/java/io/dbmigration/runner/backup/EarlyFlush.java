package io.dbmigration.runner.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Has the disk write what a file holds so far while the file still grows, and reads it back: so little is left to wait for at its end. */
final class EarlyFlush implements AutoCloseable {

    private static final long EVERY = 32L * 1024 * 1024;

    private final FileChannel file;
    private final ReadBack readBack;
    private final Semaphore idle = new Semaphore(1);
    private final ExecutorService flushing = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("flush").factory());
    /** Linux tells a failed write of the disk once; the last sync of the same file would not hear of it. */
    private volatile @Nullable IOException failure;

    private long written;
    private long flushed;

    EarlyFlush(FileChannel file, ReadBack readBack) {
        this.file = file;
        this.readBack = readBack;
    }

    /** Never waits: where the disk is behind, more is flushed at a time. */
    void written(int bytes) {
        written += bytes;
        if (written - flushed >= EVERY && idle.tryAcquire()) {
            flushed = written;
            var end = written;
            flushing.execute(() -> flush(end));
        }
    }

    private void flush(long end) {
        try {
            file.force(false);
            readBack.upTo(end);
        } catch (IOException failed) {
            failure = failed;
        } finally {
            idle.release();
        }
    }

    /** The rest, too: from here on all of it is on the disk. */
    void finish() throws IOException {
        close();
        var failed = failure;
        if (failed != null) {
            throw failed;
        }
        file.force(true);
    }

    /** Waits for a flush under way. */
    @Override
    public void close() {
        flushing.close();
    }
}
