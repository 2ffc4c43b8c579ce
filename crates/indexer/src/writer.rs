//! Records become the engine's segments: one for each partition of the corpus, put together in corpus order.

use std::collections::{BTreeSet, HashSet};
use std::io::ErrorKind;
use std::path::PathBuf;

use crate::citation_fields;
use seoji_analysis::{Analyzer, Language, WordsSought, frame};
use seoji_document::Format;
use seoji_schema::{
    Attribute, DOCUMENT_ORDINAL, DocumentRecord, Equivalence, Error, FieldValue, Fields, Folder,
    PassageKind, PassageRecord, Record, WriterDirectory, Zone, alias_term, file_name,
    register_tokenizers, suggestion_terms,
};
use tantivy::indexer::{NoMergePolicy, SingleSegmentIndexWriter};
use tantivy::schema::Value;
use tantivy::{IndexSettings, Searcher, TantivyDocument, Term};

use crate::names::NameKeys;

/// What the engine reserves for a partition's terms before it has seen them; it grows with the text.
const SEGMENT_MEMORY_BYTES: usize = 64 * 1024 * 1024;
/// What the engine reserves to mark and merge, its least.
const DELETING_MEMORY_BYTES: usize = 15_000_000;
/// The engine's list of segments.
const META_FILE: &str = "meta.json";

/// Writes one partition as one segment in a folder of its own.
pub(crate) struct SegmentWriter<'a> {
    fields: &'a Fields,
    analyzer: Analyzer,
    names: NameKeys,
    writer: SingleSegmentIndexWriter,
}

impl<'a> SegmentWriter<'a> {
    pub(crate) fn create(
        folder: &Folder,
        fields: &'a Fields,
        analyzer: &Analyzer,
    ) -> Result<Self, Error> {
        let created = folder.storage().create_folders(folder.path());
        created.map_err(|source| Error::io("create", folder.path(), source))?;
        let directory = WriterDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        let manager = tantivy::tokenizer::TokenizerManager::default();
        register_tokenizers(&manager, analyzer);
        let writer = tantivy::IndexBuilder::new()
            .schema(fields.schema())
            .settings(IndexSettings {
                docstore_compress_dedicated_thread: false,
                ..IndexSettings::default()
            })
            .tokenizers(manager)
            .single_segment_index_writer(directory, SEGMENT_MEMORY_BYTES)?;
        Ok(Self {
            fields,
            analyzer: analyzer.clone(),
            names: NameKeys::default(),
            writer,
        })
    }

    /// Adds a document, whose file is in `format`, with the `extra` fields that a program gave it, and its passages.
    pub(crate) fn add(
        &mut self,
        document: DocumentRecord,
        format: Option<Format>,
        extra: &[(String, FieldValue)],
        passages: Vec<PassageRecord>,
    ) -> Result<(), Error> {
        let fields = self.fields;
        let mut entry = TantivyDocument::new();
        entry.add_text(fields.id, &document.id);
        entry.add_text(fields.document, &document.id);
        entry.add_u64(fields.document_number, u64::from(document.number));
        entry.add_u64(fields.ordinal, DOCUMENT_ORDINAL);
        entry.add_text(fields.kind, PassageKind::Document.name());
        entry.add_text(fields.zone, Zone::Body.name());
        if let Some(language) = &document.language {
            entry.add_text(fields.language, language);
        }
        let language = language_of(document.language.as_deref());
        let head = document.head_lines();
        for line in &head {
            self.add_analysed(&mut entry, line, language);
        }
        let attributes = document_attributes(&document, format);
        add_attributes(&mut entry, fields, &attributes);
        let extra_terms: BTreeSet<String> =
            extra.iter().map(|(name, value)| value.term(name)).collect();
        let counted: BTreeSet<String> = extra
            .iter()
            .map(|(name, value)| value.counted(name))
            .collect();
        for term in &extra_terms {
            entry.add_text(fields.extra, term);
        }
        for value in &counted {
            entry.add_text(fields.extra_facet, value);
        }
        self.add_names(&mut entry, &head, &passages, language);
        add_aliases(&mut entry, fields, &document.equivalences);
        for term in suggestion_terms(&document, &passages) {
            entry.add_text(fields.keys, term);
        }
        citation_fields::add_document(&mut entry, fields, &self.analyzer, &document, language);
        entry.add_bytes(fields.record, &Record::Document(document).to_bytes());
        self.writer.add_document(entry)?;
        let entries: Vec<TantivyDocument> = passages
            .iter()
            .map(|passage| {
                let mut entry = TantivyDocument::new();
                let mut own = attributes.clone();
                own.extend(filed(&passage.tags, &passage.collections));
                add_attributes(&mut entry, fields, &own);
                for term in &extra_terms {
                    entry.add_text(fields.extra, term);
                }
                citation_fields::add_passage(
                    &mut entry,
                    fields,
                    &self.analyzer,
                    passage,
                    &passages,
                );
                entry
            })
            .collect();
        for (passage, entry) in passages.into_iter().zip(entries) {
            self.add_passage(passage, entry)?;
        }
        Ok(())
    }

