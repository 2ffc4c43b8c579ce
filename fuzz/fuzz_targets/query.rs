//! Any string is a query: its clauses, hints and things asked for lie in it, and its plan can be run.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seoji_query::fuzzing::plan_query;

fuzz_target!(|query: &str| {
    plan_query(query);
});
