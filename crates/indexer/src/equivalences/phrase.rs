//! The noun phrase before or behind a place in running text: conservative, for what it finds becomes a name.

use std::ops::Range;

use seoji_analysis::korean::{Korean, Role, Tag};

use super::kind::is_group_head;
use super::script::{
    Script, Word, begins_sentence, is_hangul, quotation_after, quotation_before, words_after,
    words_before,
};

/// A noun phrase that stands before a place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Before {
    /// Its words in reading order, in bytes of the text.
    pub(super) words: Vec<Range<usize>>,
    /// How it is bounded on its left.
    pub(super) edge: Edge,
}

/// What stands on the left of a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Quotation marks around it.
    Quoted,
    /// The beginning of the sentence, perhaps with an article.
    Sentence,
    /// A definite article.
    Definite,
    /// `a`, `one`, `some`: no name, but it may be a term.
    Indefinite,
    /// `of`: the phrase may be a part of a longer one.
    Of,
    /// `in`, `at`, `near`: what follows may speak of what is there (`a hotel in Shenyang (aka the Chilbosan hotel)`).
    Within,
    /// Anything else.
    Other,
}

impl Before {
    /// Bytes of the whole phrase.
    pub(super) fn span(&self) -> Range<usize> {
        let start = self.words.first().map_or(0, |word| word.start);
        start..self.words.last().map_or(start, |word| word.end)
    }
}

/// Names have at most this many words.
pub(super) const MOST_WORDS: usize = 9;

/// The quotation that ends at byte `end`, as a phrase.
pub(super) fn quoted_before(text: &str, end: usize) -> Option<Before> {
    quotation_before(text, end).map(|span| Before {
        words: vec![span],
        edge: Edge::Quoted,
    })
}

/// The name in Latin letters that ends at byte `end`: a run of capitalised words with what ties them, perhaps with the
/// common noun that ends it (`the Lazarus group`, `room 110`).
pub(super) fn latin_before(text: &str, end: usize) -> Option<Before> {
    let words = words_before(text, end, MOST_WORDS + 4);
    let own = |at: usize| words.get(at).map(|word| &text[word.span.clone()]);
    let nearest = own(0)?;
    let mut taken: usize;
    if is_namelike(nearest) {
        taken = 1;
        // `room 110`, `Bureau 121`.
        if nearest.chars().all(|c| c.is_ascii_digit()) {
            own(1).filter(|word| is_plain_noun(word) || is_namelike(word))?;
            taken = 2;
        }
    } else if is_group_head(nearest)
        && own(1).is_some_and(|word| is_namelike(word) && !is_function_word(word))
    {
        taken = 2;
    } else {
        return None;
    }
    while let Some(word) = own(taken) {
        let beyond = own(taken + 1);
        let last_was_joiner = own(taken - 1).is_some_and(is_joiner);
        // `Korea's Red Star`, but `Ministry of People's Security`.
        if is_possessive(word) && !beyond.is_some_and(is_joiner) {
            break;
        }
        let goes_on = is_namelike(word) && !word.chars().all(|c| c.is_ascii_digit())
            || is_joiner(word) && !last_was_joiner && beyond.is_some_and(is_namelike)
            || matches!(word, "and" | "&" | "i" | "und") && governed(&words[taken + 1..], text);
        if !goes_on {
            break;
        }
        taken += 1;
        if taken > MOST_WORDS {
            return None;
        }
    }
    // A capital at the beginning of a sentence says nothing: `However`, `The`, `In`.
    while taken > 0 && own(taken - 1).is_some_and(is_function_word) {
        taken -= 1;
    }
    if taken == 0 || own(taken - 1).is_some_and(|word| word.chars().all(|c| c.is_ascii_digit())) {
        return None;
    }
    let first = words[taken - 1].span.start;
    let edge = edge_before(text, &words[taken..], first);
    let mut spans: Vec<Range<usize>> = words[..taken]
        .iter()
        .map(|word| word.span.clone())
        .collect();
    spans.reverse();
    Some(Before { words: spans, edge })
}