    /// Adds a passage, whose fields about citations and attributes `entry` holds already.
    fn add_passage(
        &mut self,
        passage: PassageRecord,
        mut entry: TantivyDocument,
    ) -> Result<(), Error> {
        let fields = self.fields;
        entry.add_text(fields.id, &passage.id);
        entry.add_text(fields.document, &passage.document);
        entry.add_u64(fields.document_number, u64::from(passage.document_number));
        entry.add_u64(fields.ordinal, u64::from(passage.ordinal));
        entry.add_text(fields.kind, passage.kind.name());
        entry.add_text(fields.zone, passage.kind.zone().name());
        entry.add_text(fields.language, &passage.language);
        if let Some(label) = &passage.label {
            entry.add_text(fields.label, label.to_lowercase());
        }
        let language = language_of(Some(&passage.language));
        if !passage.heading.is_empty() {
            self.add_analysed(&mut entry, &passage.heading, language);
        }
        self.add_analysed(&mut entry, &passage.text, language);
        add_aliases(&mut entry, fields, &passage.equivalences);
        entry.add_bytes(fields.record, &Record::Passage(passage).to_bytes());
        self.writer.add_document(entry)?;
        Ok(())
    }

    fn add_names(
        &mut self,
        entry: &mut TantivyDocument,
        head: &[String],
        passages: &[PassageRecord],
        language: Language,
    ) {
        for line in head {
            self.names.read(&self.analyzer, line, language);
        }
        for passage in passages {
            let language = language_of(Some(&passage.language));
            self.names.read(&self.analyzer, &passage.heading, language);
            self.names.read(&self.analyzer, &passage.text, language);
        }
        self.names.write(entry, self.fields);
    }

    fn add_analysed(&self, entry: &mut TantivyDocument, text: &str, language: Language) {
        let framed = frame(language, text);
        entry.add_text(self.fields.literal, &framed);
        entry.add_text(self.fields.stem, &framed);
    }

    /// Writes the segment to its folder.
    pub(crate) fn finish(self) -> Result<(), Error> {
        self.writer.finalize()?;
        Ok(())
    }
}

/// Adds the terms by which a query finds what a record states to mean the same.
fn add_aliases(entry: &mut TantivyDocument, fields: &Fields, stated: &[Equivalence]) {
    let forms = stated.iter().flat_map(|stated| &stated.forms);
    let terms: BTreeSet<String> = forms.map(|form| alias_term(form)).collect();
    for term in terms {
        entry.add_text(fields.keys, term);
    }
}

