package io.dbmigration.e2e.prisma;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the scripts so far have made, so that the next ones can refer to it. Chooses the same every time. */
final class LargeModel {

    private static final List<String> NOUNS = List.of(
            "Customer",
            "Invoice",
            "Order",
            "Workspace",
            "Session",
            "Webhook",
            "Member",
            "Ticket",
            "Report",
            "Channel",
            "Booking");
    private static final List<String> WORDS = List.of(
            "billing",
            "default",
            "external",
            "primary",
            "last",
            "next",
            "public",
            "archived",
            "source",
            "target",
            "legacy",
            "remote",
            "shared",
            "initial",
            "current",
            "verified");
    private static final List<String> THINGS = List.of(
            "Name",
            "Email",
            "Address",
            "Count",
            "Price",
            "Locale",
            "Reference",
            "Token",
            "Note",
            "Label",
            "Score",
            "Path");

    private final Random random = new Random(20_240_101);
    private final List<Table> tables = new ArrayList<>();
    private final List<Enumeration> enumerations = new ArrayList<>();

    /** Every table has id, tenantId, name, amount, createdAt and parentId. @param columns the others */
    record Table(String name, List<String> columns) {}

    /** @param table the one that uses it, in its column status */
    record Enumeration(String name, String table, List<String> values) {}

    Table newTable(int number) {
        var table = new Table(NOUNS.get(number % NOUNS.size()) + number, new ArrayList<>());
        tables.add(table);
        return table;
    }

    Enumeration newEnumeration(Table table) {
        var enumeration = new Enumeration(
                table.name() + "Status", table.name(), new ArrayList<>(List.of("DRAFT", "ACTIVE", "PAUSED")));
        enumerations.add(enumeration);
        return enumeration;
    }

    /** Not the newest, which may be the one that is being made. */
    Table earlierTable() {
        return tables.get(random.nextInt(tables.size() - 1));
    }

    boolean hasEarlierTable() {
        return tables.size() > 1;
    }

    Enumeration someEnumeration() {
        return enumerations.get(random.nextInt(enumerations.size()));
    }

    /** Of a column that the table does not have yet. */
    String newColumn(Table table) {
        var name = pick(WORDS) + pick(THINGS) + (table.columns().size() + 1);
        table.columns().add(name);
        return name;
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
