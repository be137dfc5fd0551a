package io.dbmigration.api.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dbmigration.api.ApiGroup;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Adds to a generated CRD what the generator cannot know. */
final class CrdPolish implements CRDPostProcessor {

    @Override
    public HasMetadata process(HasMetadata generated, String version) {
        var crd = (CustomResourceDefinition) generated;
        crd.getSpec().getNames().setCategories(List.of(ApiGroup.CATEGORY));
        crd.getSpec()
                .getVersions()
                .forEach(each -> polish(each, crd.getSpec().getNames().getKind()));
        return crd;
    }

    private static void polish(CustomResourceDefinitionVersion version, String kind) {
        var type = type(kind);
        restoreColumnOrder(version, type);
        var root = version.getSchema().getOpenAPIV3Schema();
        var spec = root.getProperties().get("spec");
        var status = root.getProperties().get("status");
        root.setDescription(type.getAnnotation(JsonClassDescription.class).value());
        // A rule about the whole spec is skipped where the spec is absent.
        root.setRequired(List.of("spec"));
        PodFields.bound(spec);
        Bounds.ofSpec(spec);
        Conditions.shape(status);
        Bounds.ofStatus(status);
        ObjectDefaults.writeInFull(spec);
        startUnobserved(status);
        dropRepeatedRules(root);
    }

    /** kstatus takes a resource without a status for a good one; -1 can never be a generation. */
    private static void startUnobserved(JSONSchemaProps status) {
        var nodes = JsonNodeFactory.instance;
        status.getProperties().get("observedGeneration").setDefault(nodes.numberNode(-1));
        status.setDefault(nodes.objectNode().put("observedGeneration", -1));
    }

    /** An annotation on a record's component is seen on the field and on the accessor. */
    private static void dropRepeatedRules(JSONSchemaProps schema) {
        Schemas.walk(schema, (name, each) -> {
            if (each.getXKubernetesValidations() != null) {
                each.setXKubernetesValidations(
                        each.getXKubernetesValidations().stream().distinct().toList());
            }
        });
    }

    /** The generator sorts columns by path; people read them in the order of the annotations. */
    private static void restoreColumnOrder(CustomResourceDefinitionVersion version, Class<?> type) {
        var order = Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        version.setAdditionalPrinterColumns(version.getAdditionalPrinterColumns().stream()
                .sorted(Comparator.comparingInt(column -> order.indexOf(column.getName())))
                .toList());
    }

    private static Class<?> type(String kind) {
        return CrdFiles.KINDS.stream()
                .filter(type -> type.getSimpleName().equals(kind))
                .findAny()
                .orElseThrow();
    }
}
