//! Documents that a program hands over, rather than a folder of files.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use seoji_document::Document;
use seoji_schema::{FieldKind, FieldValue, IndexFolder, field_name};

use crate::beside::Besides;
use crate::build::{Begun, BuildOptions, begin, manifest, write_parts, write_tables};
use crate::corpus::{Role, SourceFile};
use crate::files::FileTable;
use crate::memory::Memory;
use crate::report::{Progress, Report};
use crate::writer::assemble;
use crate::{Error, own_aliases, own_dictionary};

/// A document that a program hands over, with what it knows of it.
///
/// What is said here counts more than what the content says of itself.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a document does nothing until an index is built of it"]
pub struct NewDocument {
    pub(crate) id: String,
    pub(crate) file_name: String,
    pub(crate) content: Vec<u8>,
    title: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    language: Option<String>,
    tags: Vec<String>,
    pub(crate) fields: Vec<(String, FieldValue)>,
}

impl NewDocument {
    /// A text in Markdown or without any marks; `id` is what results name it by, unique in the index.
    pub fn text(id: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        let file_name = format!("{id}.md");
        let text: String = text.into();
        Self::file(id, file_name, text)
    }

    /// A file of any format that is read; its name says what the content is meant to be and is shown as its path.
    pub fn file(
        id: impl Into<String>,
        name: impl Into<String>,
        content: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            id: id.into(),
            file_name: name.into(),
            content: content.into(),
            title: None,
            authors: Vec::new(),
            date: None,
            language: None,
            tags: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// Its title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// One of its authors, in their order.
    pub fn author(mut self, author: impl Into<String>) -> Self {
        self.authors.push(author.into());
        self
    }

    /// Its date: `2019`, `2019-06`, `2019-06-20`.
    pub fn date(mut self, date: impl Into<String>) -> Self {
        self.date = Some(date.into());
        self
    }

    /// Its language, an ISO 639-1 code.
    pub fn language(mut self, code: impl Into<String>) -> Self {
        self.language = Some(code.into());
        self
    }

    /// One of its tags.
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tags.push(tag.into());
        self
    }

    /// A value of a field of the program's own, which queries can filter by (`source:kcna`, `pages:10..20`,
    /// `received:2019-06`) and facets count. A field can have several values, all of one kind in all documents; its name
    /// has letters only.
    pub fn field(mut self, name: impl Into<String>, value: FieldValue) -> Self {
        self.fields.push((name.into(), value));
        self
    }

    /// Puts what is known of it in the place of what was read.
    pub(crate) fn describe(&self, document: &mut Document) {
        if self.title.is_some() {
            document.title.clone_from(&self.title);
        }
        if !self.authors.is_empty() {
            document.authors.clone_from(&self.authors);
        }
        if self.date.is_some() {
            document.date.clone_from(&self.date);
        }
        if self.language.is_some() {
            document.language.clone_from(&self.language);
        }
        document.tags.extend(self.tags.iter().cloned());
    }

    fn refused(&self, reason: impl Into<String>) -> Error {
        Error::BadDocument {
            id: self.id.clone(),
            reason: reason.into(),
        }
    }
}

