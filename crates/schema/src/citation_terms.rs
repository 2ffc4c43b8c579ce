//! The terms by which citations are found: what the fields `citation` and `cited` hold, and where.
//!
//! A term is a letter and what it stands for:
//!
//! | letter | stands for | example |
//! |---|---|---|
//! | `a` | a literal token of an author's, editor's or translator's name | `atudor`, `a이유` |
//! | `i` | the initial of a word of such a name | `id` |
//! | `p` | such a name as a whole | `p이유지` |
//! | `n` | a key of a Korean name ([`names::Key::term`]), by which other spellings find it (not in `cited`) | `nS…\0이유지` |
//! | `t` | a literal token of the title | `tconfidential` |
//! | `m` | a stem or morpheme of the title | `m북한` |
//! | `v` | a word of the title that is written in syllables, as it stands | `v가상화폐의` |
//! | `k` | the key of an entry in a library of references, lower case | `ktudor2015` |
//! | `f` | the kind of the work, and the wider one ([`crate::WorkKind`]) | `fthesis` |
//! | `y` | the year, four digits | `y2015` |
//! | `c` | the day of access, as exact as written | `c2019-06-20` |
//! | `s` | the host and each of its endings | `syna.co.kr` |
//! | `w` | a key of the work ([`crate::WorkKeys`]) | `wk3f9a…` |
//! | `l` | a label that is cited (only in `cited`) | `l22` |
//! | `=` | the passage cites works of its own | `=` |
//!
//! Each citation has [`WORK_STRIDE`] positions of its own, so that a reader can tell whether two terms belong to one
//! citation; each person has [`PERSON_STRIDE`] of them. Inside a name and a title the positions are those of the
//! literal field, so that phrases can be asked for.

use seoji_analysis::{Analyzer, Field, Language, TokenBuffer, TokenKind, names};

use unicode_normalization::UnicodeNormalization;

use crate::citation::{Citation, Date, Person};
use crate::record::{PassageKind, PassageRecord};
use crate::work_kind::WorkKind;
use crate::works::WorkKeys;

/// Positions that belong to one citation.
pub const WORK_STRIDE: u32 = 8192;
/// Positions that belong to one person.
pub const PERSON_STRIDE: u32 = 32;
/// Where titles begin; before it stand the persons.
const TITLE_START: u32 = MOST_PERSONS * PERSON_STRIDE;
/// So many persons of a citation can be asked for; a paper of a thousand authors is found by the first of them.
const MOST_PERSONS: u32 = 128;
/// So many tokens of a title can be asked for.
const MOST_TITLE_TOKENS: u32 = WORK_STRIDE - TITLE_START - 1;
/// So many citations of a passage can be asked for.
const MOST_CITATIONS: u32 = 1024;
/// No term is longer than this, in bytes.
const LONGEST_TERM: usize = 256;

/// A term and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationTerm {
    /// Position in tokens.
    pub position: u32,
    /// The letter and what it stands for.
    pub term: String,
}

/// Collects the terms of the citations of a passage, or of what a document is.
pub struct CitationTerms<'a> {
    analyzer: &'a Analyzer,
    buffer: TokenBuffer,
    terms: Vec<CitationTerm>,
    citations: u32,
    has_keys: bool,
}

impl<'a> CitationTerms<'a> {
    /// No terms yet.
    pub fn new(analyzer: &'a Analyzer) -> Self {
        Self {
            analyzer,
            buffer: TokenBuffer::new(),
            terms: Vec::new(),
            citations: 0,
            has_keys: false,
        }
    }

    /// Also the keys of Korean names, which only an index needs: a reader compares whole names.
    pub fn with_keys(self) -> Self {
        Self {
            has_keys: true,
            ..self
        }
    }

    /// Adds a citation; `language` is that of its passage, for a title whose own is not known.
    pub fn add(&mut self, citation: &Citation, language: Language) {
        let Some(start) = self.next_citation() else {
            return;
        };
        let language = citation
            .language
            .as_deref()
            .and_then(Language::from_code)
            .unwrap_or(language);
        let people = citation
            .authors
            .iter()
            .chain(&citation.editors)
            .chain(&citation.translators);
        let names = people.map(|person: &Person| person.name.as_str());
        let organization = citation
            .organization
            .as_ref()
            .map(|part| part.text.as_str());
        self.names(start, names.chain(organization));
        if let Some(title) = &citation.title {
            self.title(start, &title.text, language);
        }
        for kind in citation.kind.into_iter().flat_map(WorkKind::with_wider) {
            self.push(start, 'f', kind.name());
        }
        if let Some(year) = citation.year {
            self.push(start, 'y', &four_digits(year.value));
        }
        if let Some(accessed) = &citation.accessed {
            self.push(start, 'c', &accessed.date.to_string());
        }
        for ending in citation.host.as_deref().into_iter().flat_map(host_suffixes) {
            self.push(start, 's', ending);
        }
        for key in WorkKeys::of(citation).keys() {
            self.push(start, 'w', key);
        }
    }

    /// Adds what a document itself is: its authors, title and year.
    pub fn document(
        &mut self,
        authors: &[String],
        title: &str,
        date: Option<Date>,
        language: Language,
    ) {
        let Some(start) = self.next_citation() else {
            return;
        };
        self.names(start, authors.iter().map(String::as_str));
        self.title(start, title, language);
        if let Some(date) = date {
            self.push(start, 'y', &four_digits(date.year));
        }
    }

