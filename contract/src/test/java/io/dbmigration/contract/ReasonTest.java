package io.dbmigration.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    @Test
    void isWrittenAsTheApiSays() {
        assertThat(Reason.DATABASE_UNREACHABLE.text()).isEqualTo("DatabaseUnreachable");
        assertThat(Reason.TLS_FAILED.text()).isEqualTo("TlsFailed");
        assertThat(Reason.of("UpToDate")).contains(Reason.UP_TO_DATE);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatToDoWheneverAPersonMayHaveToAct(Reason reason) {
        var mayFail = reason.phase() == Phase.FAILED || reason.retry().failsAt() > 0;
        assertThat(reason.advice().isBlank() && mayFail).isFalse();
    }

    @Test
    void aWrongPasswordFailsFromTheFifthTry() {
        assertThat(Reason.AUTHENTICATION_FAILED.phaseAt(4)).isEqualTo(Phase.PENDING);
        assertThat(Reason.AUTHENTICATION_FAILED.phaseAt(5)).isEqualTo(Phase.FAILED);
    }

    @Test
    void anUnreachableServerIsNeverFailed() {
        assertThat(Reason.DATABASE_UNREACHABLE.phaseAt(1000)).isEqualTo(Phase.PENDING);
    }
}
