package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The parts that a URL would carry, each written out or taken from a Secret or ConfigMap. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "has(self.host) != has(self.hostFrom)", message = "set exactly one of host and hostFrom")
@ValidationRule(value = "!(has(self.port) && has(self.portFrom))", message = "set at most one of port and portFrom")
@ValidationRule(
        value = "has(self.database) != has(self.databaseFrom)",
        message = "set exactly one of database and databaseFrom")
@ValidationRule(
        value = "has(self.username) != has(self.usernameFrom)",
        message = "set exactly one of username and usernameFrom")
public record ConnectionSpec(
        @Size(min = 1, max = Limits.NAME)
        @Pattern(Formats.NO_SPACE)
        @JsonPropertyDescription("Name or address of the server.")
        @Nullable
        String host,

        @JsonPropertyDescription("Instead of host.") @Nullable
        ValueSource hostFrom,

        @Min(1) @Max(65535) @JsonPropertyDescription("Default: 5432.") @Nullable
        Integer port,

        @JsonPropertyDescription("Instead of port.") @Nullable
        ValueSource portFrom,

        @Size(min = 1, max = 63) @JsonPropertyDescription("Name of the database.") @Nullable
        String database,

        @JsonPropertyDescription("Instead of database.") @Nullable
        ValueSource databaseFrom,

        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Schema of the tables and of the history. Default: public.")
        @Nullable
        String schema,

        @Size(min = 1, max = 63) @JsonPropertyDescription("Role to connect as.") @Nullable
        String username,

        @JsonPropertyDescription("Instead of username.") @Nullable
        ValueSource usernameFrom,

        @JsonPropertyDescription("The role's password, always from a Secret. Not needed with a client certificate.")
        @Nullable
        SecretSource passwordFrom,

        @Pattern(ConnectionSpec.SSL_MODES)
        @Size(min = 1, max = 16)
        @JsonPropertyDescription("disable, prefer (default), require, verify-ca or verify-full.")
        @Nullable
        String sslMode) {

    static final String SSL_MODES = "^(disable|prefer|require|verify-ca|verify-full)$";
}
