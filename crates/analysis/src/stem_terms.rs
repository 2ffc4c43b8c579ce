//! Which terms of the stem field are looked for: what cannot give one of them needs no analysis.

use crate::hangul::{ONSETS, Syllable, VOWELS, is_hangul};
use crate::stem::STEM_MARK;

/// What the terms that are looked for may come from, by their looks.
///
/// A highlighter asks where a few terms stand in a text; most of its words can be passed over unread.
///
/// ```
/// use seoji_analysis::{Analyzer, Language, StemTerms, TokenBuffer};
///
/// let analyzer = Analyzer::embedded();
/// let mut tokens = TokenBuffer::new();
/// let sought = StemTerms::of(["network\u{1F}en"]);
/// analyzer.stems_among(&sought, "Networks of 해커부대", Language::English, &mut tokens);
/// assert_eq!(tokens.iter().map(|token| token.term).collect::<Vec<_>>(), ["network\u{1F}en"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StemTerms {
    /// By the first byte of a stem: no stemmer changes how a word begins, but the Dutch one, which takes `ge` off.
    stems: [bool; 256],
    /// Whether words in Hangul, Hanja or Kana may give one.
    pub(crate) eojeols: bool,
    /// By how a term of Hangul begins: onset and vowel.
    begins: [[bool; VOWEL_GROUPS]; ONSETS.len()],
    /// Whether numbers, dates and sums may give one.
    pub(crate) values: bool,
}

impl StemTerms {
    /// All terms that there are.
    pub const ALL: StemTerms = StemTerms {
        stems: [true; 256],
        eojeols: true,
        begins: [[true; VOWEL_GROUPS]; ONSETS.len()],
        values: true,
    };

    /// These terms of the stem field.
    pub fn of<'t>(terms: impl IntoIterator<Item = &'t str>) -> StemTerms {
        let mut sought = StemTerms {
            stems: [false; 256],
            eojeols: false,
            begins: [[false; VOWEL_GROUPS]; ONSETS.len()],
            values: false,
        };
        for term in terms {
            if term.contains(STEM_MARK) {
                sought.stems[usize::from(term.as_bytes()[0])] = true;
            } else if is_hangul(term) {
                sought.eojeols = true;
                match term.chars().next().and_then(begin) {
                    Some((onset, vowel)) => sought.begins[onset][vowel] = true,
                    None => sought.begins = StemTerms::ALL.begins,
                }
            } else {
                if !term.is_ascii() {
                    sought.eojeols = true;
                    sought.begins = StemTerms::ALL.begins;
                }
                sought.values = true;
            }
        }
        sought
    }

    /// Whether a word in Hangul, Hanja or Kana may give one.
    ///
    /// What is said of a Hangul word begins as some syllable of it does, but for what inflection (하 in 했다, 돕 in 도와,
    /// 푸 in 퍼) and the initial law (노동 in 로동) change. Hanja have readings.
    pub(crate) fn eojeol(&self, text: &str) -> bool {
        self.eojeols
            && text
                .chars()
                .any(|c| begin(c).is_none_or(|(onset, vowel)| self.begins[onset][vowel]))
    }

    /// Whether words of an alphabet may give one.
    pub(crate) fn words(&self) -> bool {
        self.values || self.stems.contains(&true)
    }

    /// Whether the stem of a word, given folded, may be one.
    pub(crate) fn stem(&self, folded: &str) -> bool {
        folded.starts_with("ge")
            || folded
                .bytes()
                .next()
                .is_some_and(|first| self.stems[usize::from(first)])
    }
}

/// The vowels that stand for one another in inflected words are one group: the light, and all others.
const VOWEL_GROUPS: usize = 2;

/// How a syllable begins: the number of its onset, ㄴ, ㄹ and ㅇ being one, and the group of its vowel.
fn begin(c: char) -> Option<(usize, usize)> {
    const LIGHT: [char; 9] = ['ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅗ', 'ㅘ', 'ㅙ', 'ㅚ', 'ㅛ'];
    let syllable = Syllable::of(c)?;
    let onset = match ONSETS[syllable.onset] {
        'ㄹ' | 'ㅇ' => 'ㄴ',
        onset => onset,
    };
    let onset = ONSETS.iter().position(|&other| other == onset)?;
    let is_light = LIGHT.contains(&VOWELS[syllable.vowel]);
    Some((onset, usize::from(is_light)))
}
