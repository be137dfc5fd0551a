package io.dbmigration.runner.report;

import io.dbmigration.contract.ReportLine;
import java.util.ArrayList;
import java.util.List;

/** Spreads a list over as many log lines as it takes, none longer than {@link ReportLine#MAX_BYTES}. */
final class ReportParts {

    /** Longer than any real number of parts, so that filling in the real one never makes a line too long. */
    private static final int MANY = 999_999;

    /** One line with some of the entries. */
    @FunctionalInterface
    interface Part<T> {
        ReportLine of(List<T> entries, int part, int parts);
    }

    private ReportParts() {}

    /** At least one line, also for an empty list. An entry too long for a line of its own is left out. */
    static <T> List<byte[]> of(List<T> entries, Part<T> format) {
        var groups = groups(entries, format);
        var lines = new ArrayList<byte[]>();
        for (var index = 0; index < groups.size(); index++) {
            lines.add(Json.bytes(format.of(groups.get(index), index + 1, groups.size())));
        }
        return lines;
    }

    private static <T> List<List<T>> groups(List<T> entries, Part<T> format) {
        var empty = size(List.of(), format);
        var groups = new ArrayList<List<T>>();
        var group = new ArrayList<T>();
        var size = empty;
        for (var entry : entries) {
            var more = size(List.of(entry), format) - empty + 1;
            if (empty + more > ReportLine.MAX_BYTES) {
                continue;
            }
            if (size + more > ReportLine.MAX_BYTES) {
                groups.add(group);
                group = new ArrayList<>();
                size = empty;
            }
            group.add(entry);
            size += more;
        }
        groups.add(group);
        return groups;
    }

    private static <T> int size(List<T> entries, Part<T> format) {
        return Json.bytes(format.of(entries, MANY, MANY)).length;
    }
}
