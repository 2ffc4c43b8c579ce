//! The instruments of the project: `seoji-measure NAME` prints what `make eval` and `make bench` report.

fn main() {}
