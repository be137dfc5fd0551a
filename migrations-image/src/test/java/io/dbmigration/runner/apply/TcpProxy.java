package io.dbmigration.runner.apply;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network between a run and its server that can fail on purpose. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private volatile String cutInsteadOf;

    TcpProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Closes every connection; new ones get through. */
    void cut() {
        wires.forEach(Wire::close);
        wires.clear();
    }

    /** From now on the present connections bring no more answers, but stay open. */
    void swallowAnswers() {
        wires.forEach(wire -> wire.swallows = true);
    }

    /** Closes the first connection on which the server says this, before it arrives. */
    void cutInsteadOf(String answer) {
        cutInsteadOf = answer;
    }

    private void accept() {
        try {
            while (true) {
                var wire = new Wire(listener.accept(), new Socket(InetAddress.getLoopbackAddress(), target));
                wires.add(wire);
                Thread.startVirtualThread(() -> wire.pump(wire.client, wire.server, false));
                Thread.startVirtualThread(() -> wire.pump(wire.server, wire.client, true));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Wire {

        private final Socket client;
        private final Socket server;
        private volatile boolean swallows;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to, boolean answers) {
            try {
                copy(from.getInputStream(), to.getOutputStream(), answers);
            } catch (IOException closed) {
                close();
            }
        }

        private void copy(InputStream in, OutputStream out, boolean answers) throws IOException {
            var buffer = new byte[65_536];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                var needle = cutInsteadOf;
                if (answers
                        && needle != null
                        && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(needle)) {
                    cutInsteadOf = null;
                    break;
                }
                if (!answers || !swallows) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
            close();
        }

        void close() {
            try (client;
                    server) {
                swallows = true;
            } catch (IOException alreadyClosed) {
                throw new UncheckedIOException(alreadyClosed);
            }
        }
    }
}
