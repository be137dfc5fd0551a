package io.dbmigration.e2e.prisma;

/** A command that dbm and Prisma both have. */
sealed interface Command {

    record Deploy() implements Command {}

    record Status() implements Command {}

    record ResolveApplied(String migration) implements Command {}

    record ResolveRolledBack(String migration) implements Command {}
}
