package io.dbmigration.runner.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest;
import java.nio.charset.StandardCharsets;

/** The contract's records as JSON, and back. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** One line of UTF-8, without a line end. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("records of the contract can be written as JSON", impossible);
        }
    }

    /** For people: indented. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("records of the contract can be written as JSON", impossible);
        }
    }

    /** @throws RunException (RunnerFailed) if it is no such request; the text itself is not repeated */
    public static RunRequest request(String json) {
        try {
            return MAPPER.readValue(json.getBytes(StandardCharsets.UTF_8), RunRequest.class);
        } catch (java.io.IOException unreadable) {
            var where = unreadable instanceof JsonProcessingException parse && parse.getLocation() != null
                    ? " at column " + parse.getLocation().getColumnNr()
                    : "";
            throw new RunException(
                    Reason.RUNNER_FAILED,
                    "The run's request cannot be read" + where + ": operator and runner are of different versions.");
        }
    }
}
