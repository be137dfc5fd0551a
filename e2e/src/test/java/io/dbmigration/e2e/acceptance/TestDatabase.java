package io.dbmigration.e2e.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * One database of the server in the cluster.
 *
 * @param role its owner
 * @param inside the server as pods see it, {@code host:port}
 * @param outside the same as the test sees it
 */
record TestDatabase(String name, String role, String inside, String outside) {

    static final String PASSWORD = "s3cret-w0rd";

    /** The Prisma URL for pods. */
    String url() {
        return "postgresql://%s:%s@%s/%s".formatted(role, PASSWORD, inside, name);
    }

    /** The same for programs that run beside the test. */
    String urlFromOutside() {
        return "postgresql://%s:%s@%s/%s".formatted(role, PASSWORD, outside, name);
    }

    /** Another database of the same owner. */
    TestDatabase inDatabase(String other) {
        return new TestDatabase(other, role, inside, outside);
    }

    /** A database of the server behind a pooler in transaction mode. */
    String urlThroughPooler() {
        return "postgresql://postgres:%s@pooler:5432/pooler".formatted(PASSWORD);
    }

    String urlOfStandby() {
        return "postgresql://postgres:%s@standby:5432/standby".formatted(PASSWORD);
    }

    Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", PASSWORD);
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection("jdbc:postgresql://%s/%s".formatted(outside, name), properties);
    }

    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The first column of all rows. */
    List<String> query(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    String value(String sql) {
        return query(sql).getFirst();
    }

    /** Names of migrations with a finished row that is not rolled back, in the order they were started. */
    List<String> applied() {
        return query(
                "select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by started_at");
    }

    boolean hasTable(String table) {
        return value("select to_regclass('\"%s\"') is not null".formatted(table))
                .equals("t");
    }

    /** Whether there is anything at all: nothing may have been created where a run was refused. */
    boolean isUntouched() {
        return value("select count(*) from pg_class where relnamespace = 'public'::regnamespace")
                .equals("0");
    }
}