/// The words before byte `end` back to the article, when there is one within `most` words: `the tobacco hornworm`.
pub(super) fn determined_before(text: &str, end: usize, most: usize) -> Option<Before> {
    let words = words_before(text, end, most + 3);
    let at = words.iter().position(|word| {
        let word = text[word.span.clone()].to_ascii_lowercase();
        matches!(word.as_str(), "the" | "a" | "an")
    })?;
    if at == 0 || at > most {
        return None;
    }
    let inside = words[..at].iter().map(|word| &text[word.span.clone()]);
    for word in inside {
        if is_function_word(word) || word.ends_with("ing") || Script::of(word) != Script::Latin {
            return None;
        }
    }
    let article = &words[at];
    let indefinite = !text[article.span.clone()].eq_ignore_ascii_case("the");
    let edge = match begins_sentence(text, article.span.start) {
        _ if indefinite => Edge::Indefinite,
        true => Edge::Sentence,
        false => edge_before(text, &words[at + 1..], article.span.start),
    };
    let mut spans: Vec<Range<usize>> = words[..at].iter().map(|word| word.span.clone()).collect();
    spans.reverse();
    Some(Before { words: spans, edge })
}

fn edge_before(text: &str, further: &[Word], start: usize) -> Edge {
    let Some(next) = further.first() else {
        return match begins_sentence(text, start) {
            true => Edge::Sentence,
            false => Edge::Other,
        };
    };
    let word = text[next.span.clone()].to_ascii_lowercase();
    match word.as_str() {
        "the" => match further
            .get(1)
            .map(|word| text[word.span.clone()].to_ascii_lowercase())
        {
            None if begins_sentence(text, next.span.start) => Edge::Sentence,
            word => word
                .and_then(|word| preposition(&word))
                .unwrap_or(Edge::Definite),
        },
        "a" | "an" | "one" | "some" | "any" | "another" | "each" | "every" | "no" => {
            Edge::Indefinite
        }
        word => preposition(word).unwrap_or(Edge::Other),
    }
}

/// `Ministry of Science and Technology`: an `and` belongs to a name when a joiner governs both sides of it.
fn governed(further: &[Word], text: &str) -> bool {
    let mut words = further.iter().map(|word| &text[word.span.clone()]);
    let mut seen = 0;
    while let Some(word) = words.next() {
        if is_joiner(word) && word != "the" {
            return seen > 0 && words.next().is_some_and(is_namelike);
        }
        if !is_namelike(word) || seen >= 3 {
            return false;
        }
        seen += 1;
    }
    false
}

/// A name in Latin letters or a quotation that begins at byte `start`, an article before it left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct After {
    /// Bytes of the name.
    pub(super) span: Range<usize>,
    /// The byte behind it, closing quotation marks included.
    pub(super) end: usize,
    /// Whether it stood between quotation marks.
    pub(super) quoted: bool,
}

/// The name that begins at byte `start`.
pub(super) fn latin_after(text: &str, start: usize) -> Option<After> {
    let rest = &text[start..];
    let mut from = start + rest.len() - rest.trim_start_matches([' ', ':']).len();
    for article in ["the ", "The ", "a ", "an "] {
        if text[from..].starts_with(article) {
            from += article.len();
        }
    }
    if let Some((span, end)) = quotation_after(text, from) {
        return Some(After {
            span,
            end,
            quoted: true,
        });
    }
    let words = words_after(text, from, MOST_WORDS + 2);
    let own = |at: usize| words.get(at).map(|word| &text[word.span.clone()]);
    let open = |at: usize| words.get(at).is_some_and(|word| word.touches);
    if !own(0).is_some_and(is_namelike) {
        return None;
    }
    let mut taken = 1;
    let mut joined = false;
    while open(taken - 1) {
        let Some(word) = own(taken) else { break };
        let next = own(taken + 1);
        let namelike =
            is_namelike(word) || word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 4;
        if namelike {
            taken += 1;
        } else if is_joiner(word) && next.is_some_and(|next| is_namelike(next) || next == "the") {
            // `of the` needs a name behind it.
            let steps = if next == Some("the") { 2 } else { 1 };
            if !own(taken + steps).is_some_and(is_namelike) {
                break;
            }
            joined = true;
            taken += steps;
        } else if matches!(word, "and" | "&") && joined && next.is_some_and(is_namelike) {
            taken += 1;
        } else if is_plain_noun(word)
            && next.is_some_and(|next| is_namelike(next) && is_group_head(next))
        {
            // `Korea Expo Joint venture Corporation`.
            taken += 2;
        } else if is_group_head(word) {
            taken += 1;
            break;
        } else {
            break;
        }
    }
    if taken > MOST_WORDS {
        return None;
    }
    // A lower-case word that goes on may belong to the name: `Hypergraph Partitioning algorithms`.
    if open(taken - 1)
        && let Some(next) = own(taken)
        && !is_namelike(next)
        && !ends_a_name(next)
    {
        return None;
    }
    let span = words[0].span.start..words[taken - 1].span.end;
    Some(After {
        end: span.end,
        span,
        quoted: false,
    })
}

