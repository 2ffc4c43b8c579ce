//! Pages where the source shows them: form feeds, page comments, lines that hold a page's number.

use std::collections::{BTreeMap, HashMap};

use crate::draft::{Part, Shape};

/// Where pages begin.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// Byte of the source and number of the page that begins there, in order.
    starts: Vec<(usize, u32)>,
}

/// The page of what stands on none, where a format states pages.
pub(crate) const NO_PAGE: u32 = 0;

impl Pages {
    /// The page of a byte of the source, counted from 1.
    pub(crate) fn at(&self, byte: usize) -> Option<u32> {
        let index = self.starts.partition_point(|(start, _)| *start <= byte);
        let page = index.checked_sub(1).map(|index| self.starts[index].1);
        page.filter(|&page| page != NO_PAGE)
    }

    /// The pages that the format states.
    fn stated(parts: &mut [Part]) -> Pages {
        let mut starts: Vec<(usize, u32)> = Vec::new();
        for part in parts {
            let Some(page) = part.stated.page else {
                continue;
            };
            let before = starts.last().map(|&(_, page)| page);
            if before != Some(page) {
                part.paged = before.is_some();
                starts.push((part.span.start, page));
            }
        }
        Pages { starts }
    }

    /// Finds the pages of a source and takes the lines that only number them, and running heads, out of the parts.
    pub(crate) fn take(source: &str, parts: &mut Vec<Part>) -> Pages {
        if parts.iter().any(|part| part.stated.page.is_some()) {
            return Pages::stated(parts);
        }
        let mut starts: Vec<(usize, u32)> = explicit(source);
        let feeds: Vec<usize> = source.match_indices('\u{c}').map(|(at, _)| at).collect();
        let heads = numbered_heads(parts);
        let marks: Vec<(usize, u32)> = parts
            .iter()
            .enumerate()
            .filter_map(|(index, part)| Some((index, page_mark(part.run.text.trim())?)))
            .chain(heads.iter().copied())
            .collect();
        let numbers = numbers_alone(parts, &feeds, &marks);
        if starts.is_empty() && !feeds.is_empty() {
            // A number printed on a page tells what the first page is called.
            let shift = numbers.iter().find_map(|&(part, number)| {
                let page = feeds.partition_point(|&feed| feed <= parts[part].span.start) as u32;
                number.checked_sub(page).filter(|first| *first >= 1)
            });
            let first = shift.unwrap_or(1);
            starts.push((0, first));
            starts.extend(
                feeds
                    .iter()
                    .enumerate()
                    .map(|(index, &feed)| (feed, first + index as u32 + 1)),
            );
        }
        let furniture = running_heads(parts, &feeds);
        let mut gone = vec![false; parts.len()];
        for (part, number) in numbers {
            if starts.is_empty() || feeds.is_empty() {
                starts.push(match heads.is_empty() {
                    // The number stands at the foot: what follows is the next page.
                    true => (parts[part].span.end, number + 1),
                    false => (parts[part].span.start, number),
                });
            }
            gone[part] = true;
        }
        for (part, number) in heads {
            if feeds.is_empty() {
                starts.push((parts[part].span.start, number));
            }
            gone[part] = true;
        }
        for part in furniture {
            gone[part] = true;
        }
        for (index, part) in parts.iter().enumerate() {
            gone[index] |= page_mark(part.run.text.trim()).is_some();
        }
        take_between_halves(parts, &mut gone);
        let mut gone = gone.into_iter();
        parts.retain(|_| !gone.next().unwrap_or(false));
        starts.sort();
        let mut end = 0;
        for part in parts.iter_mut() {
            let next = starts.partition_point(|(start, _)| *start < end);
            part.paged = end > 0
                && starts
                    .get(next)
                    .is_some_and(|(start, _)| *start <= part.span.start);
            end = part.span.end;
        }
        Pages { starts }
    }
}

