//! The Korean dictionary as data: one compressed blob, unpacked at build time, and a loader.
//!
//! The words, costs and connections are mecab-ko-dic's in the form of lindera-dictionary 6.2 (see `NOTICE` and
//! `recipe/`).
//! Nothing is read before it is needed: the embedded dictionary lies in the program's own pages, an opened folder
//! is mapped.
//!
//! ```
//! use seoji_ko_dic::{Dictionary, Tag};
//!
//! let dictionary = Dictionary::embedded();
//! let entries = dictionary.lindera().prefix_dictionary.find_surface("서지");
//! assert!(entries.iter().any(|entry| dictionary.class(entry.word_id().id()).tag() == Tag::Nng));
//! ```

mod dictionary;
mod fingerprint;
mod tag;
#[cfg(all(test, feature = "embed"))]
mod tests;

pub use dictionary::{Dictionary, Error, Word};
pub use tag::{Make, Tag, WordClass};
