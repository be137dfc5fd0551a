package io.dbmigration.runner.cli;

/** How an answer is written. */
enum OutputFormat {
    text,
    json
}
