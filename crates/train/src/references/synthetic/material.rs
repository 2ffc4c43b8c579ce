//! What synthetic entries are made of: fields of the labelled examples, words of the banks, sentences of running text.

use std::fs;
use std::path::Path;

use anyhow::Context;
use seoji_document::references::labelling::Label;
use serde::Deserialize;

use super::super::labelled::Example;
use super::super::learner::Random;
use super::banks::*;
use super::{RUNNING, running};

/// Material, by language where that matters.
pub(super) struct Material {
    pub(super) authors: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) korean_titles: Vec<String>,
    pub(super) han_titles: Vec<String>,
    pub(super) han_authors: Vec<String>,
    pub(super) han_journals: Vec<String>,
    pub(super) journals: Vec<String>,
    pub(super) korean_journals: Vec<String>,
    pub(super) publishers: Vec<String>,
    pub(super) places: Vec<String>,
    /// Sentences of running text, English and Korean.
    pub(super) sentences: Vec<String>,
    pub(super) korean_sentences: Vec<String>,
}

#[derive(Deserialize)]
struct Passage {
    text: String,
}

fn is_korean(text: &str) -> bool {
    text.chars().filter(|ch| ('가'..='힣').contains(ch)).count() * 3 > text.chars().count()
}

fn is_han(text: &str) -> bool {
    text.chars()
        .filter(|ch| ('\u{3040}'..='\u{9fff}').contains(ch))
        .count()
        * 2
        > text.chars().count()
}

impl Material {
    pub(super) fn gather(examples: &[&Example], data: &Path) -> anyhow::Result<Material> {
        let of = |label: Label, fits: &dyn Fn(&str) -> bool| -> Vec<String> {
            examples
                .iter()
                // The sets of bad strings have bad fields.
                .filter(|example| !matches!(example.set, "anystyle-ugly" | "anystyle-bad"))
                .flat_map(|example| {
                    example
                        .fields
                        .iter()
                        .map(|(own, span)| (*own, &example.text[span.clone()]))
                })
                .filter(|(own, text)| *own == label && fits(text))
                .map(|(_, text)| text.to_owned())
                .collect()
        };
        let latin = |text: &str| !is_korean(text) && !is_han(text) && text.len() >= 3;
        let mut material = Material {
            authors: of(Label::Author, &|text| latin(text) && text.len() < 90),
            titles: of(Label::Title, &|text| {
                latin(text) && (12..160).contains(&text.len())
            }),
            korean_titles: of(Label::Title, &is_korean),
            han_titles: of(Label::Title, &is_han),
            han_authors: of(Label::Author, &is_han),
            han_journals: of(Label::Container, &is_han),
            journals: of(Label::Container, &|text| latin(text) && text.len() < 90),
            korean_journals: of(Label::Container, &is_korean),
            publishers: of(Label::Publisher, &|text| latin(text) && text.len() < 60),
            places: of(Label::Place, &|text| latin(text) && text.len() < 30),
            sentences: Vec::new(),
            korean_sentences: Vec::new(),
        };
        material.titles.extend(
            TITLES
                .iter()
                .cycle()
                .take(TITLES.len() * 4)
                .map(|title| (*title).to_owned()),
        );
        material
            .korean_journals
            .extend(KOREAN_JOURNALS.iter().map(|name| (*name).to_owned()));
        material.han_titles.push("高句麗 古墳 硏究".to_owned());
        material.han_authors.push("李丙燾".to_owned());
        material.han_journals.push("歷史學報".to_owned());
        for set in RUNNING {
            let path = running(data, set);
            if !path.is_file() {
                continue;
            }
            let content =
                fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            for line in content.lines().take(600) {
                let passage: Passage = serde_json::from_str(line)
                    .with_context(|| format!("reading {}", path.display()))?;
                for sentence in passage.text.split_inclusive(". ") {
                    let sentence = sentence.trim();
                    if !(20..260).contains(&sentence.len()) || !sentence.ends_with('.') {
                        continue;
                    }
                    match is_korean(sentence) {
                        true => material.korean_sentences.push(sentence.to_owned()),
                        false => material.sentences.push(sentence.to_owned()),
                    }
                }
            }
        }
        // Without the running text the entries lack prose, and the model differs.
        if material.sentences.is_empty() {
            material
                .sentences
                .push("The university was founded after the war.".to_owned());
        }
        if material.korean_sentences.is_empty() {
            material
                .korean_sentences
                .push("이 대학은 전쟁 뒤에 세워졌다.".to_owned());
        }
        Ok(material)
    }

