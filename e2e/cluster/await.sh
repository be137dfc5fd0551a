# shellcheck shell=bash

# await WHAT COMMAND...: until it succeeds, for half a minute.
await() {
  local what=$1
  shift
  for _ in $(seq 300); do "$@" >/dev/null 2>&1 && return; sleep .1; done
  echo "cluster: after 30 s $what is not there; the last lines of the logs in $CLUSTER_STATE/log:" >&2
  tail -n 3 "$CLUSTER_STATE"/log/*.log >&2 || true
  exit 1
}
