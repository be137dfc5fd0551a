package io.dbmigration.operator.run;

import io.dbmigration.contract.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often in a row runs for the same wish ended with the same reason.
 *
 * @param count 1 for the first
 */
public record Streak(Reason reason, int count) {

    /** The streak after one more result. */
    public static Streak after(@Nullable Streak before, Reason reason) {
        return before != null && before.reason == reason ? new Streak(reason, before.count + 1) : new Streak(reason, 1);
    }

    /** As in an annotation, for example {@code Lost/2}. */
    String text() {
        return reason.text() + "/" + count;
    }

    static Optional<Streak> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        var slash = text.indexOf('/');
        return Reason.of(slash < 0 ? text : text.substring(0, slash))
                .map(reason -> new Streak(reason, Numbers.parse(text.substring(slash + 1), 1)));
    }
}
