//! Whether two Latin spellings are well-formed spellings of different names: `Kim Jong-il` is no slip for `Kim Jong-in`,
//! as `Pak Jin-hek` may be one for `Park Jin-hyok`.
//!
//! Two names in Latin letters are much alike when one sound differs, whether that is another person's name or a spelling
//! by no system. What tells them apart is the syllable that differs: `il` and `in` are both what some system writes for a
//! syllable of names, 일 and 인, and for no common one; nothing but a slip gives `hek`.

use std::collections::BTreeMap;

use super::gate::syllables;
use super::jamo::{ONSETS, SPOKEN_CODAS, Syllable, VOWELS, spoken_coda};
use super::latin::{Gap, Spelling};
use super::model::Model;
use super::table::{SLOTS, Slot};

/// A syllable so probable for its letters, as a natural logarithm, is what some system writes.
const WELL_FORMED: f32 = -3.0;
/// Letters may also stand for syllables that are less probable than the best by so many nats.
const PERHAPS: f32 = 3.5;
/// More than such a syllable is behind the best, as a factor; the weights of the systems may sum up to a little more
/// than one.
const MOST_BEHIND: f32 = 40.0;
/// Longer names are not compared.
const MOST_SYLLABLES: usize = 3;
/// No syllable has more letters (`kkwaeng`, with marks).
const MOST_LETTERS: usize = 9;

/// Where a syllable stands in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Family,
    Single,
    First,
    Second,
}

/// Syllables with their probabilities as natural logarithms.
type Readings = Vec<(char, f32)>;

/// Compares spellings; remembers what it has read.
pub(super) struct Distinct<'m> {
    model: &'m Model,
    /// The syllables that letters may stand for, the most probable first.
    read: BTreeMap<(Place, Vec<u8>), Readings>,
}

