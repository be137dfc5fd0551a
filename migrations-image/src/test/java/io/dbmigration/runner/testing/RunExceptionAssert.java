package io.dbmigration.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refusal must say. */
public final class RunExceptionAssert {

    private final RunException error;

    private RunExceptionAssert(RunException error) {
        this.error = error;
    }

    public static RunExceptionAssert assertRefused(ThrowingCallable call) {
        var error = catchThrowableOfType(RunException.class, call);
        assertThat(error).as("a refusal").isNotNull();
        return new RunExceptionAssert(error);
    }

    public RunExceptionAssert with(Reason reason) {
        assertThat(error.reason()).as(error.getMessage()).isEqualTo(reason);
        return this;
    }

    public RunExceptionAssert saying(String... parts) {
        assertThat(error.getMessage()).contains(parts);
        return this;
    }

    public RunExceptionAssert notSaying(String... parts) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(parts);
        }
        return this;
    }
}
