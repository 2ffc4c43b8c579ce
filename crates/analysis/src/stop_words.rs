//! Stop words: words that say how a sentence is built and not what it is about.
//!
//! The lists are short on purpose: a word that might be asked for is left in. They hold folded forms, sorted.

use crate::language::Language;

const ENGLISH: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "arent", "as", "at", "be",
    "because", "been", "before", "being", "but", "by", "can", "cannot", "cant", "could", "couldnt",
    "did", "didnt", "do", "does", "doesnt", "doing", "dont", "for", "from", "had", "has", "have",
    "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "im", "in", "into",
    "is", "isnt", "it", "its", "ive", "me", "more", "most", "my", "no", "nor", "not", "of", "on",
    "or", "our", "ours", "own", "s", "she", "should", "so", "some", "such", "t", "than", "that",
    "the", "their", "theirs", "them", "then", "there", "these", "they", "theyre", "this", "those",
    "to", "too", "very", "was", "wasnt", "we", "were", "werent", "weve", "what", "when", "where",
    "which", "while", "who", "whom", "whose", "why", "will", "with", "wont", "would", "wouldnt",
    "you", "your", "youre", "yours",
];
const POLISH: &[&str] = &[
    "a", "aby", "ale", "bo", "by", "byc", "byl", "byla", "bylo", "byly", "ci", "co", "czy", "dla",
    "do", "gdy", "gdzie", "go", "i", "ich", "im", "ja", "jak", "jako", "je", "jego", "jej", "jest",
    "juz", "kiedy", "kto", "ktora", "ktore", "ktory", "ktorych", "ktorzy", "ku", "lub", "ma", "mi",
    "my", "na", "nad", "nie", "niz", "o", "od", "oraz", "po", "pod", "przed", "przez", "przy",
    "sa", "sie", "ta", "tak", "takze", "tam", "te", "tego", "tej", "ten", "to", "tu", "ty", "tych",
    "tym", "u", "w", "we", "wy", "z", "za", "ze", "zostal", "zostala",
];
const GERMAN: &[&str] = &[
    "aber", "als", "am", "an", "auch", "auf", "aus", "bei", "bis", "da", "damit", "dann", "das",
    "dass", "dem", "den", "der", "des", "die", "dies", "diese", "dieser", "dieses", "durch", "ein",
    "eine", "einem", "einen", "einer", "eines", "er", "es", "fur", "hat", "hatte", "ich", "ihr",
    "ihre", "im", "in", "ist", "kann", "mit", "nach", "nicht", "noch", "nur", "oder", "sehr",
    "sein", "seine", "sich", "sie", "sind", "so", "uber", "um", "und", "unter", "vom", "von",
    "vor", "war", "waren", "was", "wegen", "wenn", "wer", "werden", "wie", "wir", "wird", "wo",
    "wurde", "wurden", "zu", "zum", "zur",
];
const FRENCH: &[&str] = &[
    "a", "au", "aux", "avec", "ce", "ces", "cet", "cette", "comme", "d", "dans", "de", "des", "du",
    "elle", "elles", "en", "est", "et", "ete", "il", "ils", "j", "je", "l", "la", "le", "les",
    "leur", "leurs", "lui", "ma", "mais", "me", "mes", "mon", "ne", "nos", "notre", "nous", "on",
    "ont", "ou", "par", "pas", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "si", "son",
    "sont", "sur", "ta", "te", "tes", "ton", "tu", "un", "une", "vos", "votre", "vous", "y",
];
const SPANISH: &[&str] = &[
    "a", "al", "ante", "como", "con", "de", "del", "desde", "donde", "e", "el", "ella", "ellas",
    "ellos", "en", "entre", "era", "es", "esta", "este", "esto", "fue", "ha", "han", "hasta", "la",
    "las", "le", "les", "lo", "los", "mas", "me", "mi", "muy", "ni", "no", "nos", "o", "para",
    "pero", "por", "que", "se", "ser", "si", "sin", "sobre", "son", "su", "sus", "te", "tu", "un",
    "una", "y", "ya", "yo",
];
const ITALIAN: &[&str] = &[
    "a", "ad", "ai", "al", "alla", "alle", "anche", "che", "chi", "ci", "come", "con", "da", "dal",
    "dalla", "de", "dei", "del", "della", "delle", "di", "e", "ed", "era", "gli", "ha", "hanno",
    "i", "il", "in", "io", "l", "la", "le", "lo", "ma", "ne", "nei", "nel", "nella", "non", "o",
    "per", "piu", "se", "si", "sono", "su", "sua", "sul", "sulla", "suo", "tra", "un", "una",
    "uno",
];
const PORTUGUESE: &[&str] = &[
    "a", "ao", "aos", "as", "com", "como", "da", "das", "de", "do", "dos", "e", "ela", "ele", "em",
    "entre", "era", "esta", "este", "foi", "ha", "isso", "isto", "ja", "mais", "mas", "muito",
    "na", "nao", "nas", "no", "nos", "o", "os", "ou", "para", "pela", "pelo", "por", "que", "sao",
    "se", "sem", "ser", "seu", "sua", "um", "uma",
];
const DUTCH: &[&str] = &[
    "aan", "als", "bij", "dat", "de", "der", "deze", "die", "dit", "door", "een", "en", "er",
    "haar", "had", "heeft", "het", "hij", "hun", "ik", "in", "is", "je", "kan", "maar", "met",
    "mijn", "na", "naar", "niet", "nog", "of", "om", "onder", "ook", "op", "over", "te", "tot",
    "uit", "van", "voor", "was", "wat", "werd", "wij", "wordt", "zich", "zij", "zijn", "zo",
];
const RUSSIAN: &[&str] = &[
    "а",
    "без",
    "был",
    "была",
    "были",
    "было",
    "быть",
    "в",
    "во",
    "все",
    "вы",
    "да",
    "для",
    "до",
    "его",
    "ее",
    "если",
    "же",
    "за",
    "и",
    "из",
    "или",
    "им",
    "их",
    "к",
    "как",
    "когда",
    "кто",
    "ли",
    "на",
    "не",
    "нет",
    "но",
    "о",
    "об",
    "он",
    "она",
    "они",
    "от",
    "по",
    "под",
    "при",
    "с",
    "со",
    "так",
    "также",
    "то",
    "того",
    "у",
    "что",
    "это",
    "я",
];

