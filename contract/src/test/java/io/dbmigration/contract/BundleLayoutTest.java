package io.dbmigration.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BundleLayoutTest {

    @Test
    void aConfigMapsKeysBecomeThePrismaLayout() {
        assertThat(BundleLayout.pathOfKey("migration_lock.toml")).contains("migration_lock.toml");
        assertThat(BundleLayout.pathOfKey("20240101_init.sql")).contains("20240101_init/migration.sql");
        assertThat(BundleLayout.pathOfKey("20240101_init.rollback.sql")).contains("20240101_init/rollback.sql");
    }

    @Test
    void otherKeysAreNoPartOfTheBundle() {
        assertThat(BundleLayout.pathOfKey("README.md")).isEmpty();
        assertThat(BundleLayout.pathOfKey(".sql")).isEmpty();
    }

    @Test
    void nestedFoldersDoNotCount() {
        assertThat(BundleLayout.counts("a/migration.sql")).isTrue();
        assertThat(BundleLayout.counts("a/b/migration.sql")).isFalse();
        assertThat(BundleLayout.counts("migration.sql")).isFalse();
    }
}
