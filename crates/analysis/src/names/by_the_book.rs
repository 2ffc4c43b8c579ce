//! Hangul in Latin letters by the rules themselves, without marks.
//!
//! What the channel has learnt it has learnt from names of persons; of words and places it has seen few, and what it
//! has not seen (`ll`, o for ŏ) it holds for unlikely. A word that is spelled to the letter needs no likelihood.
//!
//! Rules: Ministry of Culture and Tourism, notice 2000-8 (Revised Romanisation); McCune and Reischauer, Transactions of
//! the Korea Branch of the Royal Asiatic Society 29 (1939); the North's spelling as its press has it, with j for ㅈ.

use super::Relation;
use super::jamo::{NONE, Syllable};
use super::pronounce::pronounce;

/// A system that has rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rules {
    Revised,
    McCune,
    North,
}

/// The spellings of a word, in small letters without marks, spaces and hyphens; none where it is no Hangul.
pub(super) fn spellings(word: &str) -> Vec<(String, Relation)> {
    let spoken = pronounce(word);
    let syllables: Option<Vec<Syllable>> = spoken.chars().map(Syllable::of).collect();
    let Some(syllables) = syllables else {
        return Vec::new();
    };
    let systems = [
        (Rules::Revised, Relation::RevisedRomanisation),
        (Rules::McCune, Relation::McCuneReischauer),
        (Rules::North, Relation::NorthKorean),
    ];
    let mut out: Vec<(String, Relation)> = Vec::new();
    for (rules, relation) in systems {
        let spelled = spell(&syllables, rules);
        if out.iter().all(|(known, _)| *known != spelled) {
            out.push((spelled, relation));
        }
    }
    out
}

/// By which rules Latin letters without marks spell a word, if by any.
pub(super) fn relation(word: &str, letters: &str) -> Option<Relation> {
    // Nothing before it changes the first syllable, which tells most words.
    let first = word.chars().next().and_then(Syllable::of)?;
    let may_begin = |rules| {
        let rest = letters.strip_prefix(onset(first.onset, None, rules));
        rest.is_some_and(|rest| rest.starts_with(vowel(first.vowel, rules)))
    };
    if ![Rules::Revised, Rules::McCune, Rules::North]
        .into_iter()
        .any(may_begin)
    {
        return None;
    }
    let mut spellings = spellings(word).into_iter();
    let (_, relation) = spellings.find(|(spelled, _)| spelled == letters)?;
    Some(relation)
}

fn spell(syllables: &[Syllable], rules: Rules) -> String {
    let mut out = String::new();
    let mut before = None;
    for syllable in syllables {
        out.push_str(onset(syllable.onset, before, rules));
        out.push_str(vowel(syllable.vowel, rules));
        out.push_str(match syllable.coda {
            'ㄱ' => "k",
            'ㄴ' => "n",
            'ㄷ' => "t",
            'ㄹ' => "l",
            'ㅁ' => "m",
            'ㅂ' => "p",
            'ㅇ' => "ng",
            _ => "",
        });
        before = Some(syllable.coda);
    }
    out
}

/// A consonant behind the coda of the syllable before, if there is one.
fn onset(letter: char, before: Option<char>, rules: Rules) -> &'static str {
    let is_revised = rules == Rules::Revised;
    // Between voiced sounds McCune and Reischauer write what is spoken.
    let is_voiced = matches!(before, Some(NONE | 'ㄴ' | 'ㄹ' | 'ㅁ' | 'ㅇ'));
    match letter {
        'ㄱ' if is_revised || is_voiced => "g",
        'ㄱ' | 'ㅋ' => "k",
        'ㄲ' => "kk",
        'ㄴ' => "n",
        'ㄷ' if is_revised || is_voiced => "d",
        'ㄷ' | 'ㅌ' => "t",
        'ㄸ' => "tt",
        'ㄹ' if before == Some('ㄹ') => "l",
        'ㄹ' => "r",
        'ㅁ' => "m",
        'ㅂ' if is_revised || is_voiced => "b",
        'ㅂ' | 'ㅍ' => "p",
        'ㅃ' => "pp",
        'ㅅ' => "s",
        'ㅆ' => "ss",
        'ㅈ' if rules != Rules::McCune || is_voiced => "j",
        'ㅈ' | 'ㅊ' => "ch",
        'ㅉ' if rules == Rules::McCune => "tch",
        'ㅉ' => "jj",
        'ㅎ' => "h",
        _ => "",
    }
}

fn vowel(letter: char, rules: Rules) -> &'static str {
    let is_revised = rules == Rules::Revised;
    match letter {
        'ㅏ' => "a",
        'ㅐ' => "ae",
        'ㅑ' => "ya",
        'ㅒ' => "yae",
        'ㅓ' if is_revised => "eo",
        'ㅓ' | 'ㅗ' => "o",
        'ㅔ' => "e",
        'ㅕ' if is_revised => "yeo",
        'ㅕ' | 'ㅛ' => "yo",
        'ㅖ' => "ye",
        'ㅘ' => "wa",
        'ㅙ' => "wae",
        'ㅚ' => "oe",
        'ㅜ' => "u",
        'ㅝ' => "wo",
        'ㅞ' => "we",
        'ㅟ' => "wi",
        'ㅠ' => "yu",
        'ㅡ' if is_revised => "eu",
        'ㅡ' => "u",
        'ㅢ' => "ui",
        'ㅣ' => "i",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spelled_by_the_rules() {
        for (word, spelled) in [
            ("천리마", &["cheollima", "chollima"][..]),
            ("한라산", &["hallasan"]),
            ("서울", &["seoul", "soul"]),
            ("부산", &["busan", "pusan"]),
            ("독립문", &["dongnimmun", "tongnimmun"]),
            ("제물포", &["jemulpo", "chemulpo"]),
            ("단천", &["dancheon", "tanchon"]),
            ("조선", &["joseon", "choson", "joson"]),
            ("평안북도", &["pyeonganbukdo", "pyonganbukto"]),
        ] {
            let found = spellings(word);
            for spelled in spelled {
                assert!(
                    found.iter().any(|(found, _)| found == spelled),
                    "{word} {found:?}"
                );
            }
        }
        assert_eq!(spellings("Pusan"), []);
        assert_eq!(
            relation("부산", "busan"),
            Some(Relation::RevisedRomanisation)
        );
        assert_eq!(relation("부산", "pusan"), Some(Relation::McCuneReischauer));
        assert_eq!(relation("부산", "musan"), None);
        assert_eq!(relation("부산", "busang"), None);
    }
}
