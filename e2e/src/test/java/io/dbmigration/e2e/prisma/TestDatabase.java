package io.dbmigration.e2e.prisma;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The database of one run of a history. */
record TestDatabase(String name, History.Address address) implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    static TestDatabase of(History.Address address) {
        var database = new TestDatabase("run_" + NUMBER.incrementAndGet(), address);
        if (address.databaseExists()) {
            TestServer.run("CREATE DATABASE %s OWNER \"%s\"".formatted(database.name, owner(address)));
        }
        return database;
    }

    private static String owner(History.Address address) {
        return address.role().equals(TestServer.SUSPECT) ? "postgres" : address.role();
    }

    /** As Prisma writes it. */
    String url() {
        var port = address.port() == 0 ? TestServer.port() : address.port();
        var url = "postgresql://%s:%s@localhost:%d/%s".formatted(address.role(), address.password(), port, name);
        return address.parameters().isEmpty() ? url : url + "?" + address.parameters();
    }

    Connection connect() throws SQLException {
        return TestServer.connect(name);
    }

    void run(String sql) {
        TestServer.run(name, sql.replace("${database}", name));
    }

    @Override
    public void close() {
        if (address.databaseExists()) {
            preparedTransactions().forEach(id -> run("ROLLBACK PREPARED '" + id + "'"));
        }
        TestServer.run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** They keep a database from being dropped. */
    private List<String> preparedTransactions() {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()")) {
            var ids = new ArrayList<String>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
