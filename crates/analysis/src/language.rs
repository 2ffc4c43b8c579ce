//! The language of a passage: by script first, between Latin languages by whatlang.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use whatlang::{Detector, Lang};

use crate::hangul::is_syllable;
use crate::runs::Script;
use crate::stop_words;

macro_rules! languages {
    ($($variant:ident $code:literal $name:literal $lang:expr, $stemmer:expr;)*) => {
        /// A language that a passage may be written in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Language {
            $(#[doc = $name] $variant,)*
        }

        impl Language {
            /// All languages, in the order of their codes' list.
            pub const ALL: &'static [Language] = &[$(Language::$variant,)*];

            /// The ISO 639-1 code.
            pub fn code(self) -> &'static str {
                match self { $(Language::$variant => $code,)* }
            }

            /// The language of an ISO 639-1 code in lower case.
            pub fn from_code(code: &str) -> Option<Language> {
                match code { $($code => Some(Language::$variant),)* _ => None }
            }

            fn algorithm(self) -> Option<Algorithm> {
                match self { $(Language::$variant => $stemmer,)* }
            }

            fn lang(self) -> Lang {
                match self { $(Language::$variant => $lang,)* }
            }
        }
    };
}

languages! {
    English "en" "English" Lang::Eng, Some(Algorithm::English);
    Korean "ko" "Korean" Lang::Kor, None;
    Polish "pl" "Polish" Lang::Pol, Some(Algorithm::Polish);
    German "de" "German" Lang::Deu, Some(Algorithm::German);
    French "fr" "French" Lang::Fra, Some(Algorithm::French);
    Spanish "es" "Spanish" Lang::Spa, Some(Algorithm::Spanish);
    Italian "it" "Italian" Lang::Ita, Some(Algorithm::Italian);
    Portuguese "pt" "Portuguese" Lang::Por, Some(Algorithm::Portuguese);
    Dutch "nl" "Dutch" Lang::Nld, Some(Algorithm::Dutch);
    Swedish "sv" "Swedish" Lang::Swe, Some(Algorithm::Swedish);
    Norwegian "no" "Norwegian" Lang::Nob, Some(Algorithm::Norwegian);
    Danish "da" "Danish" Lang::Dan, Some(Algorithm::Danish);
    Finnish "fi" "Finnish" Lang::Fin, Some(Algorithm::Finnish);
    Czech "cs" "Czech" Lang::Ces, Some(Algorithm::Czech);
    Hungarian "hu" "Hungarian" Lang::Hun, Some(Algorithm::Hungarian);
    Russian "ru" "Russian" Lang::Rus, Some(Algorithm::Russian);
    Ukrainian "uk" "Ukrainian" Lang::Ukr, Some(Algorithm::Ukrainian);
    Greek "el" "Greek" Lang::Ell, Some(Algorithm::Greek);
    Japanese "ja" "Japanese" Lang::Jpn, None;
    Chinese "zh" "Chinese" Lang::Cmn, None;
}

/// Below this confidence the neighbours' language is the better guess.
const SURE: f64 = 0.6;
/// Fewer Latin or Cyrillic letters than this tell nothing about their language.
const FEWEST_LETTERS: usize = 24;
/// Bytes of the text that are looked at.
const SAMPLE: usize = 600;

impl Language {
    /// The language of `text` with a confidence from 0 to 1; `None` where the text is too short to say.
    ///
    /// Text whose letters are mostly Hangul is Korean by its script. Addresses and e-mail addresses are passed over.
    ///
    /// ```
    /// use seoji_analysis::Language;
    ///
    /// assert_eq!(Language::detect("북한은 암호화폐를 쓴다").map(|found| found.0), Some(Language::Korean));
    /// assert_eq!(Language::detect("Kim"), None);
    /// ```
    pub fn detect(text: &str) -> Option<(Language, f64)> {
        let sample = Sample::of(text);
        let Sample {
            hangul,
            han,
            kana,
            latin,
            cyrillic,
            greek,
            ..
        } = sample;
        // A syllable or a Han character carries about as much as two or three letters.
        let east = 2 * (hangul + han + kana);
        let alphabets = latin + cyrillic + greek;
        if east > alphabets {
            return Some(match () {
                () if hangul > 0 && hangul * 4 >= han + kana => (Language::Korean, 1.0),
                () if kana > 0 => (Language::Japanese, 1.0),
                () => (Language::Chinese, 0.9),
            });
        }
        if greek > latin + cyrillic {
            return Some((Language::Greek, 1.0));
        }
        if alphabets < FEWEST_LETTERS {
            return None;
        }
        if latin > cyrillic && is_plainly_english(&sample.text) {
            return Some((Language::English, 1.0));
        }
        static DETECTOR: LazyLock<Detector> = LazyLock::new(|| {
            let mut list: Vec<Lang> = Language::ALL
                .iter()
                .map(|language| language.lang())
                .collect();
            list.dedup();
            Detector::with_allowlist(list)
        });
        let info = DETECTOR.detect(&sample.text)?;
        let language = *Language::ALL
            .iter()
            .find(|language| language.lang() == info.lang())?;
        Some((language, info.confidence()))
    }

