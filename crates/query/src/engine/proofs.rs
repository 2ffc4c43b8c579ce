//! Words with letters left open and words near each other: looked up in the index, and proven by reading the text.

use std::collections::BTreeMap;

use seoji_analysis::{Analyzer, Language, TokenBuffer};
use seoji_schema::{PassageText, Record};
use tantivy::index::SegmentId;
use tantivy::{DocAddress, DocId, SegmentReader, TERMINATED};

use super::{Clock, Engine, is_alive};
use crate::Error;
use crate::error::of_engine;
use crate::highlight::{AnalysedText, Wanted};
use crate::neighbours::automaton::{Chars, Reader};
use crate::parse::Glob;
use crate::plan::{Item, Plan, Proof, Variant};
use crate::postings::{Matcher, Matches};
use crate::results::Hint;

/// Of the words that fit a pattern the most frequent are looked for.
const MOST_WORDS: usize = 256;
/// Of the words of a segment that fit a pattern so many are looked at.
const MOST_LOOKED_AT: usize = 8_192;
/// For one part of a query the text of so many passages is read.
const MOST_READ: usize = 4_000;
/// For another name that means what it does only with its capital, the text of so many passages is read.
const MOST_READ_FOR_A_VARIANT: usize = 400;

/// The documents of each segment whose text proves an item, ascending.
pub(crate) type Proven = BTreeMap<SegmentId, Vec<DocId>>;

/// Reads the terms that fit a pattern.
struct Fitting<'g>(&'g Glob);

impl Reader for Fitting<'_> {
    type State = u64;

    fn start(&self) -> u64 {
        self.0.start()
    }

    fn step(&self, state: &u64, c: char) -> Option<u64> {
        Some(self.0.step(*state, c)).filter(|&next| next != 0)
    }

    fn is_match(&self, state: &u64) -> bool {
        self.0.ends(*state)
    }
}

impl Engine {
    /// Looks up what the index has of a plan's words with letters left open, and reads the texts that must be read, as
    /// many as the clock allows.
    ///
    /// # Errors
    /// A damaged index.
    pub(crate) fn expand(
        &self,
        plan: &mut Plan,
        analyzer: &Analyzer,
        clock: &Clock,
    ) -> Result<Vec<Hint>, Error> {
        let mut hints = Vec::new();
        plan.each_item_mut(&mut |item| {
            for variant in item.variants.iter_mut().filter(|own| own.capital) {
                variant.proven = Some(self.prove_capital(variant, clock)?);
            }
            let begins = match &item.proof {
                None => return Ok(()),
                Some(Proof::Word(glob)) => {
                    let (terms, more) = self.fitting(glob).map_err(of_engine)?;
                    if more {
                        let message = format!(
                            "very many words fit \"{}\"; the {MOST_WORDS} most frequent are looked for",
                            item.text
                        );
                        hints.push(about(message, item));
                    }
                    item.expand(terms);
                    return Ok(());
                }
                Some(Proof::Syllables(glob)) if item.ways.is_empty() => Some(glob.begins()),
                Some(Proof::Syllables(_) | Proof::Near { .. }) => None,
            };
            if let Some(begins) = begins {
                item.expand(self.beginning(&begins).map_err(of_engine)?);
            }
            let (proven, all) = self.prove(item, analyzer, clock)?;
            if !all && !clock.was_over() {
                let message = format!(
                    "\"{}\" may stand in very many passages; {MOST_READ} were read",
                    item.text
                );
                hints.push(about(message, item));
            }
            item.proven = Some(proven);
            Ok::<(), Error>(())
        })?;
        Ok(hints)
    }

