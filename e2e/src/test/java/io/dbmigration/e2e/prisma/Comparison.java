package io.dbmigration.e2e.prisma;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Plays a history with every program and in turns, and finds where dbm differs. */
final class Comparison {

    private static final Set<Aspect> TOLD = Set.of(Aspect.EXIT, Aspect.CODE);

    private final Play play;
    private final List<Finding> findings = new ArrayList<>();

    private Comparison(Play play) {
        this.play = play;
    }

    /** @param folder for the bundles */
    static List<Finding> of(History history, Path folder) throws IOException {
        history.cluster().forEach(TestServer::run);
        var comparison = new Comparison(new Play(history, folder));
        comparison.run();
        return List.copyOf(comparison.findings);
    }

    private void run() throws IOException {
        var dbm = new Dbm();
        var ours = play.alone(dbm, PrismaCli.SEVEN, PrismaCli.SIX);
        var seven = play.alone(PrismaCli.SEVEN, PrismaCli.SEVEN);
        compare(Opponent.SEVEN, PrismaCli.SEVEN, ours, seven);
        compare(Opponent.SIX, PrismaCli.SIX, ours, play.alone(PrismaCli.SIX, PrismaCli.SIX));
        if (ours.size() == 1) {
            return;
        }
        compareTurns(play.inTurns(dbm, PrismaCli.SEVEN), ours, seven);
        compareTurns(play.inTurns(PrismaCli.SEVEN, dbm), ours, seven);
    }

    private void compare(Opponent against, PrismaCli engine, List<Observation> ours, List<Observation> theirs) {
        for (var number = 0; number < ours.size(); number++) {
            for (var aspect : Aspect.values()) {
                var our = ours.get(number).get(aspect, engine);
                var their = theirs.get(number).get(aspect, engine);
                if (!our.equals(their)) {
                    findings.add(new Finding(against, number + 1, aspect, our, their));
                }
            }
        }
    }

    /** Each command says, and the end shows, what it does with one of both alone. */
    private void compareTurns(List<Observation> turns, List<Observation> ours, List<Observation> theirs) {
        for (var number = 0; number < turns.size(); number++) {
            for (var aspect : number == turns.size() - 1 ? Set.of(Aspect.values()) : TOLD) {
                var seen = turns.get(number).get(aspect, PrismaCli.SEVEN);
                var our = ours.get(number).get(aspect, PrismaCli.SEVEN);
                var their = theirs.get(number).get(aspect, PrismaCli.SEVEN);
                if (!seen.equals(our) && !seen.equals(their)) {
                    findings.add(new Finding(
                            Opponent.TURNS,
                            number + 1,
                            aspect,
                            seen,
                            "alone, ours:\n" + our + "\nalone, Prisma 7:\n" + their));
                }
            }
        }
    }
}
