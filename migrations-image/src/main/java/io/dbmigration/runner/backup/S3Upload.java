package io.dbmigration.runner.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One object, written in parts while it grows. Two parts are in memory: one is filled while the other is on its way. Nothing is to be
 * seen of it before it is completed.
 */
final class S3Upload {

    private static final int PATIENCE_SECONDS = 10;
    private static final String OCTETS = "application/octet-stream";

    private final S3Access access;
    private final String key;
    private final String id;
    private final PartSize sizes;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("s3-part").factory());
    private final List<CompletedPart> sent = new ArrayList<>();

    private byte[] filling;
    private byte[] spare;
    private int filled;
    private int number = 1;
    private @Nullable Future<CompletedPart> underWay;

    private S3Upload(S3Access access, String key, String id, PartSize sizes) {
        this.access = access;
        this.key = key;
        this.id = id;
        this.sizes = sizes;
        this.filling = new byte[sizes.of(1)];
        this.spare = new byte[sizes.of(1)];
    }

    static S3Upload begin(S3Access access, String key, PartSize sizes) throws IOException {
        var settings = access.settings();
        var id = access.ask(client -> client.createMultipartUpload(request -> request.bucket(settings.bucket())
                        .key(key)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                        .serverSideEncryption(settings.sse())
                        .ssekmsKeyId(settings.kmsKeyId())))
                .uploadId();
        return new S3Upload(access, key, id, sizes);
    }

    void write(byte[] buffer, int length) throws IOException {
        for (var done = 0; done < length; ) {
            if (filled == filling.length) {
                sendFilled();
            }
            var next = Math.min(length - done, filling.length - filled);
            System.arraycopy(buffer, done, filling, filled, next);
            filled += next;
            done += next;
        }
    }

    /** From here on there is the object. An object without a byte is one part, too. */
    void complete() throws IOException {
        if (filled > 0 || sent.isEmpty() && underWay == null) {
            sendFilled();
        }
        waitForPart();
        sender.shutdown();
        access.ask(client -> client.completeMultipartUpload(
                request -> request.bucket(access.settings().bucket())
                        .key(key)
                        .uploadId(id)
                        .multipartUpload(all -> all.parts(sent))));
    }

    /** Removes the parts; also where the server says that it has none. A part still on its way would come after that. */
    void abort() throws IOException {
        sender.shutdownNow();
        try {
            var _ = sender.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        abort(access, key, id);
    }

    static void abort(S3Access access, String key, String id) throws IOException {
        try {
            access.ask(client -> client.abortMultipartUpload(request ->
                    request.bucket(access.settings().bucket()).key(key).uploadId(id)));
        } catch (IOException failure) {
            if (!S3Failure.isNotFound(failure)) {
                throw failure;
            }
        }
    }

    private void sendFilled() throws IOException {
        waitForPart();
        if (number > PartSize.MOST_PARTS) {
            throw new IOException(
                    ("the dump is larger than the %d parts that one object can have, and the runner's memory allows no larger parts."
                                    + " Give it more memory, or a volume instead of a bucket.")
                            .formatted(PartSize.MOST_PARTS));
        }
        var part = filling;
        var length = filled;
        var partNumber = number++;
        underWay = sender.submit((Callable<CompletedPart>) () -> send(part, length, partNumber));
        var next = sizes.of(number);
        filling = spare.length == next ? spare : new byte[next];
        spare = part;
        filled = 0;
    }

    private void waitForPart() throws IOException {
        var waiting = underWay;
        if (waiting == null) {
            return;
        }
        try {
            sent.add(waiting.get());
            underWay = null;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException storage) {
                throw storage;
            }
            throw new IOException("a part was not sent: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("it was cut off", interrupted);
        }
    }

    private CompletedPart send(byte[] part, int length, int partNumber) throws IOException {
        var checksum = crc32(part, length);
        var body = RequestBody.fromContentProvider(() -> new ByteArrayInputStream(part, 0, length), length, OCTETS);
        var answer = access.ask(client -> client.uploadPart(
                request -> request.bucket(access.settings().bucket())
                        .key(key)
                        .uploadId(id)
                        .partNumber(partNumber)
                        .contentLength((long) length)
                        .checksumCRC32(checksum),
                body));
        return CompletedPart.builder()
                .partNumber(partNumber)
                .eTag(answer.eTag())
                .checksumCRC32(checksum)
                .build();
    }

    /** As S3 writes it. */
    static String crc32(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