    /// Adds a label that the passage cites.
    pub fn label(&mut self, label: &str) {
        self.push(0, 'l', &label.to_lowercase());
    }

    /// Adds the key by which a library of references cites a work.
    pub fn key(&mut self, key: &str) {
        self.push(0, 'k', &key.trim().to_lowercase());
    }

    /// Adds the key of an entry: its label, where that is no number.
    pub fn entry_key(&mut self, passage: &PassageRecord) {
        let label = passage.label.as_deref();
        let label = label.filter(|label| label.chars().any(char::is_alphabetic));
        if let Some(label) = label.filter(|_| passage.kind == PassageKind::Entry) {
            self.key(label);
        }
    }

    /// Marks that the passage cites works of its own, so that its document's authors are not meant.
    pub fn own(&mut self) {
        self.push(0, '=', "");
    }

    /// The terms in order of their positions, none twice at one.
    pub fn finish(mut self) -> Vec<CitationTerm> {
        self.terms
            .sort_by(|a, b| (a.position, &a.term).cmp(&(b.position, &b.term)));
        self.terms.dedup();
        self.terms
    }

    fn next_citation(&mut self) -> Option<u32> {
        let start = (self.citations < MOST_CITATIONS).then(|| self.citations * WORK_STRIDE);
        self.citations += 1;
        start
    }

    fn names<'n>(&mut self, start: u32, names: impl Iterator<Item = &'n str>) {
        for (number, name) in names.take(MOST_PERSONS as usize).enumerate() {
            let from = start + number as u32 * PERSON_STRIDE;
            self.literal(from, 'a', name, PERSON_STRIDE);
            for word in name.split(|c: char| !c.is_alphanumeric()) {
                let mut initial = String::new();
                seoji_analysis::fold(&word.chars().take(1).collect::<String>(), &mut initial);
                self.push(from, 'i', &initial);
            }
            let name = whole_name(name);
            self.push(from, 'p', &name);
            if self.has_keys && may_be_korean(&name) {
                let mut keys = Vec::new();
                names::keys(&name, &mut keys);
                for key in keys {
                    self.push(from, 'n', &key.term(&name));
                }
            }
        }
    }

    fn title(&mut self, start: u32, title: &str, language: Language) {
        let from = start + TITLE_START;
        self.literal(from, 't', title, MOST_TITLE_TOKENS);
        let mut buffer = std::mem::take(&mut self.buffer);
        self.analyzer
            .analyse(Field::Stem, title, language, &mut buffer);
        for token in buffer.iter().take(MOST_TITLE_TOKENS as usize) {
            self.push(from, 'm', token.term);
        }
        self.buffer = buffer;
        for word in title.split(|c: char| !c.is_alphanumeric()) {
            if word.chars().any(is_syllabic) {
                let mut folded = String::new();
                seoji_analysis::fold(word, &mut folded);
                self.push(from, 'v', &folded);
            }
        }
    }

    fn literal(&mut self, from: u32, letter: char, text: &str, most: u32) {
        let mut buffer = std::mem::take(&mut self.buffer);
        self.analyzer.literal(text, &mut buffer);
        for token in buffer.iter() {
            if token.position < most && token.kind != TokenKind::Marker {
                self.push(from + token.position, letter, token.term);
            }
        }
        self.buffer = buffer;
    }

    fn push(&mut self, position: u32, letter: char, text: &str) {
        if letter != '=' && text.is_empty() || text.len() > LONGEST_TERM {
            return;
        }
        let mut term = String::with_capacity(1 + text.len());
        term.push(letter);
        term.push_str(text);
        self.terms.push(CitationTerm { position, term });
    }
}

/// A year as its term has it, so that terms are in the order of years.
fn four_digits(year: i32) -> String {
    format!("{:04}", year.clamp(0, 9999))
}

/// A name as its `p` term has it: in composed characters, with one space between words.
///
/// ```
/// assert_eq!(seoji_schema::whole_name(" Lee  Yu-ji"), "Lee Yu-ji");
/// ```
pub fn whole_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").nfc().collect()
}

/// Whether a name can be a Korean one: in Hangul or Hanja, or in Latin letters that look Korean.
pub fn may_be_korean(name: &str) -> bool {
    name.chars().any(is_syllabic) || names::looks_korean(name)
}

/// Whether a char is written in syllables: Hangul or Hanja.
fn is_syllabic(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '가'..='힣')
}

/// A host and each of its endings at a dot: `m.yna.co.kr` → `m.yna.co.kr`, `yna.co.kr`, `co.kr`, `kr`.
///
/// ```
/// let endings: Vec<&str> = seoji_schema::host_suffixes("m.yna.co.kr").collect();
/// assert_eq!(endings, ["m.yna.co.kr", "yna.co.kr", "co.kr", "kr"]);
/// ```
pub fn host_suffixes(host: &str) -> impl Iterator<Item = &str> {
    /// Names have at most 127 parts (RFC 1035: 255 bytes).
    const MOST_PARTS: usize = 127;
    std::iter::successors(Some(host), |rest| {
        rest.split_once('.').map(|(_, ending)| ending)
    })
    .take(MOST_PARTS)
    .filter(|ending| !ending.is_empty())
}
