package io.dbmigration.runner.apply;

import io.dbmigration.runner.script.ParsedScript;

/** A script of a migration that is sent: the one that applies it, or the one that takes it back. */
interface Sending {

    String migration();

    ParsedScript script();

    /** What people know it by. */
    String title();

    default int statements() {
        return script().statements().size();
    }
}
