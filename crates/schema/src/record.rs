//! What an index holds: a record for each document and one for each passage.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::citation::{Citation, EntryKind, Mention};
use crate::{Equivalence, Error};

/// The `ordinal` column of a document's own record.
///
/// A writer puts a document's passages right behind its record and in their order, so that the record of the passage
/// with ordinal `n` is `n + 1` places before it; a reader joins titles to passages by that.
pub const DOCUMENT_ORDINAL: u64 = u32::MAX as u64;

/// What a passage is; `Document` is the record of the document itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    /// The document as a whole: title, authors, metadata.
    Document,
    /// One or more paragraphs of running text, or a part of a long one.
    Paragraph,
    /// A table with caption, header, rows and source.
    Table,
    /// A list.
    List,
    /// A bibliography entry.
    Entry,
    /// A footnote or endnote.
    Note,
}

impl PassageKind {
    /// The name that users see and type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Paragraph => "paragraph",
            Self::Table => "table",
            Self::List => "list",
            Self::Entry => "entry",
            Self::Note => "note",
        }
    }

    /// The part of a document that passages of this kind belong to.
    pub fn zone(self) -> Zone {
        match self {
            Self::Document | Self::Paragraph | Self::Table | Self::List => Zone::Body,
            Self::Entry | Self::Note => Zone::Bibliography,
        }
    }
}

/// The two parts of a scholarly document that a search can be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// The running text, its tables and lists.
    Body,
    /// Bibliography entries and notes.
    Bibliography,
}

impl Zone {
    /// The name that users see and type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Bibliography => "bibliography",
        }
    }

    /// The zone of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Body, Self::Bibliography]
            .into_iter()
            .find(|zone| zone.name() == name)
    }
}

/// A section that a passage stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its number as written (`4`, `2.1`), if any.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
}

/// The name of the file at a path, in composed characters: systems keep Hangul in either form.
///
/// ```
/// assert_eq!(seoji_schema::file_name("corpus/2019/보고서.hwp"), "보고서.hwp");
/// ```
pub fn file_name(path: &str) -> String {
    let name = std::path::Path::new(path).file_name();
    name.map(|name| name.to_string_lossy().nfc().collect())
        .unwrap_or_default()
}

/// The record of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Citable id: the path below the corpus folder without its extension, `/` between folders.
    pub id: String,
    /// Position in corpus order, counted from 0.
    pub number: u32,
    /// Title, or the file's name where it has none.
    pub title: String,
    /// Authors as written.
    pub authors: Vec<String>,
    /// Date as written in the metadata.
    pub date: Option<String>,
    /// Most frequent language, an ISO 639-1 code.
    pub language: Option<String>,
    /// Path of the file as the builder was given it.
    pub path: String,
    /// Tags and keywords as written.
    pub tags: Vec<String>,
    /// The collections that it belongs to, `/` between one and what it holds.
    pub collections: Vec<String>,
    /// The key by which it is cited.
    pub citation_key: Option<String>,
    /// Other metadata in the order of the file.
    pub metadata: Vec<(String, String)>,
    /// Number of passages.
    pub passages: u32,
    /// What the document's text states to mean the same, in its order.
    pub equivalences: Vec<Equivalence>,
}

impl DocumentRecord {
    /// The document's own text: the title, below it the authors, the name of the file and the tags, a line each.
    pub fn head(&self) -> String {
        self.head_lines().join("\n")
    }

    /// The lines of [`Self::head`]. A file whose name says nothing new has no line for it.
    pub fn head_lines(&self) -> Vec<String> {
        let mut lines = vec![self.title.clone()];
        lines.extend(self.authors.iter().cloned());
        let name = file_name(&self.path);
        let stem = name
            .rsplit_once('.')
            .map_or(name.as_str(), |(stem, _)| stem);
        let said: HashSet<String> = lines.iter().flat_map(|line| words(line)).collect();
        if words(stem).any(|word| !said.contains(&word)) {
            lines.push(name);
        }
        if !self.tags.is_empty() {
            lines.push(self.tags.join(", "));
        }
        lines
    }
}

