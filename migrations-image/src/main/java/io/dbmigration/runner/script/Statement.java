package io.dbmigration.runner.script;

/**
 * Where one statement stands in its script.
 *
 * @param index from 1, as the server counts completions
 * @param line of its first token, from 1
 * @param start of its first token: UTF-16 index into the script
 * @param end behind its last token, without the semicolon
 */
public record Statement(int index, int line, int start, int end, StatementKind kind) {}
