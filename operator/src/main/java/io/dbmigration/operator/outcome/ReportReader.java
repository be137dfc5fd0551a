package io.dbmigration.operator.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dbmigration.contract.ReportLine;
import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the report lines of a log together; other lines, broken ones and incomplete sets are passed over. */
public final class ReportReader {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    private ReportReader() {}

    public static RunReport read(String log) {
        var lines = log.lines()
                .filter(line -> line.startsWith("{\"dbm\""))
                .map(ReportReader::parse)
                .flatMap(Optional::stream)
                .toList();
        var progress = lines.stream()
                .map(ReportLine::progress)
                .filter(Objects::nonNull)
                .reduce((older, newer) -> newer)
                .orElse(null);
        return new RunReport(progress, migrations(lines), plan(lines), backups(lines));
    }

    private static Optional<ReportLine> parse(String line) {
        try {
            return Optional.ofNullable(MAPPER.readValue(line, ReportLine.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static @Nullable List<MigrationState> migrations(List<ReportLine> lines) {
        var parts = newestSet(lines, ReportLine.MIGRATIONS);
        if (parts.isEmpty()) {
            return null;
        }
        var all = new ArrayList<MigrationState>();
        for (var part : parts) {
            if (part.migrations() != null) {
                all.addAll(part.migrations());
            }
        }
        return all;
    }

    private static @Nullable List<FoundBackup> backups(List<ReportLine> lines) {
        var parts = newestSet(lines, ReportLine.BACKUPS);
        return parts.isEmpty()
                ? null
                : parts.stream()
                        .flatMap(part -> Objects.requireNonNullElse(part.backups(), List.<FoundBackup>of()).stream())
                        .filter(ReportReader::isWhole)
                        .toList();
    }

    /** Jackson fills records without looking at nullness marks. */
    @SuppressWarnings("RedundantNullCheck")
    private static boolean isWhole(FoundBackup found) {
        return found.receipt() != null
                && found.receipt().path() != null
                && found.receipt().verified() != null;
    }

    private static @Nullable Plan plan(List<ReportLine> lines) {
        var parts = newestSet(lines, ReportLine.PLAN).stream()
                .map(ReportLine::plan)
                .filter(Objects::nonNull)
                .toList();
        if (parts.isEmpty()) {
            return null;
        }
        var pending = parts.stream()
                .flatMap(part -> Objects.requireNonNullElse(part.pending(), List.<String>of()).stream())
                .toList();
        return new Plan(parts.getFirst().digest(), pending, parts.getFirst().statements());
    }

    /** The newest parts 1 to n that are complete; empty when there is no such set. */
    private static List<ReportLine> newestSet(List<ReportLine> lines, String kind) {
        List<ReportLine> complete = List.of();
        var open = new ArrayList<ReportLine>();
        for (var line : lines) {
            if (!kind.equals(line.dbm())) {
                continue;
            }
            int part = Objects.requireNonNullElse(line.part(), 1);
            if (part == 1) {
                open.clear();
            }
            if (part == open.size() + 1) {
                open.add(line);
            }
            if (open.size() == Objects.requireNonNullElse(line.parts(), 1)) {
                complete = List.copyOf(open);
            }
        }
        return complete;
    }
}
