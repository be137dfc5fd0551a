package io.dbmigration.runner.script;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A script as the lexer sees it.
 *
 * @param text the whole script
 * @param scriptClass how it has to be sent
 * @param outsideFrom index of the first statement that names something that no rollback undoes; 0: none does
 * @param closed whether nothing follows the semicolon of its last statement, so that another script can stand behind it
 */
public record ParsedScript(
        String text, List<Statement> statements, ScriptClass scriptClass, int outsideFrom, boolean closed) {

    private static final Set<StatementKind> REFUSED =
            EnumSet.of(StatementKind.PREPARE_TRANSACTION, StatementKind.CLIENT_COPY, StatementKind.PSQL_COMMAND);

    /** @param standardConformingStrings the setting of the session that will get the script */
    public static ParsedScript of(String text, boolean standardConformingStrings) {
        var split = Splitter.split(text, standardConformingStrings);
        return new ParsedScript(
                text,
                split.statements(),
                classOf(text, split.statements(), standardConformingStrings),
                split.outsideFrom(),
                split.closed());
    }

    /** What makes the class {@link ScriptClass#REFUSED}. */
    public Optional<Refusal> refusal() {
        return scriptClass != ScriptClass.REFUSED
                ? Optional.empty()
                : statements.stream()
                        .filter(s -> REFUSED.contains(s.kind()))
                        .findFirst()
                        .map(Refusal::of);
    }

    public String textOf(Statement statement) {
        return text.substring(statement.start(), statement.end());
    }

    /** The statement of that number, from 1, if the script has it. */
    public Optional<Statement> statement(int index) {
        return index >= 1 && index <= statements.size() ? Optional.of(statements.get(index - 1)) : Optional.empty();
    }

    /** Whether nothing of it is left when it fails, what is outside this database apart. */
    public boolean isAtomic() {
        return scriptClass == ScriptClass.ATOMIC;
    }

    /** Whether it names something that no rollback undoes, so that it is never run again by itself. */
    public boolean outsideEffects() {
        return outsideFrom > 0;
    }

    /** Whether the statement, or one before it, names something that no rollback undoes. */
    public boolean outsideEffectsUpTo(Statement statement) {
        return outsideEffects() && outsideFrom <= statement.index();
    }

    private static ScriptClass classOf(String text, List<Statement> statements, boolean standardConformingStrings) {
        if (statements.stream().anyMatch(s -> REFUSED.contains(s.kind()))) {
            return ScriptClass.REFUSED;
        }
        if (statements.stream().anyMatch(s -> s.kind().needsOwnMessage())) {
            return ScriptClass.NOT_IN_TRANSACTION;
        }
        if (statements.stream().noneMatch(s -> s.kind() == StatementKind.TRANSACTION_CONTROL)) {
            return ScriptClass.ATOMIC;
        }
        return OwnBlocks.callForSingleStatements(text, statements, standardConformingStrings)
                ? ScriptClass.NOT_IN_TRANSACTION
                : ScriptClass.OWN_TRANSACTION_CONTROL;
    }
}
