package io.dbmigration.operator.run;

/** Names of Jobs: readable, and at most 63 characters, so that they are labels and host names too. */
final class JobNames {

    private static final int MAX = 63;
    private static final int UID_PART = 6;

    private JobNames() {}

    /** {@code <name, cut>-<uid, 6>-<number>}. */
    static String of(String migration, String uid, int number) {
        var tail = "-" + uid.substring(0, Math.min(UID_PART, uid.length())) + "-" + number;
        return cut(migration.replace('.', '-'), MAX - tail.length()) + tail;
    }

    private static String cut(String name, int length) {
        var end = Math.min(length, name.length());
        while (end > 0 && name.charAt(end - 1) == '-') {
            end--;
        }
        return name.substring(0, end);
    }
}
