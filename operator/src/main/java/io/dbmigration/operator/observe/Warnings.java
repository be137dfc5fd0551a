package io.dbmigration.operator.observe;

import io.dbmigration.operator.outcome.Trouble;
import java.util.Optional;

/** What is said elsewhere about a run whose pod says nothing. */
@FunctionalInterface
public interface Warnings {

    Optional<Trouble> about(ObservedRun run);
}
