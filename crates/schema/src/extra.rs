//! Fields that a program gives its documents beside those of this crate: text, numbers and days to filter and count by.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::citation::Date;

/// No value is told apart behind so many bytes.
const LONGEST_VALUE: usize = 256;
/// Between a field's name and its value, in terms and columns.
const BETWEEN: char = '\0';

/// Names of the query language's own fields, which no program can give another meaning.
pub const OWN_FIELDS: &[&str] = &[
    "exact",
    "name",
    "in",
    "doc",
    "lang",
    "label",
    "kind",
    "added",
    "modified",
    "tag",
    "collection",
    "type",
    "path",
    "author",
    "title",
    "year",
    "accessed",
    "site",
    "key",
    "cites",
];

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// Text that is compared as a whole, upper and lower case aside.
    Text,
    /// Numbers.
    Number,
    /// Days, months or years.
    Date,
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// Text.
    Text(String),
    /// A number, which must be finite.
    Number(f64),
    /// A day, month or year of our era, at most 9999.
    Date(Date),
}

impl FieldValue {
    /// What it is.
    pub fn kind(&self) -> FieldKind {
        match self {
            Self::Text(_) => FieldKind::Text,
            Self::Number(_) => FieldKind::Number,
            Self::Date(_) => FieldKind::Date,
        }
    }

    /// The term by which it is found in the field `name`; terms of one field stand in the order of their values.
    ///
    /// ```
    /// use seoji_schema::FieldValue;
    /// let term = |number| FieldValue::Number(number).term("pages");
    /// assert!(term(-2.0) < term(-1.5) && term(-1.5) < term(0.0) && term(0.0) < term(12.0));
    /// assert_eq!(FieldValue::Text("KCNA  Watch".into()).term("source"), "source\0kcna watch");
    /// ```
    pub fn term(&self, name: &str) -> String {
        let value = match self {
            Self::Text(text) => in_words(text).to_lowercase(),
            Self::Number(number) => sortable(*number),
            Self::Date(date) => date.to_string(),
        };
        field_term(name, &value)
    }

    /// The value as it is counted and shown, behind the name of its field.
    pub fn counted(&self, name: &str) -> String {
        let value = match self {
            Self::Text(text) => in_words(text),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
        };
        field_term(name, &value)
    }
}

/// A value behind the name of its field.
pub fn field_term(name: &str, value: &str) -> String {
    let mut value = value;
    while value.len() > LONGEST_VALUE {
        let last = value.chars().next_back().map_or(1, char::len_utf8);
        value = &value[..value.len() - last];
    }
    format!("{name}{BETWEEN}{value}")
}

/// The name of a field and its value, of a term or a counted value.
pub fn field_and_value(term: &str) -> Option<(&str, &str)> {
    term.split_once(BETWEEN)
}

/// The name of a field as it is kept and asked for: composed, in lower case. None where a query could not name it: it
/// must have letters only, and be none of [`OWN_FIELDS`].
///
/// ```
/// assert_eq!(seoji_schema::field_name("Source"), Some("source".to_owned()));
/// assert_eq!(seoji_schema::field_name("page count"), None);
/// assert_eq!(seoji_schema::field_name("author"), None);
/// ```
pub fn field_name(name: &str) -> Option<String> {
    let name = name.nfc().collect::<String>().to_lowercase();
    let letters = !name.is_empty() && name.len() <= 64 && name.chars().all(char::is_alphabetic);
    (letters && !OWN_FIELDS.contains(&name.as_str())).then_some(name)
}

/// Text in composed characters with one space between words.
fn in_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").nfc().collect()
}

/// A number as digits that stand in its order: the bits of IEEE 754, turned so that negative ones come first.
fn sortable(number: f64) -> String {
    // Both zeros are one number.
    let bits = (number + 0.0).to_bits();
    let turned = match bits >> 63 {
        0 => bits | 1 << 63,
        _ => !bits,
    };
    format!("{turned:016x}")
}
