package io.dbmigration.contract;

import com.fasterxml.jackson.annotation.JsonValue;

/** The one word for people in the status of a resource; machines read the conditions. */
public enum Phase {
    /** Nothing is broken for good; the operator goes on alone. */
    PENDING("Pending"),
    /** A Job works. */
    RUNNING("Running"),
    /** Ready. */
    APPLIED("Applied"),
    /** Ready, after a person marked the last obstacle as applied. */
    RESOLVED("Resolved"),
    /** A person must act; exactly when the condition Stalled is True. */
    FAILED("Failed"),
    /** {@code spec.suspend} is set. */
    SUSPENDED("Suspended");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /** As it stands in the status, for example {@code Pending}. */
    @JsonValue
    public String text() {
        return text;
    }
}
