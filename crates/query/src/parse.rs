//! A query string becomes clauses. Every string is a query; what is odd about one comes back as hints.

use std::ops::Range;

use seoji_analysis::Normalised;

use crate::citations::CitationField;
use crate::results::Hint;

/// A query has at most this many clauses; what follows is left out with a hint.
const MOST_CLAUSES: usize = 64;
/// A query has at most this many bytes; what follows is left out with a hint.
const MOST_BYTES: usize = 8 * 1024;

/// One part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// What to look for, composed (NFC), without quotes and field.
    pub(crate) text: String,
    /// How `text` is to be matched.
    pub(crate) form: Form,
    /// Whether passages with it are left out.
    pub(crate) excluded: bool,
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
    ("author", Form::citation(CitationField::Author)),
    ("title", Form::citation(CitationField::Title)),
    ("year", Form::citation(CitationField::Year)),
    ("accessed", Form::citation(CitationField::Accessed)),
    ("site", Form::citation(CitationField::Site)),
    ("cites", Form::citation(CitationField::Cites)),
];

/// The same fields in Korean.
const KOREAN_FIELDS: &[(&str, &str)] = &[
    ("문서", "doc"),
    ("언어", "lang"),
    ("번호", "label"),
    ("주", "label"),
    ("각주", "label"),
    ("종류", "kind"),
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
];

/// Opening quotes with the closing ones that end them.
const QUOTES: &[(char, &[char])] = &[
    ('"', &['"']),
    ('“', &['”', '“', '"']),
    ('„', &['”', '“', '"']),
    ('«', &['»']),
    ('「', &['」']),
    ('『', &['』']),
];

/// Reads a query.
pub(crate) fn parse(query: &str) -> (Vec<Clause>, Vec<Hint>) {
    let mut reader = Reader {
        query,
        at: 0,
        clauses: Vec::new(),
        hints: Vec::new(),
    };
    let end = reader.bound();
    while reader.at < end {
        if reader.clauses.len() == MOST_CLAUSES {
            reader.hint(
                format!("the query is very long; only its first {MOST_CLAUSES} words were used"),
                Some(reader.at..query.len()),
            );
            break;
        }
        reader.clause(end);
    }
    (reader.clauses, reader.hints)
}

struct Reader<'q> {
    query: &'q str,
    at: usize,
    clauses: Vec<Clause>,
    hints: Vec<Hint>,
}

