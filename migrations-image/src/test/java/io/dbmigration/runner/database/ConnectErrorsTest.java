package io.dbmigration.runner.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

class ConnectErrorsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "28P01, AUTHENTICATION_FAILED",
        "28000, AUTHENTICATION_FAILED",
        "3D000, DATABASE_NOT_FOUND",
        "42501, ACCESS_DENIED",
        "08000, DATABASE_UNREACHABLE",
        "08001, DATABASE_UNREACHABLE",
        "08003, DATABASE_UNREACHABLE",
        "08006, DATABASE_UNREACHABLE",
        "53300, DATABASE_UNREACHABLE",
        "57P01, DATABASE_UNREACHABLE",
        "57P03, DATABASE_UNREACHABLE",
        "08004, AUTHENTICATION_FAILED",
        "08P01, POOLER_DETECTED",
        "0A000, SERVER_UNSUPPORTED",
        "XX000, RUNNER_FAILED",
    })
    void theServersAnswerDecides(String sqlState, Reason reason) {
        var answer = new PSQLException(new ServerErrorMessage("SFATAL\0C" + sqlState + "\0Msaid by the server\0"));
        assertThat(ConnectErrors.reason(answer)).isEqualTo(reason);
    }

    @Test
    void whatTalksAnotherProtocolIsNoServerOfOurs() {
        assertThat(ConnectErrors.reason(new PSQLException("Protocol error.", PSQLState.PROTOCOL_VIOLATION)))
                .isEqualTo(Reason.SERVER_UNSUPPORTED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "The server does not support SSL., TLS_FAILED",
        "Channel Binding is required., TLS_FAILED",
        "The authentication type 7 is not supported., AUTHENTICATION_FAILED",
    })
    void aConnectionThatTheDriverRejectsIsExplainedByItsWords(String message, Reason reason) {
        assertThat(ConnectErrors.reason(new PSQLException(message, PSQLState.CONNECTION_REJECTED)))
                .isEqualTo(reason);
    }

    @Test
    void aRefusedHandshakeIsTlsAndABrokenOneTheNetwork() {
        assertThat(ConnectErrors.reason(sslError(new IOException("bad certificate"))))
                .isEqualTo(Reason.TLS_FAILED);
        assertThat(ConnectErrors.reason(sslError(new EOFException()))).isEqualTo(Reason.DATABASE_UNREACHABLE);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"08006, true", "57P01, true", "57P05, true", "55P03, false", "23505, false", ", false"})
    void knowsWhenASessionIsGone(String sqlState, boolean lost) {
        assertThat(ConnectErrors.lost(new SQLException("x", sqlState))).isEqualTo(lost);
    }

    @Test
    void theMessageTellsWhereAndWhy() {
        var settings = ConnectionSettings.parse("postgresql://app:s3cret@db.shop/basefly");
        var refused = new PSQLException("Connection refused.", PSQLState.CONNECTION_UNABLE_TO_CONNECT);
        assertThat(ConnectErrors.explain(refused, settings))
                .hasMessage("Connection refused (database basefly at db.shop:5432, SQLSTATE 08001).");
    }

    private static SQLException sslError(IOException because) {
        var handshake = new SSLHandshakeException("handshake");
        handshake.initCause(because);
        return new PSQLException("SSL error: handshake", PSQLState.CONNECTION_FAILURE, handshake);
    }
}
