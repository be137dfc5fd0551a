package io.dbmigration.e2e.prisma;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page docs/prisma-compatibility.md, made from what the histories declare; HistoriesPrismaIT proves what they declare. */
final class CompatibilityPage {

    /** Tests outside of the histories. */
    private static final Map<Deliberate, String> OTHER_TESTS = Map.of(
            Deliberate.POLLING_LOCK, "BothAtOncePrismaIT",
            Deliberate.SERVER_CLOCK, "HistoryTablePostgresIT.timesAreTheServersClock",
            Deliberate.OWN_USAGE, "DbmPostgresIT.onADatabaseWithTablesOneHasToChoose",
            Deliberate.VERIFICATION, "DeployPostgresIT.theVerificationQueriesAreAskedAlsoWhenNothingIsPending",
            Deliberate.HOLD, "RollbackPrismaIT.whatWasTakenBackIsNotAppliedForPrismaAndItsDeployAppliesItAgain",
            Deliberate.ROW_TAKEN_BACK,
                    "RowAheadPostgresIT.aRunThatIsToldToStopBetweenTwoScriptsTakesTheRowOfTheNextOneBack");

    private static final String INTRO = """
            # Prisma compatibility

            Written by `make docs` from what the histories in `e2e/src/test/java/io/dbmigration/e2e/prisma` declare, and proved by
            `make test-prisma`; do not edit.

            Each history below is played by `dbm` on one database, by the Prisma CLI 7.10.1 on another and by 6.19.3 on a third. After every
            command these are compared: exit status, P-code, the rows of `_prisma_migrations` (name, checksum, finished, rolled back, steps,
            whether `logs` is NULL, empty or text, their order), what Prisma's own engine says about both databases
            (`diagnoseMigrationHistory`), the schema and the data (`pg_dump`). `dbm status` is compared with the engine of 7.10, too. Then `dbm` and
            Prisma 7 take turns on one database, command by command and in both orders; each answer and the end must be what one of them
            alone gives. `BothAtOncePrismaIT` starts both at the same moment.

            "same" means: no difference in any of these. Everything else is a difference that we want; its name is explained below, and the
            test fails when it does not show. The CLI is the unmodified one of npm; its engine is Prisma's own code compiled to
            WebAssembly, see `e2e/prisma/README.md`.

            | history | against Prisma 7 | against Prisma 6 | in turns |
            | --- | --- | --- | --- |
            """;

    private static final String DIFFERENCES = """

            ## The deliberate differences

            | name | what Prisma does | what `dbm` does | proved by |
            | --- | --- | --- | --- |
            """;

    private CompatibilityPage() {}

    static String of(List<History> histories) {
        return INTRO
                + histories.stream().map(CompatibilityPage::row).collect(Collectors.joining())
                + DIFFERENCES
                + Stream.of(Deliberate.values()).map(why -> row(why, histories)).collect(Collectors.joining());
    }

    private static String row(History history) {
        var turns = history.commands().size() == 1 ? "(one command)" : cell(history, Opponent.TURNS);
        return "| %s | %s | %s | %s |\n"
                .formatted(escaped(history.name()), cell(history, Opponent.SEVEN), cell(history, Opponent.SIX), turns);
    }

    private static String cell(History history, Opponent against) {
        var reasons = history.differences().stream()
                .filter(difference -> difference.against() == against)
                .map(difference -> difference.why().title())
                .distinct()
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "same" : reasons;
    }

    private static String row(Deliberate why, List<History> histories) {
        var proofs = histories.stream()
                .filter(history -> history.differences().stream().anyMatch(difference -> difference.why() == why))
                .map(history -> "“" + escaped(history.name()) + "”");
        var other = Stream.ofNullable(OTHER_TESTS.get(why));
        return "| %s | %s | %s | %s |\n"
                .formatted(
                        why.title(),
                        why.prisma(),
                        why.ours(),
                        Stream.concat(proofs, other).collect(Collectors.joining("; ")));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
