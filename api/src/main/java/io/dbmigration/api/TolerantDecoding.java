package io.dbmigration.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value that does not fit its type as absent. The schema lets no such value in; but where somebody loosened the CRD, one
 * object must not stop the informer that all others come through.
 */
public final class TolerantDecoding extends DeserializationProblemHandler {

    private TolerantDecoding() {}

    /** For a client that watches our resources. */
    public static KubernetesSerialization serialization() {
        return new KubernetesSerialization(new ObjectMapper().addHandler(new TolerantDecoding()), true);
    }

    @Override
    public @Nullable Object handleUnexpectedToken(
            DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String failure)
            throws IOException {
        parser.skipChildren();
        return absent(type.getRawClass());
    }

    @Override
    public @Nullable Object handleWeirdStringValue(
            DeserializationContext context, Class<?> type, String value, String failure) {
        return absent(type);
    }

    @Override
    public @Nullable Object handleWeirdNumberValue(
            DeserializationContext context, Class<?> type, Number value, String failure) {
        return absent(type);
    }

    @Override
    public @Nullable Object handleMissingInstantiator(
            DeserializationContext context,
            Class<?> type,
            com.fasterxml.jackson.databind.deser.ValueInstantiator instantiator,
            JsonParser parser,
            String failure)
            throws IOException {
        parser.skipChildren();
        return absent(type);
    }

    private static @Nullable Object absent(Class<?> type) {
        return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
    }
}