/// The words of a line, composed and in lower case.
fn words(line: &str) -> impl Iterator<Item = String> {
    let composed: String = line.nfc().collect();
    let words: Vec<String> = composed
        .split(|ch: char| !ch.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.into_iter()
}

/// The record of a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageRecord {
    /// Citable id: document id, `#`, short hash of the text, and a counter for repeats.
    pub id: String,
    /// Id of the document.
    pub document: String,
    /// Position of the document in corpus order, counted from 0.
    pub document_number: u32,
    /// Position in the document, counted from 0.
    pub ordinal: u32,
    /// What it is.
    pub kind: PassageKind,
    /// The sections around it, outermost first.
    pub sections: Vec<Heading>,
    /// Paragraph number within its section, counted from 1.
    pub paragraph: u32,
    /// Label of an entry, note or table.
    pub label: Option<String>,
    /// Page, counted from 1, when known.
    pub page: Option<u32>,
    /// ISO 639-1 code.
    pub language: String,
    /// The headings that begin right before this passage, a line each; they are searched with it. Mostly empty.
    pub heading: String,
    /// The text as shown.
    pub text: String,
    /// Where source lines begin in `text`: byte of `text` and line, counted from 1, ascending; the first is byte 0.
    pub lines: Vec<(u32, u32)>,
    /// Bytes of the source file that it stands for.
    pub source: (u64, u64),
    /// Labels of the entries and notes that it cites.
    pub cites: Vec<String>,
    /// Ids of the passages that cite it (entries and notes).
    pub cited_by: Vec<String>,
    /// Where the markers stand and what they mean, in order of the text.
    pub mentions: Vec<Mention>,
    /// Ordinals of the passages that cite it, in the order of `cited_by`.
    pub citing: Vec<u32>,
    /// What an entry or note is for; none for passages of other kinds.
    pub entry: Option<EntryKind>,
    /// The works that an entry or note cites, in order of the text.
    pub citations: Vec<Citation>,
    /// Of an entry: tags of the work, as written.
    pub tags: Vec<String>,
    /// Of an entry: the collections that the work belongs to.
    pub collections: Vec<String>,
    /// What a row of a list states to mean the same; what running text states is kept with the document.
    pub equivalences: Vec<Equivalence>,
}

/// What an answer tells of a document: the beginning of a [`DocumentRecord`], in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentHead {
    /// Citable id.
    pub id: String,
    /// Position in corpus order, counted from 0.
    pub number: u32,
    /// Title, or the file's name where it has none.
    pub title: String,
    /// Authors as written.
    pub authors: Vec<String>,
    /// Date as written in the metadata.
    pub date: Option<String>,
    /// Most frequent language, an ISO 639-1 code.
    pub language: Option<String>,
    /// Path of the file as the builder was given it.
    pub path: String,
    /// Tags and keywords as written.
    pub tags: Vec<String>,
    /// The collections that it belongs to.
    pub collections: Vec<String>,
    /// The key by which it is cited.
    pub citation_key: Option<String>,
}

/// The beginning of a [`Record`].
// It is taken apart where it is made.
#[allow(clippy::large_enum_variant)]
#[derive(Deserialize)]
enum RecordBegins {
    Document(DocumentHead),
    Passage,
}

impl DocumentHead {
    /// Reads the beginning of a stored record; none where it is a passage's.
    ///
    /// # Errors
    /// Bytes that are no record: the index is damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Option<Self>, Error> {
        let read = postcard::take_from_bytes(bytes);
        let (begins, _) = read.map_err(|source| Error::DamagedRecord {
            message: source.to_string(),
        })?;
        Ok(match begins {
            RecordBegins::Document(head) => Some(head),
            RecordBegins::Passage => None,
        })
    }
}

/// What a passage was indexed for: the beginning of a [`PassageRecord`], in its order, where it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PassageText<'b> {
    /// Citable id.
    pub id: &'b str,
    /// Id of the document.
    pub document: &'b str,
    /// Position of the document in corpus order, counted from 0.
    pub document_number: u32,
    /// Position in the document, counted from 0.
    pub ordinal: u32,
    /// What it is.
    pub kind: PassageKind,
    /// The sections around it, outermost first: their numbers and titles.
    #[serde(borrow)]
    pub sections: Vec<(Option<&'b str>, &'b str)>,
    /// Paragraph number within its section, counted from 1.
    pub paragraph: u32,
    /// Label of an entry, note or table.
    pub label: Option<&'b str>,
    /// Page, counted from 1, when known.
    pub page: Option<u32>,
    /// ISO 639-1 code.
    pub language: &'b str,
    /// The headings that begin right before this passage.
    pub heading: &'b str,
    /// The text as shown.
    pub text: &'b str,
}

/// The beginning of a [`Record`], of which a passage is read.
// It is taken apart where it is made.
#[allow(clippy::large_enum_variant)]
#[derive(Deserialize)]
enum TextBegins<'b> {
    Document,
    #[serde(borrow)]
    Passage(PassageText<'b>),
}