/// Builds an index of documents from memory in the folder `index`; what was in the index before is replaced when the
/// new one is complete.
///
/// The documents are those of the index: a later build names them all again. Of the options those about files in a
/// corpus do not count.
///
/// # Errors
/// No document with text; two documents with one id, an id without letters or with control characters; a field whose
/// name a query could not say, whose number or day is none, or whose values are of two kinds; what [`build`](crate::build)
/// says of the index folder.
///
/// # Example
/// ```
/// use seoji_indexer::{BuildOptions, FieldValue, NewDocument, Silent};
/// let folder = tempfile::tempdir()?;
/// let documents = vec![
///     NewDocument::text("kcna-7", "북한은 가상화폐를 채굴한다.")
///         .title("가상화폐")
///         .author("박진혁")
///         .date("2019-06-20")
///         .field("source", FieldValue::Text("KCNA".to_owned()))
///         .field("pages", FieldValue::Number(12.0)),
///     NewDocument::text("rfa-3", "The Lazarus group stole $ 81 million.")
///         .field("source", FieldValue::Text("RFA".to_owned())),
/// ];
/// let report = seoji_indexer::build_documents(
///     documents,
///     folder.path().join("index"),
///     &BuildOptions::default(),
///     &Silent,
/// )?;
/// assert_eq!(report.documents, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn build_documents(
    documents: Vec<NewDocument>,
    index: impl Into<IndexFolder>,
    options: &BuildOptions,
    progress: &dyn Progress,
) -> Result<Report, Error> {
    let begun = Instant::now();
    let index = index.into();
    let (files, fields) = checked(documents)?;
    let (own, odd) = own_aliases::read(&[], options.aliases.as_deref())?;
    let (dictionary, odd_words) = own_dictionary::read(&[], options.dictionary.as_deref())?;
    let Begun {
        generation,
        known,
        fingerprint,
        analyzer,
        reader,
    } = begin(&index, &options.foreign, &dictionary)?;
    let numbers: Vec<u32> = (0..files.len() as u32).collect();
    let parts = write_parts(
        &files,
        &numbers,
        generation.folder(),
        &analyzer,
        &reader,
        &Besides::default(),
        &Memory::new(options.memory, options.jobs),
        None,
        progress,
    )?;
    let table = FileTable::new(
        Vec::new(),
        Vec::new(),
        options.ignore,
        files.len() as u32,
        parts.rows,
    );
    let mut report = table.report();
    if report.documents == 0 {
        return Err(Error::NothingGiven);
    }
    progress.finish();
    assemble(&parts.folders, generation.folder())?;
    write_tables(&table, &known, &generation)?;
    own_aliases::write(&own, &generation)?;
    dictionary.write(&generation)?;
    report.warnings.extend(odd);
    report.warnings.extend(odd_words);
    let mut manifest = manifest(&report, &[], fingerprint, dictionary.copy);
    manifest.from_program = true;
    manifest.fields = fields;
    report.generation = generation.publish(manifest)?.generation;
    reader.prune(&table.rows);
    report.elapsed = begun.elapsed();
    Ok(report)
}

/// The documents in order of their ids, as the files that a build reads, and the kinds of their fields.
fn checked(
    mut documents: Vec<NewDocument>,
) -> Result<(Vec<SourceFile>, BTreeMap<String, FieldKind>), Error> {
    documents.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(pair) = documents.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(pair[0].refused("two documents have this id"));
    }
    let mut kinds: BTreeMap<String, FieldKind> = BTreeMap::new();
    let mut files = Vec::with_capacity(documents.len());
    for mut document in documents {
        let sound = document.id.chars().any(char::is_alphanumeric)
            && !document.id.chars().any(char::is_control);
        if !sound {
            return Err(document.refused("an id has a letter or digit and no control characters"));
        }
        for (name, value) in &mut document.fields {
            let problem = match field_name(name) {
                None => Some(format!(
                    "a field's name has letters only and is none of the query language: {name:?}"
                )),
                Some(own) => {
                    *name = own;
                    problem_of(name, value, &mut kinds)
                }
            };
            if let Some(problem) = problem {
                return Err(document.refused(problem));
            }
        }
        files.push(SourceFile {
            path: PathBuf::from(&document.file_name),
            id: document.id.clone(),
            bytes: document.content.len() as u64,
            role: Role::Given(Arc::new(document)),
        });
    }
    Ok((files, kinds))
}

/// What is wrong with a value; the kind of its field is noted.
fn problem_of(
    name: &str,
    value: &FieldValue,
    kinds: &mut BTreeMap<String, FieldKind>,
) -> Option<String> {
    let sound = match value {
        FieldValue::Text(text) => !text.contains('\0'),
        FieldValue::Number(number) => number.is_finite(),
        FieldValue::Date(date) => (0..=9999).contains(&date.year),
    };
    if !sound {
        return Some(format!(
            "the field {name} has a value that cannot be kept: {value:?}"
        ));
    }
    let kind = *kinds.entry(name.to_owned()).or_insert(value.kind());
    (kind != value.kind()).then(|| format!("the field {name} has values of two kinds"))
}