/// A word that begins with a capital, holds a digit beside letters, or is a number.
pub(super) fn is_namelike(word: &str) -> bool {
    let first = word.chars().next();
    let capital = first.is_some_and(char::is_uppercase);
    let digit = word.chars().any(|c| c.is_ascii_digit());
    // `iPhone`, `α6-integrin`, `mRNA`.
    let inner = word.chars().skip(1).any(char::is_uppercase);
    (capital || digit || inner) && Script::of(word) != Script::Hangul && !word.contains("://")
}

fn is_plain_noun(word: &str) -> bool {
    word.len() >= 3 && word.chars().all(|c| c.is_ascii_lowercase()) && !is_function_word(word)
}

fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

/// Small words inside names (`Bank of Korea`, `Komisja do spraw`, `Ludwig van Beethoven`).
fn is_joiner(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "the"
            | "de"
            | "la"
            | "du"
            | "des"
            | "von"
            | "van"
            | "der"
            | "den"
            | "do"
            | "dla"
            | "für"
            | "zur"
            | "w"
            | "di"
            | "da"
            | "del"
    )
}

fn preposition(word: &str) -> Option<Edge> {
    match word {
        "of" => Some(Edge::Of),
        "in" | "at" | "on" | "near" | "from" | "inside" | "within" | "around" | "across"
        | "along" | "over" | "between" => Some(Edge::Within),
        _ => None,
    }
}

/// A lower-case word that can follow a name without belonging to it.
fn ends_a_name(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.']);
    is_function_word(word)
        || word.ends_with("ed") && word.len() > 4
        || word.ends_with("ing") && word.len() > 5
}

/// Articles, pronouns, prepositions, conjunctions, auxiliaries and the adverbs that open sentences.
pub(super) fn is_function_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    FUNCTION_WORDS.contains(&lower.as_str())
}

const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "again",
    "against",
    "all",
    "also",
    "although",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "around",
    "as",
    "at",
    "back",
    "be",
    "because",
    "been",
    "before",
    "began",
    "being",
    "both",
    "but",
    "by",
    "called",
    "can",
    "could",
    "consists",
    "did",
    "do",
    "does",
    "during",
    "each",
    "either",
    "even",
    "every",
    "few",
    "for",
    "former",
    "formerly",
    "from",
    "furthermore",
    "had",
    "has",
    "have",
    "he",
    "hence",
    "her",
    "here",
    "hers",
    "him",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "including",
    "inside",
    "instead",
    "into",
    "is",
    "it",
    "its",
    "known",
    "later",
    "like",
    "made",
    "many",
    "may",
    "meanwhile",
    "might",
    "moreover",
    "most",
    "must",
    "near",
    "neither",
    "nevertheless",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "often",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "per",
    "plus",
    "previously",
    "recently",
    "since",
    "shall",
    "she",
    "should",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "thus",
    "to",
    "today",
    "together",
    "too",
    "under",
    "unlike",
    "until",
    "up",
    "upon",
    "us",
    "using",
    "via",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whereas",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
    "jest",
    "był",
    "była",
    "które",
    "który",
    "która",
    "oraz",
    "i",
    "w",
    "z",
    "na",
    "ist",
    "war",
    "sind",
    "wurde",
    "der",
    "die",
    "das",
    "und",
    "oder",
    "im",
    "ein",
    "eine",
];

/// The bare Korean nouns that end at byte `end`, nearest first, at most `most`; empty when the nearest is none.
///
/// The walk stops at a word with a particle, at an adverb, a number with its unit, a word of time.
pub(super) fn hangul_before(
    text: &str,
    end: usize,
    most: usize,
    korean: &Korean,
) -> Vec<Range<usize>> {
    let mut nouns = Vec::new();
    for word in words_before(text, end, most) {
        let own = &text[word.span.clone()];
        // Behind a bracket or sign without a space only a part of the word would be left.
        let cut = text[..word.span.start]
            .chars()
            .next_back()
            .is_some_and(|c| !c.is_whitespace() && !"‘“\"'(「『《〈·,‧•○□△◇-–―".contains(c));
        if cut || !is_bare_noun(own, korean) {
            break;
        }
        if !nouns.is_empty() && (is_adverbial(own) || is_counted(own)) {
            break;
        }
        nouns.push(word.span.clone());
        if text[..word.span.start].ends_with(|c: char| !c.is_whitespace()) {
            break;
        }
    }
    nouns
}

