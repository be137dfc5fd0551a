package io.dbmigration.runner.cli;

import io.dbmigration.runner.report.Redactor;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command gets its environment from and says what it has to say.
 *
 * @param out for the answer alone
 * @param err for progress and for what went wrong
 */
record Terminal(Map<String, String> environment, PrintStream out, PrintStream err, Redactor redactor) {}