    pub(super) fn korean_name(random: &mut Random) -> String {
        let mut name = (*random.of(FAMILIES)).to_owned();
        name.push_str(random.word(SYLLABLES));
        if !random.chance(8) {
            name.push_str(random.word(SYLLABLES));
        }
        name
    }

    /// One to three Korean names, or an institution.
    pub(super) fn korean_authors(random: &mut Random) -> String {
        if random.chance(10) {
            return (*random.of(KOREAN_INSTITUTIONS)).to_owned();
        }
        let count = *random.of(&[1, 1, 1, 1, 2, 2, 3]);
        let joint = *random.of(&["·", "·", ", ", "ㆍ", " · ", "・", "․"]);
        let mut names: Vec<String> = (0..count).map(|_| Self::korean_name(random)).collect();
        if random.chance(8) && count == 1 {
            names[0].push_str(" 외");
        }
        names.join(joint)
    }

    /// A Korean name in Latin letters, in one of its orders.
    pub(super) fn latin_korean(random: &mut Random) -> String {
        let family = *random.of(LATIN_FAMILIES);
        let capital = |text: &str| {
            let mut chars = text.chars();
            chars.next().map_or(String::new(), |first| {
                first.to_uppercase().chain(chars).collect()
            })
        };
        let (first, second) = (
            capital(random.word(LATIN_SYLLABLES)),
            random.word(LATIN_SYLLABLES),
        );
        match random.below(6) {
            0..=2 => format!("{family} {first}-{second}"),
            3 => format!("{first}-{second} {family}"),
            4 => format!("{family}, {first}-{second}"),
            _ => format!("{family} {first} {second}"),
        }
    }

    /// A Western name, given name first.
    pub(super) fn western(random: &mut Random) -> String {
        let (given, family) = (*random.of(GIVEN), *random.of(WESTERN));
        match random.below(6) {
            0 => format!("{}. {family}", given.chars().next().unwrap_or('A')),
            1 => format!(
                "{given} {}. {family}",
                random.of(&["A", "B", "H", "J", "K", "M", "S"])
            ),
            2 => format!("{given} {} {family}", random.of(GIVEN)),
            _ => format!("{given} {family}"),
        }
    }

    /// A Western name, family name first.
    pub(super) fn inverted(random: &mut Random) -> String {
        let (given, family) = (*random.of(GIVEN), *random.of(WESTERN));
        match random.chance(50) {
            true => format!("{family}, {}.", given.chars().next().unwrap_or('A')),
            false => format!("{family}, {given}"),
        }
    }

    /// Authors of a note: given names first.
    pub(super) fn note_authors(random: &mut Random) -> String {
        match random.below(10) {
            0..=3 => Self::western(random),
            4..=6 => Self::latin_korean(random),
            7 => format!("{} and {}", Self::western(random), Self::western(random)),
            8 => format!("{}, {}", Self::western(random), Self::western(random)),
            _ => format!(
                "{}, {} and {}",
                Self::western(random),
                Self::latin_korean(random),
                Self::western(random)
            ),
        }
    }

    /// Authors of a list: family names first, or as in the labelled sets.
    pub(super) fn list_authors(&self, random: &mut Random) -> String {
        match random.below(4) {
            0 if !self.authors.is_empty() => random.of(&self.authors).clone(),
            1 => format!("{}, & {}", Self::inverted(random), Self::inverted(random)),
            _ => Self::inverted(random),
        }
    }

