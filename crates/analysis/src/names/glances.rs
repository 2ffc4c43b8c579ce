//! A first look at many Latin spellings for a name in Hangul: which of them may spell it at all.
//!
//! All forms of the name (as written, as spoken, as the other Korean state writes it) are spelled at once, letter by letter
//! of the Latin spelling. Spellings that begin alike share the work on their beginning, and where a beginning cannot be
//! the name's, none of them is looked at.

use super::channel::Form;
use super::endings::Endings;
use super::latin::Gap;
use super::model::Model;
use super::table::{NEVER, Slot};

/// What a first look at one order of a spelling says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Glance {
    /// It is no spelling of the name.
    Never,
    /// It may be one.
    Perhaps,
    /// It is one, and the other order of its words cannot be a better one.
    Fits,
}

/// What stays behind any reading of the letters by more than this at a first look is looked at no further.
const LEAST: f32 = -13.0;

/// How probable something is, a natural logarithm, before each slot of a syllable and behind the last.
const PLACES: usize = 4;

/// A name in Hangul held against many Latin spellings.
#[derive(Clone, Debug)]
pub(super) struct Glances<'m> {
    model: &'m Model,
    forms: Vec<Lanes>,
    /// For each kind of row and spelling one number a syllable of all forms: how probable the syllable is spelled so.
    rows: [Rows; 4],
    /// Of all forms.
    syllables: usize,
    endings: Endings<'m>,
    /// For each number of letters that were read, before the letter that follows.
    columns: Vec<Column>,
    /// What was spelled there: for each of [`PLACES`] one number a syllable.
    reached: Vec<f32>,
    /// No spelling that begins with so many of the letters is one of the name.
    hopeless: Option<usize>,
}

/// The syllables of one form among those of all.
#[derive(Clone, Debug)]
struct Lanes {
    first: usize,
    count: usize,
    /// The spellings of its surname as a whole, behind that syllable.
    surname: Option<(usize, usize)>,
}

/// For each spelling one number a syllable; what no spelling of one letter or more is, the last.
#[derive(Clone, Debug)]
struct Rows {
    values: Vec<f32>,
    /// For each syllable: that nothing is written.
    silent: Vec<f32>,
}

/// The kinds of rows: an onset within a word, one that begins a word, a vowel, a coda.
const ONSET: usize = 0;
const ONSET_OF_WORD: usize = 1;
const VOWEL: usize = 2;
const CODA: usize = 3;

#[derive(Clone, Copy, Debug)]
struct Column {
    gap: Gap,
    /// What no reading exceeds: before an onset, with the gap, before a vowel, before a coda.
    bounds: [f32; 3],
    /// The same behind a coda.
    bound: f32,
    /// Whether any syllable is alive there.
    alive: [bool; 3],
}

