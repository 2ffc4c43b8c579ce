//! What running text says to be called otherwise: `X, also known as Y`, `X (aka Y)`, `X(일명 Y)`, `X는 Y라고도 한다`.

use std::ops::Range;

use seoji_analysis::korean::{Korean, Tag};
use seoji_schema::{Stated, ThingKind};

use super::acronym::{expansion_before, is_acronym, is_expansion, singular};
use super::called_korean::{
    further_names, ilmyeong, korean_name_after, name_before_quotative, other_name, rago,
};
use super::inverted::{inverted_before, is_inverted};
use super::kind::{is_group_head, kind_of, without_honorific};
use super::leads::{BIRTH_LEADS, BRACKET_LEADS, LEADS, behind_name_word, behind_tracker};
use super::list::{listed, without_lead};
use super::phrase::{
    After, Before, Edge, determined_before, hangul_before, is_function_word, is_namelike,
    latin_after, latin_before, quoted_before,
};
use super::script::{Script, begins_sentence, floor, is_hangul, quotation_after, words_after};

/// What a lead in running text states.
pub(super) struct Named {
    /// Bytes of the phrase that is called otherwise; none when it is a pronoun or `the company`.
    pub(super) of: Subject,
    /// The other names.
    pub(super) forms: Vec<String>,
    /// Bytes from the first to the last word of the statement.
    pub(super) span: Range<usize>,
}

/// Who is called otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A phrase, in bytes of the text.
    Phrase(Range<usize>),
    /// `he`, `she`: a person named before.
    Person,
    /// `it`, `the company`: what the note is about.
    Topic,
}

/// Reads what stands around a lead (bytes `lead` of the text) outside of brackets.
pub(super) fn around(
    text: &str,
    lead: Range<usize>,
    korean: &Korean,
    markers: &dyn Fn(usize) -> usize,
) -> Option<Named> {
    match &text[lead.clone()] {
        "일명" => ilmyeong(text, lead, korean),
        "라고도" | "으로도 불" | "으로도 알려" => rago(text, lead, korean),
        ", or " => short_name(text, lead),
        own if own.ends_with(['은', '는']) => other_name(text, lead, korean),
        _ => latin_around(text, lead, korean, markers),
    }
}

/// The names that a bracket's content gives when it begins with a lead or ends as `라고도 한다`.
///
/// `catalogue` says that the names of the text stand as `SURNAME, Given` ([`is_inverted`]).
pub(super) fn in_bracket(
    content: &str,
    catalogue: bool,
    korean: &Korean,
) -> Option<(Stated, Vec<String>)> {
    let content = content.trim();
    let lower = content.to_ascii_lowercase();
    for (lead, stated) in LEADS.iter().chain(BRACKET_LEADS) {
        let Some(rest) = lower.strip_prefix(lead) else {
            continue;
        };
        let at = content.len() - rest.len();
        // `구` of 구청, `aka` of akademia.
        let rest = &content[at..];
        // 호는 벽초
        let rest = match lead.ends_with(is_hangul) {
            true => ["은 ", "는 "]
                .iter()
                .find_map(|particle| rest.strip_prefix(particle))
                .map_or(rest, |behind| &rest[rest.len() - behind.len() - 1..]),
            false => rest,
        };
        let apart = rest.starts_with([
            ' ', ':', '：', '“', '"', '‘', '\'', '「', '『', '<', '〈', '《',
        ]) || lead.ends_with([':', '.']);
        if !apart {
            continue;
        }
        let rest = rest.trim_start_matches([' ', ':', '：']);
        let rest = rest.strip_prefix("referred to as ").unwrap_or(rest);
        let rest = rest.strip_prefix("as ").unwrap_or(rest);
        let rest = ["termed ", "called ", "named "]
            .iter()
            .fold(rest, |rest, lead| rest.strip_prefix(lead).unwrap_or(rest));
        let rest = match *lead {
            "tracked by" => behind_tracker(rest)?,
            _ if lead.starts_with("known by") => behind_name_word(rest)?,
            _ => rest,
        };
        let forms = listed(rest, catalogue, korean)?;
        // 호 and 자 are one word: 벽초, 여해.
        if matches!(*lead, "호" | "자" | "휘") && forms.iter().any(|form| form.chars().count() > 4)
        {
            return None;
        }
        // 구 건물 is a building, 구 소련 a name.
        if *lead == "구" && forms.iter().any(|form| is_common(form, korean)) {
            return None;
        }
        return Some((*stated, forms));
    }
    // `흔히 백두산이라고도 한다`.
    let at = content
        .find("라고도")
        .filter(|at| content[*at..].chars().count() <= 10)?;
    let name = name_before_quotative(content, at, korean)?;
    let lead_in = content[..name.start].trim();
    let short = lead_in.is_empty()
        || ["또는", "혹은", "흔히", "일명", "영어로는", "영어로", "때로"]
            .contains(&lead_in.trim_matches(['‘', '\'', '"', '“']).trim());
    short.then(|| (Stated::Called, vec![content[name].to_owned()]))
}

