//! Other names of what is asked for, as documents and the user's own list state them.
//!
//! An item, or words that stand side by side, whose text is a form of an equivalence get its other forms as variants:
//! one step and no further. In the document that states it an alias counts as [`WEIGHT`], in others less.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use seoji_analysis::Analyzer;
use seoji_analysis::hangul::is_whole;
use seoji_analysis::korean::without_particles;
use seoji_analysis::names::looks_korean;
use seoji_schema::{Equivalence, Evidence, Record, Stated, UserAliases, alias_term, fold_form};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use crate::Error;
use crate::engine::Engine;
use crate::error::of_engine;
use crate::parse::{Clause, Form};
use crate::plan::{Home, Plan, Variant};

/// How much an alias counts beside the words that were typed, in the documents that state it.
const WEIGHT: f32 = 0.6;
/// How much of that it counts in other documents.
const ELSEWHERE: f32 = 0.5;
/// How much of that it counts in other documents when it is a word like any other (`Zinc`).
const ORDINARY_ELSEWHERE: f32 = 0.1;
/// Names of at most this many words are looked up.
const MOST_WORDS: usize = 6;
/// So many words of a query are looked at.
const MOST_ITEMS: usize = 24;
/// Of a form that many documents state, the first so many are read.
const MOST_DOCUMENTS: usize = 24;
/// An item gets at most this many other names.
const MOST_VARIANTS: usize = 16;

/// The user's own list, ready to be asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnList {
    pub(crate) list: UserAliases,
    /// Folded forms and the lines of `list.added` that hold them.
    added: BTreeMap<String, Vec<usize>>,
    /// Pairs of folded forms without spaces, in both orders.
    rejected: BTreeSet<(String, String)>,
}

impl OwnList {
    pub(crate) fn new(list: UserAliases) -> Self {
        let mut added: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, line) in list.added.iter().enumerate() {
            for form in &line.forms {
                added.entry(fold_form(form)).or_default().push(at);
            }
        }
        let mut rejected = BTreeSet::new();
        for line in &list.rejected {
            let folded: Vec<String> = line
                .forms
                .iter()
                .map(|form| together(&fold_form(form)))
                .collect();
            for one in &folded {
                for other in folded.iter().filter(|other| *other != one) {
                    rejected.insert((one.clone(), other.clone()));
                }
            }
        }
        Self {
            list,
            added,
            rejected,
        }
    }

    /// Whether the user says that two folded forms are not the same, however they are spaced: `Hyon-woo` and `Hyon Woo`
    /// are one spelling.
    pub(crate) fn rejects(&self, one: &str, other: &str) -> bool {
        self.rejects_any() && self.rejected.contains(&(together(one), together(other)))
    }

    /// Whether the user says of any forms that they are not the same.
    pub(crate) fn rejects_any(&self) -> bool {
        !self.rejected.is_empty()
    }

    fn is_empty(&self) -> bool {
        self.added.is_empty()
    }
}

/// A folded form without its spaces.
fn together(folded: &str) -> String {
    folded.split(' ').collect()
}

/// Adds to the items of a plan the other names of what they ask for.
pub(crate) fn widen(
    plan: &mut Plan,
    clauses: &[&Clause],
    query: &str,
    analyzer: &Analyzer,
    knowledge: &Knowledge<'_>,
) -> Result<(), Error> {
    for plan in plan.alternatives.iter_mut().flatten() {
        widen(plan, clauses, query, analyzer, knowledge)?;
    }
    let mut first = 0;
    while first < plan.items.len().min(MOST_ITEMS) {
        let mut taken = 1;
        // The longest name that begins here.
        for count in (1..=longest_run(plan, clauses, query, first)).rev() {
            let span = plan.items[first].span.start..plan.items[first + count - 1].span.end;
            let Some(typed) = query.get(span) else {
                continue;
            };
            let quoted =
                count == 1 && form_of(clauses, &plan.items[first].span) == Some(Form::Phrase);
            let typed = if quoted {
                plan.items[first].text.clone()
            } else {
                typed.to_owned()
            };
            let mut names = knowledge.names(analyzer, &typed, quoted)?;
            if names.is_empty() && !quoted {
                names = knowledge.names_without_particle(analyzer, &typed)?;
            }
            if names.is_empty() {
                continue;
            }
            for item in &mut plan.items[first..first + count] {
                for name in &names {
                    item.add_variant(name.clone());
                }
            }
            taken = count;
            break;
        }
        first += taken;
    }
    Ok(())
}

/// How many items from `first` on can be one name: bare words side by side; none for what is to be exact.
fn longest_run(plan: &Plan, clauses: &[&Clause], query: &str, first: usize) -> usize {
    let items = &plan.items;
    match form_of(clauses, &items[first].span) {
        Some(Form::Exact | Form::Near(_) | Form::Glob) => return 0,
        Some(Form::Phrase) => return 1,
        _ => {}
    }
    let mut count = 1;
    while count < MOST_WORDS && first + count < items.len() {
        let (before, next) = (&items[first + count - 1].span, &items[first + count].span);
        let bare = matches!(form_of(clauses, next), None | Some(Form::Word));
        let between = query.get(before.end..next.start);
        if !bare || !between.is_some_and(|between| between.chars().all(char::is_whitespace)) {
            break;
        }
        count += 1;
    }
    count
}