    /// The words that fit, the most frequent where there are very many, in order; and whether there are more.
    fn fitting(&self, glob: &Glob) -> tantivy::Result<(Vec<String>, bool)> {
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        let mut more = false;
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.literal)?;
            let mut terms = inverted
                .terms()
                .search(Chars(Fitting(glob)))
                .into_stream()?;
            let mut left = MOST_LOOKED_AT;
            while terms.advance() {
                if left == 0 {
                    more = true;
                    break;
                }
                left -= 1;
                let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                *found.entry(term.to_owned()).or_default() += u64::from(terms.value().doc_freq);
            }
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        more |= found.len() > MOST_WORDS;
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.truncate(MOST_WORDS);
        let mut terms: Vec<String> = found.into_iter().map(|(term, _)| term).collect();
        terms.sort_unstable();
        Ok((terms, more))
    }

    /// The pairs of syllables that begin so, in order.
    fn beginning(&self, begins: &str) -> tantivy::Result<Vec<String>> {
        let mut found = std::collections::BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.literal)?;
            let mut terms = inverted.terms().range().ge(begins).into_stream()?;
            let mut left = MOST_LOOKED_AT;
            while left > 0 && terms.advance() && terms.key().starts_with(begins.as_bytes()) {
                left -= 1;
                let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                if !found.contains(term) {
                    found.insert(term.to_owned());
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// The documents in whose text an item is marked, and whether all that may be were read: neither more of them than
    /// [`MOST_READ`] nor any when the time is over.
    fn prove(
        &self,
        item: &Item,
        analyzer: &Analyzer,
        clock: &Clock,
    ) -> Result<(Proven, bool), Error> {
        let wanted = Wanted::new(&[item]);
        let mut buffer = TokenBuffer::new();
        let mut proven = Proven::new();
        let mut left = MOST_READ;
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let matcher = self.candidates(item, segment).map_err(of_engine)?;
            let mut matches = Matches::new(matcher);
            let mut docs = Vec::new();
            let mut doc = matches.doc();
            while doc != TERMINATED {
                if is_alive(doc, segment) {
                    // A text is long beside a look at the clock.
                    if left == 0 || clock.is_over_now() {
                        proven.insert(segment.segment_id(), docs);
                        return Ok((proven, false));
                    }
                    left -= 1;
                    let address = DocAddress::new(segment_ord as u32, doc);
                    let (texts, language) = self.texts(address)?;
                    let proves = texts.iter().any(|text| {
                        AnalysedText::new(analyzer, text, language, &wanted, &mut buffer)
                            .shows(item)
                    });
                    if proves {
                        docs.push(doc);
                    }
                }
                doc = matches.advance();
            }
            proven.insert(segment.segment_id(), docs);
        }
        Ok((proven, true))
    }

    /// The documents whose text has a variant with its capital, as far as [`MOST_READ_FOR_A_VARIANT`] texts and the
    /// clock tell: the index holds words in small letters.
    fn prove_capital(&self, variant: &Variant, clock: &Clock) -> Result<Proven, Error> {
        let mut proven = Proven::new();
        let mut left = MOST_READ_FOR_A_VARIANT;
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let matcher = self.variant_matcher(variant, segment).map_err(of_engine)?;
            let columns = self.columns(segment).map_err(of_engine)?;
            let mut matches = Matches::new(matcher);
            let mut docs = Vec::new();
            let mut doc = matches.doc();
            while doc != TERMINATED && left > 0 && !clock.is_over_now() {
                if is_alive(doc, segment) && variant.weight_in(columns.document(doc)) > 0.0 {
                    left -= 1;
                    let (texts, _) = self.texts(DocAddress::new(segment_ord as u32, doc))?;
                    if texts.iter().any(|text| has_capital(text, &variant.text)) {
                        docs.push(doc);
                    }
                }
                doc = matches.advance();
            }
            proven.insert(segment.segment_id(), docs);
        }
        Ok(proven)
    }

    /// The passages that may hold an item.
    fn candidates(&self, item: &Item, segment: &SegmentReader) -> tantivy::Result<Matcher> {
        let Some(Proof::Near { parts, .. }) = &item.proof else {
            return self.ways_matcher(&item.ways, segment);
        };
        let parts = parts.iter().map(|part| self.item_matcher(part, segment));
        Ok(Matcher::all(parts.collect::<tantivy::Result<_>>()?))
    }

    /// What a record was indexed for: its text and the heading above it, or a title with its authors.
    fn texts(&self, address: DocAddress) -> Result<(Vec<String>, Language), Error> {
        let passage = self.read_record(address, |bytes| {
            let passage = PassageText::from_bytes(bytes)?;
            Ok(passage.map(|passage| {
                let texts = [passage.text, passage.heading].map(str::to_owned);
                (texts.into(), passage.language.to_owned())
            }))
        })?;
        let (texts, language) = match passage {
            Some((texts, language)) => (texts, Some(language)),
            None => match self.record(address)? {
                Record::Document(document) => (vec![document.head()], document.language),
                Record::Passage(passage) => (vec![passage.text], Some(passage.language)),
            },
        };
        let language = language.as_deref().and_then(Language::from_code);
        Ok((texts, language.unwrap_or(Language::English)))
    }
}

/// Whether a word stands in a text with a capital at its beginning, whatever the case of its other letters.
fn has_capital(text: &str, word: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let lower = word.to_lowercase();
    let same = |own: &str| own.starts_with(char::is_uppercase) && own.to_lowercase() == lower;
    words.into_iter().any(same)
}

fn about(message: String, item: &Item) -> Hint {
    Hint {
        message,
        query: None,
        span: Some(item.span.clone().into()),
    }
}