/// The lead of a bracket that says by which name a person was born, with what is born in the bracket.
pub(super) fn is_birth_name(content: &str) -> bool {
    let lower = content.trim_start().to_lowercase();
    BIRTH_LEADS.iter().any(|lead| {
        lower
            .strip_prefix(lead)
            .is_some_and(|rest| rest.starts_with(' '))
    })
}

/// Whether forms can be the names by which somebody was born: whole names that share a part with the one of today,
/// and no surname alone, which is that of many others.
pub(super) fn may_be_birth_name(of: &str, forms: &[String]) -> bool {
    forms
        .iter()
        .all(|form| form.contains(' ') && is_similar(of, form))
}

/// The phrase before a bracket that gives other names of it.
pub(super) fn subject_of_bracket(
    text: &str,
    end: usize,
    forms: &[String],
    korean: &Korean,
) -> Option<Range<usize>> {
    if let Some(span) = inverted_before(text, end) {
        return may_bind(&text[span.clone()], Edge::Other, forms).then_some(span);
    }
    let last = text[..end].trim_end_matches(' ').chars().next_back()?;
    if is_hangul(last) && quoted_before(text, end).is_none() {
        let nouns = hangul_before(text, end, 3, korean);
        let span = nouns.last()?.start..nouns.first()?.end;
        let own = &text[span.clone()];
        if own.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        return (own.chars().count() >= 2).then_some(span);
    }
    let phrase = quoted_before(text, end)
        .or_else(|| latin_before(text, end))
        .or_else(|| {
            determined_before(text, end, 3).filter(|phrase| phrase.edge == Edge::Sentence)
        })?;
    let span = phrase.span();
    may_bind(&text[span.clone()], phrase.edge, forms).then_some(span)
}

/// Words that may stand before `known by` and `tracked as`.
const ADVERBS: [&str; 13] = [
    "also",
    "better",
    "best",
    "formerly",
    "previously",
    "sometimes",
    "commonly",
    "more",
    "widely",
    "popularly",
    "now",
    "publicly",
    "then",
];