impl<'m> Distinct<'m> {
    pub(super) fn new(model: &'m Model) -> Distinct<'m> {
        Distinct {
            model,
            read: BTreeMap::new(),
        }
    }

    /// Whether the two have different syllables in whichever order they are read; false where one is no person's name.
    pub(super) fn are_different(&mut self, one: &Spelling, other: &Spelling) -> bool {
        let (one, other) = (self.persons(one), self.persons(other));
        let mut compared = false;
        for one in &one {
            for other in other.iter().filter(|other| other.len() == one.len()) {
                compared = true;
                // A gap that slipped in both is at the same place again.
                let slipped_one = self.slipped(one);
                let slipped_other = self.slipped(other);
                let same = |pair: (&Vec<Vec<u8>>, &Vec<Vec<u8>>)| !self.differ(pair.0, pair.1);
                let mut pairs = std::iter::once((one, other))
                    .chain(slipped_one.iter().map(|one| (one, other)))
                    .chain(slipped_other.iter().map(|other| (one, other)));
                if pairs.any(same) {
                    return false;
                }
            }
        }
        compared
    }

    /// The syllables of a name in the orders in which a surname comes first.
    fn persons(&mut self, spelling: &Spelling) -> Vec<Vec<Vec<u8>>> {
        let orders = spelling.orders();
        let parts = orders.iter().filter_map(parts);
        parts
            .filter(|parts| is_well_formed(self.readings(Place::Family, &parts[0])))
            .collect()
    }

    /// What the syllables of a name are when the gap before the last one slipped by a letter, where those are syllables of
    /// names: `Kim Jon gil` is Kim Jong-il.
    fn slipped(&mut self, parts: &[Vec<u8>]) -> Vec<Vec<Vec<u8>>> {
        let mut all = Vec::new();
        if let [family, first, second] = parts {
            let both = [first.as_slice(), second].concat();
            for at in [first.len() - 1, first.len() + 1] {
                let (before, behind) = both.split_at(at);
                if is_well_formed(self.readings(Place::First, before))
                    && is_well_formed(self.readings(Place::Second, behind))
                {
                    all.push(vec![family.clone(), before.to_vec(), behind.to_vec()]);
                }
            }
        }
        all
    }

    fn differ(&mut self, one: &[Vec<u8>], other: &[Vec<u8>]) -> bool {
        let place = |at: usize| match (at, one.len()) {
            (0, _) => Place::Family,
            (_, 2) => Place::Single,
            (1, _) => Place::First,
            _ => Place::Second,
        };
        (0..one.len()).any(|at| {
            if one[at] == other[at] {
                return false;
            }
            let one = self.readings(place(at), &one[at]).to_vec();
            let other = self.readings(place(at), &other[at]);
            let shared = || one.iter().any(|(c, _)| other.iter().any(|(o, _)| o == c));
            is_well_formed(&one) && is_well_formed(other) && !shared()
        })
    }

    fn readings(&mut self, place: Place, letters: &[u8]) -> &[(char, f32)] {
        let model = self.model;
        let readings = self.read.entry((place, letters.to_vec()));
        readings.or_insert_with(|| {
            let [single, first, second] = &model.given_syllables;
            let list = match place {
                Place::Family => &model.family_syllables,
                Place::Single => single,
                Place::First => first,
                Place::Second => second,
            };
            readings_of(model, letters, list)
        })
    }
}

/// Whether some system writes the best of these syllables so.
fn is_well_formed(readings: &[(char, f32)]) -> bool {
    let best = readings.first();
    best.is_some_and(|&(_, value)| value >= WELL_FORMED)
}

/// The syllables of `list` that letters may stand for, the most probable first.
fn readings_of(model: &Model, letters: &[u8], list: &[char]) -> Readings {
    let cuts = cuts(model, letters);
    let mosts: Vec<Most> = cuts.iter().map(|cut| Most::of(model, cut)).collect();
    let whole = whole_surnames(model, letters);
    let mut readings = Readings::new();
    let mut best = 0.0_f32;
    for &c in list {
        let Some(rows) = rows_of(c) else { continue };
        let whole = whole.iter().find(|(syllable, _)| *syllable == c);
        let whole = whole.map_or(0.0, |&(_, value)| value);
        let most = mosts.iter().map(|most| most.probability(rows));
        // What is behind the best already is not looked at further.
        if most.fold(whole, f32::max) * MOST_BEHIND < best {
            continue;
        }
        let value = cuts.iter().map(|cut| probability(model, cut, rows));
        let value = value.fold(whole, f32::max);
        best = best.max(value);
        if value > 0.0 {
            readings.push((c, value.ln()));
        }
    }
    readings.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let least = readings.first().map_or(0.0, |&(_, value)| value - PERHAPS);
    readings.retain(|&(_, value)| value >= least);
    readings
}

/// Where a syllable's onset, vowel and coda stand in the tables.
fn rows_of(c: char) -> Option<[usize; 3]> {
    let syllable = Syllable::of(c)?;
    let place = |list: &[char], letter| list.iter().position(|&l| l == letter);
    Some([
        place(&ONSETS, syllable.onset)?,
        place(&VOWELS, syllable.vowel)?,
        place(&SPOKEN_CODAS, spoken_coda(syllable.coda))?,
    ])
}

/// For each onset, vowel and coda the most that any system gives it to be spelled as a part of a cut.
struct Most([Vec<f32>; 3]);

impl Most {
    fn of(model: &Model, cut: &[u16; 3]) -> Most {
        let letters = &model.letters;
        Most(SLOTS.map(|slot| {
            let slot = slot.index();
            let (width, spelling) = (letters.widths[slot], usize::from(cut[slot]));
            let mut most = vec![0.0_f32; letters.letters[slot].len()];
            for by_letter in letters.by_letter.iter() {
                let values = by_letter[slot].iter().skip(spelling).step_by(width);
                for (most, &value) in most.iter_mut().zip(values) {
                    *most = most.max(value);
                }
            }
            most
        }))
    }

