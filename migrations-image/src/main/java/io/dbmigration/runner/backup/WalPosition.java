package io.dbmigration.runner.backup;

import io.dbmigration.contract.RunResult.Receipt;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Where the write-ahead log stands; not every service lets a role know. */
final class WalPosition {

    /** Asked first: a right that is missing fails the whole statement, whatever it asks only in some cases. */
    private static final String RIGHT =
            "SELECT pg_catalog.has_function_privilege('pg_catalog.pg_current_wal_lsn()', 'EXECUTE')";

    private static final String POSITION = "SELECT pg_catalog.pg_current_wal_lsn()::text";

    private static final String DISTANCE = "SELECT (?::pg_catalog.pg_lsn - ?::pg_catalog.pg_lsn)::bigint";

    private WalPosition() {}

    /** Empty: the role may not ask. */
    static Optional<String> of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var right = statement.executeQuery(RIGHT)) {
                right.next();
                if (!right.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            try (var position = statement.executeQuery(POSITION)) {
                position.next();
                return Optional.of(position.getString(1));
            }
        }
    }

    /** The receipt with where the log stands now, as far as both positions are known. */
    static Receipt atApply(Connection connection, Receipt receipt) throws SQLException {
        var now = of(connection);
        if (now.isEmpty() || receipt.lsn() == null) {
            return receipt;
        }
        try (var statement = connection.prepareStatement(DISTANCE)) {
            statement.setString(1, now.get());
            statement.setString(2, receipt.lsn());
            try (var distance = statement.executeQuery()) {
                distance.next();
                return with(receipt, now.get(), distance.getLong(1));
            }
        }
    }

    private static Receipt with(Receipt receipt, String lsnAtApply, long bytesSince) {
        return new Receipt(
                receipt.path(),
                receipt.size(),
                receipt.sha256(),
                receipt.verified(),
                receipt.serverVersion(),
                receipt.toolVersion(),
                receipt.lsn(),
                receipt.startedAt(),
                receipt.finishedAt(),
                receipt.estimatedRestore(),
                receipt.timeline(),
                lsnAtApply,
                bytesSince);
    }
}
