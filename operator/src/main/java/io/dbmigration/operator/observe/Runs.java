package io.dbmigration.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/** The Jobs and pods of one DatabaseMigration, from the caches or live. */
public interface Runs {

    List<Job> jobs(String namespace, String uid);

    List<Pod> pods(String namespace, String uid);
}
