package io.dbmigration.e2e.prisma;

import java.util.regex.Pattern;

/** What a command of either program said. */
record Answer(int exit, String output) {

    // "Error: P3009" by Prisma, "FailedMigrationFound (P3009)" by dbm. Beside failed rows its status names the code
    // that deploy
    // would answer, which is not its own.
    private static final Pattern CODE =
            Pattern.compile("(?:Error: |Error code: |(?<!nothing is applied )\\()(P\\d{4})\\b");

    /** Prisma's code, or nothing. */
    String code() {
        var found = CODE.matcher(output);
        return found.find() ? found.group(1) : "";
    }
}
