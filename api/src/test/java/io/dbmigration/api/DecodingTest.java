package io.dbmigration.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.PolicyChoice;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One stored object that cannot be decoded stops an informer, and with it the operator. */
class DecodingTest {

    @Test
    void fieldsOfANewerVersionAreIgnored() {
        var migration = decode("""
                apiVersion: dbmigration.io/v1beta1
                kind: DatabaseMigration
                metadata: {name: basefly}
                spec:
                  rehearsal: {mode: SameServer}
                  database: {createIfMissing: true, urlFrom: {secretKeyRef: {name: db, key: url, since: 2}}}
                status: {phase: Dreaming, approvals: [1], conditions: [{type: Drifted, status: "True"}]}
                """);

        assertThat(migration.getSpec().database().urlFrom().secretKeyRef()).isEqualTo(new KeyReference("db", "url"));
        assertThat(migration.getStatus().phase()).isEqualTo("Dreaming");
    }

    @Test
    void wordsOfAnotherVersionAreReadAsTheStrictest() {
        var spec = decode("""
                spec:
                  backup: {mode: Sometimes, verify: Total}
                  policy: {missing: AskFirst}
                """).getSpec();

        assertThat(spec.backup().effectiveMode()).isEqualTo(BackupMode.BeforeApply);
        assertThat(spec.backup().effectiveVerify()).isEqualTo(VerifyLevel.Decode);
        assertThat(spec.effectivePolicy().effective().missing()).isEqualTo(PolicyChoice.Block);
    }

    @Test
    void anObjectFromBeforeAFieldExistedHasItsDefault() {
        var spec = decode("spec: {backup: {}}").getSpec();

        assertThat(spec.effectiveTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(spec.suspended()).isFalse();
        assertThat(spec.effectiveJob().effectiveHistoryLimit()).isEqualTo(3);
        assertThat(spec.effectivePolicy().effective().ahead()).isEqualTo(PolicyChoice.Block);
        assertThat(spec.effectivePolicy().effective().edited()).isEqualTo(PolicyChoice.Warn);
        assertThat(spec.effectivePolicy().effective().statementTimeout()).isNull();
        assertThat(spec.verificationQueries()).isEmpty();
    }

    @Test
    void whatIsReadIsWrittenAgain() {
        var written = Serialization.asJson(decode("""
                spec:
                  bundle: {configMap: {name: bundle}}
                  verification: {queries: [{name: some, sql: select 1, expect: "1"}]}
                status: {observedGeneration: 3, plan: {pending: [a, b], statements: 2}}
                """));

        assertThat(written)
                .contains("\"configMap\":{\"name\":\"bundle\"}", "\"sql\":\"select 1\"", "\"pending\":[\"a\",\"b\"]")
                .doesNotContain("null", "effective");
    }

    private static DatabaseMigration decode(String yaml) {
        return Serialization.unmarshal(yaml, DatabaseMigration.class);
    }
}
