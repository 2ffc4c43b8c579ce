//! The contract between the writer and the reader of an index.