/// Whether `folded` (a word after [`crate::fold`]) is a stop word of `language`.
pub(crate) fn contains(folded: &str, language: Language) -> bool {
    list(language).is_some_and(|list| list.contains(folded))
}

/// The stop words of a language; most words are told by their beginning and length to be none of them.
struct List {
    /// Sorted.
    words: &'static [&'static str],
    /// The lengths in bytes, a bit each, of the words with a first byte, by its last five bits.
    lengths: [u32; 32],
}

impl List {
    const fn new(words: &'static [&'static str]) -> List {
        let mut lengths = [0; 32];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            assert!(word.len() < 32);
            lengths[(word[0] & 31) as usize] |= 1 << word.len();
            at += 1;
        }
        List { words, lengths }
    }

    fn contains(&self, folded: &str) -> bool {
        let Some(first) = folded.bytes().next() else {
            return false;
        };
        let of_length = 1_u32.checked_shl(folded.len() as u32).unwrap_or(0);
        self.lengths[usize::from(first & 31)] & of_length != 0
            && self.words.binary_search(&folded).is_ok()
    }
}

fn list(language: Language) -> Option<&'static List> {
    macro_rules! lists {
        ($($language:ident $words:ident,)*) => {
            match language {
                $(Language::$language => {
                    static LIST: List = List::new($words);
                    Some(&LIST)
                })*
                _ => None,
            }
        };
    }
    lists! {
        English ENGLISH, Polish POLISH, German GERMAN, French FRENCH, Spanish SPANISH, Italian ITALIAN,
        Portuguese PORTUGUESE, Dutch DUTCH, Russian RUSSIAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded() {
        for &language in Language::ALL {
            for word in list(language).map_or(&[][..], |list| list.words) {
                let mut folded = String::new();
                crate::fold(word, &mut folded);
                assert_eq!(word, &folded);
                assert!(contains(word, language));
            }
        }
    }

    #[test]
    fn lists_are_sorted() {
        for &language in Language::ALL {
            let words = list(language).map_or(&[][..], |list| list.words);
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{language:?}: {pair:?}");
            }
        }
    }
}
