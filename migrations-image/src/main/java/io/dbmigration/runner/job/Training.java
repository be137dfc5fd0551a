package io.dbmigration.runner.job;

final class Training {
    private Training() {}

    static void run() {}
}
