package io.dbmigration.api.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Walks a schema. */
final class Schemas {

    private Schemas() {}

    /** Visits the schema itself, then everything below it; items and values carry the name of their list or map. */
    static void walk(JSONSchemaProps root, BiConsumer<String, JSONSchemaProps> visitor) {
        walk("", root, visitor);
    }

    private static void walk(String name, JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
        visitor.accept(name, schema);
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((property, child) -> walk(property, child, visitor));
        }
        elements(schema).forEach(child -> walk(name, child, visitor));
    }

    private static Stream<JSONSchemaProps> elements(JSONSchemaProps schema) {
        return Stream.of(
                        schema.getItems() == null ? null : schema.getItems().getSchema(),
                        schema.getAdditionalProperties() == null
                                ? null
                                : schema.getAdditionalProperties().getSchema())
                .filter(Objects::nonNull);
    }
}
