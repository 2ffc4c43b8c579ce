//! What an index knows of other names, listed: what its documents state, and the user's own list.

use seoji_schema::{ALIAS_TERMS, Equivalence, Fields, Record, UserAliases, fold_form};
use serde::Serialize;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::aliases::{Knowledge, Statements};
use crate::error::of_engine;
use crate::{Error, Index};

/// What an index knows of other names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KnownAliases {
    /// The documents that state something, in order of their ids.
    pub documents: Vec<DocumentAliases>,
    /// The user's own list.
    pub own: UserAliases,
}

/// What one document states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DocumentAliases {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it states, in its order.
    pub equivalences: Vec<Equivalence>,
    /// Pairs of forms among them that the user's own list rejects.
    pub rejected: Vec<(String, String)>,
}

impl Index {
    /// What is known of other names: in all documents, or in the one with this id.
    ///
    /// # Errors
    /// A damaged index.
    pub fn aliases(&self, document: Option<&str>) -> Result<KnownAliases, Error> {
        let Knowledge { engine, own } = self.knowledge();
        let mut documents: Vec<DocumentAliases> = Vec::new();
        for (ord, segment) in engine.searcher.segment_readers().iter().enumerate() {
            let stating = match document {
                Some(id) => of_document(segment, engine.fields(), id),
                None => stating_anything(segment, engine.fields()),
            };
            // In order of their numbers a document stands before its passages.
            for doc in stating.map_err(of_engine)? {
                if segment.is_deleted(doc) {
                    continue;
                }
                let at = |doc| DocAddress::new(ord as u32, doc);
                let record = engine.record(at(doc))?;
                let own_record = match &record {
                    Record::Passage(passage) => doc.checked_sub(passage.ordinal + 1),
                    Record::Document(_) => None,
                };
                let stated: Statements = record.into();
                if stated.equivalences.is_empty() {
                    continue;
                }
                match documents.last_mut() {
                    Some(last) if last.id == stated.document => {
                        last.equivalences.extend(stated.equivalences);
                    }
                    _ => {
                        let record = at(own_record.unwrap_or(doc));
                        documents.push(DocumentAliases {
                            id: stated.document,
                            title: match engine.record(record)? {
                                Record::Document(document) => document.title,
                                Record::Passage(_) => String::new(),
                            },
                            equivalences: stated.equivalences,
                            rejected: Vec::new(),
                        });
                    }
                }
            }
        }
        for document in &mut documents {
            document.rejected = rejected(&document.equivalences, own);
        }
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(KnownAliases {
            documents,
            own: own.list.clone(),
        })
    }
}

/// The records of a document and its passages in a segment, in their order.
fn of_document(segment: &SegmentReader, fields: &Fields, id: &str) -> tantivy::Result<Vec<DocId>> {
    let inverted = segment.inverted_index(fields.document)?;
    let term = Term::from_field_text(fields.document, id);
    let mut found = Vec::new();
    if let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
        while postings.doc() != TERMINATED {
            found.push(postings.doc());
            postings.advance();
        }
    }
    Ok(found)
}

/// The records of a segment that state something, in their order.
fn stating_anything(segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<DocId>> {
    let inverted = segment.inverted_index(fields.keys)?;
    let mut found = Vec::new();
    let mut terms = inverted.terms().range().ge(ALIAS_TERMS).into_stream()?;
    while terms.advance() && terms.key().starts_with(ALIAS_TERMS.as_bytes()) {
        let mut postings =
            inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
        while postings.doc() != TERMINATED {
            found.push(postings.doc());
            postings.advance();
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn rejected(equivalences: &[Equivalence], own: &crate::aliases::OwnList) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for equivalence in equivalences {
        let folded: Vec<String> = equivalence
            .forms
            .iter()
            .map(|form| fold_form(form))
            .collect();
        for (at, one) in folded.iter().enumerate() {
            for (further, other) in folded.iter().enumerate().skip(at + 1) {
                if own.rejects(one, other) {
                    pairs.push((
                        equivalence.forms[at].clone(),
                        equivalence.forms[further].clone(),
                    ));
                }
            }
        }
    }
    pairs
}
