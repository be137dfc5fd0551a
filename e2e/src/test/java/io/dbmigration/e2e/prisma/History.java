package io.dbmigration.e2e.prisma;

import java.util.ArrayList;
import java.util.List;

/**
 * A story that dbm and Prisma both play.
 *
 * @param name what it tries, in words
 * @param cluster run once, before all runs, in the database postgres: roles
 * @param address who connects, and how
 */
record History(String name, List<String> cluster, Address address, List<Step> steps, List<Difference> differences) {

    /**
     * @param role connects, and owns the database
     * @param parameters of the URL, for example {@code schema=x}
     * @param port 0 is the server's
     * @param databaseExists made before the first step
     */
    record Address(String role, String password, String parameters, int port, boolean databaseExists) {}

    /** With a bundle that holds only its lock file. */
    static Builder of(String name) {
        return emptyFolder(name).file("migration_lock.toml", "provider = \"postgresql\"\n");
    }

    /** Without a lock file. */
    static Builder emptyFolder(String name) {
        return new Builder(name);
    }

    List<Command> commands() {
        return steps.stream()
                .filter(Step.Run.class::isInstance)
                .map(step -> ((Step.Run) step).command())
                .toList();
    }

    /** Tells the steps in their order. */
    static final class Builder {

        private final String name;
        private final List<String> cluster = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<Difference> differences = new ArrayList<>();
        private Address address = new Address("postgres", "postgres", "", 0, true);

        private Builder(String name) {
            this.name = name;
        }

        /** As an ordinary role with these settings of its own, each as in {@code ALTER ROLE … SET …}. */
        Builder as(String role, String... settings) {
            cluster("CREATE ROLE \"%s\" LOGIN".formatted(role));
            for (var setting : settings) {
                cluster("ALTER ROLE \"%s\" SET %s".formatted(role, setting));
            }
            address = new Address(role, "secret", address.parameters(), address.port(), address.databaseExists());
            return this;
        }

        Builder cluster(String sql) {
            cluster.add(sql);
            return this;
        }

        Builder at(String parameters) {
            address = new Address(
                    address.role(), address.password(), parameters, address.port(), address.databaseExists());
            return this;
        }

        Builder onPort(int port) {
            address = new Address(
                    address.role(), address.password(), address.parameters(), port, address.databaseExists());
            return this;
        }

        /** With a password that is wrong. */
        Builder suspect() {
            address = new Address(TestServer.SUSPECT, "wrong", address.parameters(), address.port(), true);
            return this;
        }

        Builder withoutDatabase() {
            address = new Address(address.role(), address.password(), address.parameters(), address.port(), false);
            return this;
        }

        /** {@code ${database}} is the name of the run's database. */
        Builder sql(String text) {
            steps.add(new Step.Sql(text));
            return this;
        }

        Builder edit(Step.Change change) {
            steps.add(new Step.Edit(change));
            return this;
        }

        Builder with(String migration, String script) {
            return edit(bundle -> bundle.migration(migration, script));
        }

        Builder file(String name, String text) {
            return edit(bundle -> bundle.file(name, text));
        }

        Builder without(String entry) {
            return edit(bundle -> bundle.delete(entry));
        }

        Builder deploy() {
            return run(new Command.Deploy());
        }

        Builder status() {
            return run(new Command.Status());
        }

        Builder applied(String migration) {
            return run(new Command.ResolveApplied(migration));
        }

        Builder rolledBack(String migration) {
            return run(new Command.ResolveRolledBack(migration));
        }

        private Builder run(Command command) {
            steps.add(new Step.Run(command));
            return this;
        }

        /** @param from the number of the command after which it must show */
        Builder differs(Deliberate why, Opponent against, int from, Aspect... aspects) {
            for (var aspect : aspects) {
                differences.add(new Difference(why, against, from, aspect));
            }
            return this;
        }

        /** From both CLIs. */
        Builder differs(Deliberate why, int from, Aspect... aspects) {
            return differs(why, Opponent.SEVEN, from, aspects).differs(why, Opponent.SIX, from, aspects);
        }

        History done() {
            return new History(name, List.copyOf(cluster), address, List.copyOf(steps), List.copyOf(differences));
        }
    }
}
