//! The words of an index that a word which finds nothing may stand for.
//!
//! The vocabulary is the index itself: words of an alphabet are terms of the literal field, Korean words terms of the
//! stem field. A Korean word of several morphemes is no term; what one slip of a key makes of it is put together and
//! held against the syllable pairs of the literal field, which are there for every word.

use std::collections::{BTreeMap, HashMap};

use seoji_analysis::hangul::{
    begun, is_hangul, is_initials, is_whole, one_slip_away, slip_cost, to_hangul, to_keys,
};
use seoji_analysis::names::has_the_shape_of_a_person;
use seoji_analysis::{Analyzer, Normalised, fold, is_romanised_syllable};
use tantivy::schema::Field;

use super::automaton::{Begins, Chars, Letters, MOST_KEYS, Near, Reader, WithInitials};
use crate::engine::Engine;

/// At most this many terms of a dictionary are looked at.
const MOST_TERMS: usize = 4_096;
/// At most this many words are given.
const MOST_WORDS: usize = 8;
/// At most this many words that were put together are looked for as a whole.
const MOST_PUT_TOGETHER: usize = 24;
/// At most this many rows of syllables with given initial consonants go on.
const MOST_ROWS: usize = 256;
/// At most this many syllable pairs may stand for a syllable that is only begun.
const MOST_NEXT: usize = 64;
/// Words of an alphabet with fewer letters are not guessed at: too many are one letter away.
const SHORTEST_WORD: usize = 4;
/// From so many keys on two slips are allowed.
const TWO_SLIPS: usize = 8;
/// What it costs, as a slip does, to read a last syllable as a particle.
const PARTICLE: f32 = 2.0;
/// What it costs to be no morpheme of the index but a row of syllables that stands somewhere.
const PUT_TOGETHER: f32 = 3.0;
/// What it costs to go on after a letter that stands by itself: few slips leave one at the end.
const BEGUN: f32 = 1.0;
/// What it costs to go on after a whole syllable.
const BEGUN_WHOLE: f32 = 3.0;
/// What each key costs that would still have to be typed.
const TO_COME: f32 = 0.4;

/// How much the logarithm of a word's frequency counts: what is looked for is rarer than what is written.
const FREQUENCY: f32 = 0.7;
/// How likely a reading of the other layout is, beside those of slips: keys that write whole words are no accident.
const LAYOUT: f32 = 20.0;

/// Particles of one syllable that may stand behind any noun.
const PARTICLES: [char; 14] = [
    '은', '는', '이', '가', '을', '를', '의', '에', '와', '과', '도', '로', '만', '들',
];
/// Keys of the Korean layout.
const KEYS: &str = "qwertyuiopasdfghjklzxcvbnmQWERTOP";

/// How a word may have come to be typed as it was; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// On the keyboard layout of the other language.
    Layout,
    /// By its initial consonants.
    Initials,
    /// Up to somewhere within a syllable.
    Begun,
    /// With a slip of a key.
    Slip,
}

/// A word of the index that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// The word, to be asked in place of what was typed.
    pub(crate) text: String,
    pub(crate) how: How,
    /// Natural logarithm of its chance, up to a constant.
    pub(crate) chance: f32,
    /// Whether it may be another person's name: then it is offered, never answered.
    pub(crate) is_name: bool,
}

/// The words that `word` may stand for, the likeliest first: by initial consonants
/// alone where it is those, else of each way.
pub(crate) fn readings(
    engine: &Engine,
    analyzer: &Analyzer,
    word: &str,
) -> tantivy::Result<Vec<Reading>> {
    let normal = Normalised::new(word);
    let outside = |c: char| !c.is_alphanumeric();
    let word = normal.as_str().trim_matches(outside);
    let vocabulary = Vocabulary { engine, analyzer };
    let mut found = Vec::new();
    if is_initials(word) {
        found = vocabulary.with_initials(word)?;
    }
    if found.is_empty() && is_hangul(word) {
        found = vocabulary.begun(word)?;
        for slip in vocabulary.hangul_slips(word)? {
            match found.iter_mut().find(|known| known.text == slip.text) {
                Some(known) if known.chance < slip.chance => *known = slip,
                Some(_) => {}
                None => found.push(slip),
            }
        }
    } else if found.is_empty() {
        found = vocabulary.slips_of_parts(word)?;
    }
    // Beside the others: a name in Hangul may be found by its Latin spelling, which only the whole query tells. Who types
    // the initial consonants of a word does so on purpose.
    if !is_initials(word) || found.is_empty() {
        let layouts = layouts(word).into_iter();
        found.extend(
            layouts.filter(|reading| is_whole(&reading.text) || vocabulary.has(&reading.text)),
        );
    }
    found.sort_by(|a, b| {
        b.chance
            .total_cmp(&a.chance)
            .then_with(|| a.text.cmp(&b.text))
    });
    found.truncate(MOST_WORDS);
    Ok(found)
}

