package io.dbmigration.operator.status;

import io.dbmigration.api.ConditionType;
import io.dbmigration.contract.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the conditions of one status; a transition time moves only when a status changes. */
final class Conditions {

    private final List<Condition> before;
    private final long generation;
    private final String now;
    private final List<Condition> present = new ArrayList<>();

    Conditions(@Nullable List<Condition> before, @Nullable Long generation, Instant now) {
        this.before = before == null ? List.of() : before;
        this.generation = generation == null ? 0 : generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    Conditions add(ConditionType type, boolean status, String reason, String message) {
        var text = status ? "True" : "False";
        present.add(new ConditionBuilder()
                .withType(type.text())
                .withStatus(text)
                .withReason(reason)
                .withMessage(Texts.cut(message))
                .withObservedGeneration(generation)
                .withLastTransitionTime(transition(type, text))
                .build());
        return this;
    }

    Conditions add(ConditionType type, boolean status, Reason reason, String message) {
        return add(type, status, reason.text(), message);
    }

    /** As it was, for this generation too. */
    Conditions keep(ConditionType type) {
        earlier(type)
                .ifPresent(condition ->
                        add(type, "True".equals(condition.getStatus()), condition.getReason(), condition.getMessage()));
        return this;
    }

    List<Condition> all() {
        return List.copyOf(present);
    }

    private String transition(ConditionType type, String status) {
        return earlier(type)
                .filter(condition -> status.equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElse(now);
    }

    private Optional<Condition> earlier(ConditionType type) {
        return before.stream()
                .filter(condition -> type.text().equals(condition.getType()))
                .findFirst();
    }
}
