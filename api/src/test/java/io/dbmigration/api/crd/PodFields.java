package io.dbmigration.api.crd;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.List;
import java.util.Map;

/** What an API server checks in a pod: the Job would be refused otherwise, long after the spec was accepted. */
final class PodFields {

    private static final String QUANTITY =
            "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?[0-9]+))?$";
    private static final String LABEL_VALUE = "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$";
    private static final long LABEL_VALUE_LENGTH = 63;
    private static final long ANNOTATION_LENGTH = 4096;

    private static final ValidationRule KEYS = new ValidationRuleBuilder()
            .withRule("self.all(key, !format.qualifiedName().validate(key).hasValue())")
            .withMessage("keys must be qualified names, for example team or example.org/team")
            .build();

    private PodFields() {}

    static void bound(JSONSchemaProps spec) {
        keyed(spec, "queries");
        keyed(spec, "pullSecrets");
        keyed(spec, "imagePullSecrets");
        if (spec.getProperties().containsKey("job")) {
            boundJob(spec.getProperties().get("job").getProperties());
        }
    }

    private static void boundJob(Map<String, JSONSchemaProps> job) {
        var resources = job.get("resources").getProperties();
        resources.remove("claims");
        resources.values().forEach(amounts -> {
            var quantity = amounts.getAdditionalProperties().getSchema();
            quantity.setPattern(QUANTITY);
            quantity.setMaxLength(LABEL_VALUE_LENGTH);
        });
        List.of("nodeSelector", "labels").forEach(name -> {
            var value = job.get(name).getAdditionalProperties().getSchema();
            value.setPattern(LABEL_VALUE);
            value.setMaxLength(LABEL_VALUE_LENGTH);
        });
        List.of("nodeSelector", "labels", "annotations")
                .forEach(name -> job.get(name).setXKubernetesValidations(List.of(KEYS)));
        job.get("annotations").getAdditionalProperties().getSchema().setMaxLength(ANNOTATION_LENGTH);
        var toleration = job.get("tolerations").getItems().getSchema().getProperties();
        choose(toleration.get("operator"), "Exists", "Equal");
        choose(toleration.get("effect"), "NoSchedule", "PreferNoSchedule", "NoExecute");
    }

    /** No two entries of one name, and appliers own single entries. */
    private static void keyed(JSONSchemaProps spec, String list) {
        Schemas.walk(spec, (name, schema) -> {
            if (name.equals(list) && "array".equals(schema.getType())) {
                schema.setXKubernetesListType("map");
                schema.setXKubernetesListMapKeys(List.of("name"));
            }
        });
    }

    private static void choose(JSONSchemaProps schema, String... words) {
        schema.setEnum(List.of(words).stream()
                .<com.fasterxml.jackson.databind.JsonNode>map(TextNode::valueOf)
                .toList());
    }
}
