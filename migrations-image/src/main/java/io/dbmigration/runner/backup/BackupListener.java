package io.dbmigration.runner.backup;

/** Hears how a backup goes on; often. */
@FunctionalInterface
public interface BackupListener {

    /** @param bytes of the dump that are through this stage */
    void progress(Stage stage, long bytes);

    /** What is done with the dump. */
    enum Stage {
        WRITING("written"),
        VERIFYING("verified");

        private final String word;

        Stage(String word) {
            this.word = word;
        }

        /** For bytes that are through it. */
        public String word() {
            return word;
        }
    }
}
