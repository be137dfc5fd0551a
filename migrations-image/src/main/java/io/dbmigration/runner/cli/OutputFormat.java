package io.dbmigration.runner.cli;

import java.util.stream.Stream;

/** How an answer is written. */
enum OutputFormat {
    text,
    json;

    /** Where the arguments cannot be understood: what is there says it all the same. */
    static boolean isJsonAsked(String... arguments) {
        var line = " " + String.join(" ", arguments) + " ";
        return Stream.of("-o json", "-o=json", "-ojson", "--output json", "--output=json")
                .anyMatch(option -> line.contains(" " + option + " "));
    }

    static Argument<OutputFormat> option() {
        return Argument.option(
                OutputFormat.class,
                "FORMAT",
                "text, or json: one document on standard output (default: text).",
                "-o",
                "--output");
    }
}
