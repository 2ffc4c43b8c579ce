//! Shows how one file is understood: its outline, passages, entries, markers and oddities.

use std::path::{Path, PathBuf};

use seoji_analysis::Analyzer;
use seoji_document::{Beside, Reading, SectionKind};
use seoji_schema::{Citation, EntryKind, Equivalence, IndexFolder};
use serde::Serialize;

use crate::Error;
use crate::beside::Besides;
use crate::build::warnings;
use crate::corpus::name_id;
use crate::equivalences::equivalences;
use crate::passages::passages;
use crate::reading::{ForeignFormats, Reader};
use crate::report::Warning;
use crate::update;

/// How a file is understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Understanding {
    /// The id that the document has when its folder is the corpus.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// Title, if one was found.
    pub title: Option<String>,
    /// Authors as written.
    pub authors: Vec<String>,
    /// Date as written in the metadata.
    pub date: Option<String>,
    /// Language that the metadata states.
    pub language: Option<String>,
    /// Tags and keywords.
    pub tags: Vec<String>,
    /// The collections that it says it belongs to.
    pub collections: Vec<String>,
    /// The key by which it is cited.
    pub citation_key: Option<String>,
    /// Other metadata in the order of the file.
    pub metadata: Vec<(String, String)>,
    /// The sections in reading order.
    pub outline: Vec<OutlineItem>,
    /// The passages in reading order.
    pub passages: Vec<UnderstoodPassage>,
    /// What the document states to mean the same, in its order.
    pub equivalences: Vec<Equivalence>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// A section in the outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OutlineItem {
    /// How many sections are around it.
    pub depth: usize,
    /// Its number as written.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// What it is for (`body`, `bibliography` …).
    pub kind: String,
    /// Its heading's line, counted from 1.
    pub line: usize,
    /// Blocks (paragraphs, tables, entries …) directly in it.
    pub blocks: usize,
}

/// A passage as it will be indexed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnderstoodPassage {
    /// Citable id.
    pub id: String,
    /// Position in the document, counted from 0.
    pub ordinal: u32,
    /// What it is (`paragraph`, `entry` …).
    pub kind: String,
    /// Label of an entry, note or table; number of a paragraph that is counted through.
    pub label: Option<String>,
    /// Its first line, counted from 1.
    pub line: Option<u32>,
    /// Its page, when known.
    pub page: Option<u32>,
    /// ISO 639-1 code.
    pub language: String,
    /// Numbers and titles of the sections around it, outermost first.
    pub section: Vec<String>,
    /// The text as shown.
    pub text: String,
    /// Labels that it cites.
    pub cites: Vec<String>,
    /// Ids of the passages that cite it.
    pub cited_by: Vec<String>,
    /// What an entry or note is for (`citation`, `comment` …).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryKind>,
    /// The works that an entry or note cites, taken apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
}

/// How one file is understood that need not be in an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnderstandOptions {
    /// Where a file of a foreign format is read.
    pub foreign: ForeignFormats,
    /// Indexes of which the file may be. The first that was made of it says up to which folder bibliographies and
    /// descriptions count, and which libraries do; one that cannot be read says nothing.
    pub indexes: Vec<PathBuf>,
    /// The folder up to which they count where no index was made of the file; without it, the file's own.
    pub root: Option<PathBuf>,
}

/// Reads one file the way that a build would, with what stands beside it in its folder.
///
/// # Errors
/// A file that cannot be read; one whose format is not read or that holds no text gives an understanding with a
/// warning instead.
pub fn understand(path: &Path) -> Result<Understanding, Error> {
    understand_in(path, &UnderstandOptions::default())
}

/// Reads one file the way that a build would, with what stands beside it in its folder and in those above it.
///
/// # Errors
/// As [`understand`].
pub fn understand_in(path: &Path, options: &UnderstandOptions) -> Result<Understanding, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::Unreadable {
        path: path.to_path_buf(),
        source,
    })?;
    let made = options
        .indexes
        .iter()
        .find_map(|index| update::made_of(&IndexFolder::at(index), path));
    let root = match &made {
        Some(made) => made.corpus.as_deref(),
        None => options.root.as_deref(),
    };
    let mut libraries = Vec::new();
    let mut missed = Vec::new();
    for library in made.iter().flat_map(|made| &made.libraries) {
        match library.open() {
            Ok(library) => libraries.push(library),
            Err(error) => missed.push(Warning {
                path: library.path(),
                line: None,
                message: format!("what it says of the file is left out: {error}"),
            }),
        }
    }
    let besides = Besides::around(path, root, libraries);
    let found = besides.of(path);
    let reader = Reader::new(&options.foreign, None);
    let mut understood = understood(path, reader.read(path, &bytes, None, &found.beside()));
    understood.warnings.extend(missed);
    Ok(understood)
}

/// Understands `bytes` as the content of a file at `path`, which need not exist.
pub fn understand_bytes(path: &Path, bytes: &[u8]) -> Understanding {
    let reader = Reader::new(&ForeignFormats::InProcess, None);
    understood(path, reader.read(path, bytes, None, &Beside::nothing()))
}

fn understood(path: &Path, reading: Reading) -> Understanding {
    let id = name_id(Path::new(path.file_name().unwrap_or_default()));
    let (mut records, oddities) = passages(&reading, &id, 0);
    let mut warnings = warnings(&reading, path);
    warnings.extend(oddities.into_iter().map(|odd| odd.warning(path)));
    let mut equivalences = equivalences(&reading.document, &mut records, &Analyzer::embedded());
    let of_rows = records
        .iter_mut()
        .flat_map(|record| std::mem::take(&mut record.equivalences));
    equivalences.extend(of_rows);
    let document = reading.document;
    let mut depths: Vec<usize> = Vec::with_capacity(document.sections.len());
    let mut outline = Vec::with_capacity(document.sections.len());
    let mut blocks = vec![0; document.sections.len()];
    for block in &document.blocks {
        if let Some(count) = block.section.and_then(|section| blocks.get_mut(section)) {
            *count += 1;
        }
    }
    for (section, blocks) in document.sections.iter().zip(blocks) {
        let depth = section
            .parent
            .and_then(|parent| depths.get(parent))
            .map_or(0, |depth| depth + 1);
        depths.push(depth);
        outline.push(OutlineItem {
            depth,
            number: section.number.clone(),
            title: section.title.clone(),
            kind: kind_name(section.kind).to_owned(),
            line: section.line,
            blocks,
        });
    }
    let passages = records
        .into_iter()
        .map(|record| UnderstoodPassage {
            line: record.line_at(0),
            section: record
                .sections
                .into_iter()
                .flat_map(|heading| heading.number.into_iter().chain([heading.title]))
                .collect(),
            id: record.id,
            ordinal: record.ordinal,
            kind: record.kind.name().to_owned(),
            label: record.label,
            page: record.page,
            language: record.language,
            text: record.text,
            cites: record.cites,
            cited_by: record.cited_by,
            entry: record.entry,
            citations: record.citations,
        })
        .collect();
    Understanding {
        id,
        path: path.to_path_buf(),
        title: document.title,
        authors: document.authors,
        date: document.date,
        language: document.language,
        tags: document.tags,
        collections: document.collections,
        citation_key: document.citation_key,
        metadata: document.metadata,
        outline,
        passages,
        equivalences,
        warnings,
    }
}

fn kind_name(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Abstract => "abstract",
        SectionKind::Definitions => "definitions",
        SectionKind::Bibliography => "bibliography",
        SectionKind::Notes => "notes",
        SectionKind::Matter => "matter",
        _ => "body",
    }
}
