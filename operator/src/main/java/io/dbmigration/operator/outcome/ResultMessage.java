package io.dbmigration.operator.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the runner's termination message; anything else there (a crash's last log lines) is no result. */
final class ResultMessage {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    private ResultMessage() {}

    static Optional<RunResult> parse(@Nullable String message) {
        if (message == null || !message.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(message, RunResult.class)).flatMap(ResultMessage::complete);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A runner of another version may leave out what this one expects; without outcome and reason it is no result. */
    @SuppressWarnings("RedundantNullCheck") // Jackson fills records without looking at nullness marks
    private static Optional<RunResult> complete(RunResult result) {
        if (result.outcome() == null || result.reason() == null) {
            return Optional.empty();
        }
        return Optional.of(new RunResult(
                result.run(),
                Objects.requireNonNullElse(result.kind(), RunKind.Deploy),
                result.outcome(),
                result.reason(),
                Objects.requireNonNullElse(result.message(), ""),
                result.bundle(),
                result.headMigration(),
                result.counts(),
                result.database(),
                result.backup(),
                result.failure(),
                Objects.requireNonNullElse(result.notices(), List.of()),
                Objects.requireNonNullElse(result.startedAt(), ""),
                Objects.requireNonNullElse(result.finishedAt(), ""),
                result.changed(),
                result.restored(),
                result.pruned()));
    }
}
