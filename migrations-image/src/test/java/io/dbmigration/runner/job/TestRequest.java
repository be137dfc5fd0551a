package io.dbmigration.runner.job;

import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.Backup;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.Bundle;
import io.dbmigration.contract.RunRequest.Database;
import io.dbmigration.contract.RunRequest.Policy;
import io.dbmigration.contract.RunRequest.PolicyChoice;
import io.dbmigration.contract.RunRequest.Run;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import java.nio.file.Path;
import java.util.List;

/** Requests as the operator writes them. */
final class TestRequest {

    private TestRequest() {}

    static RunRequest of(Value url, Path bundle, Path storage, String timeout) {
        return of(url, new Bundle(bundle.toString(), "ConfigMap/b", null, false), storage, timeout);
    }

    static RunRequest of(Value url, Bundle bundle, Path storage, String timeout) {
        return new RunRequest(
                RunKind.Deploy,
                new Run("shop-0a1b2c-1", 1, 1, "shop", "shop", "0a1b2c3d-0000", "cluster", null),
                new Database(url, null, null, false),
                bundle,
                null,
                new Backup(BackupMode.BeforeApply, null, VerifyLevel.Decode, storage.toString(), null, null, null),
                new Policy(
                        "5m",
                        "2s",
                        "10m",
                        null,
                        PolicyChoice.Block,
                        PolicyChoice.Warn,
                        PolicyChoice.Warn,
                        PolicyChoice.Warn),
                null,
                List.of(),
                timeout,
                null,
                null,
                null,
                null);
    }
}