/// Whether a Korean word is a noun without a particle.
pub(super) fn is_bare_noun(word: &str, korean: &Korean) -> bool {
    if !word.chars().any(is_hangul) || word.chars().count() > 30 {
        return false;
    }
    // 조선로동당: in the North the initial law does not hold, and the dictionary knows 노동 only.
    let southern: String = word
        .chars()
        .enumerate()
        .map(|(at, c)| {
            if at > 0 {
                seoji_analysis::hanja::initial_law(c)
            } else {
                c
            }
        })
        .collect();
    is_noun(word, korean) || southern != word && is_noun(&southern, korean)
}

fn is_noun(word: &str, korean: &Korean) -> bool {
    let eojeol = korean.eojeol(word);
    let noun = |tag: Tag| {
        matches!(
            tag,
            Tag::Nng
                | Tag::Nnp
                | Tag::Xsn
                | Tag::Xr
                | Tag::Sl
                | Tag::Sh
                | Tag::Sn
                | Tag::Unknown
                | Tag::Xpn
                | Tag::Nnbc
                | Tag::Nnb
        )
    };
    // An unknown name is often cut into something that looks like a verb or particle within; the end decides, and
    // that nothing but nouns stands before a short end.
    let Some(last) = eojeol.morphemes.last() else {
        return false;
    };
    let all = eojeol.morphemes.iter().all(|morpheme| {
        morpheme.role == Role::Content
            && (noun(morpheme.tag) || matches!(morpheme.tag, Tag::Mm | Tag::Nr))
    });
    all || last.role == Role::Content && noun(last.tag) && last.span.len() >= 6
}

/// The number of parts that carry meaning in a Korean word or phrase (국가+보위+성): as the dictionary cuts it, and at
/// most, where a word has a part for two syllables, as Sino-Korean words do.
pub(super) fn meaning_parts(phrase: &str, korean: &Korean) -> (usize, usize) {
    let (mut known, mut most) = (0, 0);
    for word in phrase
        .split_whitespace()
        .filter(|word| word.chars().count() <= 30)
    {
        let eojeol = korean.eojeol(word);
        let own: usize = eojeol
            .content()
            .map(|morpheme| morpheme.parts.len().max(1))
            .sum();
        let syllables = word.chars().filter(|c| is_hangul(*c)).count();
        known += own;
        // What the dictionary knows as one common noun (시스템, 프로젝트) has no parts.
        let whole =
            matches!(&eojeol.morphemes[..], [one] if one.tag == Tag::Nng && one.parts.is_empty());
        most += if whole {
            1
        } else {
            own.max(syllables.div_ceil(2))
        };
    }
    (known, most)
}

/// Words of time and order, and adverbs, that stand before a noun without a particle.
fn is_adverbial(word: &str) -> bool {
    [
        "당시",
        "현재",
        "최근",
        "이후",
        "이전",
        "오늘",
        "어제",
        "지난",
        "전",
        "후",
        "뒤",
        "등",
        "및",
        "또는",
        "혹은",
        "그",
        "이",
        "저",
        "각",
        "매",
        "약",
        "제",
        "또",
        "즉",
        "곧",
        "바로",
        "특히",
        "한편",
        "먼저",
        "처음",
        "다시",
        "모두",
        "함께",
        "가장",
        "더",
        "그리고",
        "하지만",
        "그러나",
        "따라서",
        "때",
        "때문",
        "중",
        "내",
        "외",
        "간",
        "동안",
        "이른바",
        "소위",
        "일명",
        "대한",
        "관한",
        "위한",
        "있는",
        "하는",
        "같은",
        "다른",
        "새",
        "옛",
        "여러",
        "모든",
        "어떤",
        "첫",
        "이하",
        "이상",
        "미만",
        "약칭",
        "구",
        "자신",
        "스스로",
        "서로",
        "결국",
        "물론",
        "역시",
        "오전",
        "오후",
        "올해",
        "작년",
        "내년",
        "매년",
        "최초",
        "최대",
        "지난주",
        "지난달",
        "지난해",
        "이번",
        "결과",
        "이때",
        "오직",
    ]
    .contains(&word)
}

/// `1984년`, `3월`, `28일`, `5명`, `1차`: a number with its unit.
fn is_counted(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '~' | '-'))
            .chars()
            .count()
            <= 2
}