    /// What the probability of a syllable with these rows does not exceed.
    fn probability(&self, rows: [usize; 3]) -> f32 {
        let Most([onsets, vowels, codas]) = self;
        onsets[rows[0]] * vowels[rows[1]] * codas[rows[2]]
    }
}

/// How probable a cut is for a syllable with these rows, all systems together.
fn probability(model: &Model, cut: &[u16; 3], rows: [usize; 3]) -> f32 {
    let letters = &model.letters;
    let systems = letters.by_letter.iter().zip(model.table.systems.iter());
    let of_system = systems.map(|(by_letter, system)| {
        let slots = SLOTS.iter().map(|slot| {
            let slot = slot.index();
            by_letter[slot][rows[slot] * letters.widths[slot] + usize::from(cut[slot])]
        });
        system.weight.exp() * slots.product::<f32>()
    });
    of_system.sum()
}

/// The surnames of one syllable that are spelled so as a whole, with the probability: 이 of `lee`.
fn whole_surnames(model: &Model, letters: &[u8]) -> Vec<(char, f32)> {
    let table = &model.table;
    let mut whole = Vec::new();
    for (number, surname) in table.surnames.iter().enumerate() {
        let mut syllables = surname.chars();
        if let (Some(syllable), None) = (syllables.next(), syllables.next()) {
            let mut spellings = table.pooled.surnames.list(number);
            let same = spellings.find(|(spelling, _)| spelling.as_bytes() == letters);
            whole.extend(same.map(|(_, value)| (syllable, value.exp())));
        }
    }
    whole
}

/// The ways to cut letters into an onset, a vowel and a coda, as numbers of their spellings.
fn cuts(model: &Model, letters: &[u8]) -> Vec<[u16; 3]> {
    let mut cuts = Vec::new();
    let matching = |slot: Slot, rest: &[u8]| {
        let mut found = Vec::new();
        let table = &model.table;
        table.matching(slot, rest, |spelling, length| {
            found.push((spelling, usize::from(length)));
        });
        found
    };
    for (onset, vowel_at) in matching(Slot::Onset, letters) {
        let rest = &letters[vowel_at..];
        for (vowel, length) in matching(Slot::Vowel, rest) {
            let rest = &rest[length..];
            if length > 0 {
                let codas = matching(Slot::Coda, rest);
                let whole = codas
                    .into_iter()
                    .filter(|&(_, length)| length == rest.len());
                cuts.extend(whole.map(|(coda, _)| [onset, vowel, coda]));
            }
        }
    }
    cuts
}

/// The syllables of a name, divided where it has gaps; none where a part is more than one syllable or there are not two
/// or three.
fn parts(order: &Spelling) -> Option<Vec<Vec<u8>>> {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for (&letter, &gap) in order.letters.iter().zip(&order.gaps) {
        match parts.last_mut() {
            Some(part) if gap == Gap::None => part.push(letter),
            _ => parts.push(vec![letter]),
        }
    }
    let one = |part: &Vec<u8>| part.len() <= MOST_LETTERS && syllables(part) == 1;
    ((2..=MOST_SYLLABLES).contains(&parts.len()) && parts.iter().all(one)).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_syllable_of_names_is_another_name() {
        let different = |one: &str, other: &str| {
            let read = |text| Spelling::read(text).unwrap();
            Distinct::new(Model::committed()).are_different(&read(one), &read(other))
        };
        for (one, other) in [
            ("Kim Jong-il", "Kim Jong-in"),
            ("Kim Jong Il", "Jong-in Kim"),
            ("Pak Jin-hyok", "Pak Jin-hee"),
            ("Park Jin-hyok", "Park Jin-ho"),
            ("Kim Min-su", "Kim Min-su" /* never of itself */),
            ("Lee Yong-ho", "Lee Yong-su"),
        ] {
            assert_eq!(different(one, other), one != other, "{one} {other}");
            assert_eq!(different(other, one), one != other, "{other} {one}");
        }
        for (one, other) in [
            ("Pak Jin-hek", "Park Jin-hyok"),
            ("Kim Jong-un", "Kim Chŏng-ŭn"),
            ("Kim Jung-eun", "Kim Jong-un"),
            ("Ri Yong-ho", "Lee Young-ho"),
            ("Yi Yŏng-ho", "Rhee Young-ho"),
            ("Kim Dzong Un", "Kim Jong Un"),
            ("Kim Hyon-u", "Kim Hyun-woo"),
            ("Choe Ryong-hae", "Ch'oe Yong-hae"),
            ("Kim Jon gil", "Kim Chŏng-il"),
            ("Pyongyang", "Pyongan"),
            ("Jang Song-thaek", "Chang Sung-taek"),
        ] {
            assert!(!different(one, other), "{one} {other}");
            assert!(!different(other, one), "{other} {one}");
        }
    }
}
