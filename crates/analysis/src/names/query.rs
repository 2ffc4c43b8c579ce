//! A query read as a name.

use super::channel::Lattice;
use super::choice::{self, Candidates};
use super::latin::Spelling;
use super::model::Model;
use super::reading::{self, Side};
use super::written::Written;
use super::{Asked, Key, KeyKind, Relation, Tier, Variant, Walk, by_the_book, foreign, gate};
use crate::Analyzer;

/// Writes the keys of a surface to `out`, which is cleared; none where it cannot be read.
///
/// One Latin word that does not look Korean has only keys of a foreign word.
///
/// ```
/// use seoji_analysis::names::{keys, Key};
///
/// let (mut hangul, mut latin) = (Vec::new(), Vec::new());
/// keys("붉은별", &mut hangul);
/// keys("Pulgŭnbyŏl", &mut latin);
/// assert!(hangul.iter().any(|key| latin.contains(key)));
/// ```
pub fn keys(surface: &str, out: &mut Vec<Key>) {
    let model = Model::committed();
    if foreign::is_latin_word(surface) && !gate::passes(model, surface) {
        out.clear();
    } else {
        keys_with(model, surface, out);
    }
    foreign::add_keys(surface, out);
}

/// [`keys`] of Korean names by another model.
pub fn keys_with(model: &Model, surface: &str, out: &mut Vec<Key>) {
    out.clear();
    if let Some(written) = Written::read(surface) {
        keys_of(model, &written, Side::Index, out);
    }
}

fn keys_of(model: &Model, written: &Written, side: Side, out: &mut Vec<Key>) {
    match written {
        Written::Latin(spelling) => {
            let lattices = lattices(model, spelling);
            reading::latin_keys(&model.table, &model.classes, &lattices, side, out);
        }
        _ => keys_in_hangul(written, out),
    }
    out.sort();
    out.dedup();
}

/// The keys of Hangul and Hanja, in order; no model is asked for them.
fn keys_in_hangul(written: &Written, out: &mut Vec<Key>) {
    for form in written.hangul() {
        reading::hangul_keys(form, out);
    }
    out.sort();
    out.dedup();
}

/// NFC, one space between words.
fn normal(run: &str) -> String {
    let normal = crate::Normalised::new(run.trim());
    let words: Vec<&str> = normal.as_str().split_whitespace().collect();
    words.join(" ")
}

/// The orders of a spelling, looked up in the table.
pub(super) fn lattices(model: &Model, spelling: &Spelling) -> Vec<Lattice> {
    let table = &model.table;
    let orders = spelling.orders();
    let cost = |turned: usize| if turned > 0 { table.turned } else { 0.0 };
    orders
        .iter()
        .enumerate()
        .map(|(turned, order)| Lattice::new(table, order, cost(turned)))
        .collect()
}

/// A run of a query that may be a name.
#[derive(Clone, Debug)]
pub struct NameQuery {
    /// Another model than the committed one, which is read when it is needed: most words of a query need none.
    model: Option<&'static Model>,
    pub(super) text: String,
    pub(super) written: Written,
    pub(super) asked: Asked,
    /// Whether it may be a Korean name.
    is_korean: bool,
    /// Whether it may be only the name of a place, spelled by the book.
    is_place: bool,
    foreign: Option<foreign::Reader>,
    keys: Vec<Key>,
    second: Vec<Key>,
}

