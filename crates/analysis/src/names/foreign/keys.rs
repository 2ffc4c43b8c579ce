//! Coarse keys of foreign words: the row of consonant classes that both scripts keep.
//!
//! | class | Hangul | Latin |
//! |---|---|---|
//! | K | ㄱ ㅋ ㄲ | k, hard c and g, q, ck; half of x |
//! | T | ㄷ ㅌ ㄸ, coda ㅅ | t, d, th |
//! | P | ㅂ ㅍ ㅃ | p, b, f, v, ph |
//! | S | ㅅ ㅈ ㅊ ㅆ ㅉ | s, z, j, sh, ch, tz, soft c and g |
//! | L | ㄹ | l, r |
//! | N | ㄴ, coda ㅇ | n, ng |
//! | M | ㅁ | m |
//! | - | ㅇ and ㅎ at the beginning | a vowel, h, w, y at the beginning |
//!
//! Vowels, h, w and y have no class: 으 is put between consonants, h may be silent, w and y are parts of vowels.
//! Equal classes without a vowel between them are one. Where a letter has several readings (an r behind a vowel, c, ch, g, j, th, ng) each
//! reading has a cost, and the cheapest few rows are taken: few for the surfaces of an index, more for a query.

use super::slots::jamo;

/// A row of classes: four bits a class, the first one in the highest bits in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    classes: u64,
    cost: u16,
}

/// The longest key, in classes; what follows is not looked at.
const MOST_CLASSES: u32 = 10;
const CLASSES: &[u8; 9] = b" -KTPSLNM";

/// The readings of a place in a word, the cheapest first: classes and cost.
type Readings = &'static [(&'static str, u16)];

/// The cheapest rows of classes, found place by place.
pub(super) struct Rows {
    rows: Vec<Row>,
    next: Vec<Row>,
    most: usize,
}

impl Rows {
    fn new(most: usize) -> Rows {
        Rows {
            rows: vec![Row {
                classes: 0,
                cost: 0,
            }],
            next: Vec::new(),
            // Wider than what is asked for: rows that differ here may become equal.
            most: if most == 1 { 1 } else { most * 2 },
        }
    }

    /// Adds the readings of a place; `touching` tells that no vowel stands before it.
    fn read(&mut self, readings: Readings, touching: bool) {
        if self.most == 1 || readings.len() == 1 {
            let (classes, cost) = readings[0];
            for row in &mut self.rows {
                row.add(classes, cost, touching);
            }
            return;
        }
        self.next.clear();
        for row in &self.rows {
            for &(classes, cost) in readings {
                let mut longer = *row;
                longer.add(classes, cost, touching);
                match self.next.iter_mut().find(|r| r.classes == longer.classes) {
                    Some(same) => same.cost = same.cost.min(longer.cost),
                    None => self.next.push(longer),
                }
            }
        }
        // Ties by the row itself, so that the same word always has the same keys.
        self.next
            .sort_unstable_by_key(|row| (row.cost, row.classes));
        self.next.truncate(self.most);
        std::mem::swap(&mut self.rows, &mut self.next);
    }

    /// The cheapest `most` rows in letters, capitals for those of Hangul words; for an index only such as are as likely as
    /// the first.
    fn write(mut self, most: usize, side: Side, of_hangul: bool, out: &mut Vec<String>) {
        self.rows
            .sort_unstable_by_key(|row| (row.cost, row.classes));
        self.rows.dedup_by_key(|row| row.classes);
        let dearest = self.rows.first().map_or(0, |row| match side {
            Side::Index => row.cost + NEARLY_AS_CHEAP,
            Side::Query => u16::MAX,
        });
        let rows = self.rows.iter().take(most);
        for row in rows.take_while(|row| row.cost <= dearest) {
            let mut key = row.text();
            if key.len() < LEAST_CLASSES {
                continue;
            }
            if !of_hangul {
                key.make_ascii_lowercase();
            }
            if !out.contains(&key) {
                out.push(key);
            }
        }
    }
}

/// A word of an index has a second key where that costs so much more than the first: one word in five.
const NEARLY_AS_CHEAP: u16 = 2;
/// The shortest key; one class alone (`so`, `가`) tells nothing.
const LEAST_CLASSES: usize = 2;