/// The terms of what a document is filed under, and of the type of its file.
fn document_attributes(document: &DocumentRecord, format: Option<Format>) -> BTreeSet<String> {
    let mut terms = filed(&document.tags, &document.collections);
    if let Some(format) = format {
        terms.extend(Attribute::Type.terms(format.name()));
        let name = file_name(&document.path).to_lowercase();
        let own = name.rsplit_once('.').map(|(_, ending)| ending);
        let endings = format.endings();
        let ending = own
            .filter(|own| endings.contains(own))
            .or(endings.first().copied());
        terms.extend(
            ending
                .into_iter()
                .flat_map(|ending| Attribute::Type.terms(ending)),
        );
    }
    terms
}

/// The terms of tags and collections.
fn filed(tags: &[String], collections: &[String]) -> BTreeSet<String> {
    let tags = tags.iter().flat_map(|tag| Attribute::Tag.terms(tag));
    let collections = collections.iter();
    tags.chain(collections.flat_map(|own| Attribute::Collection.terms(own)))
        .collect()
}

fn add_attributes(entry: &mut TantivyDocument, fields: &Fields, terms: &BTreeSet<String>) {
    for term in terms {
        entry.add_text(fields.attributes, term);
    }
}

fn language_of(code: Option<&str>) -> Language {
    code.and_then(Language::from_code)
        .unwrap_or(Language::English)
}

