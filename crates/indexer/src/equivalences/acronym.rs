//! Acronyms and their expansions: `International Atomic Energy Agency (IAEA)`, `국가정보원(국정원)`.
//!
//! For Latin letters after Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in
//! biomedical text, PSB 2003: the letters of the short form are looked for from the right in the words before the
//! bracket, and the first must begin a word; here the others must mostly begin words too.

use std::ops::Range;

use super::kind::is_group_head;
use super::phrase::is_function_word;
use super::script::{is_hangul, words_before};

/// Whether a token has the shape of an acronym: two to ten letters, capitals at least half of them.
pub(super) fn is_acronym(token: &str) -> bool {
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = token.chars().filter(|c| c.is_uppercase()).count();
    let shape = token
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '&' | '.'));
    shape
        && (2..=10).contains(&token.chars().count())
        && capitals >= 2
        && capitals * 2 >= letters
        && token.chars().next().is_some_and(char::is_alphanumeric)
        // `No.`, `II`, `XIV` and the like count things.
        && !token.chars().all(|c| "IVXLC".contains(c))
}

/// `ANNs` is the plural of `ANN`.
pub(super) fn singular(token: &str) -> &str {
    match token.strip_suffix('s') {
        Some(stem)
            if stem.chars().count() >= 2
                && stem.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) =>
        {
            stem
        }
        _ => token,
    }
}

/// The words before byte `end` whose letters `acronym` is made of.
pub(super) fn expansion_before(text: &str, end: usize, acronym: &str) -> Option<Range<usize>> {
    let letters = acronym.chars().filter(|c| c.is_alphanumeric()).count();
    let most = (letters + 5).min(letters * 2);
    let words = words_before(text, end, most);
    let last = words.first()?.span.end;
    // The words with the most letters at their beginnings, and of those the fewest.
    let mut best: Option<(usize, Range<usize>)> = None;
    for count in 1..=words.len() {
        let span = words[count - 1].span.start..last;
        if let Some(inside) = letters_inside(&text[span.clone()], acronym)
            && best.as_ref().is_none_or(|(least, _)| inside < *least)
        {
            best = Some((inside, span));
        }
    }
    best.map(|(_, span)| span)
}

/// Whether `long`, all of it, is what `acronym` stands for.
pub(super) fn is_expansion(long: &str, acronym: &str) -> bool {
    letters_inside(long, acronym).is_some()
}

/// How many letters of an acronym stand inside words of its expansion; none when it is no expansion.
fn letters_inside(long: &str, acronym: &str) -> Option<usize> {
    let short: Vec<char> = acronym
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let long_chars: Vec<char> = long.chars().collect();
    if short.len() < 2 || long_chars.len() <= acronym.chars().count() || long_chars.len() > 120 {
        return None;
    }
    let words: Vec<&str> = long
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .filter(|word| !word.is_empty())
        .collect();
    // An acronym of one word (`TB`) is too easily found in any word.
    if words.len() < 2 || words.contains(&acronym) || is_function_word(words[0]) {
        return None;
    }
    let lower: Vec<char> = long_chars
        .iter()
        .map(|c| c.to_lowercase().next().unwrap_or(*c))
        .collect();
    let begins = |at: usize| {
        at == 0
            || !long_chars[at - 1].is_alphanumeric()
                && long_chars[at - 1] != '\''
                && long_chars[at - 1] != '’'
    };
    // The beginning of a word that says something is worth more than that of `and` or `of`.
    let worth = |at: usize| {
        if !begins(at) {
            return 0;
        }
        let word: String = long_chars[at..]
            .iter()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        if is_function_word(&word) { 1 } else { 2 }
    };
    let places = align(&lower, &short, &worth)?;
    let inside = places.iter().filter(|&&at| !begins(at)).count();
    // Words that give no letter, those that names leave out aside.
    let mut silent = 0;
    let mut at = 0;
    for (start, c) in long_chars.iter().enumerate() {
        if begins(start) && c.is_alphanumeric() {
            let end = (start..long_chars.len())
                .find(|&at| {
                    !long_chars[at].is_alphanumeric()
                        && long_chars[at] != '\''
                        && long_chars[at] != '’'
                })
                .unwrap_or(long_chars.len());
            while at < places.len() && places[at] < start {
                at += 1;
            }
            let word: String = long_chars[start..end].iter().collect();
            let gives = at < places.len() && places[at] < end;
            silent += usize::from(!gives && !is_function_word(&word) && !is_link(&word));
        }
    }
    let holds =
        inside * 3 <= short.len() && silent == 0 || inside == 0 && silent <= 1 && short.len() >= 4;
    (holds || is_of_syllables(&words, &short)).then_some(inside)
}

