package io.dbmigration.operator.run;

import org.jspecify.annotations.Nullable;

/** Numbers in annotations, which people can edit. */
final class Numbers {

    private Numbers() {}

    static int parse(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