    /// The language of `text`, or `fallback` (that of its neighbours or its document) where the text does not say.
    pub fn detect_or(text: &str, fallback: Language) -> Language {
        match Language::detect(text) {
            Some((language, confidence)) if confidence >= SURE => language,
            _ => fallback,
        }
    }

    /// The language whose rules stem a word of `script` in a passage of this language: a Latin word in a Korean
    /// passage is taken as English, a word of another alphabet in a passage that does not use it as Russian.
    ///
    /// ```
    /// use seoji_analysis::{Language, Script};
    ///
    /// assert_eq!(Language::Korean.for_script(Script::Latin), Language::English);
    /// assert_eq!(Language::Polish.for_script(Script::Latin), Language::Polish);
    /// ```
    pub fn for_script(self, script: Script) -> Language {
        let own = match self {
            Language::Korean => Script::Hangul,
            Language::Japanese | Language::Chinese => Script::Han,
            Language::Russian | Language::Ukrainian | Language::Greek => Script::Alphabet,
            _ => Script::Latin,
        };
        match script {
            Script::Latin if own != Script::Latin => Language::English,
            Script::Alphabet if own != Script::Alphabet => Language::Russian,
            _ => self,
        }
    }

    /// The Snowball stemmer of the language.
    pub(crate) fn stemmer(self) -> Option<Stemmer> {
        self.algorithm().map(Stemmer::new)
    }
}

/// Whether stop words leave no doubt: the answer for most passages, and much cheaper than trigrams.
fn is_plainly_english(text: &str) -> bool {
    const OTHERS: [Language; 7] = [
        Language::Polish,
        Language::German,
        Language::French,
        Language::Spanish,
        Language::Italian,
        Language::Portuguese,
        Language::Dutch,
    ];
    let (mut words, mut english, mut other) = (0, 0, [0; OTHERS.len()]);
    let mut folded = String::new();
    for word in text
        .split(|c: char| !(is_syllable(c) || c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .take(60)
    {
        words += 1;
        if word.len() > 8 {
            continue;
        }
        folded.clear();
        crate::fold(word, &mut folded);
        english += usize::from(stop_words::contains(&folded, Language::English));
        for (count, language) in other.iter_mut().zip(OTHERS) {
            *count += usize::from(stop_words::contains(&folded, language));
        }
    }
    let most = other.into_iter().max().unwrap_or(0);
    english >= 3 && english * 5 >= words && english > 2 * most
}

/// What a text looks like: its letters by script, and its words without addresses.
#[derive(Debug, Default)]
struct Sample {
    text: String,
    hangul: usize,
    han: usize,
    kana: usize,
    latin: usize,
    cyrillic: usize,
    greek: usize,
}

impl Sample {
    fn of(text: &str) -> Sample {
        let mut end = text.len().min(SAMPLE);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut sample = Sample::default();
        for word in text[..end].split_whitespace() {
            if word.contains("://") || word.starts_with("www.") || word.contains('@') {
                continue;
            }
            sample.text.push_str(word);
            sample.text.push(' ');
            for c in word.chars() {
                match c {
                    'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
                        sample.latin += 1
                    }
                    '가'..='힣' | '\u{1100}'..='\u{1112}' => sample.hangul += 1,
                    '\u{3041}'..='\u{30FF}' => sample.kana += 1,
                    '\u{400}'..='\u{52F}' => sample.cyrillic += 1,
                    '\u{370}'..='\u{3FF}' => sample.greek += 1,
                    _ if crate::hanja::is_han(c) => sample.han += 1,
                    _ => {}
                }
            }
        }
        sample
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (text, language) in [
            (
                "The leader of the Lazarus group is supposed to be Park Jin-hyok.",
                Language::English,
            ),
            ("북, 정찰총국 해커부대 다시 중국에 진출", Language::Korean),
            (
                "Komisja Nadzoru Finansowego została zaatakowana przez hakerów z Korei Północnej",
                Language::Polish,
            ),
            (
                "Die Angriffe auf die Bank wurden von einer Gruppe aus Nordkorea ausgeführt",
                Language::German,
            ),
            (
                "Les attaques contre la banque ont été menées par un groupe nord-coréen",
                Language::French,
            ),
            (
                "Angrebene på banken blev udført af en gruppe, der er fra Nordkorea, og de har",
                Language::Danish,
            ),
            (
                "De aanvallen op de bank werden uitgevoerd door een groep uit Noord-Korea",
                Language::Dutch,
            ),
            ("北朝鮮のサイバー攻撃について", Language::Japanese),
            ("朝鮮民主主義人民共和國", Language::Chinese),
            (
                "KCC (조선컴퓨터위원회) was the first public institution for the access to information",
                Language::English,
            ),
        ] {
            assert_eq!(
                Language::detect_or(text, Language::Danish),
                language,
                "{text}"
            );
        }
    }

    #[test]
    fn what_does_not_say_inherits() {
        for text in [
            "",
            "2019",
            "KCC",
            "https://www.knf.gov.pl/en/about_the_authority_and_so_on",
        ] {
            assert_eq!(
                Language::detect_or(text, Language::Polish),
                Language::Polish,
                "{text}"
            );
        }
    }

    #[test]
    fn codes_go_round() {
        for &language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("xx"), None);
    }
}
