//! The table of the channel: how often each letter of Hangul is spelled in which Latin letters.
//!
//! Made by `seoji-train names` and read from text that a person can read too:
//! ```text
//! onset   ㄱ plain voiced    g:-21 k:-180
//! surname 박                 park:-14 pak:-221 bak:-390
//! ```
//! A number is a natural logarithm times a hundred.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::given::GivenNames;
use super::jamo::{NONE, ONSETS, SPOKEN_CODAS, VOWELS};
use super::trie::Trie;

/// The part of a syllable that is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The consonant before the vowel.
    Onset,
    /// The vowel.
    Vowel,
    /// The consonant behind the vowel.
    Coda,
}

/// The slots in their order within a syllable.
pub const SLOTS: [Slot; 3] = [Slot::Onset, Slot::Vowel, Slot::Coda];

impl Slot {
    pub(super) fn index(self) -> usize {
        self as usize
    }

    /// The rows of the slot: letters times contexts.
    pub fn rows(self) -> usize {
        match self {
            Slot::Onset => ONSETS.len() * 2 * ONSET_CONTEXTS.len(),
            Slot::Vowel => VOWELS.len() * VOWEL_CONTEXTS.len(),
            Slot::Coda => SPOKEN_CODAS.len() * CODA_CONTEXTS.len(),
        }
    }

    /// The row less its context: rows of one letter are neighbours.
    pub fn contexts(self) -> usize {
        match self {
            // Plain and palatal are one letter.
            Slot::Onset => 2 * ONSET_CONTEXTS.len(),
            Slot::Vowel => VOWEL_CONTEXTS.len(),
            Slot::Coda => CODA_CONTEXTS.len(),
        }
    }

    /// The letter of a row, `-` for no final consonant.
    pub fn letter(self, row: usize) -> char {
        let letter = row / self.contexts();
        match self {
            Slot::Onset => ONSETS[letter],
            Slot::Vowel => VOWELS[letter],
            Slot::Coda => SPOKEN_CODAS[letter],
        }
    }

    fn name(self) -> &'static str {
        ["onset", "vowel", "coda"][self.index()]
    }

    /// The words that tell a row, without a space inside.
    fn row_name(self, row: usize) -> String {
        let context = match self {
            Slot::Onset => {
                let at = row % self.contexts();
                format!(
                    "{}-{}",
                    ["plain", "palatal"][at / ONSET_CONTEXTS.len()],
                    ONSET_CONTEXTS[at % ONSET_CONTEXTS.len()]
                )
            }
            Slot::Vowel => VOWEL_CONTEXTS[row % VOWEL_CONTEXTS.len()].to_owned(),
            Slot::Coda => CODA_CONTEXTS[row % CODA_CONTEXTS.len()].to_owned(),
        };
        format!("{}\t{}\t{context}", self.name(), self.letter(row))
    }
}

/// Where an onset stands: first of all, first of a word, after a vowel or ㄴ ㅁ ㅇ ㄹ, after ㄱ ㄷ ㅂ.
/// McCune–Reischauer spells ㄱ ㄷ ㅂ ㅈ by it.
pub(super) const ONSET_CONTEXTS: [&str; 4] = ["start", "word", "voiced", "stopped"];
/// Whether the syllable has an onset that is heard, and whether it is closed.
pub(super) const VOWEL_CONTEXTS: [&str; 4] = ["open", "bare-open", "closed", "bare-closed"];
/// What follows a coda.
pub(super) const CODA_CONTEXTS: [&str; 3] = ["before-vowel", "before-consonant", "last"];

/// What the letters of a row that are not listed in it count.
const UNLISTED: f32 = -9.5;
/// Below this no row lists a spelling.
const LISTED: i32 = -800;

/// The model of the channel: probabilities of spellings as natural logarithms.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The spellings of each slot, sorted; the empty one stands for a letter that is not written.
    pub spellings: [Vec<String>; 3],
    /// How often each row occurs.
    pub priors: [Vec<f32>; 3],
    /// Surnames in Hangul, sorted.
    pub surnames: Vec<String>,
    /// All systems together.
    pub pooled: Spelled,
    /// The systems of romanisation: a name is spelled by one of them, or nearly.
    pub systems: Vec<System>,
    /// Nothing, a hyphen, a space between two syllables: after the first syllable, and after others.
    pub gaps: [[f32; 3]; 2],
    /// A space or hyphen inside a syllable (`Kim Jon gil`).
    pub slip: f32,
    /// A Latin letter that stands for nothing.
    pub skip: f32,
    /// A Hangul letter that is not spelled although it should be.
    pub drop: f32,
    /// The surname stands last.
    pub turned: f32,
    /// How usual given names are.
    pub given: GivenNames,
    /// For each slot its spellings letter by letter.
    tries: [Trie; 3],
}

