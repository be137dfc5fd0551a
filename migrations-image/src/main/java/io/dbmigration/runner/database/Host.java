package io.dbmigration.runner.database;

/** One address of a server; several hosts of one connection are tried in turn until one is a primary. */
public record Host(String name, int port) {

    @Override
    public String toString() {
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