impl Row {
    fn add(&mut self, classes: &str, cost: u16, touching: bool) {
        self.cost += cost;
        for (count, class) in classes.bytes().enumerate() {
            let number = CLASSES.iter().position(|&c| c == class).unwrap_or(0) as u64;
            let is_same = self.classes & 0xF == number && touching && count == 0;
            if !is_same && self.classes >> (4 * (MOST_CLASSES - 1)) == 0 {
                self.classes = self.classes << 4 | number;
            }
        }
    }

    fn text(self) -> String {
        let mut text = String::with_capacity(MOST_CLASSES as usize);
        for place in (0..MOST_CLASSES).rev() {
            let number = (self.classes >> (4 * place)) & 0xF;
            if number != 0 {
                text.push(char::from(CLASSES[number as usize]));
            }
        }
        text
    }
}

/// The key of a Hangul word in an index, begun: it grows syllable by syllable.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::names) struct Begun {
    classes: u64,
    before: Option<(u8, u8)>,
}

impl Begun {
    /// With one more syllable; `None` for another character.
    pub(in crate::names) fn step(mut self, c: char) -> Option<Begun> {
        let (onset, vowel, coda) = jamo(c)?;
        let touching = self.before.is_some_and(|(_, coda)| coda != 0);
        let mut row = Row {
            classes: self.classes,
            cost: 0,
        };
        let (classes, _) = onset_readings(onset, vowel, coda, self.before)[0];
        row.add(classes, 0, touching);
        if coda != 0 {
            // What follows decides only the readings behind the first.
            let (classes, _) = coda_readings(coda, None)[0];
            row.add(classes, 0, false);
        }
        self.classes = row.classes;
        self.before = Some((onset, coda));
        Some(self)
    }

    /// Whether a word that begins so may have the key.
    pub(in crate::names) fn may_be(&self, key: &Wanted) -> bool {
        let (begun, whole) = (count(self.classes), count(key.0));
        begun <= whole && key.0 >> (4 * (whole - begun)) == self.classes
    }

    /// Whether the word has the key when it ends here.
    pub(in crate::names) fn is(&self, key: &Wanted) -> bool {
        self.classes == key.0
    }
}

/// How many classes a row has.
fn count(classes: u64) -> u32 {
    (u64::BITS - classes.leading_zeros()).div_ceil(4)
}

/// A key of Hangul words that is looked for.
#[derive(Clone, Copy, Debug)]
pub(in crate::names) struct Wanted(u64);

impl Wanted {
    /// `None` where it is a key of Latin words.
    pub(in crate::names) fn of(key: &str) -> Option<Wanted> {
        let mut classes = 0;
        if key.len() > MOST_CLASSES as usize {
            return None;
        }
        for letter in key.bytes() {
            classes = classes << 4 | CLASSES.iter().position(|&class| class == letter)? as u64;
        }
        Some(Wanted(classes))
    }
}

/// Whose surfaces a key is looked up among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The key is that of the word itself, for the index.
    Index,
    /// The keys are those of the words of the other script that may spell it.
    Query,
}

/// Adds the keys of a Hangul word.
pub(super) fn of_hangul(word: &str, side: Side, out: &mut Vec<String>) {
    let most = if side == Side::Index { 1 } else { 12 };
    let mut rows = Rows::new(most);
    // The onset and coda of the syllable before; no onset before the first.
    let mut before: Option<(u8, u8)> = None;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let Some((onset, vowel, coda)) = jamo(c) else {
            return;
        };
        let touching = before.is_some_and(|(_, coda)| coda != 0);
        rows.read(onset_readings(onset, vowel, coda, before), touching);
        let next = chars.peek().and_then(|&c| jamo(c)).map(|next| next.0);
        if coda != 0 {
            rows.read(coda_readings(coda, next), false);
        } else if next.is_none() && before.is_some() {
            // French leaves its last consonants unspoken: 루슬로 = Rousselot.
            rows.read(&[("", 0), ("T", 15), ("S", 18)], false);
        }
        before = Some((onset, coda));
    }
    rows.write(most, side, side == Side::Index, out);
}

