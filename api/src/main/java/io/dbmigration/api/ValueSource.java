package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A value that a Secret or a ConfigMap holds. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.secretKeyRef) != has(self.configMapKeyRef)",
        message = "set exactly one of secretKeyRef and configMapKeyRef")
public record ValueSource(
        @JsonPropertyDescription("The key of a Secret that holds the value.") @Nullable
        KeyReference secretKeyRef,

        @JsonPropertyDescription("The key of a ConfigMap that holds the value.") @Nullable
        KeyReference configMapKeyRef) {}
