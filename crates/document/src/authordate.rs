//! Citations by author and year, and the label they give to an entry that carries none: `tudor2015`.

use std::borrow::Cow;
use std::ops::Range;

use crate::namesakes::{is_initials, is_rest, joins};
use crate::references::{Reference, YearSource};
use crate::tree::Marker;

/// The label of an entry by its first author's surname and its year: `Tudor, D., & Pearson, J. (2015). …` → `tudor2015`,
/// `Cotton, J. (n.d.) …` → `cottonnd`; the name is told beside it.
///
/// The year is the one that the entry was parsed to have; a title may have others. `None` where the entry does not begin
/// with a name or shows no year.
pub(crate) fn label_of(entry: &str, parsed: &Reference) -> Option<(String, String)> {
    let name = first_name(entry)?;
    let year = year_of(entry, parsed)?;
    Some((format!("{name}{year}"), name))
}

/// The year of an entry with its letter, or the word for having none yet.
fn year_of(entry: &str, parsed: &Reference) -> Option<String> {
    let work = parsed.citations.first();
    let printed = work
        .and_then(|work| work.year)
        .filter(|year| year.from == YearSource::Printed);
    if let (Some(work), Some(year)) = (work, printed) {
        let digits = year.value.to_string();
        let date = work.date.as_ref().map_or(0..0, |date| date.span.clone());
        let written = || years(entry).filter(|(_, year)| year.starts_with(&digits));
        let own = written()
            .find(|(place, _)| date.contains(&place.start))
            .or_else(|| written().next());
        return Some(own.map_or(digits, |(_, year)| year.into_owned()));
    }
    let mut others: Vec<Range<usize>> = Vec::new();
    if let Some(work) = work {
        others.extend(work.accessed.iter().map(|date| date.span.clone()));
        let parts = [&work.title, &work.url].into_iter().flatten();
        others.extend(parts.map(|part| part.span.clone()));
    }
    let is_outside =
        |place: &Range<usize>| !others.iter().any(|other| other.contains(&place.start));
    // What was taken for a title may hold the words for no year yet.
    let is_undated = |year: &str| !year.starts_with(|c: char| c.is_ascii_digit());
    years(entry)
        .find(|(place, _)| is_outside(place))
        .or_else(|| years(entry).find(|(_, year)| is_undated(year)))
        .map(|(_, year)| year.into_owned())
}

/// Words in the place of a year, in lower case, and what they are in a label.
const UNDATED: [(&str, &str); 20] = [
    ("n.d.", "nd"),
    ("n.d", "nd"),
    ("n. d.", "nd"),
    ("no date", "nd"),
    ("o.j.", "nd"),
    ("o. j.", "nd"),
    ("b.d.", "nd"),
    ("b. d.", "nd"),
    ("s.d.", "nd"),
    ("연도미상", "nd"),
    ("in press", "inpress"),
    ("im druck", "inpress"),
    ("w druku", "inpress"),
    ("게재예정", "inpress"),
    ("게재 예정", "inpress"),
    ("인쇄중", "inpress"),
    ("forthcoming", "forthcoming"),
    ("im erscheinen", "forthcoming"),
    ("출간예정", "forthcoming"),
    ("출간 예정", "forthcoming"),
];

/// The words in the place of a year that stand at a byte, with their letter (`n.d.-a`): their length, and what they are
/// in a label.
fn undated(text: &str, at: usize) -> Option<(usize, Cow<'static, str>)> {
    let rest = text.get(at..)?;
    let begins = |words: &str| {
        rest.get(..words.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(words))
    };
    let (words, year) = UNDATED.iter().find(|(words, _)| begins(words))?;
    let behind = &rest[words.len()..];
    let letter = behind.trim_start_matches('-').bytes().next();
    let letter = letter.filter(|letter| behind.starts_with('-') && letter.is_ascii_lowercase());
    if let Some(letter) = letter {
        return Some((
            words.len() + 2,
            Cow::from(format!("{year}-{}", letter as char)),
        ));
    }
    let ends = !behind.starts_with(char::is_alphanumeric);
    ends.then_some((words.len(), Cow::from(*year)))
}