const GLIDES: [u8; 8] = [2, 3, 6, 7, 12, 17, 20, 19];

fn onset_readings(onset: u8, vowel: u8, coda: u8, before: Option<(u8, u8)>) -> Readings {
    // ㅔ ㅣ ㅓ ㅖ ㅕ: before e and i the letters c and g have two sounds.
    let front = matches!(vowel, 4 | 5 | 6 | 7 | 20);
    match onset {
        0 | 1 if front => &[("K", 0), ("S", 14)],
        0 | 1 => &[("K", 0)],
        15 => &[("K", 0), ("S", 10)],
        2 => &[("N", 0)],
        // 지, 치: d and t before i (비치뉴 = Vitinho).
        12 | 14 if vowel == 20 => &[("S", 0), ("K", 9), ("T", 18)],
        12 | 13 if front => &[("S", 0), ("K", 9)],
        14 => &[("S", 0), ("TS", 8), ("K", 14)],
        12 | 13 => &[("S", 0)],
        3 | 4 | 16 => &[("T", 0)],
        // 르, 를: an r behind a vowel, which English does not speak.
        5 if vowel == 18 && matches!(coda, 0 | 8) && before.is_some_and(|(_, coda)| coda != 8) => {
            &[("", 3), ("L", 5)]
        }
        5 => &[("L", 0)],
        6 => &[("M", 0)],
        7 => &[("P", 0), ("", 16)],
        8 | 17 => &[("P", 0)],
        9 | 10 => &[("S", 0), ("T", 12)],
        18 if before.is_none() && vowel == 13 => &[("-", 0), ("P", 5), ("S", 14)],
        18 if before.is_none() => &[("-", 0), ("S", 8), ("K", 20), ("L", 22)],
        18 if vowel == 13 => &[("", 0), ("P", 6)],
        18 => &[("", 0), ("S", 12), ("K", 12)],
        11 if before.is_none() && GLIDES.contains(&vowel) => &[("-", 0), ("S", 8)],
        // 음, 은 before the consonants of African names, 워 and 우 for w.
        11 if before.is_none() => &[("-", 0)],
        11 if GLIDES.contains(&vowel) => &[("", 0), ("S", 16)],
        _ => &[("", 0)],
    }
}

fn coda_readings(coda: u8, next: Option<u8>) -> Readings {
    match coda {
        1..=3 | 24 if next == Some(9) => &[("K", 0), ("", 20)],
        1..=3 | 24 => &[("K", 0)],
        4..=6 => &[("N", 0)],
        8..=15 => &[("L", 0)],
        16 => &[("M", 0), ("N", 14)],
        17 | 18 | 26 => &[("P", 0)],
        // ng, and n before k; 잉글 = ingl.
        21 => &[("N", 0), ("NK", 10)],
        // The small tsu of Japanese: 핫토리 = Hattori, 깃페이 = Kippei.
        19 | 20 if next.is_some() => &[("T", 0), ("", 6), ("S", 18)],
        19 | 20 => &[("T", 0), ("S", 18)],
        _ => &[("T", 0)],
    }
}

/// Adds the keys of a Latin word, given its [letters](super::slots::letters).
pub(super) fn of_latin(letters: &[u8], side: Side, out: &mut Vec<String>) {
    let most = if side == Side::Index { 2 } else { 6 };
    let mut rows = Rows::new(most);
    let mut word = [0; super::slots::MOST_LETTERS];
    for (to, letter) in word.iter_mut().zip(letters) {
        *to = letter + b'a' - 1;
    }
    let word = &word[..letters.len().min(super::slots::MOST_LETTERS)];
    match word.first() {
        Some(b'w') => rows.read(&[("-", 0), ("P", 8)], false),
        Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h') => rows.read(&[("-", 0)], false),
        _ => {}
    }
    let mut at = 0;
    while at < word.len() {
        let (length, readings) = latin_readings(word, at);
        if !matches!(readings, [("", _)]) {
            rows.read(readings, at > 0 && !is_vowel(word[at - 1]));
        }
        at += length;
    }
    rows.write(most, side, side == Side::Query, out);
}

fn is_vowel(letter: u8) -> bool {
    b"aeiouy".contains(&letter)
}

