# shellcheck shell=bash
# How the scripts of this project tell what they do: one line a step on standard error, with the seconds since the start.
# A script that calls another one hands its start on.

export STEPS_STARTED=${STEPS_STARTED:-$EPOCHSECONDS}

# Root has not these everywhere.
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

step() { printf '%5ds  %s\n' $((EPOCHSECONDS - STEPS_STARTED)) "$*" >&2; }

fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# Where everything is kept that takes long to make; a checkout holds none of it.
export DBMIGRATION_CACHE=${DBMIGRATION_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/database-migration-operator}
