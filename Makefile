# The few commands of every day; `make` alone lists them.

SHELL := /bin/sh
.SUFFIXES:
.DEFAULT_GOAL := help

# Real data that is not part of the project: `make eval` reads it and tests use it; both skip visibly without it.
DATA ?= ../shared
export DATA
# The folder of documents and the index made of it.
CORPUS ?= corpus
INDEX ?= index
# More flags for `make search`, such as ARGS="--limit 3 --json".
ARGS ?=

PROGRAMS := $(or $(CARGO_TARGET_DIR),target)/release

# A query is foreign text: it may hold quotes, dollars and backquotes. It reaches the program through the environment
# as it was typed; without `unexport` make would expand it on the way there.
unexport Q
SEARCH_QUERY := $(value Q)
export SEARCH_QUERY

.PHONY: help search index programs test eval bench fuzz lint doc clean cargo

help: ## list these commands
	@echo 'usage: make COMMAND'
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' Makefile | expand -t 12

search: programs ## answer a query: make search Q="Park Jin-hyok" (a phrase: Q='"Park Jin-hyok"')
	@if [ -z "$$SEARCH_QUERY" ]; then \
		echo 'make search: say what to look for, as in: make search Q="Park Jin-hyok"' >&2; exit 2; fi
	@if [ ! -e '$(INDEX)/current' ] \
		|| [ -n "$$(find '$(CORPUS)' '$(PROGRAMS)/search-index' -newer '$(INDEX)/current' | head -n 1)" ]; then \
		'$(PROGRAMS)/search-index' build '$(CORPUS)' --index '$(INDEX)' >&2; fi
	@# Nothing found (exit status 1) is an answer, not a failed make.
	@'$(PROGRAMS)/search' --index '$(INDEX)' $(ARGS) -- "$$SEARCH_QUERY" || [ $$? -eq 1 ]

index: programs ## build the index of CORPUS (corpus) in INDEX (index)
	@'$(PROGRAMS)/search-index' build '$(CORPUS)' --index '$(INDEX)'

test: cargo ## run all tests
	cargo test --workspace

# Names are timed and have the machine for themselves; of the others two at a time, told in this order. The programs
# are built along: alone the instruments would have fewer features of what both use, and compile all of it once more.
INSTRUMENTS := segmentation papers formats retrieval references works typos loanwords

eval: cargo ## measure accuracy and relevance: make eval DATA=FOLDER
	@if [ ! -d '$(DATA)' ]; then echo 'skipped: eval: there is no folder $(DATA); name one with DATA=FOLDER'; exit 0; fi; \
		cargo build --release --quiet --package seoji-measure --package seoji-cli && '$(PROGRAMS)/seoji-measure' names || exit 1; \
		told=$$(mktemp -d) && trap 'rm -rf "$$told"' EXIT && \
		printf '%s\n' $(INSTRUMENTS) \
			| xargs -P 2 -I @ sh -c '"$$0" @ >"$$1/@" 2>&1 || exit 255' '$(PROGRAMS)/seoji-measure' "$$told"; \
		ended=$$?; for instrument in $(INSTRUMENTS); do cat "$$told/$$instrument" 2>/dev/null; done; exit $$ended

bench: cargo ## measure speed and size beside other engines
	cargo build --release --package seoji-measure --package seoji-cli
	'$(PROGRAMS)/seoji-measure' bench

# What cargo-fuzz does, with a compiler that everybody has.
FUZZ_SECONDS ?= 300
FUZZ_TARGETS = $(basename $(notdir $(wildcard fuzz/fuzz_targets/*.rs)))
# The readers that the target `readers` runs one after another; each begins with a sample of its format.
FUZZ_READERS = $(notdir $(wildcard fuzz/seeds/*))

fuzz: cargo ## run every fuzz target for FUZZ_SECONDS (300): make fuzz FUZZ_TARGETS=readers FUZZ_READERS=odt
	@run() { \
		kept=$$1$${SEOJI_FUZZ_READER:+-$$SEOJI_FUZZ_READER}; \
		echo "fuzz: $$kept"; \
		mkdir -p "fuzz/corpus/$$kept" "fuzz/artifacts/$$kept" && \
		RUSTC_WRAPPER='$(CURDIR)/fuzz/instrument' cargo run --release --quiet --manifest-path fuzz/Cargo.toml \
			--target-dir target/fuzz --bin "$$1" -- "fuzz/corpus/$$kept" $$2 -max_total_time=$(FUZZ_SECONDS) \
			-rss_limit_mb=2048 -timeout=25 -print_final_stats=1 -artifact_prefix="fuzz/artifacts/$$kept/"; }; \
	for target in $(FUZZ_TARGETS); do \
		if [ "$$target" = readers ]; then for reader in $(FUZZ_READERS); do \
			SEOJI_FUZZ_READER=$$reader run readers "fuzz/seeds/$$reader" || exit 1; done; \
		else run "$$target" || exit 1; fi; done

lint: cargo ## check format and lints
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	@# Without its formats the reader of files stands too; each alone is tried by hand.
	cargo clippy --package seoji-document --no-default-features -- -D warnings

doc: cargo ## write the documentation to target/doc
	RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps

clean: ## remove everything that was built, the index too
	rm -rf '$(or $(CARGO_TARGET_DIR),target)' fuzz/target
	find '$(INDEX)' -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +

# The first build takes a while and shows its progress; later ones have nothing to say.
programs: cargo
	@if [ -x '$(PROGRAMS)/search' ]; then quiet=--quiet; else quiet=; fi; \
		cargo build --release --package seoji-cli --bins $$quiet

cargo:
	@command -v cargo >/dev/null || { \
		echo 'make: cargo is missing; install Rust from https://rustup.rs and try again' >&2; exit 1; }
	@command -v "$${CC:-cc}" >/dev/null || { \
		echo 'make: a C compiler is missing; install gcc or clang (on Debian: apt install build-essential) and try again' >&2; \
		exit 1; }
