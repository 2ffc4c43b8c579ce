//! How often each slot was spelled by which letters: the table that `seoji-train foreign` makes.
//!
//! A line is a slot, its neighbour (`*` for any), how often the pair was seen, and letters with how often they spelled it
//! (`-` for none); lines `letters` are pairs of letters in Latin words.

use super::slot::Slot;

/// Letters that a slot spelled, and how often.
pub type Spellings = Vec<(Vec<u8>, f64)>;

/// Counts of spellings, as the trainer makes them and the table holds them.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Slot, neighbour (`None`: any), sightings, spellings.
    pub slots: Vec<(Slot, Option<Slot>, f64, Spellings)>,
    /// How often a letter (0: the edge of a word) stands before another.
    pub letters: Vec<[f64; 27]>,
}

impl Counts {
    /// Reads a table; `None` names nothing: a line that cannot be read is a fault of the table.
    pub fn read(table: &str) -> Option<Counts> {
        let mut counts = Counts {
            slots: Vec::new(),
            letters: vec![[0.0; 27]; 27],
        };
        for line in table.lines().filter(|line| !line.starts_with("//")) {
            let mut fields = line.split('\t');
            let (slot, neighbour) = (fields.next()?, fields.next()?);
            let total: f64 = fields.next()?.parse().ok()?;
            let mut spellings = Spellings::new();
            for spelling in fields.next()?.split(' ').filter(|s| !s.is_empty()) {
                let (letters, count) = spelling.split_once(':')?;
                let letters = letters.bytes().filter(|&b| b != b'-');
                spellings.push((
                    letters.map(|b| b.wrapping_sub(b'a' - 1).min(26)).collect(),
                    count.parse().ok()?,
                ));
            }
            if slot == "letters" {
                let number = |name: &str| match name.bytes().next()? {
                    b'#' => Some(0),
                    letter => Some(usize::from(letter.checked_sub(b'a' - 1)?).min(26)),
                };
                let row = &mut counts.letters[number(neighbour)?];
                for (letters, count) in &spellings {
                    row[letters.first().map_or(0, |&letter| usize::from(letter))] = *count;
                }
            } else {
                let neighbour = match neighbour {
                    "*" => None,
                    name => Some(Slot::from_name(name)?),
                };
                counts
                    .slots
                    .push((Slot::from_name(slot)?, neighbour, total, spellings));
            }
        }
        Some(counts)
    }
}
