//! The fields of a record by which citations are asked for and counted.

use std::collections::BTreeSet;

use seoji_analysis::{Analyzer, Language};
use seoji_schema::{
    Citation, CitationTerm, CitationTerms, Date, DocumentRecord, Fields, PassageKind,
    PassageRecord, WorkKind,
};
use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token};

/// So many entries that a passage cites can be asked for (`cites:`).
const MOST_CITED: usize = 256;

/// Adds what a document itself is.
pub(crate) fn add_document(
    entry: &mut TantivyDocument,
    fields: &Fields,
    analyzer: &Analyzer,
    document: &DocumentRecord,
    language: Language,
) {
    let date = document.date.as_deref().and_then(Date::first_in);
    let mut terms = CitationTerms::new(analyzer).with_keys();
    terms.document(&document.authors, &document.title, date, language);
    if let Some(key) = &document.citation_key {
        terms.key(key);
    }
    add_terms(entry, fields.citation, terms.finish());
    for author in document.authors.iter().collect::<BTreeSet<_>>() {
        entry.add_text(fields.author_facet, author);
    }
    if let Some(date) = date {
        entry.add_i64(fields.year_facet, i64::from(date.year));
    }
}

/// Adds what a passage cites: as an entry the works, as running text the entries among `passages`, its document's.
pub(crate) fn add_passage(
    entry: &mut TantivyDocument,
    fields: &Fields,
    analyzer: &Analyzer,
    passage: &PassageRecord,
    passages: &[PassageRecord],
) {
    add_own(entry, fields, analyzer, passage);
    let cited: BTreeSet<u32> = passage
        .mentions
        .iter()
        .flat_map(|mention| &mention.entries)
        .copied()
        .take(MOST_CITED)
        .collect();
    let mut terms = CitationTerms::new(analyzer);
    for label in passage.cites.iter().take(MOST_CITED) {
        terms.label(label);
    }
    for cited in cited
        .into_iter()
        .filter_map(|ordinal| passages.get(ordinal as usize))
    {
        for citation in &cited.citations {
            terms.add(citation, language(cited));
        }
    }
    add_terms(entry, fields.cited, terms.finish());
}

fn add_own(
    entry: &mut TantivyDocument,
    fields: &Fields,
    analyzer: &Analyzer,
    passage: &PassageRecord,
) {
    if let Some(kind) = passage.entry {
        entry.add_text(fields.kind, kind.name());
    }
    let is_entry = matches!(passage.kind, PassageKind::Entry | PassageKind::Note);
    if passage.citations.is_empty() && !is_entry {
        return;
    }
    let mut terms = CitationTerms::new(analyzer).with_keys();
    // A comment in the bibliography cites nobody, and is not of the document's authors as its text is.
    terms.own();
    terms.entry_key(passage);
    let (mut authors, mut sites) = (BTreeSet::new(), BTreeSet::new());
    let (mut years, mut languages) = (BTreeSet::new(), BTreeSet::new());
    let mut kinds = BTreeSet::new();
    for citation in &passage.citations {
        terms.add(citation, language(passage));
        authors.extend(author_names(citation));
        sites.extend(citation.host.as_deref().map(site));
        years.extend(citation.year_value());
        kinds.extend(citation.kind.into_iter().flat_map(WorkKind::with_wider));
        languages.extend(citation.language.as_deref());
    }
    add_terms(entry, fields.citation, terms.finish());
    for author in authors {
        entry.add_text(fields.author_facet, author);
    }
    for site in sites {
        entry.add_text(fields.site_facet, site);
    }
    for year in years {
        entry.add_i64(fields.year_facet, i64::from(year));
    }
    for kind in kinds {
        entry.add_text(fields.kind, kind.name());
    }
    for language in languages
        .into_iter()
        .filter(|&language| language != passage.language)
    {
        entry.add_text(fields.language, language);
    }
}

fn language(passage: &PassageRecord) -> Language {
    Language::from_code(&passage.language).unwrap_or(Language::English)
}

/// Those who made a work, as they are counted.
fn author_names(citation: &Citation) -> impl Iterator<Item = &str> {
    let organization = citation
        .organization
        .iter()
        .map(|part| part.text.as_str())
        .filter(|_| citation.authors.is_empty());
    let authors = citation.authors.iter().map(|person| person.name.as_str());
    authors.chain(organization)
}

/// A host as it is counted: `www.` says nothing.
fn site(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

fn add_terms(entry: &mut TantivyDocument, field: Field, terms: Vec<CitationTerm>) {
    if terms.is_empty() {
        return;
    }
    let tokens = terms
        .into_iter()
        .map(|CitationTerm { position, term }| Token {
            offset_from: 0,
            offset_to: 0,
            position: position as usize,
            text: term,
            position_length: 1,
        });
    entry.add_pre_tokenized_text(
        field,
        PreTokenizedString {
            text: String::new(),
            tokens: tokens.collect(),
        },
    );
}
