//! `search-index`: builds and inspects an index.

fn main() {}
