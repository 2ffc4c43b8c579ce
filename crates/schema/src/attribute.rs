//! What a person or a program filed a document under: tags, collections, the type of its file, as terms of one field.
//!
//! | letter | stands for | `tag:` … finds it |
//! |---|---|---|
//! | `t` | a tag, and each tag around it (`asia/korea` → `asia`) | `tag:asia` |
//! | `c` | a collection by its name, by its path, and by those of the collections around it | `collection:thesis` |
//! | `f` | the format of the file by its name, and by the ending of its files | `type:hwp` |

use unicode_normalization::UnicodeNormalization;

/// What an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// A tag or keyword.
    Tag,
    /// A collection of a library of references, or what a document says it belongs to.
    Collection,
    /// The format of a file.
    Type,
}

/// No term is longer than this, in bytes.
const LONGEST_TERM: usize = 256;
/// Tags and collections are told apart down to this depth.
const DEEPEST: usize = 12;

impl Attribute {
    fn letter(self) -> char {
        match self {
            Self::Tag => 't',
            Self::Collection => 'c',
            Self::Type => 'f',
        }
    }

    /// The term of a value: composed, in lower case, without `#` and with one space between words; a type without any.
    ///
    /// ```
    /// use seoji_schema::Attribute;
    /// assert_eq!(Attribute::Tag.term("#North  Korea"), "tnorth korea");
    /// assert_eq!(Attribute::Type.term("HWP 5"), "fhwp5");
    /// ```
    pub fn term(self, value: &str) -> String {
        let composed: String = value.nfc().collect();
        let trimmed = composed.trim();
        let bare = match self {
            Self::Tag => trimmed.trim_start_matches('#'),
            Self::Collection => trimmed.trim_matches('/'),
            Self::Type => trimmed.trim_start_matches('.'),
        };
        let between = if self == Self::Type { "" } else { " " };
        let words: Vec<&str> = bare.split_whitespace().collect();
        let mut term = String::from(self.letter());
        term.push_str(&words.join(between).to_lowercase());
        while term.len() > LONGEST_TERM {
            term.pop();
        }
        term
    }

    /// The terms by which a value is found; see the table above.
    ///
    /// ```
    /// use seoji_schema::Attribute;
    /// assert_eq!(Attribute::Tag.terms("Asia/Korea"), ["tasia", "tasia/korea"]);
    /// assert_eq!(Attribute::Collection.terms("Thesis/Cyber"), ["ccyber", "cthesis", "cthesis/cyber"]);
    /// ```
    pub fn terms(self, value: &str) -> Vec<String> {
        let parts: Vec<&str> = value
            .split('/')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .take(DEEPEST)
            .collect();
        let mut terms: Vec<String> = match self {
            Self::Type => vec![self.term(value)],
            Self::Tag => (1..=parts.len())
                .map(|end| self.term(&parts[..end].join("/")))
                .collect(),
            Self::Collection => (0..parts.len())
                .flat_map(|start| (start + 1..=parts.len()).map(move |end| start..end))
                .map(|range| self.term(&parts[range].join("/")))
                .collect(),
        };
        terms.retain(|term| term.len() > 1);
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// The value that a term stands for; none where it is one of another attribute.
    pub fn value(self, term: &str) -> Option<&str> {
        term.strip_prefix(self.letter())
    }

    /// What all terms of this attribute begin with.
    pub fn prefix(self) -> String {
        self.letter().to_string()
    }
}