impl<'m> Glances<'m> {
    pub(super) fn new(model: &'m Model, forms: &[Form]) -> Glances<'m> {
        let table = &model.table;
        let mut lanes: Vec<Lanes> = Vec::with_capacity(forms.len());
        let mut all = Vec::new();
        for form in forms {
            lanes.push(Lanes {
                first: all.len(),
                count: form.rows.len(),
                surname: form.surname,
            });
            all.extend_from_slice(&form.rows);
        }
        let spelled = &table.pooled;
        let rows = |slot: Slot, row: &dyn Fn(usize) -> u16| {
            let width = table.spellings[slot.index()].len();
            let mut values = vec![NEVER; width * all.len()];
            let mut silent = vec![table.drop; all.len()];
            let empty = table.tries[slot.index()].empty();
            for syllable in 0..all.len() {
                let row = spelled.row(slot, row(syllable).into());
                for (spelling, &value) in row.iter().enumerate() {
                    values[spelling * all.len() + syllable] = value;
                }
                if let Some(empty) = empty {
                    silent[syllable] = silent[syllable].max(row[usize::from(empty)]);
                }
            }
            Rows { values, silent }
        };
        let rows = [
            rows(Slot::Onset, &|at| all[at].onset),
            rows(Slot::Onset, &|at| all[at].onset_of_word),
            rows(Slot::Vowel, &|at| all[at].vowel),
            rows(Slot::Coda, &|at| all[at].coda),
        ];
        Glances {
            model,
            forms: lanes,
            rows,
            syllables: all.len(),
            endings: Endings::new(table),
            columns: Vec::new(),
            reached: Vec::new(),
            hopeless: None,
        }
    }

    /// Looks at letters with what stands before each.
    pub(super) fn look(&mut self, letters: &[u8], gaps: &[Gap]) -> Glance {
        let shared = self.endings.shared(letters, gaps);
        if self.hopeless.is_some_and(|beginning| beginning <= shared) {
            return Glance::Never;
        }
        self.hopeless = None;
        self.endings.truncate(shared);
        self.columns.truncate(shared);
        for (at, (&letter, &gap)) in letters.iter().zip(gaps).enumerate().skip(shared) {
            let alive = self.column(at, gap, false);
            self.endings.push(letter, gap);
            if !alive && !self.goes_on() {
                self.hopeless = Some(at + 1);
                return Glance::Never;
            }
        }
        let end = letters.len();
        self.column(end, Gap::None, true);
        let last = self.columns[end];
        self.columns.truncate(end);
        let values = self.forms.iter().map(|form| {
            let syllable = form.first + form.count - 1;
            self.reached[self.place(end, PLACES - 1) + syllable]
        });
        let best = values.fold(NEVER, f32::max);
        if best <= NEVER {
            Glance::Never
        } else if best >= last.bound + self.model.table.turned {
            Glance::Fits
        } else {
            Glance::Perhaps
        }
    }

    /// Where in `reached` the numbers before (or, with the last, behind) a slot stand.
    fn place(&self, at: usize, place: usize) -> usize {
        (at * PLACES + place) * self.syllables
    }

    /// Whether a spelling that is begun may lead on from where something is alive.
    fn goes_on(&self) -> bool {
        let mut begun = self.endings.begun();
        begun.any(|(slot, start)| self.columns[start].alive[slot.index()])
    }

    /// Adds the column behind `at` letters, before the gap that follows or at the end of all; whether anything is alive
    /// there.
    fn column(&mut self, at: usize, gap: Gap, is_last: bool) -> bool {
        let table = &self.model.table;
        let most = &self.model.letters.most_of_all;
        let count = self.syllables;
        let base = self.place(at, 0);
        self.reached.truncate(base);
        self.reached.resize(base + PLACES * count, NEVER);
        let (before, here) = self.reached.split_at_mut(base);
        let mut bounds = [NEVER; 4];
        if at == 0 {
            bounds[0] = 0.0;
        }
        for ending in self.endings.last() {
            let slot = ending.slot.index();
            let from = &self.columns[ending.start];
            let spelling = usize::from(ending.spelling);
            let bound = from.bounds[slot] + most[slot][spelling] + ending.slip;
            let to = (slot + 1) % 3;
            bounds[to] = bounds[to].max(bound);
            if !from.alive[slot] {
                continue;
            }
            let kind = match ending.slot {
                Slot::Onset if from.gap == Gap::Space => ONSET_OF_WORD,
                Slot::Onset => ONSET,
                Slot::Vowel => VOWEL,
                Slot::Coda => CODA,
            };
            let source = &before[(ending.start * PLACES + slot) * count..][..count];
            let row = &self.rows[kind].values[spelling * count..][..count];
            let target = &mut here[(slot + 1) * count..][..count];
            for ((target, source), value) in target.iter_mut().zip(source).zip(row) {
                *target = target.max(source + value + ending.slip);
            }
        }
        // Nothing is written of a coda, then of an onset; vowels are always written.
        let empty = |slot: Slot| {
            let spelling = table.tries[slot.index()].empty();
            spelling.map_or(NEVER, |spelling| most[slot.index()][usize::from(spelling)])
        };
        bounds[0] = bounds[0].max(bounds[2] + empty(Slot::Coda));
        if at > 1 {
            bounds[0] = bounds[0].max(self.columns[at - 1].bound + table.skip);
        }
        let bound = bounds[0];
        if at > 0 {
            bounds[0] += table.gaps[1][gap as usize].max(table.gaps[0][gap as usize]);
        }
        bounds[1] = bounds[1].max(bounds[0] + empty(Slot::Onset));
        let (mut alive, mut ends) = ([false; 3], false);
        let onset = if gap == Gap::Space {
            ONSET_OF_WORD
        } else {
            ONSET
        };
        for form in &self.forms {
            let mut start = if at == 0 { 0.0 } else { NEVER };
            for k in 0..form.count {
                let lane = form.first + k;
                if k > 0 && start > NEVER {
                    start += table.gaps[usize::from(k > 1)][gap as usize];
                }
                let kind = if k == 0 { ONSET } else { onset };
                let vowel = here[count + lane].max(start + self.rows[kind].silent[lane]);
                let coda = here[2 * count + lane].max(vowel + self.rows[VOWEL].silent[lane]);
                let mut end = here[3 * count + lane].max(coda + self.rows[CODA].silent[lane]);
                if at > 0 {
                    end = end.max(before[((at - 1) * PLACES + 3) * count + lane] + table.skip);
                }
                here[lane] = start;
                here[count + lane] = vowel;
                here[2 * count + lane] = coda;
                alive[0] |= start > NEVER;
                alive[1] |= vowel > NEVER;
                alive[2] |= coda > NEVER;
                let mut behind = end;
                if let Some((surname, syllables)) = form.surname
                    && syllables == k + 1
                    && at > 0
                    && (is_last || gap != Gap::None)
                {
                    for (spelling, value) in table.pooled.surnames.list(surname) {
                        if spelling.as_bytes() == self.endings.letters() {
                            behind = behind.max(value);
                        }
                    }
                }
                if end < bound + LEAST {
                    end = NEVER;
                }
                if behind < bound + LEAST {
                    behind = NEVER;
                }
                here[3 * count + lane] = if is_last { behind } else { end };
                // A letter that follows may stand for nothing.
                ends |= end > NEVER;
                start = behind;
            }
        }
        self.columns.push(Column {
            gap,
            bounds: [bounds[0], bounds[1], bounds[2]],
            bound,
            alive,
        });
        ends || alive.contains(&true)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::latin::Spelling;
    use super::*;

    fn glances(name: &str) -> Glances<'static> {
        let model = Model::committed();
        let mut form = Form::default();
        Form::read(&model.table, name, &mut form).unwrap();
        Glances::new(model, &[form])
    }

    #[test]
    fn what_cannot_spell_a_name_is_seen_at_once() {
        let mut glances = glances("박진혁");
        for (text, may_be) in [
            ("Kim Jong-un", false),
            ("Pak Chin-hyŏk", true),
            ("Jin-hyok Kim", false),
            ("Park Jin-hyok", true),
            ("Park Jinhyeok", true),
            ("", false),
        ] {
            let spelling = Spelling::read(text).unwrap_or_default();
            let look = glances.look(&spelling.letters, &spelling.gaps);
            assert_eq!(look > Glance::Never, may_be, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_was_looked_at_before_changes_nothing(
            name in "[가-힣]{2,4}|[김이박최][영정은진수][혁은희호]",
            texts in proptest::collection::vec("(Kim|Pak|Yi) [a-z]{1,4}(-[a-z]{1,4})?|[a-zŏŭ' -]{1,12}", 1..12),
        ) {
            let mut shared = glances(&name);
            for text in &texts {
                let Some(spelling) = Spelling::read(text) else { continue };
                let look = shared.look(&spelling.letters, &spelling.gaps);
                let alone = glances(&name).look(&spelling.letters, &spelling.gaps);
                prop_assert_eq!(look, alone, "{} {}", name, text);
            }
        }
    }
}
