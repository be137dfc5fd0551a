package io.dbmigration.runner.backup;

import java.util.List;

/** Names of objects in a sentence: of many, the first. */
public final class Names {

    private static final int NAMED = 5;

    private Names() {}

    public static String listed(List<String> names) {
        var more = names.size() - NAMED;
        var first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
