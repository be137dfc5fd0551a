package io.dbmigration.runner.backup;

/** Hears how a backup goes on; often. */
@FunctionalInterface
public interface BackupListener {

    /** @param bytes of the dump that are through this stage */
    void progress(Stage stage, long bytes);

    /** What is done with the dump. */
    enum Stage {
        WRITING,
        VERIFYING
    }
}
