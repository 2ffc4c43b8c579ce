//! `search`: asks an index.

fn main() {}