/// The surname that an entry begins with, letters only, in lower case.
fn first_name(entry: &str) -> Option<String> {
    let head: &str = entry.trim_start_matches(|ch: char| !ch.is_alphabetic());
    let end = head
        .char_indices()
        .take(80)
        .find(|(_, ch)| {
            matches!(ch, ',' | '.' | '(' | ';' | ':' | '“' | '"' | '「') || MIDDLE_DOTS.contains(ch)
        })?
        .0;
    let words: Vec<&str> = head[..end].split_whitespace().collect();
    let name = match words.as_slice() {
        [] => return None,
        [only] => only,
        // `Smith J`, `Vander Heiden MG`: initials behind; `Jang Sae-yul`, `J Smith`: the name as it stands.
        many => {
            let last = many[many.len() - 1];
            let initials =
                last.chars().count() <= 3 && last.chars().all(|ch| ch.is_uppercase() || ch == '-');
            match initials {
                true => return Some(plain(&many[..many.len() - 1].join(""))),
                false => many[0],
            }
        }
    };
    let name = plain(name);
    (!name.is_empty()).then_some(name)
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(|ch| ch.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Years with their letter (`2010a`), and the words for having none, with the bytes where each stands.
fn years(text: &str) -> impl Iterator<Item = (Range<usize>, Cow<'_, str>)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            // The first bytes of the words for no year, at the begin of a word.
            let is_first = matches!(
                bytes[at].to_ascii_lowercase(),
                b'n' | b'o' | b'b' | b's' | b'i' | b'w' | b'f' | 0xea | 0xec
            );
            let inside = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
            if is_first
                && !inside
                && let Some((length, year)) = undated(text, at)
            {
                at += length;
                return Some((start..at, year));
            }
            let run = bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            at += run.max(1);
            if run != 4 || !matches!(&bytes[start..start + 2], b"18" | b"19" | b"20") {
                continue;
            }
            if start > 0 && bytes[start - 1].is_ascii_alphanumeric() {
                continue;
            }
            let mut end = start + 4;
            let letter = bytes
                .get(end)
                .is_some_and(|byte| (b'a'..=b'k').contains(byte));
            if letter && !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) {
                end += 1;
                at = end;
            } else if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
                continue;
            }
            return Some((start..end, Cow::from(&text[start..end])));
        }
        None
    })
}

/// The markers by author and year in a text: whole brackets `(Smith 2015; Kim et al., 2010a)`, or a name in the
/// sentence with its year, `Tudor and Pearson (2015)`. Only labels that `known` accepts are read.
///
/// `meant` tells which entries' own labels a label stands for: it is given the label, the name in it, the words that the
/// marker has, and whether other given names than the entry's make it another person's.
pub(crate) fn markers(
    text: &str,
    known: impl Fn(&str) -> bool,
    meant: impl Fn(&str, &str, &str, bool) -> Vec<String>,
) -> Vec<Marker> {
    let mut found: Vec<Marker> = Vec::new();
    let mut open: Option<usize> = None;
    let mut last_end = 0;
    let mut scanned = 0;
    let mut inner: Vec<(String, usize)> = Vec::new();
    let mut name_in_bracket: Option<String> = None;
    let mut words_in_bracket = "";
    for (place, year) in years(text) {
        let start = place.start;
        // Brackets between the last year and this one.
        for (at, byte) in text.as_bytes()[scanned..start].iter().enumerate() {
            match byte {
                b'(' | b'[' => {
                    open = Some(scanned + at);
                    name_in_bracket = None;
                }
                b')' | b']' => {
                    close(&mut found, &mut inner, open, scanned + at + 1);
                    open = None;
                }
                _ => {}
            }
        }
        scanned = place.end;
        let from = open.map_or(0, |at| at + 1).max(last_end);
        let head = floor(text, from.max(start.saturating_sub(140)));
        // In running text the name stands right before its year, `Tudor and Pearson 2015`; else the year is a date.
        let dated = is_dated(&text[head..start]);
        let before = match open {
            Some(_) if dated => "",
            Some(_) => &text[head..start],
            None if text[scanned..].starts_with('년') => "",
            None => adjoining(&text[head..start]),
        };
        let name = candidates(before)
            .into_iter()
            .find(|name| known(&format!("{name}{year}")));
        let labels = |name: &str, words: &str| {
            let meant = meant(&format!("{name}{year}"), name, last_part(words), false);
            meant.into_iter().map(move |label| (label, place.end))
        };
        match (open, name) {
            (Some(_), Some(name)) => {
                inner.extend(labels(&name, before));
                words_in_bracket = before;
                name_in_bracket = Some(name);
            }
            (Some(bracket), None) if !dated => {
                // `(Kim 2010a, 2011)`, or the name stands before the bracket: `Kim (2010)`.
                let outside_from = floor(
                    text,
                    bracket
                        .saturating_sub(80)
                        .max(found.last().map_or(0, |marker| marker.span.end)),
                );
                let outside = || {
                    // `Journal 23 (2018)`: the year of a volume.
                    let is_volume = text[..bracket]
                        .trim_end()
                        .ends_with(|c: char| c.is_ascii_digit());
                    candidates(&text[outside_from..bracket])
                        .into_iter()
                        .filter(|_| !is_volume)
                        .find(|name| known(&format!("{name}{year}")))
                };
                // Another name stands between, of whom nothing is listed: `(Kim 2010; Lee 2011)`.
                let names_another = text[from..start].contains(char::is_alphabetic);
                let name = name_in_bracket
                    .clone()
                    .filter(|_| !names_another)
                    .filter(|name| known(&format!("{name}{year}")))
                    .or_else(|| {
                        (inner.is_empty() && text[bracket + 1..start].trim().is_empty())
                            .then(outside)
                            .flatten()
                    });
                if let Some(name) = name {
                    if name_in_bracket.is_none() {
                        words_in_bracket = &text[outside_from..bracket];
                    }
                    inner.extend(labels(&name, words_in_bracket));
                    name_in_bracket = Some(name);
                }
            }
            (None, Some(name)) => {
                let labels = meant(&format!("{name}{year}"), &name, before, true);
                found.extend((!labels.is_empty()).then_some(Marker {
                    labels,
                    span: start..scanned,
                }));
            }
            _ => {}
        }
        last_end = scanned;
    }
    if open.is_some() && !inner.is_empty() {
        let end = text[scanned..]
            .bytes()
            .take(80)
            .position(|byte| matches!(byte, b')' | b']'))
            .map_or(scanned, |at| scanned + at + 1);
        close(&mut found, &mut inner, open, end);
    }
    found
}