/// Moves the segments of some folders, in their order, into the folder of the generation.
///
/// The engine's list of segments is put together from the folders' own; segment names are unique, so the files only
/// move. Segments that the folder has already come first.
pub(crate) fn assemble(parts: &[Folder], folder: &Folder) -> Result<(), Error> {
    let damaged = |what: String| Error::Damaged {
        path: folder.path().to_path_buf(),
        what,
    };
    let mut meta: Option<serde_json::Value> = None;
    let storage = folder.storage();
    let own = folder.path().join(META_FILE);
    match storage.read(&own) {
        Ok(bytes) => {
            let read = serde_json::from_slice(&bytes);
            meta = Some(read.map_err(|error| damaged(format!("{}: {error}", own.display())))?);
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(source) => return Err(Error::io("read", &own, source)),
    }
    for part in parts {
        let path = part.path().join(META_FILE);
        let read = storage.read(&path);
        let bytes = read.map_err(|source| Error::io("read", &path, source))?;
        let mut part_meta: serde_json::Value = serde_json::from_slice(&bytes)
            .map_err(|error| damaged(format!("{}: {error}", path.display())))?;
        match &mut meta {
            None => meta = Some(part_meta),
            Some(meta) => {
                let more = part_meta["segments"].as_array_mut().map(std::mem::take);
                match (meta["segments"].as_array_mut(), more) {
                    (Some(segments), Some(more)) => segments.extend(more),
                    _ => return Err(damaged(format!("{} lists no segments", path.display()))),
                }
            }
        }
        let files = storage.list(part.path());
        for file in files.map_err(|source| Error::io("read", part.path(), source))? {
            let name = file.file_name();
            if name == META_FILE || name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let target = folder.path().join(&name);
            let moved = storage.rename(&file.path(), &target);
            moved.map_err(|source| Error::io("write", &target, source))?;
        }
        let removed = storage.remove_folder(part.path());
        removed.map_err(|source| Error::io("remove", part.path(), source))?;
    }
    let meta = meta.ok_or_else(|| damaged("no partition was written".to_owned()))?;
    // Never in place: the file may be that of the generation before under another name.
    let replaced = storage.replace(&own, meta.to_string().as_bytes());
    replaced.map_err(|source| Error::io("write", &own, source))
}

/// The engine's index in a folder.
fn opened(folder: &Folder) -> Result<tantivy::Index, Error> {
    let directory = WriterDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    Ok(tantivy::Index::open(directory)?)
}

/// The engine's writer, which merges only what it is told to.
fn changing(index: &tantivy::Index) -> Result<tantivy::IndexWriter, Error> {
    let writer: tantivy::IndexWriter = index.writer_with_num_threads(1, DELETING_MEMORY_BYTES)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    Ok(writer)
}

/// Takes documents out of the segments that a folder has: their records are marked as deleted.
///
/// The files of the segments stay as they are; the marks are a new file beside them.
pub(crate) fn delete(
    ids: impl IntoIterator<Item = impl AsRef<str>>,
    folder: &Folder,
    fields: &Fields,
) -> Result<(), Error> {
    let mut writer = changing(&opened(folder)?)?;
    for id in ids {
        writer.delete_term(Term::from_field_text(fields.document, id.as_ref()));
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// Ids of the documents in whose records, whatever part of them, one of the words may stand.
///
/// A record's bytes hold its strings as they are, so that none is forgotten that somebody may analyse.
pub(crate) fn documents_with(
    words: &WordsSought,
    searcher: &Searcher,
    fields: &Fields,
) -> Result<HashSet<String>, Error> {
    let mut found = HashSet::new();
    if words.is_empty() {
        return Ok(found);
    }
    for segment in searcher.segment_readers() {
        let store = segment
            .get_store_reader(1)
            .map_err(tantivy::TantivyError::from)?;
        for entry in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            let entry = entry?;
            let bytes = entry.get_first(fields.record).and_then(|v| v.as_bytes());
            let Some(bytes) = bytes else { continue };
            if words.occur_in(&String::from_utf8_lossy(bytes)) {
                found.insert(match Record::from_bytes(bytes)? {
                    Record::Document(document) => document.id,
                    Record::Passage(passage) => passage.document,
                });
            }
        }
    }
    Ok(found)
}

/// Merges the segments of some folders, in their order, into one segment in a new folder.
pub(crate) fn merge_into(parts: &[Folder], folder: &Folder) -> Result<(), Error> {
    let created = folder.storage().create_folders(folder.path());
    created.map_err(|source| Error::io("create", folder.path(), source))?;
    let parts: Vec<tantivy::Index> = parts.iter().map(opened).collect::<Result<_, _>>()?;
    let directory = WriterDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    tantivy::indexer::merge_indices(&parts, directory)?;
    Ok(())
}

/// Merges the segments that a folder has into one, without the records that are marked as deleted.
///
/// # Errors
/// A file of a segment is not what was written: what is merged from it would get checksums of its own, and nobody
/// could tell any more.
pub(crate) fn merge(folder: &Folder) -> Result<(), Error> {
    let index = opened(folder)?;
    let files: BTreeSet<PathBuf> = index
        .load_metas()?
        .list_segment_files()
        .into_iter()
        .collect();
    for file in files {
        // Not every kind of file is there in every segment.
        let is_sound = match index.directory().validate_checksum(&file) {
            Ok(is_sound) => is_sound,
            Err(tantivy::directory::error::OpenReadError::FileDoesNotExist(_)) => continue,
            Err(_) => false,
        };
        if !is_sound {
            return Err(Error::Damaged {
                path: folder.path().to_path_buf(),
                what: format!("the content of {} is not what was written", file.display()),
            });
        }
    }
    let segments = index.searchable_segment_ids()?;
    let mut writer = changing(&index)?;
    writer.merge(&segments).wait()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// The engine's files that belong to a folder: those of its segments and its list of them.
pub(crate) fn engine_files(folder: &Folder) -> Result<HashSet<PathBuf>, Error> {
    let mut files = opened(folder)?.load_metas()?.list_segment_files();
    files.insert(META_FILE.into());
    Ok(files)
}

/// How many segments a folder has, and how many of their records are marked as deleted, in all.
pub(crate) fn segments(folder: &Folder) -> Result<(usize, f64), Error> {
    let segments = opened(folder)?.searchable_segment_metas()?;
    let all: u32 = segments.iter().map(|segment| segment.max_doc()).sum();
    let deleted: u32 = segments
        .iter()
        .map(|segment| segment.num_deleted_docs())
        .sum();
    Ok((segments.len(), f64::from(deleted) / f64::from(all.max(1))))
}
