package io.dbmigration.operator.reconcile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Set;

/**
 * Reads an object of our kinds that does not fit the records as one without status, or without spec: one such object would otherwise
 * end the informer, and with it all others. (JOSDK: adr/002-Custom-Resource-Deserialization-Problem.)
 */
public final class TolerantDecoding {

    private static final Set<Class<?>> OURS = Set.of(
            DatabaseMigration.class,
            DatabaseBackup.class,
            MigrationResolution.class,
            MigrationRollback.class,
            DatabaseRestore.class);

    /** In memory only: why the spec could not be read. */
    private static final String ANNOTATION = "dbmigration.io/cannot-be-read";

    private TolerantDecoding() {}

    public static KubernetesSerialization serialization() {
        var module = new SimpleModule("tolerant-decoding");
        module.setDeserializerModifier(new Modifier());
        return new KubernetesSerialization(new ObjectMapper().registerModule(module), true);
    }

    /** Whether nothing can be done with it. */
    static boolean isUnreadable(DatabaseMigration migration) {
        return migration.getSpec() == null
                || migration.getMetadata().getAnnotations().containsKey(ANNOTATION);
    }

    static String whyUnreadable(DatabaseMigration migration) {
        return migration.getMetadata().getAnnotations().getOrDefault(ANNOTATION, "it has no spec");
    }

    private static final class Modifier extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription type, JsonDeserializer<?> usual) {
            return OURS.contains(type.getBeanClass()) ? new Tolerant(usual) : usual;
        }
    }

    private static final class Tolerant extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;

        Tolerant(JsonDeserializer<?> usual) {
            super(usual);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> other) {
            return new Tolerant(other);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            ObjectNode tree = parser.readValueAsTree();
            try {
                return decode(tree, parser, context);
            } catch (JsonProcessingException e) {
                return withoutStatus(tree, parser, context);
            }
        }

        /** The status is ours and is written anew. */
        private Object withoutStatus(ObjectNode tree, JsonParser parser, DeserializationContext context)
                throws IOException {
            tree.remove("status");
            try {
                return decode(tree, parser, context);
            } catch (JsonProcessingException e) {
                tree.remove("spec");
                tree.withObject("/metadata/annotations").put(ANNOTATION, e.getOriginalMessage());
                return decode(tree, parser, context);
            }
        }

        private Object decode(ObjectNode tree, JsonParser parser, DeserializationContext context) throws IOException {
            try (var again = tree.traverse(parser.getCodec())) {
                again.nextToken();
                return super.deserialize(again, context);
            }
        }
    }
}
