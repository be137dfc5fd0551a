package io.dbmigration.runner.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database of {@link TestServer}, seen as its superuser. */
public record TestDatabase(String name) {

    /** A Prisma URL of the superuser. */
    public String url() {
        return url("postgres", "postgres");
    }

    /** A Prisma URL of a role that {@link TestServer#newRole} made. */
    public String urlOf(String role) {
        return url(role, TestServer.PASSWORD);
    }

    public String url(String role, String password) {
        return "postgresql://%s:%s@localhost:%d/%s".formatted(role, password, TestServer.port(), name);
    }

    public Connection connect() throws SQLException {
        return TestServer.connect(name);
    }

    public void run(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of all rows. */
    public List<String> query(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
