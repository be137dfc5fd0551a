package io.dbmigration.operator.run;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.KeyReference;
import io.dbmigration.api.NameReference;
import io.dbmigration.api.SecretSource;
import io.dbmigration.api.ValueSource;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.contract.RunnerFiles;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns references to Secrets and ConfigMaps into files of the pod, and remembers what must be mounted for them. */
final class MountedValues {

    private final SortedSet<String> secrets = new TreeSet<>();
    private final SortedSet<String> configMaps = new TreeSet<>();

    SortedSet<String> secrets() {
        return secrets;
    }

    SortedSet<String> configMaps() {
        return configMaps;
    }

    static String secretFolder(String name) {
        return RunnerFiles.VALUES + "/secrets/" + name;
    }

    static String configMapFolder(String name) {
        return RunnerFiles.VALUES + "/configmaps/" + name;
    }

    @Nullable
    Value of(@Nullable SecretSource source) {
        return source == null ? null : secret(requireNonNull(source.secretKeyRef(), "secretKeyRef"));
    }

    @Nullable
    Value of(@Nullable ValueSource source) {
        if (source == null) {
            return null;
        }
        return source.secretKeyRef() != null
                ? secret(source.secretKeyRef())
                : configMap(requireNonNull(source.configMapKeyRef(), "configMapKeyRef"));
    }

    /** The literal if there is one, else what the reference names. */
    @Nullable
    Value of(@Nullable Object literal, @Nullable ValueSource source) {
        return literal == null ? of(source) : Value.literal(literal.toString());
    }

    Value secretKey(@Nullable NameReference secret, String key) {
        return secret(new KeyReference(requireNonNull(secret, "secretRef").name(), key));
    }

    private Value secret(KeyReference reference) {
        var name = requireNonNull(reference.name(), "secretKeyRef.name");
        var key = requireNonNull(reference.key(), "secretKeyRef.key");
        secrets.add(name);
        return Value.file(secretFolder(name) + "/" + key, "Secret", name, key);
    }

    private Value configMap(KeyReference reference) {
        var name = requireNonNull(reference.name(), "configMapKeyRef.name");
        var key = requireNonNull(reference.key(), "configMapKeyRef.key");
        configMaps.add(name);
        return Value.file(configMapFolder(name) + "/" + key, "ConfigMap", name, key);
    }
}
