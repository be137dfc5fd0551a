package io.dbmigration.runner.database;

/** A text that never shows itself in messages or logs. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
