//! What a mistyped field may be meant for.

use super::{FIELDS, KOREAN_FIELDS};

/// The one field whose name is nearest to `name`, by the letters that were missed, added, exchanged or swapped.
pub(super) fn nearest_field(name: &str) -> Option<&'static str> {
    let typed: Vec<char> = name.to_lowercase().chars().collect();
    let most = match typed.len() {
        0..=2 => return None,
        3..=4 => 1,
        _ => 2,
    };
    let known = FIELDS.iter().map(|(name, _)| *name);
    let known = known.chain(KOREAN_FIELDS.iter().map(|(name, _)| *name));
    let mut near: Vec<(usize, &str)> = known
        .map(|known| (slips(&typed, &known.chars().collect::<Vec<_>>()), known))
        .filter(|&(slips, known)| slips <= most && slips < known.chars().count().min(typed.len()))
        .collect();
    near.sort_unstable();
    match near.as_slice() {
        [(_, name)] => Some(name),
        [(first, name), (second, _), ..] if first < second => Some(name),
        _ => None,
    }
}

/// Letters missed, added, exchanged or swapped with their neighbour (optimal string alignment).
fn slips(typed: &[char], meant: &[char]) -> usize {
    // No field's name is longer; of a longer word the first letters tell enough.
    const LONGEST: usize = 16;
    let typed = &typed[..typed.len().min(LONGEST)];
    let mut rows = vec![vec![0; meant.len() + 1]; typed.len() + 1];
    for (at, row) in rows.iter_mut().enumerate() {
        row[0] = at;
    }
    rows[0] = (0..=meant.len()).collect();
    for i in 1..=typed.len() {
        for j in 1..=meant.len() {
            let other = usize::from(typed[i - 1] != meant[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            least = least.min(rows[i - 1][j - 1] + other);
            if i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[typed.len()][meant.len()]
}
