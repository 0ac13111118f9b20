# Everything starts here. The targets are thin: each one is a script in scripts/.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run test torture screenshots lighthouse dev stop clean distclean setup build fmt

help: ## show this list
	@printf 'Pousada. Make targets:\n\n'
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up, build and run the whole product with demo data (Ctrl-C stops it)
	@scripts/run.sh

test: ## set up and test everything
	@scripts/test.sh

torture: ## races, histories and faults in full (a part of it is in `make test`)
	@scripts/torture.sh

screenshots: ## pictures of every page, narrow and wide, light and dark, in .run/screenshots
	@scripts/screenshots.sh

lighthouse: ## Lighthouse on the pages that guests come through
	@scripts/lighthouse.sh

dev: ## like run, but rebuild and reload on every change
	@scripts/dev.sh

stop: ## stop what `make run` started in this checkout
	@scripts/stop.sh

setup: ## only install what is needed to build and run
	@scripts/setup.sh

build: ## only build, into .run/
	@scripts/build.sh

fmt: ## format the Rust code
	@scripts/toolchain.sh && source scripts/env.sh && cargo fmt --all

clean: ## remove this checkout's build output and demo data
	@scripts/clean.sh

distclean: ## clean, and remove the cache that all checkouts of this user share
	@scripts/clean.sh all