impl Reader<'_> {
    /// Where reading ends.
    fn bound(&mut self) -> usize {
        let mut end = self.query.len();
        if end > MOST_BYTES {
            end = MOST_BYTES;
            while !self.query.is_char_boundary(end) {
                end -= 1;
            }
            let message =
                format!("the query is very long; only its first {MOST_BYTES} bytes were used");
            self.hint(message, Some(end..self.query.len()));
        }
        end
    }

    fn hint(&mut self, message: String, span: Option<Range<usize>>) {
        self.hints.push(Hint {
            message,
            query: None,
            span: span.map(Into::into),
        });
    }

    fn clause(&mut self, end: usize) {
        let rest = &self.query[self.at..end];
        let blank = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || c.is_control())
                .len();
        self.at += blank;
        let rest = &self.query[self.at..end];
        if rest.is_empty() {
            return;
        }
        let start = self.at;
        // A minus excludes only when something follows it at once: `a - b` is text.
        let excluded = rest.starts_with('-')
            && rest[1..].starts_with(|c: char| !c.is_whitespace() && c != '-');
        let from = start + usize::from(excluded);
        let (form, from) = self.field(from, end);
        let (text_span, quoted) = self.value(from, end);
        // Composed, so that a decomposed query is the same query; the spans stay those of the query.
        let text = Normalised::new(&self.query[text_span.clone()])
            .as_str()
            .to_owned();
        let form = match form {
            Form::Word if quoted => Form::Phrase,
            Form::Citation { field, .. } => Form::Citation { field, quoted },
            form => form,
        };
        if !text.chars().any(char::is_alphanumeric) {
            // Punctuation alone asks for nothing; it is common around pasted text and needs no hint.
            return;
        }
        self.clauses.push(Clause {
            text,
            form,
            excluded,
            span: start..self.at,
            text_span,
        });
    }

    /// Reads `name:` when a known field stands there and a value follows.
    fn field(&mut self, from: usize, end: usize) -> (Form, usize) {
        let rest = &self.query[from..end];
        let Some(colon) = rest.find(':') else {
            return (Form::Word, from);
        };
        let (name, value) = (&rest[..colon], &rest[colon + 1..]);
        if value.is_empty()
            || value.starts_with(char::is_whitespace)
            || !name.chars().all(char::is_alphabetic)
        {
            return (Form::Word, from);
        }
        let composed = Normalised::new(name);
        let english = KOREAN_FIELDS
            .iter()
            .find(|(korean, _)| *korean == composed.as_str())
            .map_or(name, |&(_, english)| english);
        if let Some(&(_, form)) = FIELDS
            .iter()
            .find(|(known, _)| english.eq_ignore_ascii_case(known))
        {
            return (form, from + colon + 1);
        }
        // `https://…` and `10:30` are text; `autor:Levi` looks like a field that does not exist.
        if !value.starts_with("//") && !name.is_empty() && name.is_ascii() {
            let known: Vec<String> = FIELDS
                .iter()
                .map(|(known, _)| format!("{known}:"))
                .collect();
            let message = format!(
                "no field \"{name}\": searched as text; fields are {}",
                known.join(" ")
            );
            self.hint(message, Some(from..from + colon + 1));
        }
        (Form::Word, from)
    }

    /// Reads a quoted or a bare value and moves on behind it.
    fn value(&mut self, from: usize, end: usize) -> (Range<usize>, bool) {
        let rest = &self.query[from..end];
        let first = rest.chars().next();
        if let Some((open, closing)) = QUOTES.iter().find(|(open, _)| Some(*open) == first) {
            let inside = from + open.len_utf8();
            return match self.query[inside..end]
                .char_indices()
                .find(|(_, c)| closing.contains(c))
            {
                Some((length, close)) => {
                    self.at = inside + length + close.len_utf8();
                    (inside..inside + length, true)
                }
                None => {
                    let message = "the quotation mark is never closed; read to the end".to_owned();
                    self.hint(message, Some(from..inside));
                    self.at = end;
                    (inside..end, true)
                }
            };
        }
        let length = rest
            .find(|c: char| c.is_whitespace() || c == '"')
            .unwrap_or(rest.len())
            .max(rest.chars().next().map_or(0, char::len_utf8));
        self.at = from + length;
        (from..self.at, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `kind text` for each clause, `-` before an excluded one.
    fn read(query: &str) -> Vec<String> {
        let show = |clause: &Clause| {
            let sign = if clause.excluded { "-" } else { "" };
            format!("{sign}{:?} {}", clause.form, clause.text)
        };
        parse(query).0.iter().map(show).collect()
    }

    #[test]
    fn words_phrases_and_fields() {
        assert_eq!(read("Park Jin-hyok"), ["Word Park", "Word Jin-hyok"]);
        assert_eq!(
            read("\"Park Jin-hyok\" -Sony"),
            ["Phrase Park Jin-hyok", "-Word Sony"]
        );
        assert_eq!(read("“북한서 첫” 거래"), ["Phrase 북한서 첫", "Word 거래"]);
        assert_eq!(
            read("in:bibliography label:22"),
            ["Filter(Zone) bibliography", "Filter(Label) 22"]
        );
        assert_eq!(read("exact:\"Kim Jong Un\""), ["Exact Kim Jong Un"]);
        assert_eq!(
            read("-doc:levi a - b"),
            ["-Filter(Document) levi", "Word a", "Word b"]
        );
    }

    #[test]
    fn pasted_text_is_text() {
        assert_eq!(
            read("https://m.yna.co.kr/view?id=3"),
            ["Word https://m.yna.co.kr/view?id=3"]
        );
        assert_eq!(read("10:30 ... !? 「서지」"), ["Word 10:30", "Phrase 서지"]);
        assert!(parse("https://m.yna.co.kr/view?id=3 10:30").1.is_empty());
    }

    #[test]
    fn oddities_come_back_as_hints() {
        let hints = |query: &str| {
            parse(query)
                .1
                .into_iter()
                .map(|hint| hint.message)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            hints("autor:Levi"),
            [
                "no field \"autor\": searched as text; fields are exact: name: in: doc: lang: label: kind: author: title: year: accessed: site: cites:"
            ]
        );
        assert_eq!(
            hints("\"Park Jin"),
            ["the quotation mark is never closed; read to the end"]
        );
        assert_eq!(read("\"Park Jin"), ["Phrase Park Jin"]);
        assert_eq!(
            hints(&"word ".repeat(100)),
            ["the query is very long; only its first 64 words were used"]
        );
        assert_eq!(hints(&"가".repeat(10_000)).len(), 1);
    }
}
