package io.dbmigration.runner.rollback;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.apply.Reversal;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.rollback.RollbackSelection.Taken;
import io.dbmigration.runner.script.DataLoss;
import io.dbmigration.runner.script.ParsedScript;
import io.dbmigration.runner.script.ScriptCheck;
import io.dbmigration.runner.script.Statement;
import io.dbmigration.runner.script.StatementKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.postgresql.jdbc.PgConnection;

/** Looks at every rollback.sql before the first one is run. */
public final class RollbackCheck {

    private static final int SHOWN = 80;

    private final RollbackWish wish;
    private final PgConnection connection;

    /** @param connection in simple mode, idle; it is left as it was */
    public RollbackCheck(RollbackWish wish, PgConnection connection) {
        this.wish = wish;
        this.connection = connection;
    }

    /**
     * The scripts, in the order of {@code taken}.
     *
     * @throws RunException RollbackFileMissing, BundleInvalid, SyntaxError (also for a refused statement), NotAtomic, DataLossNotAccepted
     */
    public List<ParsedScript> check(List<Taken> taken) throws SQLException {
        refuseMissing(taken);
        var scripts = new ArrayList<ParsedScript>();
        try (var check = new ScriptCheck(connection)) {
            for (var one : taken) {
                scripts.add(check.check(title(one), wellFormed(one)));
            }
            check.finish();
        }
        for (var i = 0; i < taken.size(); i++) {
            refusePartial(taken.get(i), scripts.get(i));
        }
        for (var i = 0; i < taken.size(); i++) {
            refuseDataLoss(taken.get(i), scripts.get(i));
        }
        return scripts;
    }

    private static void refuseMissing(List<Taken> taken) {
        var missing = taken.stream()
                .map(Taken::migration)
                .filter(migration -> migration.rollback() == null)
                .map(migration -> migration.name())
                .toList();
        if (!missing.isEmpty()) {
            throw new RunException(
                    Reason.ROLLBACK_FILE_MISSING,
                    "These migrations have no rollback.sql in the bundle: " + String.join(", ", missing)
                            + ". Nothing was rolled back.");
        }
    }

    private static Script wellFormed(Taken one) {
        var script = Objects.requireNonNull(one.migration().rollback());
        if (script.fault() != null) {
            throw new RunException(
                    Reason.BUNDLE_INVALID,
                    script.fault() + ". Nothing was rolled back.",
                    new Failure(one.migration().name(), null, null, null, null, script.fault(), null, null, null, null),
                    null);
        }
        return script;
    }

    private void refusePartial(Taken one, ParsedScript script) {
        if (wish.acceptPartial() || script.isAtomic()) {
            return;
        }
        var statement = script.statements().stream()
                .filter(candidate -> candidate.kind() == StatementKind.TRANSACTION_CONTROL
                        || candidate.kind().needsOwnMessage())
                .findFirst()
                .orElseThrow();
        throw refused(
                Reason.NOT_ATOMIC,
                one,
                script,
                List.of(statement),
                "cannot be undone when it fails half way, because of");
    }

    private void refuseDataLoss(Taken one, ParsedScript script) {
        if (wish.acceptDataLoss()) {
            return;
        }
        var destructive = DataLoss.statements(script, connection.getStandardConformingStrings());
        if (!destructive.isEmpty()) {
            throw refused(Reason.DATA_LOSS_NOT_ACCEPTED, one, script, destructive, "may destroy data with");
        }
    }

    private static RunException refused(
            Reason reason, Taken one, ParsedScript script, List<Statement> statements, String what) {
        var first = statements.getFirst();
        var places = statements.stream()
                .map(statement -> "line " + statement.line() + ": " + shown(script.textOf(statement)))
                .collect(Collectors.joining("; "));
        return new RunException(
                reason,
                title(one) + " " + what + " " + places + ". Nothing was rolled back.",
                new Failure(
                        one.migration().name(), first.index(), first.line(), null, null, null, null, null, null, null),
                null);
    }

    private static String shown(String statement) {
        var line = statement.lines().findFirst().orElse("").strip();
        return line.codePointCount(0, line.length()) > SHOWN
                ? line.substring(0, line.offsetByCodePoints(0, SHOWN)) + " …"
                : line;
    }

    private static String title(Taken one) {
        return Reversal.titleOf(one.migration().name());
    }
}