/// How a system spells each row and each surname.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelled {
    /// For each slot its rows one after another, each with one number a spelling.
    rows: [Vec<f32>; 3],
    widths: [usize; 3],
    /// For each surname of the table how it is spelled as a whole.
    pub surnames: Vec<Vec<(String, f32)>>,
}

/// A system of romanisation.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// Its name, one word.
    pub name: String,
    /// How often names are spelled by it.
    pub weight: f32,
    /// How it spells.
    pub spelled: Spelled,
}

impl Spelled {
    /// The numbers of a row, one a spelling.
    #[inline]
    pub fn row(&self, slot: Slot, row: usize) -> &[f32] {
        let width = self.widths[slot.index()];
        &self.rows[slot.index()][row * width..][..width]
    }

    /// The numbers of a row to be changed.
    pub fn row_mut(&mut self, slot: Slot, row: usize) -> &mut [f32] {
        let width = self.widths[slot.index()];
        &mut self.rows[slot.index()][row * width..][..width]
    }
}

static COMMITTED: LazyLock<Table> = LazyLock::new(|| {
    Table::parse(COMMITTED_TEXT)
        .expect("the committed table is what the trainer wrote; a test reads it")
});

/// The committed table as text.
pub(super) const COMMITTED_TEXT: &str = include_str!("../../data/names/channel.txt");

