package io.dbmigration.runner.cli;

/** How an answer is written. */
enum OutputFormat {
    text,
    json;

    static Argument<OutputFormat> option() {
        return Argument.option(
                OutputFormat.class,
                "FORMAT",
                "text, or json: one document on standard output (default: text).",
                "-o",
                "--output");
    }
}
