package io.dbmigration.runner.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects below a bucket's prefix. Paths are relative to that. */
record S3Objects(S3Access access) {

    private S3Settings settings() {
        return access.settings();
    }

    /** Empty: there is none. */
    Optional<byte[]> get(String path) throws IOException {
        try (var in = read(path)) {
            return Optional.of(in.readAllBytes());
        } catch (IOException failure) {
            if (S3Failure.isNotFound(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    InputStream read(String path) throws IOException {
        return new Body(access.ask(client -> client.getObject(
                request -> request.bucket(settings().bucket()).key(settings().key(path)))));
    }

    /** There or not, whole. */
    void put(String path, byte[] content) throws IOException {
        access.ask(client -> client.putObject(
                request -> request.bucket(settings().bucket())
                        .key(settings().key(path))
                        .serverSideEncryption(settings().sse())
                        .ssekmsKeyId(settings().kmsKeyId())
                        .checksumCRC32(S3Upload.crc32(content, content.length)),
                RequestBody.fromBytes(content)));
    }

    /** Also where there is none. */
    void delete(String path) throws IOException {
        try {
            access.ask(client -> client.deleteObject(request ->
                    request.bucket(settings().bucket()).key(settings().key(path))));
        } catch (IOException failure) {
            if (!S3Failure.isNotFound(failure)) {
                throw failure;
            }
        }
    }

    /** The paths of all objects in a folder and below it. */
    List<String> list(String folder) throws IOException {
        var below = settings().key(folder + "/");
        var own = settings().key("").length();
        return access.ask(client ->
                client
                        .listObjectsV2Paginator(
                                request -> request.bucket(settings().bucket()).prefix(below))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .map(key -> key.substring(own))
                        .toList());
    }

    /** Their names. */
    List<String> topFolders() throws IOException {
        var own = settings().key("");
        return access.ask(client -> client
                .listObjectsV2Paginator(request ->
                        request.bucket(settings().bucket()).prefix(own).delimiter("/"))
                .commonPrefixes()
                .stream()
                .map(folder -> folder.prefix().substring(own.length()).replace("/", ""))
                .toList());
    }

    /** Uploads in a folder that were begun and neither completed nor aborted. */
    List<MultipartUpload> unfinished(String folder) throws IOException {
        var below = settings().key(folder + "/");
        return access.ask(client ->
                client
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(settings().bucket()).prefix(below))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.key().startsWith(below))
                        .toList());
    }

    /** What is not read to its end is not fetched to its end either. */
    private final class Body extends FilterInputStream {

        private final ResponseInputStream<GetObjectResponse> response;
        private boolean ended;

        private Body(ResponseInputStream<GetObjectResponse> response) {
            super(response);
            this.response = response;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                var count = response.read(buffer, offset, length);
                ended = count < 0;
                return count;
            } catch (SdkException failed) {
                throw S3Failure.of(failed, settings());
            }
        }

        @Override
        public void close() throws IOException {
            if (ended) {
                response.close();
            } else {
                response.abort();
            }
        }
    }
}