fn latin_around(
    text: &str,
    lead: Range<usize>,
    korean: &Korean,
    markers: &dyn Fn(usize) -> usize,
) -> Option<Named> {
    let leads = text[lead.clone()].to_ascii_lowercase();
    let mut before = text[..lead.start].trim_end_matches(' ');
    if leads.starts_with("known by") || leads.starts_with("tracked") {
        while let Some(rest) = ADVERBS.iter().find_map(|word| before.strip_suffix(word)) {
            before = rest.strip_suffix(' ')?.trim_end_matches(' ');
        }
    }
    let behind = match leads.as_str() {
        "tracked by" => behind_tracker(&text[lead.end..])?,
        _ if leads.starts_with("known by") => behind_name_word(&text[lead.end..])?,
        _ => &text[lead.end..],
    };
    let names = text.len() - behind.len();
    let appositive = before.ends_with([',', '—', '–']);
    if APPOSITIVE.contains(&leads.as_str()) && !appositive {
        return None;
    }
    let short = leads == "alias" || without_lead(&format!("{leads} ")).is_empty();
    let verb = leads.starts_with("use") || leads.starts_with("using") || leads.starts_with("under");
    let (subject, predicate) = if verb {
        (subject_of_verb(text, before, markers)?, true)
    } else if appositive {
        let end = before.trim_end_matches([',', '—', '–', ' ']).len();
        (
            subject_before(text, markers(without_aside(text, end)), korean)?,
            false,
        )
    } else if let Some(end) = without_copula(before) {
        let subject = subject_of_sentence(text, markers(without_aside(text, end)))?;
        (subject, true)
    } else if short && before.len() < lead.start {
        (subject_before(text, markers(before.len()), korean)?, false)
    } else {
        return None;
    };
    let (mut forms, mut end) = names_after(text, names, predicate)?;
    if let (Found::Phrase(phrase), [form]) = (&subject, &mut forms[..])
        && let Some(whole) = goes_on(text, &text[phrase.span()], form, end)
    {
        end = whole.end;
        *form = text[whole].to_owned();
    }
    // The minister, formerly an engineer: only names are left behind.
    let named = |form: &String| {
        form.chars().next().is_some_and(char::is_uppercase) || Script::of(form) != Script::Latin
    };
    if APPOSITIVE.contains(&leads.as_str()) && !forms.iter().all(named) {
        return None;
    }
    let of = match subject {
        Found::Phrase(phrase) => {
            let span = phrase.span();
            let span = span.end - without_honorific(&text[span.clone()]).len()..span.end;
            let own = &text[span.clone()];
            let is_short = |form: &String| is_expansion(own, form);
            let is_birth = BIRTH_LEADS.contains(&leads.as_str());
            if !may_bind(own, phrase.edge, &forms)
                || leads.starts_with("abbreviated") && !forms.iter().all(is_short)
                || is_birth && !may_be_birth_name(own, &forms)
            {
                return None;
            }
            Subject::Phrase(span)
        }
        Found::Person => Subject::Person,
        Found::Topic => Subject::Topic,
    };
    let start = match &of {
        Subject::Phrase(span) => span.start,
        _ => sentence_start(text, lead.start),
    };
    Some(Named {
        of,
        forms,
        span: start..end,
    })
}

/// The whole name where `and` stands inside it: `Korea Hyoksin Export and Import Corporation` of a `Korea Hyoksin Trading
/// Corporation`. What stands before is like the other name and no group yet, what stands behind is like it in nothing but
/// what kind of group it is.
fn goes_on(text: &str, of: &str, form: &str, end: usize) -> Option<Range<usize>> {
    let behind = text[end..].strip_prefix(" and ")?;
    let rest = latin_after(text, text.len() - behind.len())?;
    let last = text[rest.span.clone()].split(' ').next_back()?;
    let fits = !rest.quoted
        && text[..end].ends_with(form)
        && is_similar(of, form)
        && kind_of(form) != ThingKind::Group
        && is_group_head(last)
        && !is_similar(of, &text[rest.span.clone()]);
    fits.then_some(end - form.len()..rest.span.end)
}

/// Leads that are ordinary words where no comma stands before them.
const APPOSITIVE: [&str; 9] = [
    "formerly",
    "née",
    "born",
    "pen name",
    "pen-name",
    "nickname",
    "real name",
    "pseudonym",
    "code name",
];

/// The byte where a phrase ends that an aside in brackets follows: `Kim Won-bong (1898–1958), also known as`.
pub(super) fn without_aside(text: &str, end: usize) -> usize {
    /// An aside is dates, a number, another spelling.
    const LONGEST: usize = 120;
    let Some(inner) = text[..end].strip_suffix(')') else {
        return end;
    };
    let window = floor(text, inner.len().saturating_sub(LONGEST));
    match inner[window..].rfind(['(', ')', '\n']) {
        Some(at) if inner[window + at..].starts_with('(') => {
            text[..window + at].trim_end_matches(' ').len()
        }
        _ => end,
    }
}

/// The person who `used the alias` or wrote `under the pen name` that follows.
fn subject_of_verb(text: &str, before: &str, markers: &dyn Fn(usize) -> usize) -> Option<Found> {
    let end = without_aside(text, before.len());
    if let Some(found) = subject_of_sentence(text, markers(end)) {
        return Some(found);
    }
    // `Yi T'ae-jun wrote stories under the pen name`: the name that begins the sentence, with no other behind it.
    let start = sentence_start(text, before.len());
    let words = words_after(text, start, 4);
    let named = words
        .iter()
        .take_while(|word| is_namelike(&text[word.span.clone()]))
        .last()?;
    let name = start..named.span.end;
    let between = text.get(name.end..before.len())?;
    let words: Vec<&str> = between.split_whitespace().collect();
    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    (words.len() <= 6 && words.iter().all(plain)).then(|| {
        Found::Phrase(Before {
            words: vec![name],
            edge: Edge::Sentence,
        })
    })
}

