package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.RunRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupPlaceTest {

    @Test
    void clusterResourceDatabaseAndRunEachHaveAFolder() {
        var run = new RunRequest.Run(
                "basefly-0a1b2c-7", 7, 1, "shop", "basefly", "0a1b2c3d-4e5f-6789", "cluster-uid", null);

        var place = BackupPlace.of(run, "app");

        assertThat(place.database()).hasToString("cluster-uid/shop/basefly-0a1b2c3d/app");
        assertThat(place.run()).isEqualTo("basefly-0a1b2c-7");
    }

    @ParameterizedTest
    @CsvSource({"..,%2E.", ".x,%2Ex", "a/b,a%2Fb", "a.b,a.b", "My DB,My%20DB", "ü,%C3%BC", "a%b,a%25b"})
    void noNameOfADatabaseLeavesItsFolder(String name, String folder) {
        assertThat(BackupPlace.name(name)).isEqualTo(folder);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "cluster/shop/app-0a1b2c3d/db/run-1, true",
        "cluster/shop/app-ffffffff/db/run-1, true",
        "cluster/shop/app-two-0a1b2c3d/db/run-1, false",
        "cluster/shop/application-0a1b2c3d/db/run-1, false",
        "cluster/other/app-0a1b2c3d/db/run-1, false",
        "of a lost cluster/shop/app-0a1b2c3d/db/run-1, true",
        "cluster/shop, false"
    })
    void whetherABackupIsOfAResourceOfThisName(String path, boolean expected) {
        var run = new RunRequest.Run("app-7", 7, 1, "shop", "app", "0a1b2c3d-4e5f-6789", "cluster", null);

        assertThat(BackupPlace.isOfSameName(run, path)).isEqualTo(expected);
    }
}