/// Pages that are named: `<!-- page 12 -->`, `[p. 12]`, `[page 12]`, `{12}-----`.
fn explicit(source: &str) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    for (at, sign) in source.match_indices(['[', '<', '{']) {
        let rest = &source[at + 1..];
        let (lead, close): (&[&str], &str) = match sign {
            "<" => (&["!--"], "-->"),
            "[" => (&["p. ", "p.", "page ", "Page ", "쪽 "], "]"),
            _ => (&[""], "}-"),
        };
        let Some(lead) = lead.iter().find(|lead| rest.starts_with(**lead)) else {
            continue;
        };
        let mut inner = rest[lead.len()..].trim_start_matches(' ');
        if sign == "<" {
            let word = [
                "page break",
                "pagebreak",
                "page",
                "Page",
                "PAGE",
                "p.",
                "쪽",
            ]
            .iter()
            .find(|word| inner.starts_with(**word));
            let Some(word) = word else { continue };
            inner = inner[word.len()..].trim_start_matches([' ', ':', '=', '"', '-']);
        }
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let after = inner[digits..].trim_start_matches([' ', '"']);
        if (1..=4).contains(&digits)
            && (after.starts_with(close) || sign == "[" && after.starts_with('쪽'))
            && let Ok(number) = inner[..digits].parse()
        {
            found.push((at, number));
        }
    }
    found
}

/// The number of a paragraph that only names a page.
fn page_mark(text: &str) -> Option<u32> {
    if text.len() > 60 || text.is_empty() {
        return None;
    }
    let bare = text
        .trim_start_matches(['[', '<', '(', '{'])
        .trim_start_matches("!--")
        .trim();
    let rest = ["p. ", "Page ", "page ", "PAGE ", "- "]
        .iter()
        .find_map(|lead| bare.strip_prefix(lead));
    let framed = text.starts_with('{');
    let rest = match (rest, framed) {
        (Some(rest), _) => rest,
        (None, true) => bare,
        (None, false) => return None,
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let tail = &rest[digits..];
    let tail = tail
        .strip_prefix(" of ")
        .or_else(|| tail.strip_prefix(" / "))
        .map_or(tail, |tail| {
            tail.trim_start_matches(|ch: char| ch.is_ascii_digit())
        });
    let ends = tail.chars().all(|ch| "]>)}- –".contains(ch));
    ((1..=4).contains(&digits) && ends && (!bare.starts_with("- ") || tail.trim() == "-"))
        .then(|| rest[..digits].parse().ok())
        .flatten()
}

/// Paragraphs that are nothing but a number, where these numbers count up through the document or stand beside form
/// feeds.
fn numbers_alone(parts: &[Part], feeds: &[usize], marks: &[(usize, u32)]) -> Vec<(usize, u32)> {
    let mut found: Vec<(usize, u32)> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let text = part.run.text.trim();
        if part.shape != Shape::Paragraph || text.is_empty() || text.len() > 12 {
            continue;
        }
        let bare = text.trim_matches(['-', '–', '—', ' ', '|']);
        if bare.len() > 4 || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if let Ok(number) = bare.parse() {
            found.push((index, number));
        }
    }
    let beside = |index: usize| {
        let from = index
            .checked_sub(1)
            .map_or(0, |before| parts[before].span.end);
        let to = parts
            .get(index + 1)
            .map_or(usize::MAX, |after| after.span.start);
        feeds
            .get(feeds.partition_point(|&feed| feed < from))
            .is_some_and(|&feed| feed < to)
    };
    if !feeds.is_empty()
        && found.iter().filter(|(index, _)| beside(*index)).count() * 2 >= found.len()
    {
        found.retain(|(index, _)| beside(*index));
        return found;
    }
    // What names its page in words, or beside its head, counts with the numbers alone.
    let mut all: Vec<(usize, u32)> = found.iter().chain(marks).copied().collect();
    all.sort_unstable();
    match all.len() >= 3 && rise(&all) {
        true => found,
        false => Vec::new(),
    }
}

/// Whether numbers count up, as pages do, but for a few that were misread.
fn rise(numbers: &[(usize, u32)]) -> bool {
    let rising = numbers
        .windows(2)
        .filter(|pair| pair[1].1 > pair[0].1 && pair[1].1 - pair[0].1 <= 3)
        .count();
    rising * 10 >= numbers.len().saturating_sub(1) * 8
}

