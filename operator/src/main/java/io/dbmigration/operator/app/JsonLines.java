package io.dbmigration.operator.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON object a line: time, level, logger, message, then the keys of the event and of the pass under way. */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    /** Others' keys in the diagnostic context (JOSDK's) repeat these under other names. */
    private static final List<String> CONTEXT = List.of("namespace", "name", "run", "migration");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        try {
            return (MAPPER.writeValueAsString(fields(event)) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            addError("a log event cannot be written as JSON", e);
            return NOTHING;
        }
    }

    private static Map<String, Object> fields(ILoggingEvent event) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("time", event.getInstant().toString());
        fields.put("level", event.getLevel().toString());
        fields.put("logger", event.getLoggerName());
        fields.put("message", event.getFormattedMessage());
        for (var key : CONTEXT) {
            var value = event.getMDCPropertyMap().get(key);
            if (value != null) {
                fields.put(key, value);
            }
        }
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> fields.put(pair.key, String.valueOf(pair.value)));
        }
        if (event.getThrowableProxy() != null) {
            fields.put("stackTrace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return fields;
    }
}
