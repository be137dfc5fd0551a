package io.dbmigration.runner.apply;

/** Applies a script that selects far more than this program's heap holds. */
final class SmallHeapProgram {

    private SmallHeapProgram() {}

    /** @param arguments a Prisma URL, then the script */
    public static void main(String[] arguments) {
        try (var bench = ApplyBench.on(arguments[0])) {
            System.out.println(bench.apply(arguments[1]));
        }
        System.exit(0);
    }
}