impl<'b> PassageText<'b> {
    /// Reads the beginning of a stored record; none where it is a document's.
    ///
    /// # Errors
    /// Bytes that are no record: the index is damaged.
    pub fn from_bytes(bytes: &'b [u8]) -> Result<Option<Self>, Error> {
        let read = postcard::take_from_bytes(bytes);
        let (begins, _) = read.map_err(|source| Error::DamagedRecord {
            message: source.to_string(),
        })?;
        Ok(match begins {
            TextBegins::Passage(text) => Some(text),
            TextBegins::Document => None,
        })
    }
}

/// What is stored for a hit: one of the two kinds of record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Record {
    /// A document.
    Document(DocumentRecord),
    /// A passage.
    Passage(PassageRecord),
}

impl PassageRecord {
    /// The source line of a byte of `text`, counted from 1.
    pub fn line_at(&self, byte: usize) -> Option<u32> {
        let after = self
            .lines
            .partition_point(|&(start, _)| start as usize <= byte);
        self.lines[..after]
            .last()
            .or(self.lines.first())
            .map(|&(_, line)| line)
    }
}

impl Record {
    /// The bytes that the index stores.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self)
            .expect("records hold only strings and numbers, which always serialise")
    }

    /// Reads a stored record back.
    ///
    /// # Errors
    /// Bytes that are no record: the index is damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        postcard::from_bytes(bytes).map_err(|source| Error::DamagedRecord {
            message: source.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_the_beginning_of_a_document() {
        let head = DocumentHead {
            id: "a/report".to_owned(),
            number: 300,
            title: "보고서".to_owned(),
            authors: vec!["Park Jin-hyok".to_owned(), "이유지".to_owned()],
            date: Some("2019".to_owned()),
            language: None,
            path: "corpus/a/report.md".to_owned(),
            tags: vec!["malware".to_owned()],
            collections: Vec::new(),
            citation_key: Some("park2019".to_owned()),
        };
        let DocumentHead {
            id,
            number,
            title,
            authors,
            date,
            language,
            path,
            tags,
            collections,
            citation_key,
        } = head.clone();
        let record = DocumentRecord {
            id,
            number,
            title,
            authors,
            date,
            language,
            path,
            tags,
            collections,
            citation_key,
            metadata: vec![("publisher".to_owned(), "nobody".to_owned())],
            passages: 12,
            equivalences: Vec::new(),
        };
        let bytes = Record::Document(record).to_bytes();
        assert_eq!(DocumentHead::from_bytes(&bytes).unwrap(), Some(head));
        assert!(DocumentHead::from_bytes(&bytes[..9]).is_err());
        assert!(DocumentHead::from_bytes(&[]).is_err());
        // A passage's, by its first byte.
        assert_eq!(DocumentHead::from_bytes(&[1, 0, 0]).unwrap(), None);
        assert_eq!(PassageText::from_bytes(&bytes).unwrap(), None);
    }

    #[test]
    fn the_text_is_the_beginning_of_a_passage() {
        let section = |number: Option<&str>, title: &str| Heading {
            number: number.map(str::to_owned),
            title: title.to_owned(),
        };
        let record = PassageRecord {
            id: "a/report#1f".to_owned(),
            document: "a/report".to_owned(),
            document_number: 300,
            ordinal: 7,
            kind: PassageKind::Table,
            sections: vec![section(Some("2.1"), "방법"), section(None, "Notes")],
            paragraph: 3,
            label: None,
            page: Some(12),
            language: "ko".to_owned(),
            heading: "방법".to_owned(),
            text: "본문이다.".to_owned(),
            lines: vec![(0, 40)],
            source: (100, 200),
            cites: vec!["1".to_owned()],
            cited_by: Vec::new(),
            mentions: Vec::new(),
            citing: Vec::new(),
            entry: None,
            citations: Vec::new(),
            tags: Vec::new(),
            collections: Vec::new(),
            equivalences: Vec::new(),
        };
        let bytes = Record::Passage(record.clone()).to_bytes();
        let text = PassageText::from_bytes(&bytes).unwrap().unwrap();
        assert_eq!((text.text, text.heading), ("본문이다.", "방법"));
        assert_eq!((text.language, text.kind), ("ko", PassageKind::Table));
        assert_eq!(text.sections, [(Some("2.1"), "방법"), (None, "Notes")]);
        assert!(PassageText::from_bytes(&bytes[..30]).is_err());
        assert_eq!(DocumentHead::from_bytes(&bytes).unwrap(), None);
    }
}
