package io.dbmigration.runner.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The order of migrations since Prisma 6.6: JavaScript's {@code localeCompare} (ICU), exact for ASCII names. Other characters come
 * after ASCII in the order of their code points, where Node's own order depends on the machine's locale.
 */
public final class IcuOrder implements Comparator<String> {

    private static final String RANK = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

    private static final int[] ASCII = ranksOfAscii();

    @Override
    public int compare(String a, String b) {
        return new Key(a).compareTo(new Key(b));
    }

    /** In this order; each name is looked through once. */
    public static List<String> sorted(Collection<String> names) {
        return names.stream().map(Key::new).sorted().map(Key::name).toList();
    }

    /** Whether bytes, the order of Prisma before 6.6, would sort these names in another way. */
    public static boolean differsFromBytes(List<String> sortedNames) {
        var byBytes = sortedNames.stream()
                .sorted((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)))
                .toList();
        return !byBytes.equals(sortedNames);
    }

    private static int[] ranksOfAscii() {
        var ranks = new int[128];
        Arrays.setAll(ranks, IcuOrder::findRank);
        return ranks;
    }

    private static int rank(int character) {
        return character < ASCII.length ? ASCII[character] : findRank(character);
    }

    private static int findRank(int character) {
        var known = RANK.indexOf(Character.toLowerCase(character));
        return known >= 0 ? known : RANK.length() + character;
    }

    /** A name as it compares: by its ranks first, then lower case before upper case. */
    private record Key(String name, int[] ranks) implements Comparable<Key> {

        Key(String name) {
            this(name, name.codePoints().map(IcuOrder::rank).toArray());
        }

        @Override
        public int compareTo(Key other) {
            var byRank = Arrays.compare(ranks, other.ranks);
            return byRank != 0 ? byRank : other.name.compareTo(name);
        }
    }
}