/// A bracket ends: the labels found in it become one marker.
fn close(
    found: &mut Vec<Marker>,
    inner: &mut Vec<(String, usize)>,
    open: Option<usize>,
    end: usize,
) {
    let mut labels: Vec<String> = Vec::new();
    for (label, _) in inner.drain(..) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if let (Some(start), false) = (open, labels.is_empty()) {
        found.push(Marker {
            labels,
            span: start..end,
        });
    }
}

/// What stands behind the last bracket or semicolon.
fn last_part(text: &str) -> &str {
    text.rsplit([';', '(', '[']).next().unwrap_or(text)
}

/// Words that make the number behind them a date: `visited Moscow in 2010`.
const DATING: [&str; 33] = [
    "in", "of", "since", "by", "until", "till", "from", "to", "on", "during", "before", "after",
    "around", "about", "between", "circa", "early", "late", "year", "w", "od", "do", "roku", "im",
    "seit", "bis", "vom", "nach", "vor", "jahr", "jahre", "dans", "en",
];

/// Whether a text ends so that a year behind it is a date and no work's.
fn is_dated(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    DATING.contains(&last)
}

/// The names right before a year, with what joins them: `Tudor and Pearson`, `Kim, S.,`, `김철수·이영희`; empty where
/// something else stands there.
fn adjoining(before: &str) -> &str {
    let part = last_part(before);
    if !part.ends_with([' ', ',', '\u{a0}']) {
        return "";
    }
    let mut start = part.len();
    let mut next: Option<&str> = None;
    for word in part.split_whitespace().rev() {
        let first = word.chars().find(|c| c.is_alphanumeric());
        let is_name = first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        let is_month = next.is_none()
            && crate::references::month_of(word.trim_end_matches(['.', ','])).is_some();
        let stops = word.ends_with(['.', ':', '?', '!', '”', '"', ')']);
        let ends_sentence = stops && !is_initials(word) && !is_rest(word);
        let joined = joins(word) || is_rest(word);
        // Words in syllables have no capitals: a name among them is the last, or something joins it to the next.
        let is_syllabic = first.is_some_and(|c| c >= '\u{1100}');
        let adjoins = next.is_none_or(|next| {
            joins(next) || is_rest(next) || word.ends_with([',', '·', '와', '과'])
        });
        let goes_on = joined || PARTICLES.contains(&word) || is_name && (!is_syllabic || adjoins);
        if is_month || ends_sentence || !goes_on {
            break;
        }
        start = word.as_ptr() as usize - part.as_ptr() as usize;
        next = Some(word);
    }
    &part[start..]
}

