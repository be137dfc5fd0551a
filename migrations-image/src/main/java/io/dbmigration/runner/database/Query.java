package io.dbmigration.runner.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Small queries whose answers are text. */
public final class Query {

    private final Connection connection;

    public Query(Connection connection) {
        this.connection = connection;
    }

    public Connection connection() {
        return connection;
    }

    /** The first column of the first row. */
    public String one(String sql, Object... parameters) throws SQLException {
        var all = all(sql, parameters);
        if (all.isEmpty()) {
            throw new SQLException("no row for: " + sql);
        }
        return all.getFirst();
    }

    /** The first column of all rows. */
    public List<String> all(String sql, Object... parameters) throws SQLException {
        try (var statement = prepare(sql, parameters);
                var rows = statement.executeQuery()) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** The first column of the first row that the last of several commands answers. */
    String last(String commands) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            var isQuery = statement.execute(commands);
            while (!isQuery && statement.getUpdateCount() >= 0) {
                isQuery = statement.getMoreResults();
            }
            try (var rows = statement.getResultSet()) {
                if (rows == null || !rows.next()) {
                    throw new SQLException("no row for: " + commands);
                }
                return rows.getString(1);
            }
        }
    }

    public void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
