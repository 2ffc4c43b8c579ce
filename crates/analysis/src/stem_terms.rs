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
    /// By the onset that a term of Hangul begins with.
    onsets: [bool; ONSETS.len()],
    /// Whether numbers, dates and sums may give one.
    pub(crate) values: bool,
}

impl StemTerms {
    /// All terms that there are.
    pub const ALL: StemTerms = StemTerms {
        stems: [true; 256],
        eojeols: true,
        onsets: [true; ONSETS.len()],
        values: true,
    };

    /// These terms of the stem field.
    pub fn of<'t>(terms: impl IntoIterator<Item = &'t str>) -> StemTerms {
        let mut sought = StemTerms {
            stems: [false; 256],
            eojeols: false,
            onsets: [false; ONSETS.len()],
            values: false,
        };
        for term in terms {
            if term.contains(STEM_MARK) {
                sought.stems[usize::from(term.as_bytes()[0])] = true;
            } else if is_hangul(term) {
                sought.eojeols = true;
                match term.chars().next().and_then(onset) {
                    Some(onset) => sought.onsets[onset] = true,
                    None => sought.onsets = StemTerms::ALL.onsets,
                }
            } else {
                if !term.is_ascii() {
                    sought.eojeols = true;
                    sought.onsets = StemTerms::ALL.onsets;
                }
                sought.values = true;
            }
        }
        sought
    }

    /// Whether a word in Hangul, Hanja or Kana may give one.
    ///
    /// What is said of a Hangul word begins with the onset of some syllable of it: inflection changes the end of a stem (돕
    /// in 도와) and the vowel (하 in 했다, 푸 in 퍼), and the initial law puts ㄴ, ㄹ and ㅇ for one another (노동 in 로동). But
    /// 걔 is 그 아이: its vowel hides an onset. Hanja have readings.
    pub(crate) fn eojeol(&self, text: &str) -> bool {
        self.eojeols
            && text
                .chars()
                .any(|c| hides_onset(c) || onset(c).is_none_or(|onset| self.onsets[onset]))
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

/// Whether a syllable is two words grown together around ㅇ, as 쟤 is 저 아이: no other word has this vowel.
fn hides_onset(c: char) -> bool {
    Syllable::of(c).is_some_and(|syllable| VOWELS[syllable.vowel] == 'ㅒ')
}

/// The number of a syllable's onset, ㄴ, ㄹ and ㅇ being one.
fn onset(c: char) -> Option<usize> {
    let onset = match ONSETS[Syllable::of(c)?.onset] {
        'ㄹ' | 'ㅇ' => 'ㄴ',
        onset => onset,
    };
    ONSETS.iter().position(|&other| other == onset)
}
