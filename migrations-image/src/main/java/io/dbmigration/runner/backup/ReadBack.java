package io.dbmigration.runner.backup;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A dump read from where it was written to, from its first to its last byte, and hashed; once. For one thread at a time. */
public final class ReadBack implements Closeable {

    private final InputStream in;
    private final HashedBytes found = new HashedBytes();
    private final byte[] buffer = new byte[DumpWriter.BUFFER];

    ReadBack(InputStream in) {
        this.in = in;
    }

    /** Of a dump that still grows. @param end bytes that it is known to hold */
    void upTo(long end) throws IOException {
        while (count() < end) {
            var length = in.read(buffer, 0, (int) Math.min(buffer.length, end - count()));
            if (length < 0) {
                throw new EOFException("the dump ends after %d of %d bytes".formatted(count(), end));
            }
            found.add(buffer, length);
        }
    }

    /**
     * The next bytes; not those that were read before by {@link #upTo}.
     *
     * @param copy gets them, too
     * @return false: there are no more
     */
    boolean next(OutputStream copy) throws IOException {
        var length = in.read(buffer);
        if (length < 0) {
            return false;
        }
        copy.write(buffer, 0, length);
        found.add(buffer, length);
        return true;
    }

    long count() {
        return found.count();
    }

    /** What was there; once. */
    WrittenDump finish() {
        return found.finish();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
