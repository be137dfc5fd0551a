package io.dbmigration.contract;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Kubernetes writes them in this API: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 500ms}. */
public final class KubernetesDuration {

    /** What the CRDs accept; {@code format: duration} would let "2 weeks" pass. */
    public static final String PATTERN = "^([0-9]+(ms|s|m|h))+$";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h)");

    private KubernetesDuration() {}

    /**
     * @throws IllegalArgumentException if the text is not such a duration, or too long to count
     */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a duration such as 90s, 5m or 1h30m: '" + text + "'");
        }
        var total = Duration.ZERO;
        var part = PART.matcher(text);
        try {
            while (part.find()) {
                total = total.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            }
        } catch (ArithmeticException | NumberFormatException tooLong) {
            throw new IllegalArgumentException("too long a duration: '" + text + "'", tooLong);
        }
        return total;
    }

    /** The shortest such text: {@code 1h30m}, {@code 2s}, {@code 0s}. */
    public static String format(Duration duration) {
        var text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