/// The words that the index has and for which `word`, which it lacks, may be a slip of a key; none where it has the word.
pub(crate) fn slips(
    engine: &Engine,
    analyzer: &Analyzer,
    word: &str,
) -> tantivy::Result<Vec<String>> {
    let found = Vocabulary { engine, analyzer }.slips_of_parts(word)?;
    Ok(found.into_iter().map(|reading| reading.text).collect())
}

/// Words in Hangul that go on with what was typed, the last syllable of which may be begun only, with the number of
/// passages that hold them.
pub(crate) fn words_begun(engine: &Engine, typed: &str) -> tantivy::Result<Vec<(String, u64)>> {
    let keys: Vec<char> = to_keys(typed).chars().collect();
    if keys.is_empty() || keys.len() > MOST_KEYS {
        return Ok(Vec::new());
    }
    let reader = || Begins {
        typed: keys.clone(),
    };
    let found = terms(engine, engine.fields().stem, reader)?;
    let word = |(term, _): &(String, u64)| is_whole(term) && term.chars().count() >= 2;
    Ok(found.into_iter().filter(word).collect())
}

/// What the keys of a word write on the other layout, where that is whole words.
fn layouts(word: &str) -> Vec<Reading> {
    let reading = |text: String| Reading {
        text,
        how: How::Layout,
        chance: LAYOUT,
        is_name: false,
    };
    let keys = to_keys(word);
    if is_hangul(word) {
        let long = keys.chars().count() >= SHORTEST_WORD - 1;
        return if long {
            vec![reading(keys)]
        } else {
            Vec::new()
        };
    }
    if !word.chars().any(|c| c.is_ascii_alphabetic()) || !word.chars().all(is_typed) {
        return Vec::new();
    }
    let mut found: Vec<Reading> = Vec::new();
    // A sentence's first letter, or caps lock, is no shift.
    for keys in [keys.clone(), keys.to_lowercase()] {
        let text = to_hangul(&keys);
        let syllables = text
            .chars()
            .filter(|c| is_whole(c.encode_utf8(&mut [0; 4])))
            .count();
        let whole = text
            .chars()
            .all(|c| !c.is_alphabetic() || ('가'..='힣').contains(&c));
        if whole && syllables >= 2 && found.iter().all(|known| known.text != text) {
            found.push(reading(text));
        }
    }
    found
}

/// Whether a char is one that a keyboard writes in either layout.
fn is_typed(c: char) -> bool {
    c.is_ascii() || is_hangul(c.encode_utf8(&mut [0; 4]))
}

struct Vocabulary<'a> {
    engine: &'a Engine,
    analyzer: &'a Analyzer,
}

/// The terms that a reader wants, with the number of passages that hold them.
fn terms<R: Reader>(
    engine: &Engine,
    field: Field,
    reader: impl Fn() -> R,
) -> tantivy::Result<BTreeMap<String, u64>> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for segment in engine.searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted.terms().search(Chars(reader())).into_stream()?;
        while found.len() < MOST_TERMS && stream.advance() {
            if let Ok(term) = std::str::from_utf8(stream.key()) {
                let passages = u64::from(stream.value().doc_freq);
                *found.entry(term.to_owned()).or_default() += passages;
            }
        }
    }
    Ok(found)
}

