//! Expectation maximisation: each pair is aligned with each system in the best way, and counts for each system as far
//! as the pair looks like it. Smoothed from a letter to its contexts, and from all systems to each.

use std::collections::BTreeMap;

use seoji_analysis::names::pronounce;
use seoji_analysis::names::training::{
    Alignment, SLOTS, Slot, Spelled, Step, System, Table, Words, align,
};

use super::data::{Kind, Pair};
use super::given::{given_names, surname_length};
use super::spellings;
use super::systems::{Rules, SYSTEMS};

/// Rounds of training; the likelihood hardly moves after that.
const ROUNDS: usize = 5;
/// A pair less probable than this for each syllable is a mistake of the data (stage names, other persons).
const WORST: f32 = -12.0;
/// How many sightings the letter without its context is worth beside those in the context.
const CONTEXT_WEIGHT: f32 = 8.0;
/// The same for the first guess beside the letter's sightings.
const GUESS_WEIGHT: f32 = 6.0;
/// The same for all systems together beside the sightings of one.
const POOL_WEIGHT: f32 = 4.0;
/// How often a spelling is one that its letter may have but was hardly seen with.
const UNSEEN: f32 = 0.02;
/// How much of a rule's weight goes to what the rule does not say.
const BENT: f32 = 0.1;
/// The most letters of a surname that is spelled as a whole, and its fewest sightings.
const SURNAME: (usize, f32) = (7, 1.5);
/// How much a spelling with its marks taken off counts beside the original.
const UNMARKED: f32 = 0.3;
/// The least that a system is expected.
const RAREST_SYSTEM: f32 = 0.003;

/// Trains the channel on `pairs`; the same pairs in the same order give the same table.
pub fn train(pairs: &[Pair]) -> Table {
    let mut rows: Vec<(String, &str, Kind, f32)> = Vec::new();
    let unmarked: Vec<String> = pairs
        .iter()
        .map(|pair| without_marks(&pair.latin))
        .collect();
    for (pair, unmarked) in pairs.iter().zip(&unmarked) {
        let hangul: String = pair.hangul.chars().filter(|c| !c.is_whitespace()).collect();
        rows.push((hangul.clone(), &pair.latin, pair.kind, 1.0));
        if *unmarked != pair.latin {
            rows.push((hangul, unmarked, pair.kind, UNMARKED));
        }
    }
    let guess = initial();
    let mut table = guess.clone();
    for _ in 0..ROUNDS {
        let mut counts = Counts::new(&table);
        for (hangul, latin, kind, weight) in &rows {
            counts.pair(&table, hangul, latin, *kind, *weight);
        }
        counts.fill(&mut table, &guess);
    }
    table.given = given_names(pairs);
    table
}

/// A spelling as it stands where marks cannot be set: without breves and apostrophes.
fn without_marks(latin: &str) -> String {
    let mut out = String::new();
    for c in latin.chars() {
        match c {
            'ŏ' | 'ǒ' => out.push('o'),
            'ŭ' | 'ǔ' => out.push('u'),
            'Ŏ' | 'Ǒ' => out.push('O'),
            'Ŭ' | 'Ǔ' => out.push('U'),
            '\'' | '’' | '‘' | '\u{306}' | '\u{30C}' => {}
            c => out.push(c),
        }
    }
    out
}

/// The better alignment of the written and the spoken form.
fn best(
    table: &Table,
    spelled: &Spelled,
    hangul: &str,
    spoken: &str,
    latin: &str,
) -> Option<Alignment> {
    let written = align(table, spelled, hangul, latin)?;
    if spoken == hangul {
        return Some(written);
    }
    match align(table, spelled, spoken, latin) {
        Some(alignment) if alignment.score > written.score => Some(alignment),
        _ => Some(written),
    }
}

