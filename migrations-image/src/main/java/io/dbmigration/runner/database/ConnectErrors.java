package io.dbmigration.runner.database;

import static io.dbmigration.contract.Reason.ACCESS_DENIED;
import static io.dbmigration.contract.Reason.AUTHENTICATION_FAILED;
import static io.dbmigration.contract.Reason.DATABASE_NOT_FOUND;
import static io.dbmigration.contract.Reason.DATABASE_UNREACHABLE;
import static io.dbmigration.contract.Reason.DATABASE_URL_INVALID;
import static io.dbmigration.contract.Reason.POOLER_DETECTED;
import static io.dbmigration.contract.Reason.RUNNER_FAILED;
import static io.dbmigration.contract.Reason.SERVER_UNSUPPORTED;
import static io.dbmigration.contract.Reason.TLS_FAILED;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What a refused, failed or lost connection means. */
public final class ConnectErrors {

    private static final String REJECTED = "08004";
    private static final String PROTOCOL_VIOLATION = "08P01";

    private ConnectErrors() {}

    /** The reason, and a message that says where and why, without any secret: the driver's messages hold none. */
    public static RunException explain(SQLException error, ConnectionSettings settings) {
        var reason = reason(error);
        var message = "%s (database %s at %s%s)."
                .formatted(
                        sentence(error, reason),
                        settings.database(),
                        settings.address(),
                        error.getSQLState() == null ? "" : ", SQLSTATE " + error.getSQLState());
        return new RunException(reason, message, error);
    }

    /** Whether the connection itself is gone, at any time: what was under way has an unknown outcome. */
    public static boolean lost(SQLException error) {
        var state = stateOf(error);
        return state.startsWith("08") || state.startsWith("57P0");
    }

    static Reason reason(SQLException error) {
        if (tls(error)) {
            return TLS_FAILED;
        }
        return switch (stateOf(error)) {
            case "28P01", "28000" -> AUTHENTICATION_FAILED;
            case "3D000" -> DATABASE_NOT_FOUND;
            case "42501" -> ACCESS_DENIED;
            case "0A000" -> SERVER_UNSUPPORTED;
            case "08000", "08001", "08003", "08006", "53300", "57P01", "57P02", "57P03", "57P05", "55000" ->
                DATABASE_UNREACHABLE;
            // Start-up options of the URL that the server does not take.
            case "22023", "42704" -> DATABASE_URL_INVALID;
            case REJECTED -> rejected(error);
            case PROTOCOL_VIOLATION -> fromServer(error) ? POOLER_DETECTED : SERVER_UNSUPPORTED;
            default -> RUNNER_FAILED;
        };
    }

    private static Reason rejected(SQLException error) {
        var text = text(error);
        return text.contains("ssl") || text.contains("channel") ? TLS_FAILED : AUTHENTICATION_FAILED;
    }

    private static String sentence(SQLException error, Reason reason) {
        var said = Objects.requireNonNullElse(error.getMessage(), "no message");
        var end = said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
        return reason == POOLER_DETECTED
                ? "What answers is a connection pooler, not PostgreSQL itself; it says: " + end
                : end + causes(error);
    }

    private static String causes(SQLException error) {
        var root = Stream.iterate(error.getCause(), Objects::nonNull, Throwable::getCause)
                .reduce((first, second) -> second);
        return root.map(cause -> ": "
                        + Objects.requireNonNullElse(
                                cause.getMessage(), cause.getClass().getSimpleName()))
                .orElse("");
    }

    /** A handshake that broke off is the network's fault, one that was refused is the certificate's. */
    private static boolean tls(SQLException error) {
        var chain = Stream.iterate(error, Objects::nonNull, Throwable::getCause).toList();
        var brokeOff = chain.stream()
                .anyMatch(cause -> cause instanceof EOFException
                        || cause instanceof SocketException
                        || cause instanceof SocketTimeoutException);
        var refused = chain.stream()
                .anyMatch(cause -> cause instanceof SSLException
                        || cause instanceof GeneralSecurityException
                        || cause instanceof FileNotFoundException);
        return !brokeOff && (refused || text(error).contains("hostnameverifier"));
    }

    private static boolean fromServer(SQLException error) {
        return error instanceof PSQLException psql && psql.getServerErrorMessage() != null;
    }

    private static String text(SQLException error) {
        return Objects.requireNonNullElse(error.getMessage(), "").toLowerCase(Locale.ROOT);
    }

    private static String stateOf(@Nullable SQLException error) {
        return error == null || error.getSQLState() == null ? "" : error.getSQLState();
    }
}
