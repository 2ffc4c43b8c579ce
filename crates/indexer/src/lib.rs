//! A folder of documents becomes an index folder.
