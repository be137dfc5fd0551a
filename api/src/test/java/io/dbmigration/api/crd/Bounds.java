package io.dbmigration.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dbmigration.api.Limits;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives every text, number and list a bound: rules over unbounded ones exceed the API server's cost budget, and a number that does
 * not fit its Java type would make an object undecodable.
 */
final class Bounds {

    private static final Pattern CHOICE = Pattern.compile("\\^\\(([-\\w]+(?:\\|[-\\w]+)+)\\)\\$");
    private static final Set<String> LONGS =
            Set.of("observedGeneration", "size", "oid", "tolerationSeconds", "bytesSince", "bytesLost");
    private static final long LARGEST_EXACT = 1L << 53;
    private static final long SPEC_TEXT = 316;
    private static final long ITEMS = 64;

    private Bounds() {}

    static void ofSpec(JSONSchemaProps spec) {
        Schemas.walk(spec, (name, schema) -> bound(name, schema, SPEC_TEXT));
    }

    static void ofStatus(JSONSchemaProps status) {
        Schemas.walk(status, (name, schema) -> {
            bound(name, schema, Limits.STATUS_TEXT);
            if (name.endsWith("At")) {
                schema.setFormat("date-time");
            }
        });
    }

    private static void bound(String name, JSONSchemaProps schema, long text) {
        switch (schema.getType()) {
            case "string" -> boundText(schema, text);
            case "integer" -> boundNumber(name, schema);
            case "array" -> boundList(schema);
            case "object" -> boundMap(schema);
            case null, default -> {}
        }
    }

    private static void boundText(JSONSchemaProps schema, long text) {
        var choice = CHOICE.matcher(schema.getPattern() == null ? "" : schema.getPattern());
        if (choice.matches()) {
            schema.setPattern(null);
            schema.setMinLength(null);
            schema.setMaxLength(null);
            schema.setEnum(words(choice.group(1)));
        } else if (schema.getMaxLength() == null && noChoice(schema)) {
            schema.setMaxLength(text);
        }
    }

    private static void boundNumber(String name, JSONSchemaProps schema) {
        var isLong = LONGS.contains(name);
        schema.setFormat(isLong ? "int64" : "int32");
        if (schema.getMinimum() == null) {
            schema.setMinimum(name.equals("observedGeneration") || name.equals("tolerationSeconds") ? -1.0 : 0.0);
        }
        if (schema.getMaximum() == null) {
            schema.setMaximum(isLong ? (double) LARGEST_EXACT : Integer.MAX_VALUE);
        }
    }

    private static void boundList(JSONSchemaProps schema) {
        if (schema.getMaxItems() == null) {
            schema.setMaxItems(ITEMS);
        }
        if (schema.getXKubernetesListType() == null) {
            schema.setXKubernetesListType("atomic");
        }
    }

    private static void boundMap(JSONSchemaProps schema) {
        if (schema.getAdditionalProperties() != null && schema.getMaxProperties() == null) {
            schema.setMaxProperties(ITEMS);
        }
    }

    private static boolean noChoice(JSONSchemaProps schema) {
        return schema.getEnum() == null || schema.getEnum().isEmpty();
    }

    private static List<JsonNode> words(String alternatives) {
        return Arrays.<String>stream(alternatives.split("\\|"))
                .<JsonNode>map(TextNode::valueOf)
                .toList();
    }
}