impl Table {
    /// The table that is part of the program.
    pub fn committed() -> &'static Table {
        &COMMITTED
    }

    /// A table without systems where every row counts every spelling as unlisted.
    pub fn empty(mut spellings: [Vec<String>; 3]) -> Table {
        for list in &mut spellings {
            list.sort();
            list.dedup();
        }
        let widths = SLOTS.map(|slot| spellings[slot.index()].len());
        let mut table = Table {
            pooled: Spelled {
                rows: SLOTS.map(|slot| vec![UNLISTED; slot.rows() * widths[slot.index()]]),
                widths,
                surnames: Vec::new(),
            },
            systems: Vec::new(),
            priors: SLOTS.map(|slot| vec![-(slot.rows() as f32).ln(); slot.rows()]),
            spellings,
            surnames: Vec::new(),
            gaps: [[-1.1; 3]; 2],
            slip: -5.0,
            skip: -8.5,
            drop: -8.5,
            turned: -2.0,
            given: GivenNames::default(),
            tries: Default::default(),
        };
        table.index();
        table
    }

    fn index(&mut self) {
        self.tries = std::array::from_fn(|slot| Trie::new(&self.spellings[slot]));
    }

    /// Gives the spellings of a slot that `rest` starts with, as numbers and lengths in bytes; the shortest first.
    pub(super) fn matching(&self, slot: Slot, rest: &[u8], give: impl FnMut(u16, u8)) {
        self.tries[slot.index()].matching(rest, give);
    }

    /// The place of a surname in the table that `word` begins with, and its syllables: the longer first.
    pub(super) fn surname_of(&self, word: &str) -> Option<(usize, usize)> {
        [2, 1].into_iter().find_map(|syllables| {
            let end = word.char_indices().nth(syllables)?.0;
            let at = self
                .surnames
                .binary_search_by(|name| name.as_str().cmp(&word[..end]))
                .ok()?;
            Some((at, syllables))
        })
    }

    /// The table as text, with `header` as its comment.
    pub fn write(&self, header: &str) -> String {
        let mut out = String::new();
        for line in header.lines() {
            out.push_str(&format!("# {line}\n"));
        }
        let named: [(&str, &[f32]); 7] = [
            ("gaps-after-first", &self.gaps[0]),
            ("gaps", &self.gaps[1]),
            ("slip", &[self.slip]),
            ("skip", &[self.skip]),
            ("drop", &[self.drop]),
            ("turned", &[self.turned]),
            ("rare", &[self.given.rare]),
        ];
        for (name, values) in named {
            let values: Vec<String> = values.iter().map(|&v| cost(v).to_string()).collect();
            out.push_str(&format!("{name}\t{}\n", values.join(" ")));
        }
        for (name, list) in self.given.lists() {
            out.push_str(&format!("{name}\t{}\n", write_items(list)));
        }
        out.push_str(&format!("surnames\t{}\n", self.surnames.join(" ")));
        for slot in SLOTS {
            let priors: Vec<String> = self.priors[slot.index()]
                .iter()
                .map(|&value| cost(value).to_string())
                .collect();
            out.push_str(&format!("priors\t{}\t{}\n", slot.name(), priors.join(" ")));
        }
        self.write_spelled(&self.pooled, None, &mut out);
        for system in &self.systems {
            out.push_str(&format!(
                "system\t{}\t{}\n",
                system.name,
                cost(system.weight)
            ));
            self.write_spelled(&system.spelled, Some(&self.pooled), &mut out);
        }
        out
    }

    /// The lines of one system; rows that are like those of `general` are left out.
    fn write_spelled(&self, spelled: &Spelled, general: Option<&Spelled>, out: &mut String) {
        for slot in SLOTS {
            for row in 0..slot.rows() {
                let list = self.listed(spelled, slot, row);
                if general.is_none_or(|general| self.listed(general, slot, row) != list) {
                    out.push_str(&format!("{}\t{list}\n", slot.row_name(row)));
                }
            }
        }
        for (at, (name, list)) in self.surnames.iter().zip(&spelled.surnames).enumerate() {
            if general.is_some_and(|general| general.surnames[at] == *list) {
                continue;
            }
            out.push_str(&format!("surname\t{name}\t{}\n", write_items(list)));
        }
    }

    /// The spellings of a row that are worth listing, the most probable first.
    fn listed(&self, spelled: &Spelled, slot: Slot, row: usize) -> String {
        let values = spelled.row(slot, row).iter().map(|&value| cost(value));
        let mut list: Vec<(i32, &str)> = values
            .zip(&self.spellings[slot.index()])
            .filter(|&(value, _)| value >= LISTED)
            .map(|(value, spelling)| (value, spelling.as_str()))
            .collect();
        list.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let list: Vec<String> = list
            .iter()
            .map(|(value, spelling)| format!("{spelling}:{value}"))
            .collect();
        list.join(" ")
    }

    /// Reads what [`Table::write`] wrote; `None` where the text is no such table.
    pub fn parse(text: &str) -> Option<Table> {
        let lines = || {
            text.lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| line.split('\t').collect::<Vec<_>>())
        };
        let slot_of = |name: &str| SLOTS.into_iter().find(|slot| slot.name() == name);
        let mut spellings: [Vec<String>; 3] = Default::default();
        let mut rows: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
        let names: Vec<String> = SLOTS
            .iter()
            .flat_map(|slot| (0..slot.rows()).map(|row| slot.row_name(row)))
            .collect();
        let mut at = 0;
        for slot in SLOTS {
            for row in 0..slot.rows() {
                let mut parts = names[at].split('\t');
                rows.insert((parts.next()?, parts.next()?, parts.next()?), row);
                at += 1;
            }
        }
        for fields in lines() {
            if let [slot, _, _, list] = fields[..] {
                let slot = slot_of(slot)?;
                for item in items(list) {
                    spellings[slot.index()].push(item?.0.to_owned());
                }
            }
        }
        let mut table = Table::empty(spellings);
        let mut named: BTreeMap<&str, Vec<f32>> = BTreeMap::new();
        for fields in lines() {
            match fields[..] {
                [name, list] if name.starts_with("given-") => {
                    let filled = table.given.list_mut(name)?;
                    for item in items(list) {
                        let (name, value) = item?;
                        filled.push((name.to_owned(), value));
                    }
                }
                ["surnames", list] => {
                    table.surnames = list.split(' ').map(str::to_owned).collect();
                    table.pooled.surnames = vec![Vec::new(); table.surnames.len()];
                }
                ["priors", slot, list] => {
                    let values: Option<Vec<f32>> = list.split(' ').map(value).collect();
                    table.priors[slot_of(slot)?.index()] = values?;
                }
                ["system", name, weight] => table.systems.push(System {
                    name: name.to_owned(),
                    weight: value(weight)?,
                    spelled: table.pooled.clone(),
                }),
                ["surname", name, list] => {
                    let at = table
                        .surnames
                        .binary_search_by(|surname| surname.as_str().cmp(name))
                        .ok()?;
                    let list: Option<Vec<_>> = items(list)
                        .map(|item| item.map(|(name, value)| (name.to_owned(), value)))
                        .collect();
                    table.last().surnames[at] = list?;
                }
                [slot, letter, context, list] => {
                    let row = *rows.get(&(slot, letter, context))?;
                    let slot = slot_of(slot)?;
                    table.last().row_mut(slot, row).fill(UNLISTED);
                    for item in items(list) {
                        let (spelling, value) = item?;
                        let at = table.spellings[slot.index()]
                            .binary_search_by(|s| s.as_str().cmp(spelling))
                            .ok()?;
                        table.last().row_mut(slot, row)[at] = value;
                    }
                }
                [name, values] => {
                    let values: Option<Vec<f32>> = values.split(' ').map(value).collect();
                    named.insert(name, values?);
                }
                _ => return None,
            }
        }
        let one = |name: &str| named.get(name)?.first().copied();
        table.gaps = [
            named.get("gaps-after-first")?[..].try_into().ok()?,
            named.get("gaps")?[..].try_into().ok()?,
        ];
        table.slip = one("slip")?;
        table.skip = one("skip")?;
        table.drop = one("drop")?;
        table.turned = one("turned")?;
        table.given.rare = one("rare")?;
        SLOTS
            .iter()
            .all(|slot| table.priors[slot.index()].len() == slot.rows())
            .then_some(table)
    }

    /// What the lines that are being read belong to.
    fn last(&mut self) -> &mut Spelled {
        match self.systems.last_mut() {
            Some(system) => &mut system.spelled,
            None => &mut self.pooled,
        }
    }
}

