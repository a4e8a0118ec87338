# Everything that is done with this project. `make` lists it.

# Where `make demo` serves the site.
PORT ?= 8080
# For how long `make fuzz` runs each target.
FUZZ_SECONDS ?= 600
# `make demo THIRD_PARTIES=real` loads the real ones instead of stand-ins.
THIRD_PARTIES ?= stand-ins

host = scripts/with host
wasm = scripts/with wasm env CARGO_TARGET_DIR=target/wasm
xtask = cargo build --quiet --package samtycke-xtask && scripts/with wasm target/debug/samtycke-xtask

.PHONY: help
help:
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' Makefile | while IFS='	' read -r name what; do printf '%-14s %s\n' "$$name" "$$what"; done

.PHONY: demo
demo: pkg ## shows the library on a site: http://127.0.0.1:8080 (PORT=…, THIRD_PARTIES=real)
	cargo run --quiet --package samtycke-demo -- --port $(PORT) $(if $(filter real,$(THIRD_PARTIES)),--real)

# Linking, wasm-opt and waiting for browsers leave a core idle, so two steps run at a time; not two that wait for each
# other's build folder. The end-to-end tests measure times, so they run alone.
.PHONY: test
test: ## tests everything, the fast part first (BROWSERS=chromium,firefox,webkit)
	@$(MAKE) --no-print-directory --jobs=2 step-test-e2e
	@echo "== everything passed, $$(date +%T)"

step-setup step-pkg: step-setup-build
step-check: step-setup
step-test-host step-test-audit step-fuzz-short step-build-e2e: step-check step-pkg
step-size step-test-types: step-test-host
step-test-ecosystem: step-setup step-pkg
step-test-e2e: step-test-ecosystem step-test-audit step-size step-test-types step-fuzz-short step-build-e2e

# A make of its own for each, so that a step is the same alone. Cargo cannot join this one's jobs, and warns. What is
# built once needs no notes for the next build.
step-%:
	@echo "== $*, $$(date +%T)"
	@env -u MAKEFLAGS CARGO_INCREMENTAL=0 make --no-print-directory $*
	@echo "== $* passed, $$(date +%T)"

.PHONY: check
check: setup check-page ## format, lints, links in docstrings, and the rules of src/page
	cargo fmt --all --check
	cargo fmt --manifest-path fuzz/Cargo.toml --check
	cargo clippy --quiet --workspace --all-targets -- -D warnings
	cargo clippy --quiet --workspace --test audit --test e2e -- -D warnings
	cargo clippy --quiet --manifest-path fuzz/Cargo.toml --no-default-features --all-targets --target-dir target/fuzz -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --quiet --workspace --no-deps
	$(wasm) cargo clippy --quiet --target wasm32-unknown-unknown --lib --package samtycke --package samtycke-dev -- -D warnings

