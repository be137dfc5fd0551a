package io.dbmigration.runner.backup;

import java.io.IOException;
import java.io.OutputStream;

/** The standard input of a program. One that has ended reads no more; why, its exit status tells. */
final class Feed extends OutputStream {

    private final OutputStream input;
    private boolean ended;

    Feed(OutputStream input) {
        this.input = input;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (ended) {
            return;
        }
        try {
            input.write(bytes, offset, length);
        } catch (IOException brokenPipe) {
            ended = true;
        }
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException brokenPipe) {
            ended = true;
        }
    }
}
