package io.dbmigration.runner.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The order of migrations since Prisma 6.6: JavaScript's {@code localeCompare} (ICU), exact for ASCII names. Other characters come
 * after ASCII in the order of their code points, where Node's own order depends on the machine's locale.
 */
public final class IcuOrder implements Comparator<String> {

    private static final String RANK = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

    @Override
    public int compare(String a, String b) {
        var first = a.codePoints().toArray();
        var second = b.codePoints().toArray();
        var byRank = compareRanks(first, second);
        return byRank != 0 ? byRank : lowerCaseFirst(first, second);
    }

    /** Whether bytes, the order of Prisma before 6.6, would sort these names in another way. */
    public static boolean differsFromBytes(List<String> sortedNames) {
        var byBytes = sortedNames.stream()
                .sorted((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)))
                .toList();
        return !byBytes.equals(sortedNames);
    }

    private static int compareRanks(int[] a, int[] b) {
        for (var i = 0; i < Math.min(a.length, b.length); i++) {
            var difference = Integer.compare(rank(a[i]), rank(b[i]));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int lowerCaseFirst(int[] a, int[] b) {
        var position = Arrays.mismatch(a, b);
        return position < 0 ? 0 : Integer.compare(b[position], a[position]);
    }

    private static int rank(int character) {
        var known = RANK.indexOf(Character.toLowerCase(character));
        return known >= 0 ? known : RANK.length() + character;
    }
}