/// A logarithm as it is written.
fn cost(value: f32) -> i32 {
    (value * 100.0).round() as i32
}

fn value(text: &str) -> Option<f32> {
    text.parse::<i32>().ok().map(|value| value as f32 / 100.0)
}

/// A list as items `spelling:value`.
fn write_items(list: &[(String, f32)]) -> String {
    let items: Vec<String> = list
        .iter()
        .map(|(spelling, value)| format!("{spelling}:{}", cost(*value)))
        .collect();
    items.join(" ")
}

/// The items `spelling:value` of a list.
fn items(list: &str) -> impl Iterator<Item = Option<(&str, f32)>> {
    list.split(' ').filter(|item| !item.is_empty()).map(|item| {
        let (spelling, cost) = item.rsplit_once(':')?;
        Some((spelling, value(cost)?))
    })
}

/// The rows of one syllable in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// The onset where the syllable does not begin a word.
    pub(super) onset: u16,
    /// The onset where a space stands before it.
    pub(super) onset_of_word: u16,
    pub(super) vowel: u16,
    pub(super) coda: u16,
}

/// The rows of each syllable of `word`, appended to `out`; `None` where a character is no syllable.
pub(super) fn rows_of(word: &str, out: &mut Vec<Rows>) -> Option<()> {
    use super::jamo::{Syllable, spoken_coda};
    let place = |list: &[char], c| {
        list.iter()
            .position(|&l| l == c)
            .expect("a letter of its list")
    };
    let mut before: Option<char> = None;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let syllable = Syllable::of(c)?;
        let coda = spoken_coda(syllable.coda);
        let letter = place(&ONSETS, syllable.onset) * 2 + usize::from(syllable.is_palatal());
        let onset = |context: usize| (letter * ONSET_CONTEXTS.len() + context) as u16;
        let context = match before {
            None => 0,
            Some('ㄱ' | 'ㄷ' | 'ㅂ') => 3,
            Some(_) => 2,
        };
        let bare = usize::from(syllable.onset == 'ㅇ');
        let closed = usize::from(coda != NONE);
        let next = chars.peek().and_then(|&c| Syllable::of(c));
        let follows = match next {
            None => 2,
            Some(next) if next.onset == 'ㅇ' => 0,
            Some(_) => 1,
        };
        out.push(Rows {
            onset: onset(context),
            onset_of_word: onset(if before.is_none() { 0 } else { 1 }),
            vowel: (place(&VOWELS, syllable.vowel) * VOWEL_CONTEXTS.len() + closed * 2 + bare)
                as u16,
            coda: (place(&SPOKEN_CODAS, coda) * CODA_CONTEXTS.len() + follows) as u16,
        });
        before = Some(coda);
    }
    Some(())
}
