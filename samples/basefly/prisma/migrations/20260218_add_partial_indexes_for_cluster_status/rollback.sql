-- No data is touched; the control loop scans the table again.
DROP INDEX "K8sClusterConfig_running_by_plan_idx";

DROP INDEX "K8sClusterConfig_failed_idx";

DROP INDEX "K8sClusterConfig_to_provision_idx";