/// Surnames that a stretch of text before a year may name, the likeliest first.
fn candidates(before: &str) -> Vec<String> {
    let part = before.rsplit([';', '(', '[']).next().unwrap_or(before);
    let words: Vec<&str> = part
        .split(|ch: char| ch.is_whitespace() || MIDDLE_DOTS.contains(&ch))
        .filter(|word| !word.is_empty())
        .collect();
    let mut names = Vec::new();
    let capital = |word: &str| {
        word.chars()
            .find(|ch| ch.is_alphanumeric())
            .is_some_and(|ch| ch.is_alphabetic() && !ch.is_lowercase())
    };
    for (at, word) in words.iter().enumerate() {
        if !capital(word) && !PARTICLES.contains(word) {
            continue;
        }
        // Names of several words, `Barbier de Reuille`; the longest first.
        let mut own = Vec::new();
        let mut name = String::new();
        for part in words[at..].iter().take(4) {
            if !capital(part) && !PARTICLES.contains(part) {
                break;
            }
            name.push_str(&plain(part.trim_end_matches("’s").trim_end_matches("'s")));
            own.push(name.clone());
            if part.ends_with([',', '.', ')']) {
                break;
            }
        }
        names.extend(own.into_iter().rev());
        // `차문석과 박정진(2003)`: what joins two names behind the first; `김철수의 (2015)`: what stands behind the last.
        let joins = at + 2 == words.len() && word.ends_with(['와', '과']);
        let ends = at + 1 == words.len() && word.ends_with(['의', '은', '는', '이', '가']);
        if joins || ends {
            let mut bare = plain(word);
            bare.pop();
            names.push(bare);
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// What stands between the names of several authors: U+00B7, the Hangul letter that is typed for it, and its kin.
const MIDDLE_DOTS: [char; 5] = ['·', 'ㆍ', '・', '‧', '･'];

/// Small words that belong to a surname.
const PARTICLES: [&str; 16] = [
    "van", "von", "de", "den", "der", "da", "di", "la", "le", "ten", "ter", "du", "del", "dos",
    "el", "al",
];

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::{Source, read};

    /// The labels of the entries, and those that the text's markers have.
    fn labels(text: &str, entries: &str) -> (Vec<String>, Vec<String>) {
        let page = format!("# T\n\n{text}\n\n## References\n\n{entries}\n");
        let document = read(&Source {
            path: Path::new("a.md"),
            bytes: page.as_bytes(),
        })
        .document;
        let own = document
            .blocks
            .iter()
            .filter_map(|block| block.label.clone());
        let cited = document.blocks.iter().flat_map(|block| &block.markers);
        (
            own.collect(),
            cited.flat_map(|marker| marker.labels.clone()).collect(),
        )
    }

    const ENTRIES: &str = "\
        Moon, Suk-Ja. 2010. *Rivers of the North*. Ann Arbor: University of Michigan Press.\n\n\
        Moon, Cheehyung. 2018. *Bridges*. New York: Columbia University Press.\n\n\
        Lee, Hyangjin. 2012. *Contemporary Rivers*. Manchester: Manchester University Press.\n\n\
        Park, Jin. 2016. *Walls*. New York: Columbia University Press.\n\n\
        김정은. 2018. 『강과 다리』. 평양: 한강출판사.";

    #[test]
    fn a_year_in_prose_is_no_citation() {
        for (text, expected) in [
            (
                "Moon Il Sung visited Moscow in 2010 and left again.",
                vec![],
            ),
            (
                "Moon Jong Un spoke about the trade of the border in 2018.",
                vec![],
            ),
            (
                "Lee Myung-bak's government changed the policy in 2012.",
                vec![],
            ),
            (
                "The Park Geun-hye administration closed it in February 2016.",
                vec![],
            ),
            ("The policy of Park, February 2016.", vec![]),
            ("So said Moon. 2010 was long.", vec![]),
            ("Moon Il Sung 2010", vec![]),
            ("(Moon Il Sung visited Moscow in 2010)", vec![]),
            ("김정은 2018년 신년사를 보라.", vec![]),
            ("김정은은 경제를 2018 말했다.", vec![]),
            ("As Moon 2010 says.", vec!["moon2010"]),
            ("So Moon and Hong, 2010.", vec!["moon2010"]),
            ("So Lee et al. 2012 say.", vec!["lee2012"]),
            (
                "As Moon (2010) says, (Moon, 2018; Lee, 2012; see Park, 2016).",
                vec!["moon2010", "moon2018", "lee2012", "park2016"],
            ),
            ("(Moon 2010, 2018)", vec!["moon2010", "moon2018"]),
            ("김정은(2018)은 말했다.", vec!["김정은2018"]),
        ] {
            assert_eq!(labels(text, ENTRIES).1, expected, "{text}");
        }
    }

    #[test]
    fn the_year_of_a_label_is_the_work_s() {
        let (own, cited) = labels(
            "Total (Armstrong 2003), long (Schäfer, 2004); 서동만(2005)은 길게 썼다. So (Cotton n.d.), Cotton (n.d.), (Moon, in press), 문철수(게재예정)와 (Hong, forthcoming).",
            "Armstrong, Charles K., *The Northern Rivers, 1945–1950*, Ithaca: Cornell University Press, 2003.\n\n\
            Schäfer, Bernd, \"The GDR and the Rivers, 1949–1989\", *Bulletin* 14, 2004, pp. 25–38.\n\n\
            서동만, 『북녘의 강 1945~1961』, 선인, 2005.\n\n\
            Cotton, J. (n.d.) 'Flags of convenience: a primer', https://www.maritime-review.eu/primer (last accessed on 1 June 2021).\n\n\
            Moon, A. (in press). Rivers in spring. Journal of Rivers.\n\n\
            문철수 (게재예정). 북녘의 강. 강연구, 12(3).\n\n\
            Hong, B. (forthcoming). Bridges in autumn. Journal of Bridges.",
        );
        let labels = [
            "armstrong2003",
            "schäfer2004",
            "서동만2005",
            "cottonnd",
            "mooninpress",
            "문철수inpress",
            "hongforthcoming",
        ];
        assert_eq!(own, labels);
        let expected = [
            "armstrong2003",
            "schäfer2004",
            "서동만2005",
            "cottonnd",
            "cottonnd",
            "mooninpress",
            "문철수inpress",
            "hongforthcoming",
        ];
        assert_eq!(cited, expected);
    }

    #[test]
    fn entries_of_one_author_and_year_get_letters() {
        let (own, cited) = labels(
            "(Moon, S. 2018), (Moon, C. 2018), Moon Sunah (2018), C. Moon (2018), (Moon 2018), (Moon 2018b).",
            "Moon, C. (2018). Rivers and Toilers. New York: Columbia University Press.\n\n\
            Moon, S. (2018). Screens of the North. Journal of Rivers, 23(1), 12–30.\n\n\
            Hong, S. (2018). Screens of the South. Journal of Rivers, 23(2), 12–30.",
        );
        assert_eq!(own, ["moon2018a", "moon2018b", "hong2018"]);
        assert_eq!(
            cited,
            [
                "moon2018b",
                "moon2018a",
                "moon2018b",
                "moon2018a",
                "moon2018a",
                "moon2018b"
            ]
        );
    }

    #[test]
    fn a_line_stands_for_the_author_of_the_entry_before() {
        let (own, cited) = labels(
            "One (Moon 2010), two (Moon 2014), three (Moon 2015), 문성보(2011).",
            "Moon, Suk-Ja. 2010. *Rivers of the North*. Ann Arbor: University of Michigan Press.\n\n\
            ———. 2014. *Crossing the River*. New York: Columbia University Press.\n\n\
            ———. 2015. *Bridges*. New York: Columbia University Press.\n\n\
            문성보. 2000. 『강의 기원』. 서울: 한강출판사.\n\n\
            ______. 2011. 『북녘의 강』. 서울: 한강출판사.\n\n\
            -----. 2012. 『다리』. 서울: 한강출판사.",
        );
        let labels = [
            "moon2010",
            "moon2014",
            "moon2015",
            "문성보2000",
            "문성보2011",
            "문성보2012",
        ];
        assert_eq!(own, labels);
        assert_eq!(cited, ["moon2010", "moon2014", "moon2015", "문성보2011"]);
    }
}