impl Vocabulary<'_> {
    /// The terms that a reader wants, with the number of passages that hold them.
    fn terms<R: Reader>(
        &self,
        field: Field,
        reader: impl Fn() -> R,
    ) -> tantivy::Result<BTreeMap<String, u64>> {
        terms(self.engine, field, reader)
    }

    fn stem(&self) -> Field {
        self.engine.fields().stem
    }

    fn literal(&self) -> Field {
        self.engine.fields().literal
    }

    /// Whether any passage has this term in the literal field.
    fn has(&self, term: &str) -> bool {
        let term = tantivy::Term::from_field_text(self.literal(), term);
        self.engine
            .searcher
            .doc_freq(&term)
            .is_ok_and(|passages| passages > 0)
    }

    /// Whether every pair of neighbouring syllables stands somewhere.
    fn has_pairs(&self, word: &str, known: &mut HashMap<String, bool>) -> bool {
        let starts: Vec<usize> = word
            .char_indices()
            .map(|(at, _)| at)
            .chain([word.len()])
            .collect();
        starts.windows(3).all(|pair| {
            let pair = &word[pair[0]..pair[2]];
            match known.get(pair) {
                Some(&known) => known,
                None => {
                    let has = self.has(pair);
                    known.insert(pair.to_owned(), has);
                    has
                }
            }
        })
    }

    fn reading(&self, text: String, how: How, passages: u64, cost: f32) -> Reading {
        Reading {
            is_name: how == How::Slip && self.is_name(&text),
            text,
            how,
            chance: FREQUENCY * (passages.max(1) as f32).ln() - cost,
        }
    }

    /// A reading that goes on with a word of whole syllables within its last one: another name of as many syllables is
    /// another person (정성호, 정성화).
    fn of_whole(&self, typed: &str, reading: Reading) -> Reading {
        let as_long = typed.chars().count() == reading.text.chars().count();
        Reading {
            is_name: is_whole(typed) && as_long && self.is_name(&reading.text),
            ..reading
        }
    }

    /// Whether a word is a person's name, of whom another may differ by a letter.
    fn is_name(&self, word: &str) -> bool {
        if is_whole(word) {
            let korean = self.analyzer.korean();
            // Of many names the dictionary does not say what they are of.
            let is_other = || korean.is_ordinary_word(word) || korean.is_place(word);
            return korean.is_personal_name(word) || has_the_shape_of_a_person(word) && !is_other();
        }
        let mut parts = word.split('-');
        let syllables = parts.clone().count();
        syllables >= 2 && parts.all(is_romanised_syllable)
    }

    fn with_initials(&self, word: &str) -> tantivy::Result<Vec<Reading>> {
        let reader = || WithInitials {
            initials: word.chars().collect(),
        };
        let found = self.terms(self.stem(), reader)?;
        let reading = |(term, passages)| self.reading(term, How::Initials, passages, 0.0);
        let mut readings: Vec<Reading> = found.into_iter().map(reading).collect();
        if readings.is_empty() {
            for (word, passages) in self.rows_with_initials(word)? {
                readings.push(self.reading(word, How::Initials, passages, PUT_TOGETHER));
            }
        }
        Ok(readings)
    }

    /// Words of three syllables and more that stand in the index as a row of syllables with these initial consonants,
    /// with the number of passages: a name that no dictionary knows is no morpheme (길확실).
    fn rows_with_initials(&self, word: &str) -> tantivy::Result<Vec<(String, u64)>> {
        let initials: Vec<char> = word.chars().collect();
        let Some(([first, second], rest)) = initials.split_first_chunk() else {
            return Ok(Vec::new());
        };
        if rest.is_empty() || initials.len() > MOST_KEYS {
            return Ok(Vec::new());
        }
        let pairs = |initials: [char; 2]| {
            let reader = move || WithInitials {
                initials: initials.to_vec(),
            };
            self.terms(self.literal(), reader)
        };
        // The rows so far and how many passages the rarest of their pairs has: the likeliest go on.
        let mut rows: Vec<(String, u64)> = pairs([*first, *second])?.into_iter().collect();
        let mut before = *second;
        for &next in rest {
            rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            rows.truncate(MOST_ROWS);
            let pairs = pairs([before, next])?;
            let mut longer = Vec::new();
            for (row, passages) in &rows {
                let Some(last) = row.chars().next_back() else {
                    continue;
                };
                let from = last.to_string();
                for (pair, own) in pairs
                    .range(from..)
                    .take_while(|(pair, _)| pair.starts_with(last))
                {
                    let next = &pair[last.len_utf8()..];
                    longer.push((format!("{row}{next}"), (*passages).min(*own)));
                }
            }
            rows = longer;
            before = next;
        }
        rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut found = Vec::new();
        for (row, _) in rows.into_iter().take(MOST_ROWS) {
            let passages = self.passages(&row)?;
            if passages > 0 {
                found.push((row, passages));
            }
            if found.len() == MOST_WORDS {
                break;
            }
        }
        Ok(found)
    }

    /// Words that go on with what was typed, the last syllable being only begun.
    fn begun(&self, word: &str) -> tantivy::Result<Vec<Reading>> {
        let ways = begun(word);
        if ways.is_empty() || to_keys(word).chars().count() > MOST_KEYS {
            return Ok(Vec::new());
        }
        let reader = || Begins {
            typed: to_keys(word).chars().collect(),
        };
        let mut found = self.terms(self.stem(), reader)?;
        // 라자루스 stands for 라자루스단 too.
        let terms: Vec<String> = found.keys().cloned().collect();
        found.retain(|term, _| {
            !terms
                .iter()
                .any(|other| other != term && term.starts_with(other.as_str()))
        });
        let keys = to_keys(word).chars().count();
        let ends_whole = word
            .chars()
            .next_back()
            .is_some_and(|c| is_whole(c.encode_utf8(&mut [0; 4])));
        let begun = if ends_whole { BEGUN_WHOLE } else { BEGUN };
        let cost = |text: &str| {
            let to_come = to_keys(text).chars().count().saturating_sub(keys);
            begun + TO_COME * to_come as f32
        };
        if !found.is_empty() {
            let reading = |(term, passages): (String, u64)| {
                let cost = cost(&term);
                let reading = self.reading(term, How::Begun, passages, cost);
                self.of_whole(word, reading)
            };
            return Ok(found.into_iter().map(reading).collect());
        }
        // No morpheme begins so; then the next syllable of a longer word.
        let mut readings = Vec::new();
        for way in ways {
            let Some(last) = way.before.chars().next_back() else {
                continue;
            };
            let mut known = HashMap::new();
            if !self.has_pairs(&way.before, &mut known) {
                continue;
            }
            let pair = |c: char| [last, c].iter().collect::<String>();
            let (from, to) = (pair(*way.next.start()), pair(*way.next.end()));
            for pair in self.range(&from, &to)? {
                if let Some(next) = pair.chars().nth(1) {
                    let text = format!("{}{next}", way.before);
                    let passages = self.passages(&text)?;
                    if passages > 0 {
                        let cost = cost(&text);
                        let reading = self.reading(text, How::Begun, passages, cost);
                        readings.push(self.of_whole(word, reading));
                    }
                }
            }
        }
        Ok(readings)
    }

    /// Syllable pairs of the literal field from one to another.
    fn range(&self, from: &str, to: &str) -> tantivy::Result<Vec<String>> {
        let mut pairs = Vec::new();
        for segment in self.engine.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.literal())?;
            let mut stream = inverted.terms().range().ge(from).le(to).into_stream()?;
            while pairs.len() < MOST_NEXT && stream.advance() {
                if let Ok(pair) = std::str::from_utf8(stream.key()) {
                    pairs.push(pair.to_owned());
                }
            }
        }
        pairs.retain(|pair| is_whole(pair) && pair.chars().count() == 2);
        pairs.sort();
        pairs.dedup();
        Ok(pairs)
    }

    /// How many passages hold a word of Hangul as a row of syllables.
    fn passages(&self, word: &str) -> tantivy::Result<u64> {
        self.engine.passages_with(self.analyzer, word)
    }

    fn hangul_slips(&self, word: &str) -> tantivy::Result<Vec<Reading>> {
        let mut readings = self.slips(word, 0.0)?;
        if readings.is_empty()
            && let Some(last) = word.chars().next_back()
            && PARTICLES.contains(&last)
        {
            let noun = &word[..word.len() - last.len_utf8()];
            if noun.chars().count() >= 2 {
                readings = self.slips(noun, PARTICLE)?;
            }
        }
        Ok(readings)
    }

    fn slips(&self, word: &str, cost: f32) -> tantivy::Result<Vec<Reading>> {
        let typed: Vec<char> = to_keys(word).chars().collect();
        if typed.len() > MOST_KEYS || typed.len() < SHORTEST_WORD - 1 {
            return Ok(Vec::new());
        }
        let near = |slips| {
            let typed = &typed;
            move || Near {
                typed: typed.clone(),
                slips,
                letters: Letters::Hangul,
            }
        };
        let mut readings: Vec<Reading> = Vec::new();
        let add = |found: BTreeMap<String, u64>, readings: &mut Vec<Reading>| {
            for (term, passages) in found {
                // A single syllable is no word that somebody would look for by a slip.
                if term.chars().count() >= 2 {
                    let meant: Vec<char> = to_keys(&term).chars().collect();
                    let slip = slip_cost(&typed, &meant).cost;
                    readings.push(self.reading(term, How::Slip, passages, slip + cost));
                }
            }
        };
        add(self.terms(self.stem(), near(1))?, &mut readings);
        if word.chars().count() >= 3 {
            self.put_together(&typed, cost + PUT_TOGETHER, &mut readings)?;
        }
        if readings.is_empty() && typed.len() >= TWO_SLIPS {
            add(self.terms(self.stem(), near(2))?, &mut readings);
        }
        Ok(readings)
    }

    /// Words one slip away that stand in the index as a row of syllables, whatever their morphemes.
    fn put_together(
        &self,
        typed: &[char],
        cost: f32,
        readings: &mut Vec<Reading>,
    ) -> tantivy::Result<()> {
        let keys: Vec<char> = KEYS.chars().collect();
        let mut words: BTreeMap<String, f32> = BTreeMap::new();
        let mut known = HashMap::new();
        one_slip_away(typed, &keys, |meant| {
            let word = to_hangul(&meant.iter().collect::<String>());
            let whole = is_whole(&word) && word.chars().count() >= 3;
            if whole && !words.contains_key(&word) && self.has_pairs(&word, &mut known) {
                words.insert(word, slip_cost(typed, meant).cost + cost);
            }
        });
        let mut words: Vec<(String, f32)> = words.into_iter().collect();
        words.retain(|(word, _)| readings.iter().all(|known| known.text != *word));
        words.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        for (word, cost) in words.into_iter().take(MOST_PUT_TOGETHER) {
            let passages = self.passages(&word)?;
            if passages > 0 {
                readings.push(self.reading(word, How::Slip, passages, cost));
            }
        }
        Ok(())
    }

    /// A word of an alphabet, part by part: `Jin-hkk` is Jin and what hkk may stand for.
    fn slips_of_parts(&self, word: &str) -> tantivy::Result<Vec<Reading>> {
        // A number or an identifier with another digit is another thing.
        if word.chars().any(|c| c.is_numeric()) || word.chars().count() > 2 * MOST_KEYS {
            return Ok(Vec::new());
        }
        let mut wrong: Option<(usize, &str)> = None;
        let mut at = 0;
        for part in word.split_inclusive(|c: char| !c.is_alphabetic()) {
            let bare = part.trim_end_matches(|c: char| !c.is_alphabetic());
            let mut folded = String::new();
            fold(bare, &mut folded);
            if !bare.is_empty() && !self.has(&folded) {
                if wrong.is_some() {
                    return Ok(Vec::new());
                }
                wrong = Some((at, bare));
            }
            at += part.len();
        }
        let Some((at, part)) = wrong else {
            return Ok(Vec::new());
        };
        let (before, after) = (&word[..at], &word[at + part.len()..]);
        let is_acronym = part.chars().all(char::is_uppercase) && part.chars().count() < TWO_SLIPS;
        let mut typed = String::new();
        fold(part, &mut typed);
        let typed: Vec<char> = typed.chars().collect();
        let alone = before.is_empty() && after.is_empty();
        let shortest = if alone {
            SHORTEST_WORD
        } else {
            SHORTEST_WORD - 1
        };
        if is_acronym || typed.len() < shortest || typed.len() > MOST_KEYS {
            return Ok(Vec::new());
        }
        let slips = if typed.len() >= TWO_SLIPS { 2 } else { 1 };
        let reader = || Near {
            typed: typed.clone(),
            slips,
            letters: Letters::Alphabet,
        };
        let found = self.terms(self.literal(), reader)?;
        let reading = |(term, passages): (String, u64)| {
            let meant: Vec<char> = term.chars().collect();
            let cost = slip_cost(&typed, &meant).cost;
            let text = format!("{before}{}{after}", in_case_of(part, term));
            self.reading(text, How::Slip, passages, cost)
        };
        Ok(found.into_iter().map(reading).collect())
    }
}

/// A term with the capital letter of what was typed.
fn in_case_of(typed: &str, term: String) -> String {
    if !typed.starts_with(char::is_uppercase) {
        return term;
    }
    let mut chars = term.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.collect::<String>() + chars.as_str()
}
