//! Which citations of a record fulfil the conditions, and by which of their parts.

use seoji_analysis::{Analyzer, Language};
use seoji_schema::{
    Citation, CitationTerm, CitationTerms, PassageRecord, Person, TextSpan, YearSource, whole_name,
};

use crate::results::Reason;

use super::matching::{Listed, matching_blocks};
use super::{CitationField, Condition, Terms};

/// The rule of an author.
const AUTHOR: &str = "author of the cited work";

/// That a condition holds of a record, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// The condition as typed, with its field.
    pub(crate) query: String,
    /// What fulfils it, as it stands in the text.
    pub(crate) matched: String,
    /// In words.
    pub(crate) rule: String,
    /// Where it stands in the text, if there.
    pub(crate) span: Option<TextSpan>,
}

impl Held {
    /// The condition as a reason for a hit.
    pub(crate) fn reason(&self) -> Reason {
        Reason {
            query: self.query.clone(),
            matched: self.matched.clone(),
            rule: self.rule.clone(),
            evidence: None,
        }
    }
}

/// The parts of a passage's own citations that fulfil the conditions; empty when none of the citations fulfils all.
pub(crate) fn held(
    conditions: &[Condition],
    record: &PassageRecord,
    analyzer: &Analyzer,
) -> Vec<Held> {
    let language = Language::from_code(&record.language).unwrap_or(Language::English);
    let mut terms = CitationTerms::new(analyzer);
    for citation in &record.citations {
        terms.add(citation, language);
    }
    terms.entry_key(record);
    let terms = terms.finish();
    let all: Vec<&Condition> = conditions.iter().collect();
    let mut found = Vec::new();
    for block in matching_blocks(&all, |wanted| listed(wanted, &terms)) {
        let Some(citation) = record.citations.get(block as usize) else {
            continue;
        };
        for condition in conditions {
            if condition.field == CitationField::Key {
                let label = record.label.clone().unwrap_or_default();
                let held = Held {
                    query: format!("{}:{}", condition.field.name(), condition.text),
                    matched: label,
                    rule: "key of the cited work".to_owned(),
                    span: None,
                };
                found.extend((!found.contains(&held)).then_some(held));
                continue;
            }
            for held in parts(condition, citation, language, analyzer) {
                if !found.contains(&held) {
                    found.push(held);
                }
            }
        }
    }
    found
}

/// The parts of a citation that fulfil a condition which it is known to fulfil.
fn parts(
    condition: &Condition,
    citation: &Citation,
    language: Language,
    analyzer: &Analyzer,
) -> Vec<Held> {
    let query = format!("{}:{}", condition.field.name(), condition.text);
    let one = |matched: &str, rule: &str, span: Option<TextSpan>| {
        vec![Held {
            query: query.clone(),
            matched: matched.to_owned(),
            rule: rule.to_owned(),
            span: span.filter(|_| citation.repeats.is_none()),
        }]
    };
    let repeats = citation.repeats.is_some();
    match condition.field {
        CitationField::Author => {
            let people = citation
                .authors
                .iter()
                .chain(&citation.editors)
                .chain(&citation.translators);
            let mut found = Vec::new();
            for person in people {
                if is_meant(condition, person, language, analyzer) {
                    let name = whole_name(&person.name);
                    let spelling = condition.spellings.iter().find(|own| own.name == name);
                    let rule = match spelling {
                        Some(spelling) => format!("{AUTHOR}, {}", spelling.relation),
                        None => AUTHOR.to_owned(),
                    };
                    found.extend(one(&person.name, &rule, Some(person.span)));
                }
            }
            if let (Some(organization), true) = (&citation.organization, found.is_empty()) {
                found = one(&organization.text, AUTHOR, Some(organization.span));
            }
            found
        }
        CitationField::Title => citation.title.as_ref().map_or_else(Vec::new, |title| {
            one(&title.text, "title of the cited work", Some(title.span))
        }),
        CitationField::Year => citation.year.map_or_else(Vec::new, |year| {
            let value = year.value.to_string();
            match year.from {
                YearSource::Printed => {
                    let span = citation.date.map(|date| date.span);
                    one(&value, "year of the cited work", span)
                }
                YearSource::Address => one(
                    &value,
                    "year only from the address",
                    citation.url.as_ref().map(|url| url.span),
                ),
            }
        }),
        CitationField::Kind => citation.kind.map_or_else(Vec::new, |kind| {
            one(kind.name(), "kind of the cited work", None)
        }),
        CitationField::Accessed => citation.accessed.as_ref().map_or_else(Vec::new, |date| {
            one(
                &date.date.to_string(),
                "when it was accessed",
                Some(date.span),
            )
        }),
        CitationField::Site => citation.host.as_ref().map_or_else(Vec::new, |host| {
            let span = citation.url.as_ref().map(|url| url.span);
            one(host, "site of the cited work", span)
        }),
        CitationField::Cites | CitationField::Key => Vec::new(),
    }
    .into_iter()
    .map(|held| match repeats {
        true => Held {
            rule: "by the note whose citation it repeats".to_owned(),
            ..held
        },
        false => held,
    })
    .collect()
}

/// Whether this person of a citation is one that the condition means.
fn is_meant(
    condition: &Condition,
    person: &Person,
    language: Language,
    analyzer: &Analyzer,
) -> bool {
    let alone = Citation {
        authors: vec![person.clone()],
        ..Citation::default()
    };
    let terms = terms_of(&[alone], language, analyzer);
    !matching_blocks(&[condition], |wanted| listed(wanted, &terms)).is_empty()
}

/// Whether a passage fulfils a condition on what is cited by citing this entry, by one of its labels or by its works.
pub(crate) fn is_cited(
    condition: &Condition,
    labels: &[String],
    entry: &PassageRecord,
    analyzer: &Analyzer,
) -> bool {
    let language = Language::from_code(&entry.language).unwrap_or(Language::English);
    let mut terms = CitationTerms::new(analyzer);
    for label in labels {
        terms.label(label);
    }
    for citation in &entry.citations {
        terms.add(citation, language);
    }
    let terms = terms.finish();
    !matching_blocks(&[condition], |wanted| listed(wanted, &terms)).is_empty()
}

fn terms_of(citations: &[Citation], language: Language, analyzer: &Analyzer) -> Vec<CitationTerm> {
    let mut terms = CitationTerms::new(analyzer);
    for citation in citations {
        terms.add(citation, language);
    }
    terms.finish()
}

/// The positions of the wanted terms among those of a record.
fn listed(wanted: &Terms, terms: &[CitationTerm]) -> Vec<Listed> {
    let own = terms.iter().filter(|own| wanted.hold(&own.term));
    let positions: Vec<u32> = own.map(|own| own.position).collect();
    let passed = false;
    let found = (!positions.is_empty()).then_some(Listed { positions, passed });
    found.into_iter().collect()
}