.PHONY: check-page
check-page: setup ## types, circles and the one door of src/page; JavaScript that nothing uses; no file of src too long or not on the map
	$(host) tsc --project src/page
	$(host) node scripts/circles.mjs
	$(host) node scripts/one-door.mjs
	$(host) knip
	@for file in src/page/*.ts; do grep -q "\<$${file##*/}" CONTRIBUTING.md || { echo "CONTRIBUTING.md does not say what $$file is for"; exit 1; }; done
	@awk 'FNR > 220 { print FILENAME " has more than 220 lines"; found = 1; nextfile } END { exit found }' src/*.rs src/*/*.rs src/*/*.ts

# All of these select the workspace: with fewer packages, what they depend on has other features and is compiled again.
.PHONY: test-host
test-host: pkg setup ## tests that need no browser
	$(host) cargo test --quiet --workspace
	$(host) node --test --test-reporter=dot bench/test/*.test.js scripts/*.test.mjs cli/tests/*.test.mjs dev/tests/*.test.mjs

.PHONY: test-audit
test-audit: pkg setup ## tests of the audit, in Chromium
	$(host) cargo test --quiet --workspace --test audit

# Without a sanitizer a stable compiler does: there is no unsafe code in what is fuzzed. What is
# found goes to target/, the seeds stay as they are.
fuzz_targets = $(patsubst fuzz/targets/%.rs,%,$(wildcard fuzz/targets/*.rs))
fuzz_one = $(host) cargo fuzz run --fuzz-dir fuzz --sanitizer none --target-dir target/fuzz $(1) target/fuzz/corpus/$(1) fuzz/corpus/$(1) -- \
	-max_total_time=$(2) -timeout=20 -max_len=8192 -verbosity=0 -print_final_stats=1 -artifact_prefix=target/fuzz/$(1)-

.PHONY: fuzz-short
fuzz-short: FUZZ_SECONDS = 8
fuzz-short: fuzz ## the same, for some seconds each

.PHONY: fuzz
fuzz: setup ## hunts for input that breaks the core or the check (FUZZ_SECONDS=…)
	@$(MAKE) --no-print-directory -j FUZZ_SECONDS=$(FUZZ_SECONDS) $(fuzz_targets:%=fuzz-one-%)

# A target has one thread, so they run at the same time.
fuzz-one-%:
	@mkdir -p target/fuzz/corpus/$*
	$(call fuzz_one,$*,$(FUZZ_SECONDS))

.PHONY: test-types
test-types: pkg setup ## what TypeScript has to accept and to refuse
	$(host) tsc --project tests/types

.PHONY: test-ecosystem
test-ecosystem: pkg setup ## the packed package in real frameworks and bundlers, in Chromium (TESTS=react.test.mjs)
	scripts/test-ecosystem $(TESTS)

.PHONY: build-e2e
build-e2e: setup
	$(host) cargo test --quiet --workspace --test e2e --no-run

.PHONY: test-e2e
test-e2e: pkg setup ## the demo site in real browsers, with the built script (BROWSERS=…, POLICIES=…)
	$(host) cargo test --quiet --workspace --test e2e

.PHONY: pkg
pkg: pkg/package.json ## builds pkg/: the scripts, their later parts, the languages, the types

# What is built depends on all of this; the tools have to be there, but are no reason to build again.
sources = $(shell find src cli/src cli/data config dev presets texts xtask -type f) Cargo.toml Cargo.lock scripts/build-tools/package-lock.json LICENSE README.md
pkg/package.json: $(wildcard $(sources)) | setup-build
	$(xtask) pkg

.PHONY: scripts
scripts: setup-build ## builds pkg/ in seconds where only src/page, src/style or texts have changed
	$(xtask) scripts

.PHONY: guide
guide: ## writes the tables of fields in docs/declaration.md, from the types of the declaration
	cargo run --quiet --package samtycke-xtask -- guide

.PHONY: size
size: pkg ## what a visitor downloads, also from a built site; fails above the budget
	cargo build --quiet --workspace --bin samtycke
	$(xtask) size --check

.PHONY: bench
bench: pkg setup bench/node_modules/.package-lock.json ## measures it beside its rivals, and writes bench/results.md (ROUNDS=…, SIZES=…)
	node bench/run.js

.PHONY: pictures
pictures: pkg setup bench/node_modules/.package-lock.json ## draws the pictures of the guides anew: the demo, and each rival beside us
	cargo build --quiet --package samtycke-demo
	node bench/pictures.js

.PHONY: scanners
scanners: pkg setup ## compares the audit with two open scanners on the site with seeded faults
	cd audit/scanners && npm ci --ignore-scripts --no-audit --no-fund
	python3 -m venv target/scanners && target/scanners/bin/pip install --quiet --requirement audit/scanners/requirements.txt
	PYTHON=target/scanners/bin/python node audit/scanners/compare.mjs

# The rivals; nothing else needs them.
bench/node_modules/.package-lock.json: bench/package-lock.json
	cd bench && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

.PHONY: setup-build
setup-build:
	@scripts/setup build

.PHONY: setup
setup: ## installs the tools that are missing
	@scripts/setup test

.PHONY: clean
clean: ## removes what was built; the tools stay
	rm -rf target pkg