impl NameQuery {
    /// Reads `run`; `None` where it does not look like a name (unless that is [forced](Asked::Forced)) or holds nothing
    /// to read.
    ///
    /// By its shape a run of Latin words is a name when its letters look like Korean; one syllable alone (`song`, a
    /// surname) and one word in small letters never are. A run of Hangul or Hanja is from two syllables on. One Latin
    /// word with a capital and one word of Hangul are also read as [foreign].
    ///
    /// ```
    /// use seoji_analysis::Analyzer;
    /// use seoji_analysis::names::{Asked, NameQuery};
    ///
    /// let analyzer = Analyzer::embedded();
    /// let query = NameQuery::read(&analyzer, "Pak Chin-hyŏk", Asked::ByShape).unwrap();
    /// let chosen = query.choose(&analyzer, ["박진혁", "박진희", "박정희"]);
    /// assert_eq!(chosen.iter().map(|variant| &*variant.surface).collect::<Vec<_>>(), ["박진혁"]);
    /// assert!(NameQuery::read(&analyzer, "song", Asked::ByShape).is_none());
    /// ```
    pub fn read(analyzer: &Analyzer, run: &str, asked: Asked) -> Option<NameQuery> {
        let text = normal(run);
        let foreign = foreign::Reader::asked(analyzer, &text, asked);
        // `처리하는` is no name, and what sounds like it would be many.
        let is_inflected = asked == Asked::ByShape && analyzer.korean().is_inflected(&text);
        let query = (!is_inflected).then(|| {
            let by_shape = NameQuery::read_by(None, &text, asked);
            by_shape.or_else(|| NameQuery::of_place(&text))
        });
        let Some(mut query) = query.flatten() else {
            let foreign = foreign?;
            return Some(NameQuery {
                model: None,
                written: Written::read(&text)?,
                keys: foreign.name_keys().collect(),
                text,
                asked,
                is_korean: false,
                is_place: false,
                foreign: Some(foreign),
                second: Vec::new(),
            });
        };
        if let Some(foreign) = foreign {
            query.keys.extend(foreign.name_keys());
            query.foreign = Some(foreign);
        }
        Some(query)
    }

    /// One word with a capital that does not look Korean: a place may be called so all the same (Busan, Seoul).
    fn of_place(text: &str) -> Option<NameQuery> {
        let is_word = text.chars().all(char::is_alphabetic) && text.starts_with(char::is_uppercase);
        let query = is_word.then(|| NameQuery::read_by(None, text, Asked::Forced))??;
        matches!(query.written, Written::Latin(_)).then(|| NameQuery {
            asked: Asked::ByShape,
            is_korean: false,
            is_place: true,
            second: Vec::new(),
            ..query
        })
    }

    /// [`NameQuery::read`] by another model, as a Korean name only.
    pub fn read_with(model: &'static Model, run: &str, asked: Asked) -> Option<NameQuery> {
        NameQuery::read_by(Some(model), &normal(run), asked)
    }

    fn read_by(model: Option<&'static Model>, text: &str, asked: Asked) -> Option<NameQuery> {
        let written = Written::read(text)?;
        if asked == Asked::ByShape {
            let fits = match &written {
                Written::Latin(spelling) => {
                    gate::has_the_shape(text, spelling)
                        && gate::passes(model.unwrap_or_else(Model::committed), text)
                }
                _ => written.hangul()[0].chars().count() >= 2,
            };
            if !fits {
                return None;
            }
        }
        let mut keys = Vec::new();
        match &written {
            Written::Latin(_) => {
                let model = model.unwrap_or_else(Model::committed);
                keys_of(model, &written, Side::Query, &mut keys);
            }
            _ => keys_in_hangul(&written, &mut keys),
        }
        let mut second: Vec<Key> = keys
            .iter()
            .filter_map(|key| {
                let end = key.key.find(':')?;
                Some(Key {
                    kind: KeyKind::Onset,
                    key: key.key[..=end].to_owned(),
                })
            })
            .collect();
        second.dedup();
        Some(NameQuery {
            model,
            text: text.to_owned(),
            written,
            asked,
            is_korean: true,
            is_place: false,
            foreign: None,
            keys,
            second,
        })
    }

