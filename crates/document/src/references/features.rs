//! What the labeller sees of a token: itself, its neighbours, the signs around it, its place in the entry.
//!
//! A feature is the hash of a template's number and of what it saw; the model knows hashes only.
//! Numbers are seen by their shape, words by their hash in lower case.

use super::tokens::{Class, Token};

/// The features of an entry's tokens, a token at a time.
pub struct Features<'t> {
    entry: &'t str,
    tokens: &'t [Token],
    seen: Vec<Seen>,
    chunks: Vec<Run>,
    stretches: Vec<Run>,
    /// Index of the first token of the data that end the entry: volume, year, pages.
    tail: usize,
    /// Number of the first chunk there.
    tail_chunk: u32,
    style: u32,
}

/// A run of tokens between signs: hashes of its first and last word, and of the last two characters.
#[derive(Clone, Copy, Default)]
struct Run {
    first: u32,
    last: u32,
    ending: u32,
    /// Length in tokens.
    length: u32,
    /// Shape of the first token.
    shape: u32,
}

/// What is known of a token before its features are made.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Hash of the word in lower case, or of the shape of a number.
    word: u32,
    shape: u32,
    /// Last one, two and three characters of a word; the first one and three.
    suffixes: [u32; 3],
    prefixes: [u32; 2],
    /// Which quotation is open; 0 is none.
    quote: u8,
    /// How many brackets are open, at most 2.
    depth: u8,
    /// Years before the token, at most 3.
    years: u8,
    /// Stretches that a full stop or a closed quotation ended before the token, at most 7.
    stretches: u8,
    /// Commas since the last stretch's end, at most 7.
    commas: u8,
    /// Address or date of access before the token.
    atoms: u8,
    /// Index of the sign before and of the sign behind.
    sign_before: u32,
    sign_behind: u32,
    /// Number of the chunk (between signs) and of the stretch (between stops); [`NONE`] of the signs themselves.
    chunk: u32,
    stretch: u32,
    is_sign: bool,
}

/// How many features a token has.
pub(super) const TEMPLATES: usize = 61;

const NONE: u32 = u32::MAX;

/// The most frequent Korean family names, of 99 persons in 100 (census of 2015, Statistics Korea), and their northern
/// spellings.
#[rustfmt::skip]
pub(super) const FAMILIES: [&str; 76] = [
    "김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황", "안", "송", "전", "홍",
    "유", "고", "문", "양", "손", "배", "백", "허", "남", "심", "노", "하", "곽", "성", "차", "주", "우", "구", "나", "민",
    "진", "지", "엄", "채", "원", "천", "방", "공", "현", "함", "변", "염", "여", "추", "도", "소", "석", "선", "설", "마",
    "길", "연", "위", "표", "명", "기", "반", "왕", "금", "옥", "육", "인", "리", "류", "림", "라",
];

/// Words that stand at the number of a volume, an issue, a page, a year.
#[rustfmt::skip]
const AT_NUMBERS: [&str; 62] = [
    "v", "vol", "vols", "volume", "bd", "band", "jg", "jahrgang", "tome", "t", "tom", "no", "nos", "n", "nr", "num", "number",
    "numéro", "issue", "iss", "heft", "h", "fasc", "suppl", "pp", "p", "page", "pages", "s", "ss", "seite", "art", "e",
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "제", "권", "호", "집", "쪽",
    "면", "년", "월", "第", "卷", "巻", "號", "号", "期", "頁", "页",
];