/// Heads of pages with the page's number beside them (`THE KOREA REVIEW 417`, `418 THE KOREA REVIEW`): short lines of
/// two words and more that return on three pages with numbers that count up.
fn numbered_heads(parts: &[Part]) -> Vec<(usize, u32)> {
    let mut heads: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        let text = part.run.text.trim();
        if text.len() > 120 || text.contains('\n') || part.shape == Shape::Preformatted {
            continue;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let number = |word: &&&str| -> Option<u32> {
            let digits =
                (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| word.parse().ok()).flatten()
        };
        let (first, last) = (words.first(), words.last());
        let (number, head) = match (
            first.as_ref().and_then(number),
            last.as_ref().and_then(number),
        ) {
            (Some(number), None) => (number, &words[1..]),
            (None, Some(number)) => (number, &words[..words.len() - 1]),
            _ => continue,
        };
        let letters = head
            .iter()
            .any(|word| word.chars().any(char::is_alphabetic));
        // `Table 12`, `Chapter 10` count other things.
        if head.len() < 2 || !letters || crate::table::is_caption(text) {
            continue;
        }
        heads
            .entry(head.join(" "))
            .or_default()
            .push((index, number));
    }
    let mut found: Vec<(usize, u32)> = heads
        .into_values()
        .filter(|found| found.len() >= 3 && rise(found))
        .flatten()
        .collect();
    found.sort_unstable();
    found
}

/// Takes what stands between the halves of a word, where a page's number is among it: heads and feet that return on
/// no other page of the text.
fn take_between_halves(parts: &[Part], gone: &mut [bool]) {
    /// A page's head and foot have this many lines beside the number.
    const MOST: usize = 4;
    let is_text = |part: &Part| part.shape == Shape::Paragraph;
    let mut from = 0;
    while from < parts.len() {
        let text = parts[from].run.text.trim_end();
        let cut = text
            .strip_suffix('-')
            .is_some_and(|stem| stem.ends_with(char::is_alphabetic) && stem.len() > 40);
        if gone[from] || !is_text(&parts[from]) || !cut {
            from += 1;
            continue;
        }
        let behind = (from + 1..parts.len().min(from + 2 + MOST)).find(|&at| {
            let text = parts[at].run.text.trim_start();
            !gone[at] && is_text(&parts[at]) && text.starts_with(char::is_lowercase)
        });
        if let Some(to) = behind {
            let between = from + 1..to;
            let short = |at: usize| {
                let text = parts[at].run.text.trim();
                text.chars().count() <= 80 && !crate::joins::ends_sentence(text)
            };
            if between.clone().any(|at| gone[at]) && between.clone().all(|at| gone[at] || short(at))
            {
                gone[between].fill(true);
            }
        }
        from += 1;
    }
}

/// Short paragraphs beside form feeds that return, but for their digits, on three pages or more.
fn running_heads(parts: &[Part], feeds: &[usize]) -> Vec<usize> {
    if feeds.len() < 2 {
        return Vec::new();
    }
    let mut beside: Vec<usize> = Vec::new();
    let mut feed = 0;
    for (index, part) in parts.iter().enumerate() {
        let before = feed;
        while feed < feeds.len() && feeds[feed] <= part.span.start {
            feed += 1;
        }
        if feed > before {
            beside.extend(index.checked_sub(1).into_iter().chain([index]));
        }
    }
    beside.dedup();
    let key = |index: usize| -> Option<String> {
        let text = parts[index].run.text.trim();
        (!text.is_empty()
            && text.chars().count() <= 120
            && !matches!(parts[index].shape, Shape::Row { .. }))
        .then(|| {
            text.chars()
                .filter(|ch| !ch.is_ascii_digit() && !ch.is_whitespace())
                .collect()
        })
        .filter(|key: &String| !key.is_empty())
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for &index in &beside {
        if let Some(key) = key(index) {
            *counts.entry(key).or_default() += 1;
        }
    }
    beside
        .into_iter()
        .filter(|&index| key(index).is_some_and(|key| counts[&key] >= 3))
        .collect()
}