/// `The Workers' Party of Korea, or WPK, ruled`.
fn short_name(text: &str, lead: Range<usize>) -> Option<Named> {
    let rest = &text[lead.end..];
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let length = rest.find(|ch: char| !ch.is_alphanumeric() && ch != '-')?;
    let short = singular(&rest[..length]);
    let closed = rest[length..].starts_with([',', '.', ';', ')']);
    if !closed || !is_acronym(short) {
        return None;
    }
    let of = expansion_before(text, without_aside(text, lead.start), short)?;
    let end = text.len() - rest.len() + length;
    Some(Named {
        span: of.start..end,
        of: Subject::Phrase(of),
        forms: vec![short.to_owned()],
    })
}

enum Found {
    Phrase(Before),
    Person,
    Topic,
}

/// Text before `is`, `was`, `has been` …, when it ends so.
fn without_copula(before: &str) -> Option<usize> {
    let mut rest = before;
    let mut found = false;
    for _ in 0..3 {
        let cut = rest.rfind(' ').map_or(0, |at| at + 1);
        match &rest[cut..] {
            "is" | "was" | "are" | "were" | "been" | "has" | "have" | "had" | "be" | "being"
            | "jest" | "był" | "była" | "ist" | "war" | "sometimes" | "often" | "now" => {
                found |= !matches!(&rest[cut..], "sometimes" | "often" | "now");
                rest = rest[..cut].trim_end_matches(' ');
            }
            _ => break,
        }
        if rest.is_empty() {
            break;
        }
    }
    found.then_some(rest.len())
}

/// The phrase right before an apposition.
fn subject_before(text: &str, end: usize, korean: &Korean) -> Option<Found> {
    if let Some(span) = inverted_before(text, end) {
        return Some(Found::Phrase(Before {
            words: vec![span],
            edge: Edge::Other,
        }));
    }
    // 조선광선은행, a.k.a. Kwangson Bank
    let hangul = || {
        let mut words = hangul_before(text, end, 3, korean);
        words.reverse();
        (!words.is_empty()).then_some(Before {
            words,
            edge: Edge::Other,
        })
    };
    let phrase = quoted_before(text, end)
        .or_else(|| latin_before(text, end))
        .or_else(|| determined_before(text, end, 3).filter(|phrase| phrase.edge == Edge::Sentence))
        .or_else(hangul)?;
    Some(Found::Phrase(phrase))
}

/// The subject that a sentence begins with and that ends at byte `end`.
fn subject_of_sentence(text: &str, end: usize) -> Option<Found> {
    let start = text[..end].rfind([' ', '\n', '\t']).map_or(0, |at| at + 1);
    let last = text[start..end].to_ascii_lowercase();
    match last.as_str() {
        "he" | "she" => return Some(Found::Person),
        "it" | "they" => return begins_sentence(text, start).then_some(Found::Topic),
        // `…, which is also known as`: of what stands before the comma.
        "which" | "who" => {
            let before = text[..start].trim_end_matches(' ');
            let end = before.strip_suffix(',')?.len();
            return latin_before(text, end).map(Found::Phrase);
        }
        _ => {}
    }
    if let Some(phrase) = quoted_before(text, end).or_else(|| latin_before(text, end)) {
        // `The name of the group is also known as …`: something stands before it.
        return matches!(phrase.edge, Edge::Sentence | Edge::Quoted)
            .then_some(Found::Phrase(phrase))
            .filter(|found| match found {
                Found::Phrase(phrase) => opens_sentence(text, phrase.span().start),
                _ => false,
            });
    }
    let phrase = determined_before(text, end, 3)?;
    if phrase.edge != Edge::Sentence {
        return None;
    }
    // `The company is a.k.a.`, `This group`: what the text is about.
    match &phrase.words[..] {
        [one] if is_group_head(&text[one.clone()]) || is_thing_head(&text[one.clone()]) => {
            Some(Found::Topic)
        }
        _ => Some(Found::Phrase(phrase)),
    }
}

fn opens_sentence(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '"', '“', '‘', '「', '\'']);
    let before = before
        .strip_suffix("The")
        .or(before.strip_suffix("the"))
        .unwrap_or(before);
    begins_sentence(text, before.trim_end().len()) || before.trim().is_empty()
}

