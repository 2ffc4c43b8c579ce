//! What an index knows of other names, listed: what its documents state, and the user's own list.

use seoji_schema::{Equivalence, PassageKind, UserAliases, fold_form};
use serde::Serialize;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

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
        let knowledge = self.knowledge();
        let term = match document {
            Some(id) => Term::from_field_text(knowledge.fields.id, id),
            None => Term::from_field_text(knowledge.fields.kind, PassageKind::Document.name()),
        };
        let mut documents = Vec::new();
        for (ord, segment) in knowledge.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(term.field()).map_err(of_engine)?;
            let postings = inverted
                .read_postings(&term, IndexRecordOption::Basic)
                .map_err(of_engine)?;
            let Some(mut postings) = postings else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !segment.is_deleted(doc)
                    && let Some(record) = knowledge.document(DocAddress::new(ord as u32, doc))?
                    && !record.equivalences.is_empty()
                {
                    documents.push(DocumentAliases {
                        rejected: rejected(&record.equivalences, knowledge.own),
                        id: record.id,
                        title: record.title,
                        equivalences: record.equivalences,
                    });
                }
                doc = postings.advance();
            }
        }
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(KnownAliases {
            documents,
            own: knowledge.own.list.clone(),
        })
    }
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