/// The letters that are read together at a place of a word, and how.
fn latin_readings(word: &[u8], at: usize) -> (usize, Readings) {
    let rest = &word[at..];
    let after = |n: usize| rest.get(n).copied().unwrap_or(b' ');
    let first = at == 0;
    let before = if first { b' ' } else { word[at - 1] };
    let soft = |letter: u8| b"eiy".contains(&letter);
    let starts = |with: &[u8]| rest.starts_with(with);
    if is_vowel(rest[0]) {
        return (1, &[("", 0)]);
    }
    // Letters that are read together.
    match rest[0] {
        b't' if starts(b"tsch") => return (4, &[("S", 0)]),
        b't' if starts(b"tion") => return (4, &[("SN", 0), ("TN", 15)]),
        b't' if starts(b"tch") => return (3, &[("S", 0)]),
        b't' if starts(b"th") => return (2, &[("T", 0), ("S", 5)]),
        b't' if starts(b"tu") && at > 0 => return (2, &[("T", 0), ("S", 18)]),
        b't' | b'd' if matches!(after(1), b's' | b'z') => {
            return (2, &[("S", 0), ("TS", 8)]);
        }
        b'd' if after(1) == b'j' || after(1) == b'g' && soft(after(2)) => {
            return (2, &[("S", 0), ("TS", 8)]);
        }
        b's' if starts(b"sion") => return (4, &[("SN", 0)]),
        b's' if starts(b"sch") => return (3, &[("S", 0), ("SK", 10)]),
        b's' if starts(b"sc") && soft(after(2)) => return (2, &[("S", 0), ("SK", 15)]),
        b's' | b'z' if matches!(after(1), b'h' | b's' | b'z') => return (2, &[("S", 0)]),
        b'c' if starts(b"ch") => return (2, &[("S", 0), ("K", 7), ("", 18)]),
        b'c' if starts(b"ck") => return (2, &[("K", 0)]),
        b'c' if starts(b"cz") || starts(b"cs") => return (2, &[("S", 0), ("KS", 15)]),
        b'c' if starts(b"cc") && soft(after(2)) => return (2, &[("S", 0), ("KS", 10)]),
        b'p' if starts(b"ph") => return (2, &[("P", 0)]),
        b'g' if starts(b"gh") && first => return (2, &[("K", 0), ("", 20)]),
        b'g' if starts(b"gh") => return (2, &[("", 0), ("K", 7), ("P", 25)]),
        b'k' | b'g' if first && after(1) == b'n' => return (2, &[("N", 0), ("KN", 7)]),
        b'g' if starts(b"gn") => return (2, &[("N", 0), ("KN", 7)]),
        b'k' if starts(b"kh") && first => return (2, &[("K", 0), ("-", 8)]),
        b'k' if starts(b"kh") => return (2, &[("K", 0), ("", 8)]),
        b'n' if starts(b"ng") => {
            return (
                2,
                match after(2) {
                    b' ' => &[("N", 0), ("NK", 15)],
                    next if soft(next) => &[("NK", 3), ("NS", 5), ("N", 8)],
                    next if is_vowel(next) => &[("NK", 0), ("N", 8)],
                    _ => &[("NK", 3), ("N", 4)],
                },
            );
        }
        b'n' if starts(b"nk") => return (2, &[("NK", 0)]),
        _ => {}
    }
    let next = after(1);
    let last = rest.len() == 1;
    let length = if next == rest[0] { 2 } else { 1 };
    let next = if length == 2 { after(2) } else { next };
    let readings: Readings = match rest[0] {
        b'x' => &[("KS", 0), ("S", 8)],
        b'c' if soft(next) => &[("S", 0), ("K", 15)],
        b'c' => &[("K", 0), ("S", 15)],
        b'g' if next == b'e' && rest.len() == length + 1 => &[("S", 0), ("K", 12)],
        b'g' if soft(next) => &[("K", 3), ("S", 3)],
        b'g' => &[("K", 0)],
        b'j' if first => &[("S", 0), ("-", 6)],
        b'j' => &[("S", 0), ("", 6)],
        b'q' | b'k' => &[("K", 0)],
        b'w' if first => &[("", 0)],
        b'w' => &[("", 0), ("P", 9)],
        b'v' if last => &[("P", 0), ("", 20)],
        b'f' if next == b'u' && first => &[("P", 0), ("-", 10)],
        b'f' if next == b'u' => &[("P", 0), ("", 10)],
        b'b' if before == b'm' && last => &[("", 0), ("P", 10)],
        b'p' if first && next == b's' => &[("", 0), ("P", 10)],
        b'p' if before == b'm' => &[("P", 0), ("", 15)],
        b'v' | b'f' | b'b' | b'p' => &[("P", 0)],
        b't' | b'd' if rest.len() == length => &[("T", 0), ("", 13), ("S", 25)],
        b't' | b'd' if next == b'i' || next == b'e' && rest.len() == length + 1 => {
            &[("T", 0), ("S", 20)]
        }
        b't' | b'd' if b"snlr".contains(&before) || b"snl".contains(&next) => &[("T", 0), ("", 20)],
        b't' | b'd' => &[("T", 0)],
        b'l' if !is_vowel(next) => &[("L", 0), ("", 20)],
        b'l' => &[("L", 0)],
        // An r behind a vowel is spoken or not; a last -re speaks none.
        b'r' if first || is_vowel(next) && !(next == b'e' && rest.len() == length + 1) => {
            &[("L", 0)]
        }
        b'r' => &[("", 3), ("L", 5)],
        b'm' if first && !is_vowel(next) => &[("M", 0), ("-M", 10)],
        b'm' => &[("M", 0), ("N", 30)],
        b'n' if first && !is_vowel(next) => &[("N", 0), ("-N", 10)],
        b'n' if b"mpb".contains(&next) => &[("N", 0), ("M", 20)],
        b'n' => &[("N", 0)],
        b's' | b'z' if last => &[("S", 0), ("", 13)],
        b's' | b'z' => &[("S", 0)],
        _ => &[("", 0)],
    };
    (length, readings)
}