fn is_thing_head(word: &str) -> bool {
    matches!(
        word,
        "ship"
            | "vessel"
            | "person"
            | "man"
            | "woman"
            | "author"
            | "program"
            | "malware"
            | "tool"
            | "entity"
            | "actor"
            | "building"
            | "place"
            | "city"
            | "town"
    )
}

/// Whether a phrase before a lead can be what the lead speaks of.
fn may_bind(of: &str, edge: Edge, forms: &[String]) -> bool {
    let own = kind_of(of);
    forms.iter().all(|form| {
        let other = kind_of(form);
        let hotel = form.split_whitespace().next_back().is_some_and(|word| {
            kind_of(form) == ThingKind::Place && !of.to_lowercase().ends_with(&word.to_lowercase())
        });
        match edge {
            Edge::Indefinite => false,
            // In a place there may be anything.
            Edge::Within => own == other && own != ThingKind::Thing || is_similar(of, form),
            // The leader of a group is no group.
            Edge::Of => {
                is_designation(of) && other != ThingKind::Person
                    || (own == ThingKind::Group && other != ThingKind::Person
                        || own == other && own != ThingKind::Thing)
                    || is_similar(of, form)
            }
            _ => !hotel,
        }
    })
}

/// Whether the dictionary knows a Korean word as a common noun.
fn is_common(word: &str, korean: &Korean) -> bool {
    word.chars().all(|c| is_hangul(c) || c == ' ')
        && word.split(' ').all(|word| {
            let eojeol = korean.eojeol(word);
            eojeol
                .morphemes
                .iter()
                .all(|morpheme| matches!(morpheme.tag, Tag::Nng | Tag::Nnb | Tag::Nnbc | Tag::Xsn))
        })
}

/// `CD49f`, `APT38`, `KCC`: a name that no word of a sentence can be, so that a phrase before it does not go on.
fn is_designation(name: &str) -> bool {
    !name.contains(' ')
        && (name.chars().any(|c| c.is_ascii_digit())
            || name.chars().filter(|c| c.is_uppercase()).count() >= 2)
}

/// Whether two names share a word or number.
fn is_similar(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !is_function_word(word) && !is_group_head(word))
            .map(str::to_lowercase)
            .collect()
    };
    let own = words(other);
    words(one).iter().any(|word| own.contains(word))
}

/// The names behind a lead, and the byte where they end. A list is read only in a predicate, and only when it ends
/// with its sentence.
fn names_after(text: &str, start: usize, predicate: bool) -> Option<(Vec<String>, usize)> {
    let start = start + usize::from(text[start..].starts_with(','));
    let first = match latin_after(text, start) {
        Some(after) => with_given_names(text, &after),
        None => small_name(text, start)?,
    };
    let mut forms = vec![first.0];
    let mut end = first.1;
    let separators: &[&str] = match predicate {
        true => &[", and ", ", or ", ", ", " and ", " or "],
        false => &[" or "],
    };
    let (mut more, mut at) = (Vec::new(), end);
    while more.len() < 12 {
        let rest = &text[at..];
        let Some(separator) = separators
            .iter()
            .find(|separator| rest.starts_with(**separator))
        else {
            break;
        };
        let Some(after) = latin_after(text, at + separator.len()) else {
            break;
        };
        at = after.end;
        more.push(text[after.span].to_owned());
    }
    let terminated = text[at..]
        .trim_start_matches(['"', '”', '’'])
        .chars()
        .next()
        .is_none_or(|c| matches!(c, '.' | ';' | ')' | '\n' | '[' | '!' | ':'));
    if !more.is_empty() && (terminated || !predicate) {
        end = at;
        forms.append(&mut more);
    }
    Some((forms, end))
}

/// `KIM, Yo-chong` behind a lead: the name goes on behind the comma. The form, and the byte behind it.
fn with_given_names(text: &str, surname: &After) -> (String, usize) {
    let own = &text[surname.span.clone()];
    let alone = || (own.to_owned(), surname.end);
    if surname.quoted || !text[surname.end..].starts_with(", ") {
        return alone();
    }
    let words = words_after(text, surname.end + 2, 3);
    let Some(given) = (1..=words.len())
        .rev()
        .map(|count| words[0].span.start..words[count - 1].span.end)
        .find(|given| is_inverted(own, &text[given.clone()], false))
    else {
        return alone();
    };
    (text[surname.span.start..given.end].to_owned(), given.end)
}

