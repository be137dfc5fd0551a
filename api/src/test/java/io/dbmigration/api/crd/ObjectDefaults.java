package io.dbmigration.api.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;

/** An absent object gets no defaults of its own fields, so the whole object needs one, written in full. */
final class ObjectDefaults {

    private static final List<String> OPTIONAL_OBJECTS = List.of("policy", "job");

    private ObjectDefaults() {}

    static void writeInFull(JSONSchemaProps spec) {
        OPTIONAL_OBJECTS.stream()
                .map(spec.getProperties()::get)
                .filter(java.util.Objects::nonNull)
                .forEach(object -> object.setDefault(defaultsOf(object)));
    }

    private static ObjectNode defaultsOf(JSONSchemaProps object) {
        var defaults = JsonNodeFactory.instance.objectNode();
        object.getProperties().forEach((name, field) -> {
            if (field.getDefault() != null) {
                defaults.set(name, field.getDefault());
            }
        });
        return defaults;
    }
}
