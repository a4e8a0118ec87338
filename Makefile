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

.PHONY: test
test: ## tests everything, the fast part first (BROWSERS=chromium,firefox,webkit)
	$(MAKE) setup
	$(MAKE) check
	$(MAKE) test-host
	$(MAKE) fuzz-short
	$(MAKE) pkg
	$(MAKE) size
	$(MAKE) test-types
	$(MAKE) test-wasm
	$(MAKE) test-e2e

.PHONY: check
check: setup ## format, lints and links in docstrings, for the host and for wasm32
	cargo fmt --all --check
	cargo fmt --manifest-path fuzz/Cargo.toml --check
	cargo clippy --quiet --workspace --all-targets -- -D warnings
	cargo clippy --quiet --all-targets --features messages -- -D warnings
	cargo clippy --quiet --all-targets --no-default-features -- -D warnings
	cargo clippy --quiet --manifest-path fuzz/Cargo.toml --all-targets --target-dir target/fuzz -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --quiet --workspace --no-deps
	$(wasm) cargo clippy --quiet --target wasm32-unknown-unknown --lib -- -D warnings
	$(wasm) cargo clippy --quiet --target wasm32-unknown-unknown --lib --no-default-features --features browser -- -D warnings
	@! grep -rnE 'wasm_bindgen|js_sys|web_sys|gloo' src/model || { echo 'src/model has to stay free of the browser.'; exit 1; }
	@! grep -rnE 'innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|\.style\b|"style"' src/browser www/*.js || { echo 'No string becomes HTML, code or inline style.'; exit 1; }

.PHONY: test-host
test-host: ## tests that need no browser
	cargo test --quiet --workspace --exclude samtycke-e2e
	cargo test --quiet --features messages
	cargo test --quiet --no-default-features
	node --test --test-reporter=dot bench/test/*.test.js

# Without a sanitizer a stable compiler does: there is no unsafe code in what is fuzzed. What is
# found goes to target/, the seeds stay as they are.
fuzz_targets = cookie config visit
fuzz_one = $(host) cargo fuzz run --fuzz-dir fuzz --sanitizer none --target-dir target/fuzz $(1) target/fuzz/corpus/$(1) fuzz/corpus/$(1) -- \
	-max_total_time=$(2) -timeout=20 -max_len=8192 -verbosity=0 -print_final_stats=1 -artifact_prefix=target/fuzz/$(1)-

.PHONY: fuzz-short
fuzz-short: FUZZ_SECONDS = 8
fuzz-short: fuzz ## the same, for some seconds each

.PHONY: fuzz
fuzz: setup ## hunts for input that breaks the readers of cookie and configuration, or the model (FUZZ_SECONDS=…)
	@for target in $(fuzz_targets); do mkdir -p target/fuzz/corpus/$$target; done
	$(foreach target,$(fuzz_targets),$(call fuzz_one,$(target),$(FUZZ_SECONDS)) && )true

.PHONY: test-types
test-types: pkg ## what TypeScript has to accept and to refuse
	$(host) tsc --project tests/types

.PHONY: test-wasm
test-wasm: pkg ## tests of the wasm build in headless Chromium
	$(wasm) cargo clippy --quiet --target wasm32-unknown-unknown --test browser -- -D warnings
	$(wasm) CHROMEDRIVER="$${CHROMEDRIVER:-$$(command -v chromedriver)}" \
		CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
		cargo test --target wasm32-unknown-unknown --test browser

.PHONY: test-e2e
test-e2e: pkg ## the demo site in real browsers, with the built script (BROWSERS=…, POLICIES=…)
	$(host) cargo test --quiet --package samtycke-e2e

.PHONY: pkg
pkg: pkg/samtycke.min.js ## builds pkg/: the ES module, samtycke.min.js, samtycke.dev.js and the second layers

# What is built depends on all of this; the tools have to be there, but are no reason to build again.
sources = $(shell find src build xtask -type f) Cargo.toml Cargo.lock package-lock.json LICENSE README.md
pkg/samtycke.min.js: $(wildcard $(sources)) | setup
	$(xtask) pkg

.PHONY: size
size: pkg ## what a visitor downloads; fails above the budget
	$(xtask) size --check

.PHONY: bench
bench: pkg bench/node_modules/.package-lock.json ## measures it beside its rivals, and writes bench/results.md (ROUNDS=…, SIZES=…)
	node bench/run.js

# The rivals; nothing else needs them.
bench/node_modules/.package-lock.json: bench/package-lock.json
	cd bench && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

.PHONY: setup
setup: ## installs the tools that are missing
	@scripts/setup

.PHONY: clean
clean: ## removes what was built; the tools stay
	rm -rf target pkg
