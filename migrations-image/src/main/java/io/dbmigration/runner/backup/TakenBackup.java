package io.dbmigration.runner.backup;

import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.database.Connections;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A backup that lies in its storage, while its run goes on. */
public record TakenBackup(BackupStorage storage, Receipt receipt) {

    /** Just before the first script: knows now what was written since. A session that is lost fails at the script, not here. */
    public TakenBackup atApply(Connections connections) {
        try {
            return new TakenBackup(
                    storage, WalPosition.atApply(connections.bookkeeping().connection(), receipt));
        } catch (SQLException lost) {
            return this;
        }
    }

    /**
     * Completes the manifest with what its run did. A run that is killed before leaves the manifest as it was.
     *
     * @param applied how many migrations; null: not known
     */
    public void note(@Nullable Integer applied) throws IOException {
        var manifest = storage.manifest(receipt.path());
        if (manifest.isPresent()) {
            storage.replaceManifest(receipt.path(), manifest.get().after(receipt, applied));
        }
    }
}