/// The spellings of a list; `_` stands for none.
fn listed(list: &'static str) -> Vec<&'static str> {
    let letters = |s: &str| {
        s.bytes()
            .all(|b| b.is_ascii_lowercase() || matches!(b, b'O' | b'U' | b'\'' | b'_'))
    };
    let mut seen = Vec::new();
    for spelling in list
        .split(' ')
        .filter(|s| letters(s))
        .map(|s| if s == "_" { "" } else { s })
    {
        if !seen.contains(&spelling) {
            seen.push(spelling);
        }
    }
    seen
}

/// The table before training.
pub fn initial() -> Table {
    let general = [spellings::ONSETS, spellings::VOWELS, spellings::CODAS];
    let rules = |rules: &Rules| [rules.onsets, rules.vowels, rules.codas];
    let mut names: [Vec<String>; 3] = Default::default();
    for lists in std::iter::once(general).chain(SYSTEMS.iter().map(rules)) {
        for (names, list) in names.iter_mut().zip(lists) {
            names.extend(
                list.iter()
                    .flat_map(|(_, list)| listed(list))
                    .map(str::to_owned),
            );
        }
    }
    let mut table = Table::empty(names);
    let spellings = table.spellings.clone();
    for slot in SLOTS {
        for row in 0..slot.rows() {
            let (_, list) = general[slot as usize]
                .iter()
                .find(|(listed, _)| *listed == slot.letter(row))
                .expect("the lists name every letter");
            fall(
                &spellings[slot as usize],
                &listed(list),
                1.0,
                table.pooled.row_mut(slot, row),
            );
        }
    }
    for system in SYSTEMS {
        let mut spelled = table.pooled.clone();
        for slot in SLOTS {
            for row in 0..slot.rows() {
                let list = rules(system)[slot as usize]
                    .iter()
                    .find(|(letter, _)| *letter == slot.letter(row));
                if let Some((_, list)) = list {
                    for value in spelled.row_mut(slot, row) {
                        *value = (value.exp() * BENT).ln();
                    }
                    fall(
                        &spellings[slot as usize],
                        &listed(list),
                        1.0 - BENT,
                        spelled.row_mut(slot, row),
                    );
                }
            }
        }
        table.systems.to_mut().push(System {
            name: system.name.into(),
            weight: -(SYSTEMS.len() as f32).ln(),
            spelled,
        });
    }
    table
}

/// Adds falling probabilities that sum up to `share` for the spellings of `list`.
fn fall(spellings: &Words, list: &[&str], share: f32, values: &mut [f32]) {
    let total: usize = (1..=list.len()).map(|rank| rank * rank).sum();
    for (rank, spelling) in list.iter().enumerate() {
        let at = spellings
            .place(spelling)
            .expect("the table was made of these lists");
        let rank = list.len() - rank;
        values[at] = (values[at].exp() + share * (rank * rank) as f32 / total as f32).ln();
    }
}

/// What was seen in one round.
struct Counts {
    systems: Vec<Seen>,
    gaps: [[f32; 3]; 2],
    letters: f32,
    dropped: f32,
    skipped: f32,
    slipped: f32,
    orders: [f32; 2],
}

/// What was seen of one system.
#[derive(Clone)]
struct Seen {
    pairs: f32,
    rows: [Vec<Vec<f32>>; 3],
    surnames: BTreeMap<String, BTreeMap<String, f32>>,
}

impl Counts {
    fn new(table: &Table) -> Counts {
        let seen = Seen {
            pairs: 0.0,
            rows: SLOTS
                .map(|slot| vec![vec![0.0; table.spellings[slot as usize].len()]; slot.rows()]),
            surnames: BTreeMap::new(),
        };
        Counts {
            systems: vec![seen; table.systems.len()],
            gaps: [[1.0; 3]; 2],
            letters: 1.0,
            dropped: 1.0,
            skipped: 1.0,
            slipped: 1.0,
            orders: [1.0; 2],
        }
    }

    /// Counts a pair for each system as far as it looks like it.
    fn pair(&mut self, table: &Table, hangul: &str, latin: &str, kind: Kind, weight: f32) {
        let spoken = pronounce(hangul);
        let alignments: Vec<Option<Alignment>> = table
            .systems
            .iter()
            .map(|system| best(table, &system.spelled, hangul, &spoken, latin))
            .collect();
        let scores: Vec<f32> = alignments
            .iter()
            .zip(table.systems.iter())
            .map(|(alignment, system)| {
                alignment
                    .as_ref()
                    .map_or(f32::NEG_INFINITY, |a| a.score + system.weight)
            })
            .collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        if most < WORST * hangul.chars().count() as f32 {
            return;
        }
        let total: f32 = scores.iter().map(|score| (score - most).exp()).sum();
        for ((alignment, score), system) in alignments.iter().zip(&scores).zip(0..) {
            let share = weight * (score - most).exp() / total;
            if let Some(alignment) = alignment.as_ref().filter(|_| share > 1e-4) {
                self.alignment(system, alignment, share);
                if kind == Kind::Person {
                    self.orders[usize::from(alignment.turned)] += share;
                    let surname: String = hangul.chars().take(surname_length(hangul)).collect();
                    let words = self.systems[system].surnames.entry(surname).or_default();
                    *words.entry(alignment.first_word.clone()).or_default() += share;
                }
            }
        }
    }

    fn alignment(&mut self, system: usize, alignment: &Alignment, share: f32) {
        self.systems[system].pairs += share;
        for step in &alignment.steps {
            self.letters += share;
            match *step {
                Step::Spelled {
                    slot,
                    row,
                    spelling,
                } => self.systems[system].rows[slot as usize][row][spelling] += share,
                Step::Dropped => self.dropped += share,
                Step::Skipped => self.skipped += share,
                Step::Slipped(gaps) => self.slipped += share * gaps as f32,
                Step::Gap { syllable, gap } => self.gaps[usize::from(syllable > 1)][gap] += share,
            }
        }
    }

    fn fill(&self, table: &mut Table, guess: &Table) {
        for slot in SLOTS {
            let width = table.spellings[slot as usize].len();
            let mut all = vec![vec![0.0; width]; slot.rows()];
            for seen in &self.systems {
                for (sums, counts) in all.iter_mut().zip(&seen.rows[slot as usize]) {
                    add(sums, counts);
                }
            }
            let total: f32 = all.iter().flatten().sum();
            for (prior, counts) in table.priors[slot as usize].to_mut().iter_mut().zip(&all) {
                *prior =
                    ((counts.iter().sum::<f32>() + 0.1) / (total + 0.1 * slot.rows() as f32)).ln();
            }
            smooth(
                slot,
                &all,
                |row, at| (guess.pooled.row(slot, row)[at].exp(), 0.0),
                GUESS_WEIGHT,
                (UNSEEN, &|row, at| guess.pooled.row(slot, row)[at].exp()),
                &mut table.pooled,
            );
            let pooled = table.pooled.clone();
            let pooled_guess = &guess.pooled;
            for ((system, seen), rules) in table
                .systems
                .to_mut()
                .iter_mut()
                .zip(&self.systems)
                .zip(SYSTEMS)
            {
                let guess = &guess.systems[SYSTEMS
                    .iter()
                    .position(|other| other.name == rules.name)
                    .unwrap_or(0)]
                .spelled;
                // Where the rules say nothing of a letter, all systems together tell better than a first guess.
                let ruled = |row| {
                    let lists = [rules.onsets, rules.vowels, rules.codas][slot as usize];
                    lists.iter().any(|(letter, _)| *letter == slot.letter(row))
                };
                let base = |row, at: usize| {
                    let sightings = if ruled(row) {
                        guess.row(slot, row)[at].exp() * rules.weight
                    } else {
                        0.0
                    };
                    (pooled.row(slot, row)[at].exp(), sightings)
                };
                smooth(
                    slot,
                    &seen.rows[slot as usize],
                    base,
                    POOL_WEIGHT,
                    (UNSEEN, &|row, at| pooled_guess.row(slot, row)[at].exp()),
                    &mut system.spelled,
                );
            }
        }
        for (values, counts) in table.gaps.iter_mut().zip(&self.gaps) {
            let total: f32 = counts.iter().sum();
            *values = counts.map(|count| (count / total).ln());
        }
        // A mistake may be any of two dozen letters.
        let one_in = 24.0;
        table.drop = (self.dropped / self.letters).ln().clamp(-9.0, -6.0);
        table.skip = (self.skipped / self.letters / one_in)
            .ln()
            .clamp(-9.5, -7.0);
        table.slip = (self.slipped / self.letters).ln().clamp(-4.5, -3.5);
        let orders: f32 = self.orders.iter().sum();
        table.turned = (self.orders[1] / orders).ln();
        let pairs: f32 = self.systems.iter().map(|seen| seen.pairs).sum();
        for (system, seen) in table.systems.to_mut().iter_mut().zip(&self.systems) {
            system.weight = (seen.pairs / pairs).max(RAREST_SYSTEM).ln();
        }
        self.surnames(table);
    }

    fn surnames(&self, table: &mut Table) {
        let mut all: BTreeMap<&str, BTreeMap<&str, f32>> = BTreeMap::new();
        for seen in &self.systems {
            for (surname, words) in &seen.surnames {
                for (word, count) in words {
                    *all.entry(surname).or_default().entry(word).or_default() += count;
                }
            }
        }
        all.retain(|_, words| {
            words.retain(|word, count| word.len() <= SURNAME.0 && *count >= SURNAME.1);
            !words.is_empty()
        });
        table.surnames = all.keys().collect();
        let list = |words: &BTreeMap<&str, f32>,
                    seen: &dyn Fn(&str) -> f32,
                    pool: f32|
         -> Vec<(String, f32)> {
            let own: f32 = words.keys().map(|word| seen(word)).sum();
            let total: f32 = words.values().sum::<f32>() + 1.0;
            let share = |word: &str, count: f32| (seen(word) + pool * count / total) / (own + pool);
            words
                .iter()
                .map(|(word, count)| ((*word).to_owned(), share(word, *count).ln()))
                .collect()
        };
        table.pooled.surnames = all
            .values()
            .map(|words| list(words, &|_| 0.0, 1.0))
            .collect();
        for (system, seen) in table.systems.to_mut().iter_mut().zip(&self.systems) {
            system.spelled.surnames = all
                .iter()
                .map(|(surname, words)| {
                    let own = seen.surnames.get(*surname);
                    list(
                        words,
                        &|word| own.and_then(|own| own.get(word)).copied().unwrap_or(0.0),
                        1.0,
                    )
                })
                .collect();
        }
    }
}

/// Fills the rows of a slot from their counts. A letter leans on `base` (a probability that counts as much as `weight`
/// says, and sightings besides), a context on its letter.
fn smooth(
    slot: Slot,
    counts: &[Vec<f32>],
    base: impl Fn(usize, usize) -> (f32, f32),
    weight: f32,
    unseen: (f32, &dyn Fn(usize, usize) -> f32),
    spelled: &mut Spelled,
) {
    for first in (0..slot.rows()).step_by(slot.contexts()) {
        let letter = first..first + slot.contexts();
        let mut sums = vec![0.0; counts[first].len()];
        for row in letter.clone() {
            add(&mut sums, &counts[row]);
        }
        for row in letter {
            let of_letter: f32 = sums
                .iter()
                .enumerate()
                .map(|(at, sum)| sum + base(row, at).1)
                .sum();
            let of_row: f32 = counts[row].iter().sum();
            for (at, value) in spelled.row_mut(slot, row).iter_mut().enumerate() {
                let (share, sightings) = base(row, at);
                let general = (sums[at] + sightings + weight * share) / (of_letter + weight);
                let general = (1.0 - unseen.0) * general + unseen.0 * (unseen.1)(row, at);
                let of_context =
                    (counts[row][at] + CONTEXT_WEIGHT * general) / (of_row + CONTEXT_WEIGHT);
                let of_context = (1.0 - unseen.0) * of_context + unseen.0 * (unseen.1)(row, at);
                *value = of_context.ln().max(-9.5);
            }
        }
    }
}

fn add(sums: &mut [f32], counts: &[f32]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}
