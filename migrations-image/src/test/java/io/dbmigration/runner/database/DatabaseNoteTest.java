package io.dbmigration.runner.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.database.DatabaseNote.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseNoteTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "the shop's", "two\nlines\n", "dbm: something of a person", "dbm: {\"hold\":{}}"})
    void theDatabasesOwnCommentIsKeptInIt(@Nullable String own) {
        var note = new DatabaseNote(State.SWAPPING, "uid", "run-1", 1L, 2L, own);

        assertThat(DatabaseNote.parse(note.format())).contains(note);
        assertThat(DatabaseNote.withoutNote(note.format())).isEqualTo(own);
        assertThat(DatabaseNote.withoutNote(own)).isEqualTo(own);
    }

    @Test
    void peopleReadFirstWhatTheyHaveWritten() {
        var text = new DatabaseNote(State.REPLACED, "uid", "run-1", 1L, 2L, "the shop's").format();

        assertThat(text).startsWith("the shop's\n\nThis database was replaced by a restored one and is only kept.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dbm: {", "dbm: {\"restore\":{\"state\":\"OF_ANOTHER_VERSION\"}}", "dbm: {\"restore\":{}}"})
    void whatThisVersionDoesNotUnderstandIsNoNote(String comment) {
        assertThat(DatabaseNote.parse(comment)).isEmpty();
    }
}
