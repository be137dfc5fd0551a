package io.dbmigration.e2e.prisma;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plays a history on a database and with a bundle folder of its own. */
final class Play {

    private final History history;
    private final Path folder;

    /** @param folder for the bundles */
    Play(History history, Path folder) {
        this.history = history;
        this.folder = folder;
    }

    /** With one program alone; what there is to see after each command. */
    List<Observation> alone(Migrator program, PrismaCli... engines) throws IOException {
        var seen = new ArrayList<Observation>();
        play((_, command, database, bundle) -> {
            var answer = program.run(command, database.url(), bundle);
            seen.add(Observation.of(answer, database, bundle, engines));
            if (program instanceof Dbm dbm && command instanceof Command.Status) {
                StatusDocument.compare(dbm, database, bundle);
            }
        });
        return seen;
    }

    /** With two programs, command by command; what each command tells, and all there is to see after the last one. */
    List<Observation> inTurns(Migrator first, Migrator second) throws IOException {
        var seen = new ArrayList<Observation>();
        var last = history.commands().size();
        play((number, command, database, bundle) -> {
            var answer = (number % 2 == 1 ? first : second).run(command, database.url(), bundle);
            seen.add(
                    number == last
                            ? Observation.of(answer, database, bundle, PrismaCli.SEVEN)
                            : new Observation(Observation.told(answer), Map.of()));
        });
        return seen;
    }

    private void play(Stage stage) throws IOException {
        var bundle = new BundleFolder(Files.createTempDirectory(folder, "run").resolve("migrations"));
        Files.createDirectory(bundle.path());
        try (var database = TestDatabase.of(history.address())) {
            var number = 0;
            for (var step : history.steps()) {
                switch (step) {
                    case Step.Sql(var text) -> database.run(text);
                    case Step.Edit(var change) -> change.in(bundle);
                    case Step.Run(var command) -> stage.carryOut(++number, command, database, bundle);
                }
            }
        }
    }

    private interface Stage {
        /** @param number of the command, from 1 */
        void carryOut(int number, Command command, TestDatabase database, BundleFolder bundle);
    }
}
