{{- define "operator.name" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains .Chart.Name .Release.Name -}}
{{ .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{/* Cluster-wide objects carry the namespace, so that two releases of one name do not fight over them. */}}
{{- define "operator.clusterName" -}}
{{ printf "%s:%s" .Release.Namespace (include "operator.name" .) }}
{{- end -}}

{{- define "operator.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "operator.name" .) }}
{{- end -}}

{{- define "operator.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "operator.labels" -}}
{{ include "operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* Takes (dict "image" … "chart" .Chart). A tag of digits alone may come as a number. */}}
{{- define "operator.image" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ if kindIs "string" .image.tag }}{{ .image.tag | default .chart.AppVersion }}{{ else }}{{ int64 .image.tag }}{{ end }}
{{- end -}}
{{- end -}}

{{- define "operator.subject" -}}
- kind: ServiceAccount
  name: {{ include "operator.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}

{{- define "operator.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "operator.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "operator.environment" -}}
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: POD_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
- name: DBMIGRATION_WATCH_NAMESPACES
  value: {{ join "," .Values.watchNamespaces | quote }}
- name: DBMIGRATION_MAX_CONCURRENT_RUNS
  value: {{ .Values.maxConcurrentRuns | quote }}
- name: DBMIGRATION_RUNNER_IMAGE
  value: {{ include "operator.image" (dict "image" .Values.runner.image "chart" .Chart) | quote }}
- name: DBMIGRATION_RUNNER_PULL_POLICY
  value: {{ .Values.runner.image.pullPolicy }}
- name: DBMIGRATION_FS_GROUP
  value: {{ .Values.runner.fsGroup | int64 | quote }}
- name: DBMIGRATION_SECRET_FILE_MODE
  value: {{ .Values.runner.secretFileMode | quote }}
- name: DBMIGRATION_LOG_LEVEL
  value: {{ .Values.logLevel }}
- name: DBMIGRATION_HEALTH_PORT
  value: "8080"
{{- end -}}

{{/* Where the operator's pods may run. */}}
{{- define "operator.placement" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* All that the operator does in a namespace that it watches. It never reads a Secret. */}}
{{- define "operator.rules" -}}
- apiGroups: [dbmigration.io]
  resources: [databasemigrations]
  verbs: [get, list, watch, patch]
- apiGroups: [dbmigration.io]
  resources: [databasemigrations/status]
  verbs: [get, update, patch]
- apiGroups: [dbmigration.io]
  resources: [databasemigrations/finalizers]
  verbs: [update]
- apiGroups: [dbmigration.io]
  resources: [databasebackups]
  verbs: [get, list, watch, create]
- apiGroups: [dbmigration.io]
  resources: [databasebackups/status]
  verbs: [get, update, patch]
- apiGroups: [dbmigration.io]
  resources: [migrationresolutions, migrationrollbacks, databaserestores]
  verbs: [get, list, watch]
- apiGroups: [dbmigration.io]
  resources: [migrationresolutions/status, migrationrollbacks/status, databaserestores/status]
  verbs: [get, update, patch]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, patch]
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [events]
  verbs: [list, create]
{{- end -}}