/// How a clause is to be matched; none for an item that several clauses became (a name, a date).
fn form_of(clauses: &[&Clause], span: &Range<usize>) -> Option<Form> {
    clauses
        .iter()
        .find(|clause| clause.span == *span)
        .map(|clause| clause.form)
}

/// What an index and its user know of other names.
pub(crate) struct Knowledge<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) own: &'a OwnList,
}

/// Another name, found in one or more documents.
struct Name {
    text: String,
    stated: Stated,
    evidence: String,
    label: Option<String>,
    documents: Vec<u64>,
    everywhere: bool,
}

impl Knowledge<'_> {
    /// The other names of `typed`, as variants; best first: the user's own, then in order of the documents.
    fn names(&self, analyzer: &Analyzer, typed: &str, quoted: bool) -> Result<Vec<Variant>, Error> {
        let wanted = fold_form(typed);
        if wanted.chars().count() < 2 {
            return Ok(Vec::new());
        }
        let mut names: Vec<Name> = Vec::new();
        self.own_names(&wanted, &mut names);
        for statements in self.stating(typed)? {
            for equivalence in &statements.equivalences {
                self.stated_names(&wanted, typed, quoted, &statements, equivalence, &mut names);
            }
        }
        let mut variants = Vec::new();
        for name in names.into_iter().take(MOST_VARIANTS) {
            let label = name.label.as_ref();
            let rule = match label {
                Some(label) => format!("{}, note {label}", name.stated.in_words()),
                None => name.stated.in_words().to_owned(),
            };
            let Some(mut variant) = Variant::new(analyzer, &name.text, WEIGHT, rule) else {
                continue;
            };
            variant.evidence = Some(name.evidence);
            variant.capital = is_ordinary(&name.text) || is_acronym(&name.text);
            if !name.everywhere {
                let share = elsewhere(&name.text).min(elsewhere(typed));
                let mut documents = name.documents;
                documents.sort_unstable();
                variant.home = Some(Home {
                    documents,
                    elsewhere: WEIGHT * share,
                });
            }
            variants.push(variant);
        }
        Ok(variants)
    }

    /// The same of `typed` without the particle behind its last word: of 돈주는 what is said of 돈주.
    fn names_without_particle(
        &self,
        analyzer: &Analyzer,
        typed: &str,
    ) -> Result<Vec<Variant>, Error> {
        let last = typed.rsplit(char::is_whitespace).next().unwrap_or(typed);
        if !is_whole(last) || analyzer.korean().is_common_word(last) {
            return Ok(Vec::new());
        }
        for stem in without_particles(last) {
            let typed = [&typed[..typed.len() - last.len()], stem].concat();
            let names = self.names(analyzer, &typed, false)?;
            if !names.is_empty() {
                return Ok(names);
            }
        }
        Ok(Vec::new())
    }

    fn own_names(&self, wanted: &str, names: &mut Vec<Name>) {
        if self.own.is_empty() {
            return;
        }
        for &at in self.own.added.get(wanted).into_iter().flatten() {
            let line = &self.own.list.added[at];
            let other = |form: &&String| {
                let folded = fold_form(form);
                folded != wanted && !self.own.rejects(wanted, &folded)
            };
            for form in line.forms.iter().filter(other) {
                names.push(Name {
                    text: form.clone(),
                    stated: Stated::User,
                    evidence: format!("{}:{}", line.path, line.line),
                    label: None,
                    documents: Vec::new(),
                    everywhere: true,
                });
            }
        }
    }

    fn stated_names(
        &self,
        wanted: &str,
        typed: &str,
        quoted: bool,
        statements: &Statements,
        equivalence: &Equivalence,
        names: &mut Vec<Name>,
    ) {
        let folded: Vec<String> = equivalence
            .forms
            .iter()
            .map(|form| fold_form(form))
            .collect();
        let Some(own) = folded.iter().position(|form| form == wanted) else {
            return;
        };
        // `zinc` is a metal, `Zinc` may be the group.
        let capital = typed
            .trim_start()
            .chars()
            .next()
            .is_some_and(char::is_uppercase);
        if is_ordinary(&equivalence.forms[own]) && !capital && !quoted {
            return;
        }
        let Some(place) = equivalence.evidence.first() else {
            return;
        };
        for (form, folded) in equivalence.forms.iter().zip(&folded) {
            if folded == wanted || self.own.rejects(wanted, folded) {
                continue;
            }
            let number = u64::from(statements.number);
            match names
                .iter_mut()
                .find(|name| fold_form(&name.text) == *folded)
            {
                Some(name) => {
                    if !name.everywhere && !name.documents.contains(&number) {
                        name.documents.push(number);
                    }
                }
                None => names.push(Name {
                    text: form.clone(),
                    stated: equivalence.stated,
                    evidence: told(place, &statements.document),
                    label: place.label.clone(),
                    documents: vec![number],
                    everywhere: false,
                }),
            }
        }
    }

    /// The records that state something of a form, in the order of their documents.
    fn stating(&self, form: &str) -> Result<Vec<Statements>, Error> {
        let term = Term::from_field_text(self.engine.fields().keys, &alias_term(form));
        let mut found: Vec<Statements> = Vec::new();
        for (ord, segment) in self.engine.searcher.segment_readers().iter().enumerate() {
            let inverted = segment
                .inverted_index(self.engine.fields().keys)
                .map_err(of_engine)?;
            let postings = inverted
                .read_postings(&term, IndexRecordOption::Basic)
                .map_err(of_engine)?;
            let Some(mut postings) = postings else {
                continue;
            };
            let mut doc = postings.doc();
            let mut read = 0;
            while doc != TERMINATED && read < MOST_DOCUMENTS {
                if !segment.is_deleted(doc) {
                    read += 1;
                    let address = DocAddress::new(ord as u32, doc);
                    found.push(self.engine.record(address)?.into());
                }
                doc = postings.advance();
            }
        }
        // Segments of an update stand behind others; documents have an order of their own.
        found.sort_by(|a, b| (&a.document, a.ordinal).cmp(&(&b.document, b.ordinal)));
        found.truncate(MOST_DOCUMENTS);
        Ok(found)
    }
}