/// The names that a note opens with, behind its lead; the byte where they end.
pub(super) fn names_of_note(
    text: &str,
    start: usize,
    korean: &Korean,
) -> Option<(Vec<String>, usize)> {
    let end = start + sentence_length(&text[start..]);
    let all = &text[start..end];
    let again = |sign| {
        all.match_indices(sign).any(|(at, _)| {
            let behind = all[at + 1..].trim_start();
            without_lead(behind).len() < behind.len()
        })
    };
    let is_list = all.contains(';') || again(',');
    if is_list && let Some(forms) = listed(all, false, korean) {
        return Some((forms, end));
    }
    let space = start - usize::from(text[..start].ends_with(' '));
    if let Some(found) = names_after(text, space, true) {
        return Some(found);
    }
    // `A.k.a. 라자루스 그룹.`: another script up to the end of the sentence.
    let rest = &text[start..];
    let end = rest.find(['.', ',', ';', '(', '\n']).unwrap_or(rest.len());
    let name = rest[..end].trim();
    let foreign = matches!(Script::of(name), Script::Hangul | Script::Hanja);
    (foreign && name.split_whitespace().count() <= 4 && name.chars().count() >= 2)
        .then(|| (vec![name.to_owned()], start + end))
}

/// The bytes of the first sentence of `text`, without its full stop; `Ltd.` and `a.k.a.` do not end it.
fn sentence_length(text: &str) -> usize {
    /// A longer list is cut.
    const LONGEST: usize = 600;
    let text = &text[..floor(text, text.len().min(LONGEST))];
    let ends = text.match_indices('.').find(|&(at, _)| {
        let word = last_word(&text[..=at]);
        let is_lead = without_lead(&format!("{word} ")).is_empty();
        let behind = &text[at + 1..];
        let is_last = behind.trim().is_empty();
        let goes_on = is_lead || !is_last && super::script::is_abbreviation(word);
        (is_last || behind.starts_with([' ', '\n'])) && !goes_on
    });
    ends.map_or(text.len(), |(at, _)| at)
}

/// The name that a note gives behind a Korean lead.
pub(super) fn names_of_korean_note(
    text: &str,
    start: usize,
    korean: &Korean,
) -> Option<(Vec<String>, usize)> {
    let first = korean_name_after(text, start, korean)?;
    Some(further_names(text, first, korean))
}

/// A name in small letters that is followed by a sign: `also known as the tobacco hornworm.`
fn small_name(text: &str, start: usize) -> Option<(String, usize)> {
    let rest = &text[start..];
    let mut from = start + rest.len() - rest.trim_start().len();
    let article = ["the ", "a ", "an "]
        .iter()
        .find(|article| text[from..].starts_with(**article));
    from += article.map_or(0, |article| article.len());
    if let Some((span, end)) = quotation_after(text, from) {
        return Some((text[span].to_owned(), end));
    }
    let words = words_after(text, from, 4);
    let last = words.last()?;
    let closed = text[last.span.end..]
        .chars()
        .next()
        .is_none_or(|c| matches!(c, '.' | ',' | ')' | ';' | '('));
    let small = words.iter().all(|word| {
        let own = &text[word.span.clone()];
        Script::of(own) == Script::Latin && !is_function_word(own) && own.len() > 1
    });
    (closed && small && words.len() <= 3)
        .then(|| (text[from..last.span.end].to_owned(), last.span.end))
}

/// The byte where the sentence around a place begins, no further back than 300 bytes.
pub(super) fn sentence_start(text: &str, at: usize) -> usize {
    let window = floor(text, at.saturating_sub(300));
    let before = &text[window..at];
    let found = before
        .char_indices()
        .rev()
        .find(|(place, c)| {
            matches!(c, '.' | '!' | '?' | '。' | '\n')
                && before[place + c.len_utf8()..].starts_with([' ', '\n'])
                && !super::script::is_abbreviation(last_word(&before[..place + c.len_utf8()]))
        })
        .map_or(window, |(place, c)| window + place + c.len_utf8());
    found + text[found..at].len() - text[found..at].trim_start().len()
}

fn last_word(text: &str) -> &str {
    let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    text.get(start..).unwrap_or("").trim_start()
}
