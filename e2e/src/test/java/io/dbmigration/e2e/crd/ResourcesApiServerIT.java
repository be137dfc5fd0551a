package io.dbmigration.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.api.ApiGroup;
import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.Defaults;
import io.dbmigration.api.JobSettings;
import io.dbmigration.api.PolicySpec;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored, and what may change afterwards. */
class ResourcesApiServerIT {

    private static ApiServer server;

    @BeforeAll
    static void connect() throws IOException {
        server = new ApiServer();
    }

    @AfterAll
    static void disconnect() {
        server.close();
    }

    @Test
    void whatIsNotSaidHasItsDefaultAndNothingWasObserved() throws IOException {
        var stored = server.create(example("valid-minimal.yaml", DatabaseMigration.class));

        assertThat(stored.getStatus().observedGeneration()).isEqualTo(-1);
        assertThat(stored.getSpec().timeout()).isEqualTo(Defaults.TIMEOUT);
        assertThat(stored.getSpec().backup().verify()).isEqualTo(VerifyLevel.Decode);
        assertThat(stored.getSpec().policy().advisoryLockTimeout()).isEqualTo(Defaults.ADVISORY_LOCK_TIMEOUT);
        assertThat(stored.getSpec().job().historyLimit()).isEqualTo(3);
    }

    @Test
    void theSchemaAndTheRecordsHaveTheSameDefaults() throws IOException {
        var stored = server.create(example("valid-everything.yaml", DatabaseMigration.class));
        var withoutPolicy =
                patch(stored, "{\"spec\": {\"policy\": null, \"job\": null}}").getSpec();

        assertThat(withoutPolicy.policy().effective()).isEqualTo(PolicySpec.DEFAULT.effective());
        assertThat(withoutPolicy.job().historyLimit()).isEqualTo(JobSettings.DEFAULT.effectiveHistoryLimit());
    }

    @Test
    void aPolicyThatSaysOneThingHasTheOtherDefaults() throws IOException {
        var written = example("valid-minimal.yaml", DatabaseMigration.class);
        written.getMetadata().setName("one-thing");
        var stored = patch(server.create(written), "{\"spec\": {\"policy\": {\"ahead\": \"Warn\"}}}");

        assertThat(stored.getSpec().policy().lockBudget()).isEqualTo(Defaults.LOCK_BUDGET);
    }

    @Test
    void everyFieldOfTheSpecIsReadIntoTheRecords() throws IOException {
        var written = example("valid-everything.yaml", DatabaseMigration.class);
        written.getMetadata().setName("every-field");

        assertThat(server.create(written).getSpec()).isEqualTo(written.getSpec());
    }

    @Test
    void theLimitsThatDependOnEachOtherAreCheckedOnChangeToo() throws IOException {
        var written = example("valid-minimal.yaml", DatabaseMigration.class);
        written.getMetadata().setName("limits");
        var stored = server.create(written);

        assertThatThrownBy(() -> patch(stored, "{\"spec\": {\"policy\": {\"lockTimeout\": \"1h\"}}}"))
                .hasMessageContaining("lockTimeout must not be more than lockBudget");
        assertThatThrownBy(() -> patch(stored, "{\"spec\": {\"backup\": null}}"))
                .hasMessageContaining("spec.backup: Required value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"spec\": {\"fromRun\": {\"path\": \"elsewhere\"}}}",
                "{\"spec\": {\"fromRun\": null}}",
                "{\"spec\": null}",
                "{\"spec\": {\"databaseMigrationRef\": {\"name\": \"another\"}}}"
            })
    void aReceiptNeverChanges(String change) throws IOException {
        var receipt = server.create(renamed(example("valid-receipt.yaml", DatabaseBackup.class), change));

        assertThatThrownBy(() -> patch(receipt, change))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("spec");
        assertThat(server.client().resource(receipt).get().getSpec()).isEqualTo(receipt.getSpec());
    }

    static Stream<Arguments> changesOfRequests() {
        return Stream.of(
                Arguments.of("valid-resolution.yaml", "{\"spec\": {\"as\": \"RolledBack\"}}"),
                Arguments.of("valid-resolution.yaml", "{\"spec\": {\"checksum\": null}}"),
                Arguments.of("valid-rollback.yaml", "{\"spec\": {\"acceptPartial\": true}}"),
                Arguments.of("valid-restore.yaml", "{\"spec\": {\"newDatabaseName\": null}}"),
                Arguments.of(
                        "valid-restore.yaml",
                        "{\"spec\": {\"storage\": {\"persistentVolumeClaim\": {\"claimName\": \"a\"}}}}"),
                Arguments.of("valid-restore.yaml", "{\"spec\": null}"),
                Arguments.of("valid-backup-on-demand.yaml", "{\"spec\": {\"onDemand\": null}}"));
    }

    @ParameterizedTest
    @MethodSource("changesOfRequests")
    void aRequestNeverChanges(String example, String change) throws IOException {
        var resource = Serialization.unmarshal(
                Files.readString(ApiServer.CRDS.resolve("examples").resolve(example)), GenericKubernetesResource.class);
        resource.getMetadata().setName("request-" + Integer.toHexString((example + change).hashCode()));
        var request = server.create(resource);

        assertThatThrownBy(() -> server.client().resource(request).patch(PatchContext.of(PatchType.JSON_MERGE), change))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("spec");
    }

    @Test
    void receiptsAreFoundByTheirMigration() throws IOException {
        server.create(renamed(example("valid-receipt.yaml", DatabaseBackup.class), "selected"));

        assertThat(receiptsOf("basefly")).isNotEmpty();
        assertThat(receiptsOf("nobody")).isEmpty();
    }

    @Test
    void allKindsAreListedTogether() {
        var kinds = server.client().getApiResources(ApiGroup.GROUP + "/" + ApiGroup.VERSION).getResources().stream()
                .filter(resource -> resource.getCategories().contains(ApiGroup.CATEGORY))
                .flatMap(resource -> resource.getShortNames().stream());

        assertThat(kinds).containsExactlyInAnyOrder("dbm", "dbb", "mres", "mrb", "dbr");
    }

    private static List<DatabaseBackup> receiptsOf(String migration) {
        return server.client()
                .resources(DatabaseBackup.class)
                .inNamespace(server.namespace())
                .withField("spec.databaseMigrationRef.name", migration)
                .list()
                .getItems();
    }

    private static <T extends CustomResource<?, ?>> T patch(T resource, String merge) {
        return server.client().resource(resource).patch(PatchContext.of(PatchType.JSON_MERGE), merge);
    }

    private static <T extends CustomResource<?, ?>> T renamed(T resource, String seed) {
        resource.getMetadata().setName("receipt-" + Integer.toHexString(seed.hashCode()));
        return resource;
    }

    private static <T> T example(String file, Class<T> type) throws IOException {
        return Serialization.unmarshal(
                Files.readString(ApiServer.CRDS.resolve("examples").resolve(file)), type);
    }
}