/// What a record states: a document's its text, a passage's the row of a list that it is.
pub(crate) struct Statements {
    /// Id of the document.
    pub(crate) document: String,
    /// Position of the document in corpus order, counted from 0.
    number: u32,
    /// Position of a passage in its document; none is before them.
    ordinal: Option<u32>,
    pub(crate) equivalences: Vec<Equivalence>,
}

impl From<Record> for Statements {
    fn from(record: Record) -> Self {
        match record {
            Record::Document(record) => Self {
                document: record.id,
                number: record.number,
                ordinal: None,
                equivalences: record.equivalences,
            },
            Record::Passage(record) => Self {
                document: record.document,
                number: record.document_number,
                ordinal: Some(record.ordinal),
                equivalences: record.equivalences,
            },
        }
    }
}

/// The words that state it, and the document; the rule tells the note.
fn told(place: &Evidence, document: &str) -> String {
    format!("{} ({document})", place.words)
}

/// How much of its weight an alias keeps in documents that do not state it.
fn elsewhere(form: &str) -> f32 {
    let letters = form.chars().filter(|c| c.is_alphanumeric()).count();
    // `MS` and `PE` mean something else in each field.
    let short = letters <= 3 && form.chars().all(|c| !c.is_lowercase()) && form.is_ascii();
    match () {
        () if short => 0.0,
        () if is_ordinary(form) => ORDINARY_ELSEWHERE,
        () => ELSEWHERE,
    }
}

/// Whether a form is a word of capitals alone (`WHO`).
fn is_acronym(form: &str) -> bool {
    form.chars().nth(1).is_some() && form.chars().all(char::is_uppercase)
}

/// Whether a form may be a word like any other: a single word of an alphabet with a capital at its beginning only,
/// unless it is a Korean word in Latin letters.
pub(crate) fn is_ordinary(form: &str) -> bool {
    let mut letters = form.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().count() > 0
        && letters.all(|c| c.is_lowercase())
        && !form.chars().any(|c| ('가'..='힣').contains(&c))
        // `Kwangmyong`, `Koryo`
        && !looks_korean(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_told_by_their_shape() {
        for word in ["Zinc", "Lazarus", "Destover"] {
            assert!(is_ordinary(word), "{word}");
        }
        for word in [
            "Kwangmyong",
            "APT38",
            "KCC",
            "Red Star",
            "붉은별",
            "coherence",
            "Jin-hyok",
        ] {
            assert!(!is_ordinary(word), "{word}");
        }
    }

    #[test]
    fn the_own_list_rejects_both_ways() {
        let line = |a: &str, b: &str| seoji_schema::UserLine {
            forms: vec![a.to_owned(), b.to_owned()],
            path: "aliases.txt".to_owned(),
            line: 1,
        };
        let own = OwnList::new(UserAliases {
            files: vec!["aliases.txt".to_owned()],
            named: false,
            added: vec![line("Red Star", "붉은별")],
            rejected: vec![line("Zinc", "HIDDEN COBRA")],
        });
        assert!(own.rejects("zinc", "hidden cobra") && own.rejects("hidden cobra", "zinc"));
        assert!(!own.rejects("zinc", "lazarus"));
        assert!(own.rejects("zinc", "hiddencobra"), "however it is spaced");
        assert!(own.added.contains_key("red star"));
    }
}
