# shellcheck shell=bash
# shellcheck disable=SC2154  # here: set by cluster
# Builds what the node runs from public Go modules, once for each version, into a cache outside the checkout.

kubernetes_version=$(sed -n 's#^\tk8s.io/kubernetes v#v#p' "$here/kubernetes/go.mod" | head -1)
bin=${CLUSTER_CACHE:-$DBMIGRATION_CACHE/cluster}/$kubernetes_version

# What a binary was made from; a change of any version changes a go.sum.
source_id() { find "$here/$1" -type f | LC_ALL=C sort | xargs -d '\n' cat | grep -v '^module' | sha256sum | cut -c1-16; }

binaries_id() { cat "$bin"/{kubernetes,containerd,coredns}.from 2>/dev/null; }

# build NAME WORDS-FOR-PEOPLE GO-BUILD-ARGUMENTS...
build() {
  local name=$1 what=$2 id
  shift 2
  id=$(source_id "$name")
  [ "$(cat "$bin/$name.from" 2>/dev/null)" != "$id" ] || return 0
  step "building $what (once)"
  (cd "$here/$name" && CGO_ENABLED=0 GOTOOLCHAIN=auto GOFLAGS=-modcacherw GOWORK=off go build -trimpath "$@") > "$bin/$name.log" 2>&1 ||
    fail "the build of $what failed; $bin/$name.log ends with: $(tail -n 3 "$bin/$name.log")"
  echo "$id" > "$bin/$name.from"
}

# Go's own caches for this come to 7 GB, which nobody needs again once the binaries are there.
with_own_go_caches() {
  local scratch=$bin/.go
  mkdir -p "$scratch"
  GOCACHE=$scratch/build GOMODCACHE=$scratch/modules "$@"
  rm -rf "$scratch"
}

build_go_binaries() {
  local go_found
  go_found=$("$here/../../.ci/prepare" go 8>&-)
  eval "$go_found"
  build kubernetes "Kubernetes $kubernetes_version and etcd, 5 minutes" -o "$bin/kubernetes" \
    -ldflags="-s -w -X k8s.io/component-base/version.gitVersion=$kubernetes_version" .
  build containerd "containerd, 1 minute" -o "$bin/" -ldflags="-s -w" github.com/containerd/containerd/v2/cmd/{containerd,containerd-shim-runc-v2,ctr}
  build coredns "CoreDNS, 1 minute" -o "$bin/coredns" -ldflags="-s -w" .
}

up_to_date() {
  local name
  for name in kubernetes containerd coredns; do [ "$(cat "$bin/$name.from" 2>/dev/null)" = "$(source_id "$name")" ] || return 1; done
}

build_init() {
  [ ! "$bin/init" -nt "$here/init.c" ] || return 0
  gcc -static -Os -Wall -Werror -o "$bin/init.new" "$here/init.c"
  mv "$bin/init.new" "$bin/init"
}

link_components() {
  local component
  for component in etcd kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl; do ln -sf kubernetes "$bin/$component"; done
}

build_binaries() {
  mkdir -p "$bin"
  exec 8>"$bin/.lock"
  flock 8
  up_to_date || { rm -rf "$bin/.go"; with_own_go_caches build_go_binaries 8>&-; }
  build_init
  link_components
  exec 8>&-
}
