package io.dbmigration.operator.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request that a run carries out, as its Job remembers it when the request is gone.
 *
 * @param mode Applied, RolledBack, NewDatabase or Swap; empty for kinds that have none
 */
public record AskedBy(String kind, String name, String uid, String mode) {

    private static final String KIND = "dbmigration.io/request-kind";
    private static final String NAME = "dbmigration.io/request";
    private static final String UID = "dbmigration.io/request-uid";
    private static final String MODE = "dbmigration.io/request-mode";

    static AskedBy of(Request request) {
        return new AskedBy(request.kindName(), request.name(), request.uid(), request.mode());
    }

    void putInto(Map<String, String> annotations) {
        annotations.put(KIND, kind);
        annotations.put(NAME, name);
        annotations.put(UID, uid);
        annotations.put(MODE, mode);
    }

    static @Nullable AskedBy from(Map<String, String> annotations) {
        var uid = annotations.get(UID);
        return uid == null
                ? null
                : new AskedBy(
                        annotations.getOrDefault(KIND, ""),
                        annotations.getOrDefault(NAME, ""),
                        uid,
                        annotations.getOrDefault(MODE, ""));
    }

    /** For people: {@code MigrationRollback undo-loyalty}. */
    public String text() {
        return kind + " " + name;
    }
}
