package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How to reach the database: exactly one of URL and connection. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.urlFrom) != has(self.connection)",
        message = "set exactly one of urlFrom and connection")
public record DatabaseSpec(
        @JsonPropertyDescription("A PostgreSQL URL as Prisma takes it, in a Secret.") @Nullable
        SecretSource urlFrom,

        @JsonPropertyDescription("The parts that a URL would carry.") @Nullable
        ConnectionSpec connection,

        @JsonPropertyDescription("Certificates for an encrypted connection.") @Nullable
        TlsSpec tls) {

    /** Certificates for an encrypted connection. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.caFrom) || has(self.clientCertificateFrom)",
            message = "set caFrom, clientCertificateFrom or both")
    public record TlsSpec(
            @JsonPropertyDescription("PEM certificates of the authorities to trust.") @Nullable
            ValueSource caFrom,

            @JsonPropertyDescription("The certificate that the runner shows to the server.") @Nullable
            CertificateSource clientCertificateFrom) {}

    /** A Secret of type kubernetes.io/tls: its keys tls.crt and tls.key. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CertificateSource(
            @Required
            @JsonPropertyDescription("A Secret with the keys tls.crt and tls.key, as of type kubernetes.io/tls.")
            @Nullable
            NameReference secretRef) {}
}