    pub(super) fn korean_title(&self, random: &mut Random) -> String {
        if random.chance(30) && !self.korean_titles.is_empty() {
            return random.of(&self.korean_titles).clone();
        }
        let noun = *random.of(KOREAN_NOUNS);
        let other = *random.of(KOREAN_NOUNS);
        let ending = *random.of(KOREAN_ENDINGS);
        match random.below(7) {
            // `제목 -부제-`
            5 => {
                let (open, close) =
                    *random.of(&[(" -", "-"), (" –", ""), (" - ", ""), ("―", ""), (" -", "")]);
                let tail = *random.of(&[
                    " 사례를 중심으로",
                    "를 중심으로",
                    "의 관점에서",
                    "",
                    " 정보",
                    " 편람",
                ]);
                format!(
                    "{noun}의 {other}{ending}{open}{}{tail}{close}",
                    random.of(KOREAN_NOUNS)
                )
            }
            6 => format!(
                "{noun} {} {other}{}",
                random.of(KOREAN_NOUNS),
                random.of(&[
                    " 편람",
                    " 총람",
                    " 연감",
                    " 자료집",
                    " 인명록",
                    " 통계",
                    " 개요"
                ])
            ),
            0 => format!("{noun}{ending}"),
            1 => format!("{noun}의 {other}{ending}"),
            2 => format!("{noun}과 {other}{ending}"),
            3 => format!(
                "{noun}의 {other}{ending}: {}{}",
                random.of(KOREAN_NOUNS),
                random.of(&[
                    " 사례를 중심으로",
                    "를 중심으로",
                    "의 관점에서",
                    "과의 비교"
                ])
            ),
            _ => format!("{noun} {other}{ending}"),
        }
    }

    /// A headline: the beginning of a Korean sentence, with the signs that headlines have.
    pub(super) fn headline(&self, random: &mut Random) -> String {
        if random.chance(40) {
            return self.korean_title(random);
        }
        let sentence = random.of(&self.korean_sentences);
        let words: Vec<&str> = sentence.trim_end_matches('.').split_whitespace().collect();
        let count = (3 + random.below(7)).min(words.len());
        let from = random.below(words.len() - count + 1);
        let mut head = words[from..from + count].join(" ");
        match random.below(16) {
            // `대학교, 나머지`
            11 | 12 => {
                let subject = match random.chance(40) {
                    true => *random.of(KOREAN_INSTITUTIONS),
                    false => *random.of(KOREAN_NOUNS),
                };
                head = format!("{subject}, {head}");
            }
            13 => {
                let at = 1 + random.below(count);
                let (first, rest) = words[from..from + count].split_at(at);
                head = format!("{}, {}", first.join(" "), rest.join(" "));
                head = head.trim_end_matches([',', ' ']).to_owned();
            }
            // `‘말’` anywhere.
            14 => {
                let at = random.below(count);
                let word = words[from + at].trim_matches(|ch: char| !ch.is_alphanumeric());
                let (open, close) = *random.of(&[("‘", "’"), ("'", "'"), ("“", "”"), ("<", ">")]);
                head = head.replacen(word, &format!("{open}{word}{close}"), 1);
            }
            // `머리... 꼬리`
            15 => {
                let at = 1 + random.below(count);
                let (first, rest) = words[from..from + count].split_at(at);
                head = format!(
                    "{}{}{}",
                    first.join(" "),
                    random.word(&["... ", "… ", "...", "? ", "! "]),
                    rest.join(" ")
                );
                head = head.trim_end().to_owned();
            }
            // `'인용한 말' 그리고 나머지`
            9 | 10 => {
                let cut = 1 + random.below(count);
                let (open, close) = *random.of(&[("'", "'"), ("‘", "’"), ("“", "”"), ("\"", "\"")]);
                let mut quoted = words[from..from + cut].join(" ");
                if random.chance(30) {
                    quoted = quoted.replacen(' ', ", ", 1);
                }
                quoted.push_str(random.word(&["", "", "...", "?"]));
                head = format!(
                    "{open}{quoted}{close} {}",
                    words[from + cut..from + count].join(" ")
                );
                head = head.trim_end().to_owned();
            }
            0 => head = head.replacen(' ', ", ", 1),
            1 => head = head.replacen(' ', "... ", 1),
            2 => head.push_str("..."),
            3 => head.push('?'),
            4 => {
                head = format!(
                    "[{}] {head}",
                    random.of(&["단독", "인터뷰", "기획", "사설", "르포"])
                )
            }
            5 => {
                let word = words[from];
                head = head.replacen(word, &format!("‘{word}’"), 1);
            }
            6 => {
                head = format!(
                    "{}{head}",
                    random.of(&["北, ", "美, ", "韓·美, ", "中 ", "北 "])
                )
            }
            _ => {}
        }
        head
    }

