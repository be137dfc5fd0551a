package io.dbmigration.operator.observe;

import io.dbmigration.operator.outcome.RunReport;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The log of a run. */
@FunctionalInterface
public interface RunLog {

    /** What its end reports; nothing where it cannot be read. */
    RunReport read(List<Pod> pods);
}
