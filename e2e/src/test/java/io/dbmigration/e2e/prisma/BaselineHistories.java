package io.dbmigration.e2e.prisma;

import java.util.List;

/** Databases that had tables before their first migration. */
final class BaselineHistories {

    private static final String A = "CREATE TABLE a (id int);";

    private BaselineHistories() {}

    static List<History> all() {
        return List.of(adopted(), notCounted(), partitionCounts(), handMadeTable(), resolvedOnNothing());
    }

    private static History adopted() {
        return History.of("a database with tables is adopted by resolve --applied")
                .sql("CREATE TABLE a (id int)")
                .with("1_a", A)
                .with("2_b", "ALTER TABLE a ADD COLUMN b int;")
                .deploy()
                .status()
                .applied("1_a")
                .deploy()
                .status()
                .done();
    }

    private static History notCounted() {
        return History.of(
                        "views, types, sequences, functions, partitioned tables, PostGIS and other schemas do not count as tables")
                .sql("""
                        CREATE VIEW v AS SELECT 1;
                        CREATE MATERIALIZED VIEW m AS SELECT 1;
                        CREATE TYPE mood AS ENUM ('sad');
                        CREATE SEQUENCE s;
                        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
                        CREATE TABLE p (id int) PARTITION BY LIST (id);
                        CREATE TABLE spatial_ref_sys (id int);
                        CREATE TABLE "Geometry_Columns" (id int);
                        CREATE SCHEMA other;
                        CREATE TABLE other.t (id int);
                        """)
                .with("1_a", A)
                .deploy()
                .done();
    }

    private static History partitionCounts() {
        return History.of("a partition counts as a table")
                .sql("CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p_1 PARTITION OF p DEFAULT")
                .with("1_a", A)
                .deploy()
                .done();
    }

    private static History handMadeTable() {
        return History.of("an empty history table made by hand")
                .sql("CREATE TABLE old (id int);" + RowHistories.TABLE)
                .with("1_a", A)
                .deploy()
                .done();
    }

    private static History resolvedOnNothing() {
        return History.of("resolve --applied on an empty database, not the first migration")
                .with("1_a", A)
                .with("2_b", "CREATE TABLE b (id int);")
                .applied("2_b")
                .status()
                .deploy()
                .done();
    }
}
