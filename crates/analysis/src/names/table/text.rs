//! The table as text that a person can read.
//!
//! ```text
//! onset   ㄱ plain voiced    g:-21 k:-180
//! surname 박                 park:-14 pak:-221 bak:-390
//! ```
//! A number is a natural logarithm times a hundred.

use std::collections::BTreeMap;

use super::{SLOTS, Slot, Spelled, System, Table, UNLISTED};
use crate::names::lists::{Weighted, WeightedLists};

/// Below this no row lists a spelling.
const LISTED: i32 = -800;

impl Table {
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
            out.push_str(&format!("{name}\t{}\n", write_items(list.iter())));
        }
        out.push_str(&format!(
            "surnames\t{}\n",
            self.surnames.iter().collect::<Vec<_>>().join(" ")
        ));
        for slot in SLOTS {
            let priors: Vec<String> = self.priors[slot.index()]
                .iter()
                .map(|&value| cost(value).to_string())
                .collect();
            out.push_str(&format!("priors\t{}\t{}\n", slot.name(), priors.join(" ")));
        }
        self.write_spelled(&self.pooled, None, &mut out);
        for system in self.systems.iter() {
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
        for (at, name) in self.surnames.iter().enumerate() {
            let list = write_items(spelled.surnames.list(at));
            if general.is_none_or(|general| write_items(general.surnames.list(at)) != list) {
                out.push_str(&format!("surname\t{name}\t{list}\n"));
            }
        }
    }

    /// The spellings of a row that are worth listing, the most probable first.
    fn listed(&self, spelled: &Spelled, slot: Slot, row: usize) -> String {
        let values = spelled.row(slot, row).iter().map(|&value| cost(value));
        let mut list: Vec<(i32, &str)> = values
            .zip(self.spellings[slot.index()].iter())
            .filter(|&(value, _)| value >= LISTED)
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
        // Of all systems together, then of each: for each surname its spellings.
        let mut surnames: Vec<Vec<Vec<(&str, f32)>>> = vec![Vec::new()];
        let mut named: BTreeMap<&str, Vec<f32>> = BTreeMap::new();
        for fields in lines() {
            match fields[..] {
                [name, list] if name.starts_with("given-") => {
                    *table.given.list_mut(name)? = items(list).collect::<Option<Weighted>>()?;
                }
                ["surnames", list] => {
                    table.surnames = list.split(' ').collect();
                    surnames[0].resize(table.surnames.len(), Vec::new());
                }
                ["priors", slot, list] => {
                    let values: Option<Vec<f32>> = list.split(' ').map(value).collect();
                    table.priors[slot_of(slot)?.index()] = values?.into();
                }
                ["system", name, weight] => {
                    table.systems.to_mut().push(System {
                        name: name.to_owned().into(),
                        weight: value(weight)?,
                        spelled: table.pooled.clone(),
                    });
                    surnames.push(surnames[0].clone());
                }
                ["surname", name, list] => {
                    let at = table.surnames.place(name)?;
                    *surnames.last_mut()?.get_mut(at)? = items(list).collect::<Option<_>>()?;
                }
                [slot, letter, context, list] => {
                    let row = *rows.get(&(slot, letter, context))?;
                    let slot = slot_of(slot)?;
                    table.last().row_mut(slot, row).fill(UNLISTED);
                    for item in items(list) {
                        let (spelling, value) = item?;
                        let at = table.spellings[slot.index()].place(spelling)?;
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
        let mut surnames = surnames.into_iter().map(WeightedLists::from_iter);
        table.pooled.surnames = surnames.next()?;
        for (system, surnames) in table.systems.to_mut().iter_mut().zip(surnames) {
            system.spelled.surnames = surnames;
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
        match self.systems.to_mut().last_mut() {
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
fn write_items<'s>(list: impl Iterator<Item = (&'s str, f32)>) -> String {
    let items: Vec<String> = list
        .map(|(spelling, value)| format!("{spelling}:{}", cost(value)))
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
