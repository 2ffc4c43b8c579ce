//! Ask an index: query string in, ranked, grouped, highlighted passages out.
