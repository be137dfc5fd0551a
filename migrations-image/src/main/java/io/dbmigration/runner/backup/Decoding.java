package io.dbmigration.runner.backup;

import io.dbmigration.contract.RunException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * pg_restore reading a dump from its first to its last byte without a database, in a process of its own beside us. Its text is read,
 * and the rows in it counted; functions and the like are in the archive's table of contents, which it has read by then.
 */
final class Decoding implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ToolProcess process;
    private final ToolRunner runner;
    private final RowCounter counter = new RowCounter();
    private final Thread reading;
    private volatile @Nullable IOException unreadable;

    private Decoding(ToolProcess process, ToolRunner runner) {
        this.process = process;
        this.runner = runner;
        this.reading = Thread.ofPlatform().daemon().name("decoded").start(this::count);
    }

    static Decoding of(Path file, PgTool pgRestore, ToolRunner runner) throws IOException {
        return new Decoding(runner.start(command(pgRestore, file.toString()), Map.of()), runner);
    }

    /** Of what is written to {@link #input}. */
    static Decoding fed(PgTool pgRestore, ToolRunner runner) throws IOException {
        return new Decoding(runner.startFed(command(pgRestore), Map.of()), runner);
    }

    OutputStream input() {
        return new Feed(process.input());
    }

    /** @throws RunException BackupFailed: it is no whole dump */
    RowCounts finish() throws InterruptedException {
        var status = process.exitStatus();
        reading.join();
        runner.refuseIfCancelled();
        if (status != 0) {
            throw damaged("status %d: %s".formatted(status, process.complaint()));
        }
        var failure = unreadable;
        if (failure != null) {
            throw damaged("its text cannot be read: " + failure.getMessage());
        }
        return RowCounts.ofDump(counter.rows());
    }

    @Override
    public void close() {
        process.close();
    }

    private void count() {
        var buffer = new byte[BUFFER];
        try (var text = process.output()) {
            for (var length = text.read(buffer); length >= 0; length = text.read(buffer)) {
                counter.add(buffer, length);
            }
        } catch (IOException failure) {
            unreadable = failure;
        }
    }

    private static List<String> command(PgTool pgRestore, String... file) {
        var command = new ArrayList<>(List.of(pgRestore.program().toString(), "--data-only", "--file=-"));
        command.addAll(List.of(file));
        return command;
    }

    private static RunException damaged(String why) {
        return DumpVerifier.damaged("pg_restore cannot decode the dump (%s).".formatted(why));
    }
}