    pub(super) fn title(&self, random: &mut Random) -> String {
        random.of(&self.titles).clone()
    }

    pub(super) fn journal(&self, random: &mut Random) -> String {
        match self.journals.is_empty() {
            true => "Asian Survey".to_owned(),
            false => random.of(&self.journals).clone(),
        }
    }

    pub(super) fn korean_journal(&self, random: &mut Random) -> String {
        random.of(&self.korean_journals).clone()
    }

    pub(super) fn publisher(&self, random: &mut Random) -> String {
        match random.chance(50) || self.publishers.is_empty() {
            true => (*random.of(PUBLISHERS)).to_owned(),
            false => random.of(&self.publishers).clone(),
        }
    }

    pub(super) fn place(&self, random: &mut Random) -> String {
        match random.chance(60) || self.places.is_empty() {
            true => (*random.of(PLACES)).to_owned(),
            false => random.of(&self.places).clone(),
        }
    }

    /// A comment: one to three sentences.
    pub(super) fn prose(&self, random: &mut Random) -> String {
        let bank = match random.chance(50) {
            true => &self.sentences,
            false => &self.korean_sentences,
        };
        let count = *random.of(&[1, 1, 1, 2, 2, 3]);
        (0..count)
            .map(|_| random.of(bank).clone())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A year, late years more often.
pub(super) fn year(random: &mut Random) -> String {
    let back = random.below(24) * random.below(4);
    (2024 - back).to_string()
}

/// Pages: one, or a range.
pub(super) fn pages(random: &mut Random) -> String {
    let from = 1 + random.below(400);
    match random.below(3) {
        0 => from.to_string(),
        _ => format!(
            "{from}{}{}",
            random.of(&["-", "–", "~", "-", "∼"]),
            from + 1 + random.below(40)
        ),
    }
}

/// A small number.
pub(super) fn number(random: &mut Random, limit: usize) -> String {
    (1 + random.below(limit)).to_string()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const POLISH: [&str; 12] = [
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// A day as Koreans write it.
pub(super) fn korean_day(random: &mut Random) -> String {
    let (year, month, day) = (year(random), 1 + random.below(12), 1 + random.below(28));
    match random.below(7) {
        0 => format!("{year}년 {month}월 {day}일"),
        1 => format!("{year}. {month}. {day}"),
        2 => format!("{year}.{month}.{day}"),
        3 => format!("{year}-{month:02}-{day:02}"),
        4 => format!("{year}년 {month}월 {day}일자"),
        5 => format!("{year}.{month:02}.{day:02}"),
        _ => format!("{year}년 {month}월"),
    }
}

/// A day as others write it.
pub(super) fn day(random: &mut Random) -> String {
    let (year, month, day) = (year(random), random.below(12), 1 + random.below(28));
    match random.below(8) {
        0 | 1 => format!("{day} {} {year}", MONTHS[month]),
        2 => format!("{} {day}, {year}", MONTHS[month]),
        3 => format!("{day:02}.{:02}.{year}", month + 1),
        4 => format!("{day}.{}.{year}", month + 1),
        5 => format!("{day} {} {year}", POLISH[month]),
        6 => format!("{day}. {} {year}", GERMAN[month]),
        _ => format!("{} {year}", MONTHS[month]),
    }
}

/// A made-up address.
pub(super) fn address(random: &mut Random) -> String {
    let host = *random.of(HOSTS);
    let scheme = *random.of(&["http://", "https://", "https://"]);
    let number = random.below(99_999_999);
    match random.below(6) {
        0 => format!("{scheme}{host}/news/articleView.html?idxno={number}"),
        1 => format!(
            "{scheme}{host}/{}/{:02}/{:02}/story-{number}",
            year(random),
            1 + random.below(12),
            1 + random.below(28)
        ),
        2 => format!("{scheme}{host}/view/AKR{number}"),
        3 => format!("{scheme}{host}"),
        4 => format!("{scheme}{host}/a/b_c/{number}.pdf"),
        _ => format!("{scheme}{host}/some-words-of-a-headline-{number}/"),
    }
}
