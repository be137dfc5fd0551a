package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunKind;
import io.dbmigration.runner.apply.Cancellation.Cause;
import io.dbmigration.runner.backup.PgTools;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.testing.ProgressReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final ProgressReport NOBODY = progress -> {};

    private final StopSignal stop = new StopSignal();

    @Test
    void aServerThatIsSilentDoesNotKeepARunThatHasToStop() {
        var silence = new CountDownLatch(1);

        assertThatThrownBy(() -> connect(() -> {
                    Thread.ofPlatform().start(() -> stop.request(Cause.TERMINATED));
                    await(silence);
                    throw new AssertionError("it answers after all");
                }))
                .isInstanceOfSatisfying(
                        RunException.class, told -> assertThat(told.reason()).isEqualTo(Reason.INTERRUPTED));
        silence.countDown();
    }

    @Test
    void aFailureToConnectIsToldAsItIs() {
        var refused = new RunException(Reason.DATABASE_UNREACHABLE, "nobody is there");

        assertThatThrownBy(() -> connect(() -> {
                    throw refused;
                }))
                .isSameAs(refused);
    }

    private void connect(Supplier<Connections> opening) {
        var tools = new RunTools(PgTools.of(Map.of()), Path.of("target"), NOBODY, stop, Clock.systemUTC());
        new Attempts(tools, new RunFacts(RunKind.Deploy, "run", Clock.systemUTC()), opening).untilDone(_ -> true);
    }

    private static void await(CountDownLatch silence) {
        try {
            silence.await();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
