package io.dbmigration.e2e.prisma;

import java.util.EnumMap;
import java.util.Map;

/**
 * What there is to see after a command.
 *
 * @param aspects all but the diagnosis
 * @param diagnoses of the database, by the engine of each version
 */
record Observation(Map<Aspect, String> aspects, Map<PrismaCli, String> diagnoses) {

    static Observation of(Answer answer, TestDatabase database, BundleFolder bundle, PrismaCli... engines) {
        var rows = HistoryRows.of(database);
        var dump = Dump.of(database);
        var seen = told(answer);
        seen.put(Aspect.ROWS, rows.rows());
        seen.put(Aspect.LOGS, rows.logs());
        seen.put(Aspect.SCHEMA, dump.schema());
        seen.put(Aspect.DATA, dump.data());
        var diagnoses = new EnumMap<PrismaCli, String>(PrismaCli.class);
        for (var engine : engines) {
            // Last: the engine creates a missing schema.
            diagnoses.put(engine, engine.diagnosis(database.url(), bundle).toString());
        }
        return new Observation(seen, diagnoses);
    }

    static Map<Aspect, String> told(Answer answer) {
        var seen = new EnumMap<Aspect, String>(Aspect.class);
        seen.put(Aspect.EXIT, Integer.toString(answer.exit()));
        seen.put(Aspect.CODE, answer.code());
        return seen;
    }

    /** @param engine makes the diagnosis on both sides */
    String get(Aspect aspect, PrismaCli engine) {
        return aspect == Aspect.DIAGNOSIS ? diagnoses.getOrDefault(engine, "") : aspects.getOrDefault(aspect, "");
    }
}
