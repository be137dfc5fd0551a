package io.dbmigration.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.stream.Stream;

/** The shape that Kubernetes gives conditions: one for each type, so that two writers do not wipe out each other's. */
final class Conditions {

    private static final String TYPE = "^[A-Za-z]([-A-Za-z0-9_./]*[A-Za-z0-9])?$";
    private static final String REASON = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";

    private Conditions() {}

    static void shape(JSONSchemaProps status) {
        var list = status.getProperties().get("conditions");
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of("type"));
        list.setMaxItems(16L);
        var condition = list.getItems().getSchema();
        condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
        var fields = condition.getProperties();
        text(fields.get("type"), TYPE, 316);
        text(fields.get("reason"), REASON, 1024);
        fields.get("message").setMaxLength(32768L);
        fields.get("lastTransitionTime").setFormat("date-time");
        fields.get("status")
                .setEnum(Stream.of("True", "False", "Unknown")
                        .<JsonNode>map(TextNode::valueOf)
                        .toList());
    }

    private static void text(JSONSchemaProps schema, String pattern, long length) {
        schema.setPattern(pattern);
        schema.setMinLength(1L);
        schema.setMaxLength(length);
    }
}