fn mix(template: u32, value: u32) -> u32 {
    let mut hash =
        (u64::from(template) << 32 | u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^= hash >> 29;
    (hash.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

fn pair(first: u32, second: u32) -> u32 {
    mix(first, second.rotate_left(7))
}

/// FNV-1a over characters.
fn hash(chars: impl Iterator<Item = char>) -> u32 {
    chars.fold(BASIS, more)
}

/// The hash of no character.
const BASIS: u32 = 0x811c_9dc5;

/// A hash with one character more.
fn more(hash: u32, ch: char) -> u32 {
    (hash ^ ch as u32).wrapping_mul(0x0100_0193)
}

fn lower(text: &str) -> impl Iterator<Item = char> + Clone {
    text.chars().flat_map(char::to_lowercase)
}

impl Seen {
    /// Takes the beginnings and endings of a word; where it is shorter, the last is the word.
    fn affixes(&mut self, word: impl Iterator<Item = char>, backwards: impl Iterator<Item = char>) {
        let longer = |own: &mut u32, ch: char| {
            *own = more(*own, ch);
            Some(*own)
        };
        self.suffixes = [BASIS; 3];
        for (at, hash) in backwards.take(3).scan(BASIS, longer).enumerate() {
            self.suffixes[at..].fill(hash);
        }
        let mut first = word.take(3).scan(BASIS, longer);
        let own = first.next().unwrap_or(BASIS);
        self.prefixes = [own, first.last().unwrap_or(own)];
    }
}

fn bucket(count: usize) -> u32 {
    match count {
        0..=4 => count as u32,
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// Number of the quotation that a sign opens.
fn opens(text: &str) -> u8 {
    match text {
        "“" | "„" | "«" | "\"" => 1,
        "「" | "〈" | "‘" => 2,
        "『" | "《" => 3,
        "'" => 4,
        _ => 0,
    }
}

fn closes(text: &str, open: u8) -> bool {
    match open {
        1 => matches!(text, "”" | "“" | "»" | "\""),
        2 => matches!(text, "」" | "〉" | "’"),
        3 => matches!(text, "』" | "》"),
        4 => text == "'" || text == "’",
        _ => false,
    }
}

impl<'t> Features<'t> {
    /// Looks at an entry.
    pub fn new(entry: &'t str, tokens: &'t [Token]) -> Self {
        let unseen = Seen {
            chunk: NONE,
            stretch: NONE,
            ..Seen::default()
        };
        let mut features = Features {
            entry,
            tokens,
            seen: vec![unseen; tokens.len()],
            chunks: Vec::new(),
            stretches: Vec::new(),
            tail: 0,
            tail_chunk: 0,
            style: 0,
        };
        features.words();
        features.places();
        features.runs();
        features.tail = features.tail();
        features.tail_chunk = features.seen[features.tail..]
            .iter()
            .find(|seen| seen.chunk != NONE)
            .map_or(features.chunks.len() as u32, |seen| seen.chunk);
        features
    }

    /// Where the data begin that end an entry: what stands behind the last run of words before them names the source.
    ///
    /// Back from the end, over addresses, numbers, signs and the words that stand at numbers (`vol.`, `제`, `호`, `S.`).
    fn tail(&self) -> usize {
        let mut tail = self.tokens.len();
        for at in (0..tail).rev() {
            let token = &self.tokens[at];
            let is_data = match token.class {
                Class::Number | Class::Address | Class::Doi | Class::Accessed => true,
                Class::Sign => continue,
                Class::Letters | Class::Hangul | Class::Han => {
                    let text = token.text(self.entry);
                    AT_NUMBERS
                        .iter()
                        .any(|word| text.eq_ignore_ascii_case(word))
                }
            };
            if !is_data {
                break;
            }
            tail = at;
        }
        tail
    }

    fn words(&mut self) {
        for (seen, token) in self.seen.iter_mut().zip(self.tokens) {
            let text = token.text(self.entry);
            let count = match text.is_ascii() {
                true => text.len(),
                false => text.chars().count(),
            };
            match token.class {
                Class::Number => {
                    let year =
                        count == 4 && matches!(&text[..2], "15" | "16" | "17" | "18" | "19" | "20");
                    seen.shape = mix(1, count.min(7) as u32 * 2 + u32::from(year));
                    seen.word = seen.shape;
                }
                Class::Sign => {
                    seen.shape = mix(2, hash(text.chars()));
                    seen.word = seen.shape;
                    seen.is_sign = true;
                }
                Class::Address | Class::Doi | Class::Accessed => {
                    seen.shape = mix(3, token.class as u32);
                    seen.word = seen.shape;
                }
                Class::Letters => {
                    let mut chars = text.chars();
                    let first = chars.next().is_some_and(char::is_uppercase);
                    let second = chars.next().map(char::is_uppercase);
                    let case =
                        u32::from(first) * 3 + second.map_or(0, |upper| 1 + u32::from(upper));
                    let latin = u32::from(text.as_bytes()[0] < 0xcd);
                    seen.shape = mix(4, case * 32 + latin * 16 + bucket(count));
                    seen.word = match text.is_ascii() {
                        true => hash(text.bytes().map(|byte| byte.to_ascii_lowercase().into())),
                        false => hash(lower(text)),
                    };
                }
                Class::Hangul => {
                    let family = (2..=4).contains(&count) && FAMILIES.contains(&&text[..3]);
                    seen.shape = mix(5, count.min(6) as u32 * 2 + u32::from(family));
                    seen.word = hash(text.chars());
                }
                Class::Han => {
                    seen.shape = mix(6, bucket(count));
                    seen.word = hash(text.chars());
                }
            }
            match token.class {
                Class::Letters if text.is_ascii() => {
                    let lower = text
                        .bytes()
                        .map(|byte| char::from(byte.to_ascii_lowercase()));
                    seen.affixes(lower.clone(), lower.rev());
                }
                Class::Letters => {
                    let backwards = text.chars().rev().flat_map(char::to_lowercase);
                    seen.affixes(lower(text), backwards);
                }
                Class::Hangul | Class::Han => seen.affixes(text.chars(), text.chars().rev()),
                _ => {}
            }
        }
    }

    /// Quotations, brackets, years, stretches, and the style of the whole entry.
    fn places(&mut self) {
        let count = self.tokens.len();
        let (
            mut quote,
            mut quoted_from,
            mut depth,
            mut years,
            mut stretches,
            mut commas,
            mut atoms,
        ) = (0_u8, 0, 0_u8, 0_u8, 0_u8, 0_u8, 0_u8);
        let mut first_year = count;
        let mut year_in_brackets = false;
        let mut quotations = 0_u32;
        let mut hangul = false;
        for at in 0..count {
            let token = self.tokens[at];
            let text = token.text(self.entry);
            let before_opening = quote;
            match token.class {
                Class::Sign => {
                    let next = self.tokens.get(at + 1);
                    let ends = next.is_none_or(|next| next.spaced || next.class == Class::Sign);
                    if quote != 0 && closes(text, quote) && (quote != 4 || ends) {
                        quote = 0;
                        stretches = (stretches + 1).min(7);
                        commas = 0;
                    } else if quote == 0
                        && opens(text) != 0
                        && (opens(text) != 4 || token.spaced || at == 0)
                    {
                        quote = opens(text);
                        quoted_from = at;
                        quotations += 1;
                    } else {
                        match text {
                            "(" | "[" | "（" => depth = (depth + 1).min(2),
                            ")" | "]" | "）" => depth = depth.saturating_sub(1),
                            // A stop behind an initial ends nothing.
                            "." | "?" | "!" if ends && !self.is_initial(at) => {
                                stretches = (stretches + 1).min(7);
                                commas = 0;
                            }
                            "," | ";" | ":" | "、" | "，" => commas = (commas + 1).min(7),
                            _ => {}
                        }
                    }
                }
                Class::Address | Class::Doi | Class::Accessed => atoms = 1,
                Class::Hangul => hangul = true,
                _ => {}
            }
            // A quotation that runs on and on was none.
            if quote != 0 && at - quoted_from > 80 {
                quote = 0;
            }
            let seen = &mut self.seen[at];
            seen.quote = if quote == 0 { before_opening } else { quote };
            seen.depth = depth;
            seen.years = years;
            seen.stretches = stretches;
            seen.commas = commas;
            seen.atoms = atoms;
            if token.class == Class::Number
                && text.len() == 4
                && matches!(&text[..2], "18" | "19" | "20")
            {
                years = (years + 1).min(3);
                if first_year == count {
                    first_year = at;
                    year_in_brackets = depth > 0;
                }
            }
        }
        let early = match count {
            0 => 0,
            _ if first_year == count => 3,
            _ => (first_year * 3 / count) as u32,
        };
        self.style = ((early * 2 + u32::from(year_in_brackets)) * 3 + quotations.min(2)) * 2
            + u32::from(hangul);
    }

    fn is_initial(&self, at: usize) -> bool {
        at > 0 && {
            let before = self.tokens[at - 1];
            before.class == Class::Letters
                && before.end - before.start <= 2
                && before.text(self.entry).starts_with(char::is_uppercase)
        }
    }

    /// Chunks between signs, stretches between stops, the signs around a token.
    fn runs(&mut self) {
        let count = self.tokens.len();
        let (mut from, mut stretch_from) = (0, 0);
        for at in 0..=count {
            let (is_sign, is_stop) = match at < count {
                true => self.parts(at),
                false => (true, true),
            };
            if is_sign {
                if from < at {
                    let number = self.chunks.len() as u32;
                    self.chunks.push(self.run(from..at));
                    for seen in &mut self.seen[from..at] {
                        seen.chunk = number;
                    }
                }
                from = at + 1;
            }
            if is_stop {
                if stretch_from < at {
                    let number = self.stretches.len() as u32;
                    self.stretches.push(self.run(stretch_from..at));
                    for seen in &mut self.seen[stretch_from..at] {
                        seen.stretch = number;
                    }
                }
                stretch_from = at + 1;
            }
        }
        let mut last = NONE;
        for (at, seen) in self.seen.iter_mut().enumerate() {
            seen.sign_before = last;
            if seen.is_sign {
                last = at as u32;
            }
        }
        let mut next = NONE;
        for (at, seen) in self.seen.iter_mut().enumerate().rev() {
            seen.sign_behind = next;
            if seen.is_sign {
                next = at as u32;
            }
        }
    }

    /// Whether a token parts chunks, and whether it parts stretches.
    fn parts(&self, at: usize) -> (bool, bool) {
        let token = self.tokens[at];
        let text = token.text(self.entry);
        let atom = matches!(token.class, Class::Address | Class::Doi | Class::Accessed);
        let sign = token.class == Class::Sign
            && !matches!(
                text,
                "-" | "–" | "'" | "’" | "&" | "/" | "‐" | "‑" | "*" | "_"
            );
        let next = self.tokens.get(at + 1);
        let next_spaced = next.is_none_or(|next| next.spaced || next.class == Class::Sign);
        let stop = text == "." && next_spaced && !self.is_initial(at)
            || opens(text) != 0 && opens(text) != 4
            || "”」』》〉»".contains(text);
        (sign || atom, stop || atom)
    }

    fn run(&self, range: std::ops::Range<usize>) -> Run {
        let (first, last) = (&self.seen[range.start], &self.seen[range.end - 1]);
        Run {
            first: first.word,
            last: last.word,
            ending: last.suffixes[1],
            length: range.len() as u32,
            shape: first.shape,
        }
    }

    /// The features of the token at `at`.
    pub fn of(&self, at: usize) -> [u32; TEMPLATES] {
        let count = self.tokens.len();
        let seen = &self.seen[at];
        let outside = Seen {
            word: 1,
            shape: 1,
            ..Seen::default()
        };
        let near = |step: isize| -> &Seen {
            usize::try_from(at as isize + step)
                .ok()
                .and_then(|at| self.seen.get(at))
                .unwrap_or(&outside)
        };
        let (before, behind) = (near(-1), near(1));
        let (before2, behind2) = (near(-2), near(2));
        let spaced = u32::from(self.tokens[at].spaced) * 2
            + u32::from(self.tokens.get(at + 1).is_none_or(|next| next.spaced));
        let sign = |index: u32| {
            self.seen.get(index as usize).map_or((1, 0), |own| {
                (own.shape, bucket((index as usize).abs_diff(at)))
            })
        };
        let (sign_before, distance_before) = sign(seen.sign_before);
        let (sign_behind, distance_behind) = sign(seen.sign_behind);
        let place = u32::from(seen.stretches) * 8 + u32::from(seen.commas);
        let frame = (u32::from(seen.quote) * 3 + u32::from(seen.depth)) * 4 + u32::from(seen.years);
        let mut out = [0; TEMPLATES];
        let mut template = 0;
        let mut add = |value: u32| {
            out[template] = mix(template as u32, value);
            template += 1;
        };
        add(0);
        add(seen.word);
        add(before.word);
        add(behind.word);
        add(before2.word);
        add(behind2.word);
        add(pair(before.word, seen.word));
        add(pair(seen.word, behind.word));
        add(pair(before2.word, before.word));
        add(pair(behind.word, behind2.word));
        add(pair(seen.shape, spaced));
        add(before.shape);
        add(behind.shape);
        add(before2.shape);
        add(behind2.shape);
        add(near(-3).shape);
        add(near(3).shape);
        add(pair(before.shape, seen.shape));
        add(pair(seen.shape, behind.shape));
        add(pair(pair(before.shape, seen.shape), behind.shape));
        add(pair(pair(before2.shape, before.shape), seen.shape));
        add(pair(pair(seen.shape, behind.shape), behind2.shape));
        add(pair(
            pair(
                pair(before2.shape, before.shape),
                pair(seen.shape, behind.shape),
            ),
            behind2.shape,
        ));
        add(pair(seen.suffixes[0], seen.shape));
        add(seen.suffixes[1]);
        add(seen.suffixes[2]);
        add(pair(seen.prefixes[0], seen.shape));
        add(seen.prefixes[1]);
        add(frame);
        add(pair(frame, seen.shape));
        add(place);
        add(pair(u32::from(seen.stretches), seen.shape));
        add(pair(u32::from(seen.stretches), u32::from(seen.years)));
        add(pair(
            self.style,
            u32::from(seen.stretches) * 8 + u32::from(seen.quote),
        ));
        add(pair(
            self.style,
            u32::from(seen.years) * 8 + u32::from(seen.quote),
        ));
        add((10 * at / count.max(1)) as u32);
        add(bucket(at) * 16 + bucket(count - 1 - at));
        add(pair(sign_before, distance_before));
        add(pair(sign_behind, distance_behind));
        add(pair(sign_before, sign_behind));
        add(pair(pair(sign_before, sign_behind), seen.shape));
        add(pair(
            sign_before,
            u32::from(seen.stretches) * 4 + u32::from(seen.years),
        ));
        let run = |runs: &[Run], number: u32| -> Run {
            runs.get(number as usize).copied().unwrap_or_default()
        };
        let chunk = run(&self.chunks, seen.chunk);
        let stretch = run(&self.stretches, seen.stretch);
        add(chunk.first);
        add(chunk.last);
        add(pair(chunk.first, chunk.last));
        add(chunk.ending);
        add(stretch.first);
        add(stretch.last);
        add(pair(stretch.first, u32::from(seen.stretches)));
        add(pair(u32::from(seen.atoms), u32::from(seen.stretches)));
        add(pair(before.word, seen.shape));
        add(pair(seen.word, frame));
        add(pair(behind.word, seen.shape));
        // The chunks around the token's own, and how far behind it the data begin that end the entry.
        let beside = |step: isize| {
            let number = match seen.chunk {
                NONE => return Run::default(),
                number => number as isize + step,
            };
            usize::try_from(number)
                .ok()
                .and_then(|number| self.chunks.get(number))
                .copied()
                .unwrap_or_default()
        };
        let (last, next) = (beside(-1), beside(1));
        let length = bucket(chunk.length as usize);
        let tail = match seen.chunk {
            NONE => 7 + u32::from(at >= self.tail),
            _ if at >= self.tail => 6,
            own => self.tail_chunk.saturating_sub(own).min(5),
        };
        add(next.shape);
        add(pair(next.first, sign_behind));
        add(pair(last.last, sign_before));
        add(pair(last.shape, bucket(last.length as usize)));
        add(pair(tail, length));
        add(pair(pair(tail, sign_before), sign_behind));
        add(pair(pair(tail, frame), seen.stretches.into()));
        add(pair(pair(tail, length), pair(chunk.shape, next.shape)));
        out
    }
}
