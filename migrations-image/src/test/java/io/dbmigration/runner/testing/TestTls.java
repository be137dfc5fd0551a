package io.dbmigration.runner.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** Self-signed certificates, made by the JDK's keytool. */
public record TestTls(KeyPair server, KeyPair client) {

    public static final String PASSWORD = "password-of-the-store";

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** PEM, the key as PKCS #8; {@code store} is the same as a PKCS #12 file. */
    public record KeyPair(String certificate, String key, Path store) {}

    /** Also puts them beside the data as {@code server.crt}, {@code server.key} and {@code client.crt}. */
    static TestTls create(Path data) throws IOException {
        var tls = new TestTls(
                keyPair("CN=localhost", List.of("-ext", "san=dns:localhost")), keyPair("CN=certified", List.of()));
        var owner = Files.getOwner(data);
        Files.writeString(data.resolve("server.crt"), tls.server.certificate());
        Files.writeString(data.resolve("client.crt"), tls.client.certificate());
        var key = Files.createFile(
                data.resolve("server.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, tls.server.key());
        Files.setOwner(key, owner);
        return tls;
    }

    public static KeyPair keyPair(String name, List<String> more) throws IOException {
        var store = Files.createTempDirectory("test-tls").resolve("store.p12");
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
        command.addAll(more);
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
            return read(store);
        } catch (InterruptedException | GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new KeyPair(
                pem("CERTIFICATE", store.getCertificate("it").getEncoded()),
                pem("PRIVATE KEY", store.getKey("it", PASSWORD.toCharArray()).getEncoded()),
                file);
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, LINES.encodeToString(der));
    }
}