/// Whether the first letters of the words, one or several of each, are the acronym, where the words that say what kind
/// of group it is give none: `KOMID`, Korea Mining Development Trading Corporation; `MOP`, Mansudae Overseas Project Group.
fn is_of_syllables(words: &[&str], short: &[char]) -> bool {
    /// So many words at the end give no letter.
    const SILENT: usize = 2;
    if short.len() < 3 || !words.last().is_some_and(|word| is_group_head(word)) {
        return false;
    }
    let ends = words.len().saturating_sub(SILENT).max(2)..words.len();
    ends.into_iter().any(|end| {
        // The letters that the words so far can have given.
        let mut given = vec![false; short.len() + 1];
        given[0] = true;
        for word in &words[..end] {
            let mut next = vec![false; short.len() + 1];
            for from in (0..short.len()).filter(|&from| given[from]) {
                let letters = word
                    .chars()
                    .flat_map(char::to_lowercase)
                    .zip(&short[from..]);
                let same = letters.take_while(|(letter, own)| letter == *own).count();
                next[from + 1..=from + same].fill(true);
            }
            if is_function_word(word) {
                next.iter_mut()
                    .zip(&given)
                    .for_each(|(next, given)| *next |= given);
            }
            given = next;
        }
        given[short.len()]
    })
}

/// The places of the letters of `short` in `long`, from the right, preferring the beginnings of words; the first
/// letter stands at the very beginning.
fn align(long: &[char], short: &[char], worth: &dyn Fn(usize) -> i32) -> Option<Vec<usize>> {
    // best[i][j]: the most word beginnings with which short[i..] can stand in long[j..], found from the back.
    let (n, m) = (short.len(), long.len());
    const NONE: i32 = i32::MIN / 2;
    let mut best = vec![vec![NONE; m + 1]; n + 1];
    best[n] = vec![0; m + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let mut value = best[i][j + 1];
            if long[j] == short[i] {
                value = value.max(best[i + 1][j + 1] + worth(j));
            }
            best[i][j] = value;
        }
    }
    if long.first() != short.first() || best[1][1] < 0 {
        return None;
    }
    let mut places = vec![0];
    let mut at = 1;
    for i in 1..n {
        while at < m && !(long[at] == short[i] && best[i][at] == best[i + 1][at + 1] + worth(at)) {
            at += 1;
        }
        if at >= m {
            return None;
        }
        places.push(at);
        at += 1;
    }
    Some(places)
}

fn is_link(word: &str) -> bool {
    matches!(
        word,
        "de" | "la"
            | "du"
            | "des"
            | "von"
            | "van"
            | "der"
            | "und"
            | "für"
            | "do"
            | "spraw"
            | "dla"
            | "s"
    )
}

/// Whether a Hangul short form is made of syllables of a long one, in order and from its first on:
/// 국가정보원, 국정원; 조세특례제한법, 조특법.
pub(super) fn is_hangul_short_form(long: &str, short: &str) -> bool {
    // 연구소 is no short form of 중앙연구소 but a part of it.
    if long.contains(short) {
        return false;
    }
    let long: Vec<char> = long.chars().filter(|c| is_hangul(*c)).collect();
    let wanted: Vec<char> = short.chars().collect();
    if !(2..=8).contains(&wanted.len())
        || wanted.iter().any(|c| !is_hangul(*c))
        || long.len() < wanted.len() + 2
    {
        return false;
    }
    if long.first() != wanted.first() || long.last() != wanted.last() {
        return false;
    }
    let mut rest = long.iter();
    wanted.iter().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_begin_words() {
        for (long, short) in [
            ("International Atomic Energy Agency", "IAEA"),
            ("Korean Friendship Association", "KFA"),
            ("Workers' Party of Korea", "WPK"),
            ("high performance liquid chromatography", "HPLC"),
            ("glucose-6-phosphate dehydrogenase", "G6PD"),
            ("Global Research and Analysis Team", "GReAT"),
            ("artificial neural networks", "ANN"),
            ("Ministry of State Security", "MSS"),
            ("User Datagram Protocol", "UDP"),
            ("Korea Mining Development Trading Corporation", "KOMID"),
            ("Mansudae Overseas Project Group", "MOP"),
        ] {
            assert!(is_expansion(long, short), "{long} {short}");
        }
        for (long, short) in [
            ("Central Bank of Bangladesh", "SWIFT"),
            ("data release", "DNA"),
            ("the Ministry", "TM"),
            ("Kim Il Sung University", "PUST"),
            ("several other countries", "UN"),
            ("North Korea", "DPRK"),
        ] {
            assert!(!is_expansion(long, short), "{long} {short}");
        }
    }

    #[test]
    fn the_fewest_words_are_taken() {
        let text = "the head of the International Atomic Energy Agency ";
        let span = expansion_before(text, text.len(), "IAEA").unwrap();
        assert_eq!(&text[span], "International Atomic Energy Agency");
    }

    #[test]
    fn syllables_make_short_forms() {
        assert!(is_hangul_short_form("국가정보원", "국정원"));
        assert!(is_hangul_short_form("조세특례제한법", "조특법"));
        assert!(!is_hangul_short_form("연구소", "연구"));
        assert!(!is_hangul_short_form("국가정보원", "정보원"));
        assert!(!is_hangul_short_form("북한", "남한"));
    }
}
