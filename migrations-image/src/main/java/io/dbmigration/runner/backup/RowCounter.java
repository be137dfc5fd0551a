package io.dbmigration.runner.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.postgresql.core.Encoding;

/**
 * Counts the rows of each table in the text that {@code pg_restore --data-only} makes of a dump: the lines between
 * {@code COPY … FROM stdin;} and {@code \.}. A row is one line, whatever it holds, and none begins with {@code \.}.
 */
final class RowCounter {

    private static final String COPY = "COPY ";
    private static final Pattern ENCODING = Pattern.compile("SET client_encoding = '(\\w+)';");

    /** What else begins as one of the two is not there. */
    private static final int BEGINNING = COPY.length();

    private enum At {
        STATEMENT,
        OTHER_STATEMENT,
        ROW_START,
        ROW_BACKSLASH,
        ROW,
        END
    }

    private final Map<String, Long> rows = new TreeMap<>();
    private final StringBuilder statement = new StringBuilder();
    private Encoding encoding = Encoding.getJVMEncoding("UTF-8");
    private At at = At.STATEMENT;
    private boolean quoted;
    private String table = "";
    private long count;

    void add(byte[] text, int length) throws IOException {
        for (var i = 0; i < length; i++) {
            if (at == At.ROW || at == At.OTHER_STATEMENT) {
                i = endOfLine(text, i, length);
            }
            if (i < length) {
                add(text[i]);
            }
        }
    }

    /** By table, for those whose rows the text holds, be it none. */
    Map<String, Long> rows() {
        return rows;
    }

    /** Nearly all of the text goes through here. */
    private static int endOfLine(byte[] text, int from, int length) {
        var i = from;
        while (i < length && text[i] != '\n') {
            i++;
        }
        return i;
    }

    private void add(byte octet) throws IOException {
        switch (at) {
            case STATEMENT -> addToStatement(octet);
            case OTHER_STATEMENT -> at = At.STATEMENT;
            case ROW_START -> at = octet == '\\' ? At.ROW_BACKSLASH : afterByteOfRow(octet);
            case ROW_BACKSLASH -> at = octet == '.' ? At.END : afterByteOfRow(octet);
            case ROW -> at = afterByteOfRow(octet);
            case END -> at = octet == '\n' ? afterTable() : At.END;
        }
    }

    private At afterByteOfRow(byte octet) {
        if (octet != '\n') {
            return At.ROW;
        }
        count++;
        return At.ROW_START;
    }

    private At afterTable() {
        rows.put(table, count);
        return At.STATEMENT;
    }

    /** A name may hold a line's end, in quotes. */
    private void addToStatement(byte octet) throws IOException {
        if (octet == '\n' && !quoted) {
            at = afterStatement();
            statement.setLength(0);
            return;
        }
        statement.append((char) Byte.toUnsignedInt(octet));
        if (statement.length() == BEGINNING
                && !isCopy()
                && !statement.toString().equals("SET c")) {
            statement.setLength(0);
            at = At.OTHER_STATEMENT;
        }
        quoted ^= octet == '"' && isCopy();
    }

    private boolean isCopy() {
        return statement.length() >= BEGINNING && statement.lastIndexOf(COPY, 0) == 0;
    }

    private At afterStatement() throws IOException {
        if (isCopy()) {
            var bytes = statement.substring(BEGINNING).getBytes(StandardCharsets.ISO_8859_1);
            table = TableName.parse(encoding.decode(bytes)).toString();
            count = 0;
            return At.ROW_START;
        }
        var setting = ENCODING.matcher(statement);
        if (setting.matches()) {
            encoding = Encoding.getDatabaseEncoding(setting.group(1));
        }
        return At.STATEMENT;
    }
}
