package io.dbmigration.runner.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** One JSON object on a line of standard error for each event; standard output belongs to results and reports. */
final class JsonLogger extends LegacyAbstractLogger implements LoggingEventAware {

    private static final long serialVersionUID = 1L;

    private static final String OURS = "io.dbmigration.";

    JsonLogger(String loggerName) {
        name = loggerName;
    }

    @Override
    public void log(LoggingEvent event) {
        if (!enabled(event.getLevel())) {
            return;
        }
        var arguments = event.getArgumentArray();
        var pairs = Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of());
        write(event.getLevel(), event.getMessage(), arguments, event.getThrowable(), pairs);
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable error) {
        write(level, message, arguments, error, List.of());
    }

    private void write(
            Level level,
            String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable error,
            List<KeyValuePair> pairs) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.now().toString());
        line.put("level", level.name());
        line.put("logger", name.substring(name.lastIndexOf('.') + 1));
        line.put("message", MessageFormatter.basicArrayFormat(message, arguments));
        pairs.forEach(pair -> line.putIfAbsent(pair.key, String.valueOf(pair.value)));
        if (error != null) {
            line.put("error", stackTrace(error));
        }
        System.err.println(new String(Json.bytes(line), StandardCharsets.UTF_8));
    }

    private static String stackTrace(Throwable error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** What libraries tell is of interest only when something is wrong. */
    private boolean enabled(Level level) {
        return level.toInt() >= (name.startsWith(OURS) ? Level.INFO : Level.WARN).toInt();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return enabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return enabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return enabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return enabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return enabled(Level.ERROR);
    }
}
