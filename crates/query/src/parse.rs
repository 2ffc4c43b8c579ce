//! A query string becomes a tree of clauses. Every string is a query; what is odd about one comes back as hints.
//!
//! | query | reading |
//! |---|---|
//! | `a b`, `a AND b` | both |
//! | `a OR b`, `a | b` | either; words beside each other belong together: `a b OR c` is `(a b) OR c` |
//! | `-a`, `NOT a` | all but what has it |
//! | `(a OR b) c`, `author:(Lee OR Kim)` | brackets group; a field before them is that of each word inside |
//! | `+the` | must be there, though it is a stop word or a word of a question |
//! | `"a b"`, `"a b"~3` | one after another; with at most three words between, or as many moved |
//! | `crypto*`, `Kim*un`, `19?4` | any letters; one letter, between letters only: `what?` asks |
//! | `field:value` | see [`FIELDS`] |
//!
//! Operators are in capitals. What only looks like the language is text: `https://a.b/view?id=3`, `10:30`, `AT&T`,
//! `**bold**`, a title in capitals.

mod glob;
mod near;
mod query;
mod reader;

use std::ops::Range;

use crate::citations::CitationField;
use crate::results::Hint;

pub(crate) use glob::{Glob, is_glob, is_syllabic};
pub(crate) use query::Query;
use reader::Reader;

/// A query has at most this many clauses; what follows is left out with a hint.
const MOST_CLAUSES: usize = 64;
/// A query has at most this many bytes; what follows is left out with a hint.
const MOST_BYTES: usize = 8 * 1024;
/// Brackets are read this deep; deeper ones are passed over with a hint.
const MOST_DEPTH: usize = 16;
/// Words of a phrase may be moved by at most this many words.
const MOST_SLOP: u32 = 50;

/// Reads a query of an index whose documents have only the fields of the language.
pub(crate) fn parse(query: &str) -> (Query, Vec<Hint>) {
    parse_with(query, &[])
}

/// Reads a query; `extra` are the names of the fields that a program gave its documents, in lower case.
pub(crate) fn parse_with(query: &str, extra: &[String]) -> (Query, Vec<Hint>) {
    let (group, hints) = Reader::new(query, extra, true).read();
    if group.is_empty() && query.chars().any(char::is_alphanumeric) {
        // Nothing but operators: then they are the words that are looked for.
        let (words, _) = Reader::new(query, extra, false).read();
        if !words.is_empty() {
            return (words, hints);
        }
    }
    (group, hints)
}

/// One part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// What to look for, composed (NFC), without quotes and field.
    pub(crate) text: String,
    /// How `text` is to be matched.
    pub(crate) form: Form,
    /// Whether passages with it are left out.
    pub(crate) excluded: bool,
    /// Whether it is asked for with a plus: then it is never left out.
    pub(crate) must: bool,
    /// The clause in bytes of the query.
    pub(crate) span: Range<usize>,
    /// What `text` comes from, in bytes of the query.
    pub(crate) text_span: Range<usize>,
}

impl Clause {
    /// The same clause, whose text must stand in these characters.
    pub(crate) fn exactly(&self) -> Self {
        let form = match self.form {
            Form::Word | Form::Phrase | Form::Name => Form::Exact,
            form => form,
        };
        Self {
            form,
            ..self.clone()
        }
    }
}

/// How the text of a clause is to be matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A word with its inflections and other spellings.
    Word,
    /// Words as they stand, one after another (`"…"`).
    Phrase,
    /// Words near each other (`"…"~3`): moved by at most so many words.
    Near(u32),
    /// A word with letters left open (`crypto*`).
    Glob,
    /// These characters and nothing else (`exact:…`).
    Exact,
    /// A name in any spelling (`name:"…"`).
    Name,
    /// A condition on the record.
    Filter(FilterField),
    /// A condition on what is cited.
    Citation {
        field: CitationField,
        /// Whether the value is quoted: then its words stand as they are.
        quoted: bool,
    },
}

impl Form {
    const fn citation(field: CitationField) -> Self {
        Self::Citation {
            field,
            quoted: false,
        }
    }

    /// Whether it is a condition rather than something to look for in the text.
    pub(crate) fn is_condition(self) -> bool {
        matches!(self, Self::Filter(_) | Self::Citation { .. })
    }
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum FilterField {
    /// `in:`
    Zone,
    /// `doc:`
    Document,
    /// `lang:`
    Language,
    /// `label:`
    Label,
    /// `kind:`
    Kind,
    /// `tag:`
    Tag,
    /// `collection:`
    Collection,
    /// `type:`
    Type,
    /// `path:`; which documents these are is looked up before the plan is run, as for the two that follow.
    Path,
    /// `modified:`
    Modified,
    /// `added:`
    Added,
    /// The field with this number among those that a program gave its documents; which terms are meant is looked up
    /// before the plan is run.
    Extra(u16),
}

/// The fields that a query can name, in both languages of our users.
const FIELDS: &[(&str, Form)] = &[
    ("exact", Form::Exact),
    ("name", Form::Name),
    ("in", Form::Filter(FilterField::Zone)),
    ("doc", Form::Filter(FilterField::Document)),
    ("lang", Form::Filter(FilterField::Language)),
    ("label", Form::Filter(FilterField::Label)),
    ("kind", Form::Filter(FilterField::Kind)),
    ("added", Form::Filter(FilterField::Added)),
    ("modified", Form::Filter(FilterField::Modified)),
    ("tag", Form::Filter(FilterField::Tag)),
    ("collection", Form::Filter(FilterField::Collection)),
    ("type", Form::Filter(FilterField::Type)),
    ("path", Form::Filter(FilterField::Path)),
    ("author", Form::citation(CitationField::Author)),
    ("title", Form::citation(CitationField::Title)),
    ("year", Form::citation(CitationField::Year)),
    ("accessed", Form::citation(CitationField::Accessed)),
    ("site", Form::citation(CitationField::Site)),
    ("cites", Form::citation(CitationField::Cites)),
    ("key", Form::citation(CitationField::Key)),
];

/// The same fields in Korean.
const KOREAN_FIELDS: &[(&str, &str)] = &[
    ("문서", "doc"),
    ("언어", "lang"),
    ("번호", "label"),
    ("주", "label"),
    ("각주", "label"),
    ("종류", "kind"),
    ("추가일", "added"),
    ("수정일", "modified"),
    ("태그", "tag"),
    ("컬렉션", "collection"),
    ("형식", "type"),
    ("경로", "path"),
    ("저자", "author"),
    ("지은이", "author"),
    ("제목", "title"),
    ("서명", "title"),
    ("연도", "year"),
    ("년도", "year"),
    ("발행연도", "year"),
    ("검색일", "accessed"),
    ("열람일", "accessed"),
    ("접속일", "accessed"),
    ("사이트", "site"),
    ("인용", "cites"),
    ("인용키", "key"),
];

/// The field with this name, in English or Korean, and its English name.
fn field_named(name: &str) -> Option<(&'static str, Form)> {
    let composed = seoji_analysis::Normalised::new(name);
    let english = KOREAN_FIELDS
        .iter()
        .find(|(korean, _)| *korean == composed.as_str())
        .map_or(name, |&(_, english)| english);
    let known = FIELDS
        .iter()
        .find(|(known, _)| english.eq_ignore_ascii_case(known));
    known.copied()
}

#[cfg(test)]
mod tests;
