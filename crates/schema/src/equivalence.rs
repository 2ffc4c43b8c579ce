//! What a document states to mean the same: `HIDDEN COBRA` and `Lazarus Group`, `붉은별` and `Red Star`.

use seoji_analysis::Normalised;
use serde::{Deserialize, Serialize};

use crate::Error;

/// Forms that a document states to mean the same thing.
///
/// It is one statement and goes no further: two equivalences that share a form are not united.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equivalence {
    /// The forms as written, two or more, the one that the text speaks of first.
    pub forms: Vec<String>,
    /// What kind of thing they name.
    pub kind: ThingKind,
    /// How it is stated.
    pub stated: Stated,
    /// Where it is stated, in order of the document; never empty.
    pub evidence: Vec<Evidence>,
}

/// What kind of thing a form names, as far as its shape tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThingKind {
    /// A person.
    Person,
    /// A group, organisation, office, company.
    Group,
    /// A place.
    Place,
    /// Anything else, and whatever does not show what it is.
    Thing,
}

/// How an equivalence is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stated {
    /// `also known as`, `A.k.a.`, `일명`, `라고도 한다`.
    Called,
    /// `formerly`, `구`, `dawniej`.
    Formerly,
    /// `… in Korean`, `Red Star (붉은별)`, `라자루스(Lazarus)`.
    Gloss,
    /// `International Atomic Energy Agency (IAEA)`.
    Acronym,
    /// An acronym and the only name in the document with these initials.
    Initials,
    /// By the user's own file.
    User,
}

/// The words that state an equivalence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Position of the passage in the document, counted from 0.
    pub passage: u32,
    /// Label of the passage when it is an entry or note.
    pub label: Option<String>,
    /// The words.
    pub words: String,
    /// Where they stand, in bytes of the passage's text; none where layout parted them.
    pub span: Option<(u32, u32)>,
}

/// A form as it is compared and as an index holds it: composed, folded, letters and digits with one space between
/// words; hyphens and apostrophes inside words go.
///
/// ```
/// use seoji_schema::fold_form;
///
/// assert_eq!(fold_form("  HIDDEN\u{a0}Cobra."), "hidden cobra");
/// assert_eq!(fold_form("Pulgŭnbyŏl"), "pulgunbyol");
/// assert_eq!(fold_form("Jin-hyok"), fold_form("Jinhyok"));
/// ```
pub fn fold_form(form: &str) -> String {
    let normal = Normalised::new(form);
    let mut folded = String::new();
    seoji_analysis::fold(normal.as_str(), &mut folded);
    let mut out = String::with_capacity(folded.len());
    let mut gap = false;
    for c in folded.chars() {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        } else if !matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '.' | '&') {
            gap = true;
        }
    }
    out
}

impl ThingKind {
    /// The name that users see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Group => "group",
            Self::Place => "place",
            Self::Thing => "thing",
        }
    }
}

impl Stated {
    /// How it is told to a reader.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Called => "also called",
            Self::Formerly => "formerly called",
            Self::Gloss => "given as the same",
            Self::Acronym => "short or long form of the name",
            Self::Initials => "same initials",
            Self::User => "the same by your own list",
        }
    }
}

/// The term of the `keys` field, on the record that holds an equivalence, for one of its forms.
///
/// Its letter is none of [`seoji_analysis::names::KeyKind`].
pub fn alias_term(form: &str) -> String {
    format!("{ALIAS_TERMS}{}", fold_form(form))
}

/// What every [`alias_term`] begins with.
pub const ALIAS_TERMS: &str = "A\0";

/// Name of the side file of a generation that holds the user's own list.
pub const USER_ALIASES_FILE: &str = "aliases.json";

/// The user's own list of what means the same and what does not, as a generation keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserAliases {
    /// The files that it was read from, as they were given.
    pub files: Vec<String>,
    /// Whether the file was named, as against found beside the corpus.
    pub named: bool,
    /// Forms that mean the same: `a = b`.
    pub added: Vec<UserLine>,
    /// Forms that do not, whatever a document states: `a ≠ b`.
    pub rejected: Vec<UserLine>,
}

/// A line of the user's own list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserLine {
    /// The forms as written, two or more.
    pub forms: Vec<String>,
    /// The file.
    pub path: String,
    /// Its number in the file, counted from 1.
    pub line: u32,
}

impl UserAliases {
    /// The bytes of the side file.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("a list holds only strings and numbers")
    }

    /// Reads the side file.
    ///
    /// # Errors
    /// Bytes that are no such file: the index is damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        serde_json::from_slice(bytes).map_err(|source| Error::DamagedRecord {
            message: format!("{USER_ALIASES_FILE}: {source}"),
        })
    }
}
