package io.dbmigration.runner.restore;

/** Hears how a restore goes on. What it throws ends the restore, which then puts everything back. */
public interface RestoreListener {

    /** Often. @param bytes of the dump that are through this stage */
    void progress(Stage stage, long bytes);

    void done(RestoreStep step);

    /** Something that people should know. */
    void note(String reason, String message);

    /** What is done with the dump. */
    enum Stage {
        VERIFYING("verified"),
        RESTORING("restored");

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