#[cfg(test)]
mod tests {
    use super::super::slots::letters;
    use super::*;

    fn latin(word: &str, side: Side) -> Vec<String> {
        let mut out = Vec::new();
        of_latin(&letters(word).unwrap(), side, &mut out);
        out
    }

    fn hangul(word: &str, side: Side) -> Vec<String> {
        let mut out = Vec::new();
        of_hangul(word, side, &mut out);
        out
    }

    #[test]
    fn a_word_of_an_index_has_few_keys() {
        for (word, key) in [
            ("블루노로프", "PLNLP"),
            ("워너크라이", "-NKL"),
            ("해킹", "-KN"),
            ("카를", "KL"),
        ] {
            assert_eq!(hangul(word, Side::Index), [key]);
        }
        for (word, key) in [("Bluenoroff", "plnlp"), ("hacking", "-kn"), ("Xi", "ks")] {
            assert_eq!(latin(word, Side::Index)[0], key);
        }
        assert!(latin("so", Side::Index).is_empty());
        assert!(hangul("가", Side::Index).is_empty());
    }

    #[test]
    fn a_query_meets_the_other_script() {
        for (in_hangul, in_latin) in [
            ("블루노로프", "Bluenoroff"),
            ("워너크라이", "WannaCry"),
            ("인터파크", "Interpark"),
            ("라자루스", "Lazarus"),
            ("해킹", "hacking"),
            ("컨퍼런스", "conference"),
            ("베르나르", "Bernard"),
            ("루슬로", "Rousselot"),
            ("게르하르트", "Gerhard"),
            ("호세", "Jose"),
            ("후지모리", "Fujimori"),
            ("핫토리", "Hattori"),
            ("카리브", "Karib"),
        ] {
            let found = latin(in_latin, Side::Query);
            let kept = hangul(in_hangul, Side::Index);
            assert!(found.contains(&kept[0]), "{in_latin}: {found:?} {kept:?}");
            let found = hangul(in_hangul, Side::Query);
            let kept = latin(in_latin, Side::Index);
            assert!(
                kept.iter().any(|key| found.contains(key)),
                "{in_hangul}: {found:?} {kept:?}"
            );
        }
    }
}
