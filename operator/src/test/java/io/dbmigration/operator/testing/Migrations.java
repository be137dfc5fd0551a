package io.dbmigration.operator.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbmigration.api.DatabaseMigration;
import io.fabric8.kubernetes.client.utils.Serialization;

/** DatabaseMigrations as a person would write them. */
public final class Migrations {

    public static final String NAMESPACE = "shop";
    public static final String UID = "0a1b2c3d-0000-4000-8000-000000000001";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Migrations() {}

    public static DatabaseMigration basefly() {
        return Serialization.unmarshal("""
                apiVersion: dbmigration.io/v1beta1
                kind: DatabaseMigration
                metadata: {name: basefly, namespace: shop, uid: %s, generation: 1, resourceVersion: "10", creationTimestamp: "2026-01-01T00:00:00Z"}
                spec:
                  database: {urlFrom: {secretKeyRef: {name: basefly-db, key: DATABASE_URL}}}
                  bundle: {configMap: {name: bundle}}
                  backup: {storage: {persistentVolumeClaim: {claimName: backups}}}
                """.formatted(UID), DatabaseMigration.class);
    }

    /** Another spec: YAML merged over the present one, {@code null} removes; the generation goes up. */
    public static DatabaseMigration edited(DatabaseMigration migration, String specPatch) {
        ObjectNode tree = MAPPER.valueToTree(migration);
        merge(tree.withObject("/spec"), parse(specPatch));
        tree.withObject("/metadata").put("generation", migration.getMetadata().getGeneration() + 1);
        return Serialization.unmarshal(tree.toString(), DatabaseMigration.class);
    }

    /** As {@code kubectl annotate dbmigration.io/retry-requested=…}. */
    public static DatabaseMigration annotated(DatabaseMigration migration, String retry) {
        ObjectNode tree = MAPPER.valueToTree(migration);
        tree.withObject("/metadata").withObject("/annotations").put("dbmigration.io/retry-requested", retry);
        return Serialization.unmarshal(tree.toString(), DatabaseMigration.class);
    }

    private static ObjectNode parse(String yaml) {
        return (ObjectNode) Serialization.unmarshal("---\n" + yaml, JsonNode.class);
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode nested
                    && target.get(field.getKey()) instanceof ObjectNode present) {
                merge(present, nested);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }
}