    pub(super) fn model(&self) -> &'static Model {
        self.model.unwrap_or_else(Model::committed)
    }

    /// How it was asked for.
    pub fn asked(&self) -> Asked {
        self.asked
    }

    /// The keys to look up first.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The keys to look up when no surface under [`NameQuery::keys`] was chosen.
    pub fn second_stage_keys(&self) -> &[Key] {
        &self.second
    }

    /// The walk to the words of Hangul that have any of `keys`, which are [`NameQuery::keys`] or
    /// [`NameQuery::second_stage_keys`]. Of a name in Hangul or Hanja only the first lead to others in Hangul, its twins.
    pub fn walk(&self, keys: &[Key]) -> Walk {
        let is_second = keys.iter().any(|key| key.kind == KeyKind::Onset);
        if is_second && !matches!(self.written, Written::Latin(_)) {
            return Walk::new(&[]);
        }
        Walk::new(keys)
    }

    /// The surfaces that spell the same name, best first.
    ///
    /// Of those in Hangul only such as are within two nats of the best; none at all that is unlikely by itself, so that
    /// another person is no answer where the right one is missing. An ordinary word of the dictionary has to be spelled
    /// well, unless that is [forced](Asked::Forced). Cheapest where the surfaces come sorted, as the
    /// terms of an index do.
    pub fn choose<'s>(
        &self,
        analyzer: &Analyzer,
        surfaces: impl IntoIterator<Item = &'s str>,
    ) -> Vec<Variant> {
        let is_forced = self.asked == Asked::Forced;
        let ordinary = |word: &str| !is_forced && analyzer.korean().is_ordinary_word(word);
        let surfaces: Vec<&str> = surfaces.into_iter().collect();
        let mut chosen = Vec::new();
        if self.is_korean {
            let names = surfaces.iter().copied();
            let names = names.filter(|surface| !foreign::is_latin_surface(surface));
            // The name as it was asked for needs no model to be told.
            if names.clone().any(|surface| surface != self.text) {
                let mut ranked = choice::rank(self, names, Candidates::Acceptable(&ordinary));
                choice::accept(self, &ordinary, &mut ranked);
                chosen.extend(ranked.into_iter().map(|ranked| ranked.variant));
            }
        }
        if let (true, Written::Latin(spelling)) = (self.is_place, &self.written) {
            let plain = spelling.plain();
            let spelled = |place: &str| {
                let mut spellings = by_the_book::spellings(place).into_iter();
                spellings.any(|(spelled, _)| spelled == plain)
            };
            let places = surfaces
                .iter()
                .filter(|surface| analyzer.korean().is_place(surface) && spelled(surface));
            chosen.extend(places.map(|place| Variant {
                surface: (*place).to_owned(),
                tier: Tier::SameSystem,
                nats: 0.0,
                relation: Relation::Hangul,
            }));
        }
        if let Some(foreign) = &self.foreign {
            for variant in foreign.variants(surfaces, self.asked) {
                // What looks Korean is no foreign word that looks Korean too.
                let is_korean = self.is_korean && !foreign.looks_foreign(&variant.surface);
                if is_korean && ordinary(&variant.surface) {
                    continue;
                }
                match chosen
                    .iter_mut()
                    .find(|other| other.surface == variant.surface)
                {
                    // What both explain is what it looks like.
                    Some(other) => {
                        if foreign.looks_foreign(&variant.surface) && other.tier > Tier::SameLetters
                        {
                            other.relation = Relation::Foreign;
                            other.tier = other.tier.min(variant.tier);
                        }
                    }
                    None => chosen.push(variant),
                }
            }
        }
        chosen
    }

    /// The Latin spellings of a place by the book, in small letters without marks and hyphens, and why each is the same
    /// name; none of other words. A text may have them where nothing tells a name.
    ///
    /// ```
    /// # use seoji_analysis::Analyzer;
    /// # use seoji_analysis::names::{Asked, NameQuery};
    /// let analyzer = Analyzer::embedded();
    /// let place = NameQuery::read(&analyzer, "부산", Asked::ByShape).unwrap();
    /// let spellings = place.spellings_of_place(&analyzer);
    /// assert_eq!(spellings.iter().map(|(spelled, _)| &**spelled).collect::<Vec<_>>(), ["busan", "pusan"]);
    /// ```
    pub fn spellings_of_place(&self, analyzer: &Analyzer) -> Vec<(String, Relation)> {
        /// Shorter ones are words of many languages.
        const FEWEST_LETTERS: usize = 5;
        let mut spellings = match self.written {
            Written::Hangul(_) if analyzer.korean().is_place(&self.text) => {
                by_the_book::spellings(&self.text)
            }
            _ => Vec::new(),
        };
        spellings.retain(|(spelled, _)| spelled.len() >= FEWEST_LETTERS);
        spellings
    }

    /// Like [`NameQuery::choose`], without an end: also the surfaces that are not accepted.
    pub fn rank<'s>(&self, surfaces: impl IntoIterator<Item = &'s str>) -> Vec<Variant> {
        choice::rank(self, surfaces, Candidates::All)
            .into_iter()
            .map(|ranked| ranked.variant)
            .collect()
    }

    /// For each surface by how many nats it explains the letters worse than the best reading does, and how probable the
    /// letters are, in nats a letter. For measuring.
    #[doc(hidden)]
    pub fn losses<'s>(
        &self,
        surfaces: impl IntoIterator<Item = &'s str>,
    ) -> Vec<(String, f32, f32)> {
        choice::rank(self, surfaces, Candidates::All)
            .into_iter()
            .map(|ranked| (ranked.variant.surface, ranked.loss, ranked.a_letter))
            .collect()
    }
}
