package io.dbmigration.runner.backup;

import java.util.ArrayList;
import java.util.regex.Pattern;

/** A table's qualified name: the same table has the same text, whoever quoted it. */
record TableName(String schema, String table) {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");
    private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^\".\\s(]+)");

    /**
     * What stands at the beginning of a text, quoted where the writer found it needed.
     *
     * @throws IllegalArgumentException it is no qualified name
     */
    static TableName parse(CharSequence text) {
        var parts = new ArrayList<String>();
        var matcher = PART.matcher(text);
        for (var from = 0;
                parts.size() < 2 && matcher.region(from, text.length()).lookingAt();
                from = matcher.end() + 1) {
            var quoted = matcher.group(1);
            parts.add(quoted == null ? matcher.group(2) : quoted.replace("\"\"", "\""));
            if (matcher.end() == text.length()) {
                break;
            }
        }
        if (parts.size() < 2) {
            throw new IllegalArgumentException("no qualified name: " + text);
        }
        return new TableName(parts.get(0), parts.get(1));
    }

    @Override
    public String toString() {
        return quoted(schema) + "." + quoted(table);
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
