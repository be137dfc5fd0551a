package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.DIAGNOSIS;
import static io.dbmigration.e2e.prisma.Aspect.LOGS;
import static io.dbmigration.e2e.prisma.Aspect.ROWS;
import static io.dbmigration.e2e.prisma.Aspect.SCHEMA;
import static io.dbmigration.e2e.prisma.Deliberate.REFUSED_FIRST;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Which bytes are hashed, and when a script counts as edited. */
final class ChecksumHistories {

    private static final String LF = "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\n";
    private static final String CRLF = LF.replace("\n", "\r\n");
    private static final String MIXED = LF.replaceFirst("\n", "\r\n");

    private ChecksumHistories() {}

    static List<History> all() {
        return List.of(
                changed("LF", LF, "CRLF", CRLF),
                changed("CRLF", CRLF, "LF", LF),
                changed("CRLF", CRLF, "mixed", MIXED),
                unpadded(),
                bom());
    }

    private static History changed(String before, String script, String after, String changed) {
        return History.of("a script applied with %s line endings has %s ones later".formatted(before, after))
                .with("1_a", script)
                .deploy()
                .with("1_a", changed)
                .status()
                .done();
    }

    private static History unpadded() {
        return History.of("a checksum as old versions wrote it, without leading zeros")
                .with("1_a", LF)
                .deploy()
                .sql("UPDATE _prisma_migrations SET checksum = '" + withoutLeadingZeros(LF) + "'")
                .status()
                .with("1_a", LF + "-- edited")
                .status()
                .done();
    }

    private static History bom() {
        return History.of("a script that begins with a byte order mark")
                .with("1_a", "CREATE TABLE a (id int);")
                .with("2_b", "\uFEFFCREATE TABLE b (id int);")
                .deploy()
                .differs(REFUSED_FIRST, 1, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }

    private static String withoutLeadingZeros(String script) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            var hex = new StringBuilder();
            for (var value : digest) {
                hex.append(Integer.toHexString(value & 0xff));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
