# `make` shows what there is. Every target first finds or installs what it needs (.ci/prepare).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
MVN := mvn -B -ntp -Dstyle.color=never

# CLUSTER=current takes the cluster of the current kubeconfig and needs IMAGES=registry/path for the images.
CLUSTER ?= local
export CLUSTER IMAGES

# Runs a script of .ci and takes over what it found: JAVA_HOME, images, kubeconfig.
define with
found=$$($(1)); eval "$$found";
endef

.PHONY: help quickstart test test-fast test-gitops test-prisma build images cluster kubeconfig clean-cluster bench format crds docs clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name text; do printf '  make %-15s %s\n' "$$name" "$$text"; done

quickstart: ## on a fresh machine: a cluster, the operator, PostgreSQL, and the sample migrated with a backup
	@e2e/quickstart

test: test-gitops ## everything, from unit tests to acceptance on a cluster
	@$(call with,.ci/up s3) $(call with,.ci/prepare shellcheck versitygw node prisma) $(MVN) verify -Pcluster

test-fast: ## what needs no cluster: unit tests, embedded PostgreSQL and an S3 server, under 2 minutes
	@$(call with,.ci/prepare jdk maven trixie shellcheck versitygw) $(MVN) verify

test-gitops: ## what Argo CD and Flux make of our statuses
	@e2e/gitops/check

test-prisma: ## dbm beside the real Prisma CLI 7 and 6; 340 MB of it are fetched once
	@$(call with,.ci/prepare jdk maven trixie node prisma) $(MVN) verify -Pcluster -pl migrations-image,e2e -am -Dtest=CompatibilityPageTest -Dit.test='*PrismaIT' -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

build: ## the jars, and dbm
	@$(call with,.ci/prepare jdk maven) $(MVN) -T 2 package -Dmaven.test.skip=true; migrations-image/bin/train || echo 'dbm works, but could not be trained, and starts slower' >&2

images: build ## both images and a PostgreSQL to try them on, with their sizes
	@.ci/images

cluster: ## start the local cluster, print the path of its kubeconfig
	@e2e/cluster/cluster up

kubeconfig: ## print the path of the admin kubeconfig: export KUBECONFIG=$(make kubeconfig)
	@e2e/cluster/cluster kubeconfig

clean-cluster: ## stop the local cluster and delete what it kept
	@e2e/cluster/cluster down

bench: ## side-by-side measurements, into bench/results
	@mkdir -p bench/results; for measurement in $$(find bench -maxdepth 1 -type f -perm -100 | sort); do "$$measurement"; done

format: ## format the code
	@$(call with,.ci/prepare jdk maven) $(MVN) -q spotless:apply

crds: ## write crds/ again from the records in api/
	@$(call with,.ci/prepare jdk maven) $(MVN) -q test -pl api -am -Dcrds.write=true -Dtest=CrdsAreUpToDateTest -Dsurefire.failIfNoSpecifiedTests=false

docs: ## write docs/reference, docs/prisma-compatibility.md and the fixtures of e2e/gitops again from the code
	@$(call with,.ci/prepare jdk maven) $(MVN) -q test -pl contract,migrations-image,operator,e2e -am -Ddocs.write=true -Dtest='*PageTest,HealthFixturesTest,ArgoSnippetTest' -Dsurefire.failIfNoSpecifiedTests=false

clean: ## delete what was built here; the caches stay
	@rm -rf build */target
