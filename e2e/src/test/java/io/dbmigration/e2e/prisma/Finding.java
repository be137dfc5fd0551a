package io.dbmigration.e2e.prisma;

/**
 * A difference that was seen.
 *
 * @param command its number in the history, from 1
 */
record Finding(Opponent against, int command, Aspect aspect, String ours, String theirs) {

    @Override
    public String toString() {
        return "against %s, after command %d, %s:%n  ours:   %s%n  theirs: %s"
                .formatted(against, command, aspect, indented(ours), indented(theirs));
    }

    private static String indented(String text) {
        return text.replace("\n", "\n          ");
    }
}
