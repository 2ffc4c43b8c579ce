//! One way of labelling for all sets.
//!
//! AnyStyle labels every character, signs and small words with their field (`In C. Beck (ed.),` is an editor,
//! `Vol. 11, No. 4,` a volume); GROBID labels the field alone and volume and issue apart. Here a field is its own words:
//! - signs at its ends, quotation marks and brackets go;
//! - so do `In`, `edited by`, `(Hg.)`, `translated by`, `pp.`, `S.`, `쪽`, `vol.`, `no.` with their kin;
//! - a volume with its issue or pages (`116(18):3505-3516`) is parted;
//! - `genre`, `medium` are notes, a note that tells an edition is an edition, `source` is a container, `director` and
//!   `producer` are authors, `pubplace` is a place;
//! - addresses, DOIs and dates of access are what rules find, whatever their label.

use std::ops::Range;

use seoji_document::references::labelling::{Class, Label, Token, tokens};

use super::labelled::RawSpan;

/// Words before or behind the names of editors and translators.
const ROLES: [&str; 42] = [
    "in",
    "ed",
    "eds",
    "edited",
    "editor",
    "editors",
    "edit",
    "by",
    "hg",
    "hrsg",
    "hgg",
    "hrg",
    "herausgegeben",
    "red",
    "dir",
    "trans",
    "translated",
    "translator",
    "translators",
    "tr",
    "trad",
    "traduction",
    "traducción",
    "traduit",
    "tłum",
    "przeł",
    "dans",
    "éd",
    "éds",
    "coord",
    "coords",
    "org",
    "orgs",
    "übers",
    "übersetzt",
    "introduction",
    "eds.",
    "ред",
    "под",
    "сост",
    "comp",
    "에디터",
];

/// Small words that belong to a role when one stands before them.
const ROLE_TAILS: [&str; 12] = [
    "by",
    "and",
    "v",
    "von",
    "di",
    "de",
    "la",
    "with",
    "par",
    "po",
    "cura",
    "direction",
];

/// Words of pages.
const PAGES: [&str; 14] = [
    "p", "pp", "pages", "page", "pg", "pgs", "s", "ss", "쪽", "면", "页", "頁", "с", "стр",
];

/// Words of volumes, and of issues.
const VOLUMES: [&str; 17] = [
    "vol", "vols", "v", "volume", "volumes", "bd", "band", "tome", "tom", "t", "제", "권", "집",
    "第", "卷", "巻", "т",
];
const ISSUES: [&str; 15] = [
    "no", "nos", "nr", "n", "num", "number", "issue", "iss", "heft", "h", "호", "号", "期", "вып",
    "č",
];

/// The fields of a string from its labelled spans.
pub fn fields(text: &str, spans: &[RawSpan]) -> Vec<(Label, Range<usize>)> {
    let tokens = tokens(text);
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    let mut fields: Vec<(Label, Range<usize>)> = Vec::new();
    for span in spans {
        let (Some(&start), Some(&end)) = (starts.get(span.start), starts.get(span.end)) else {
            continue;
        };
        let from = tokens.partition_point(|token| token.start < start);
        let to = tokens.partition_point(|token| token.end <= end);
        if from < to
            && let Some(label) = label(span, &text[start..end])
        {
            Lay {
                text,
                tokens: &tokens,
                fields: &mut fields,
            }
            .lay(label, from..to);
        }
    }
    fields.sort_by_key(|(_, span)| span.start);
    fields
}

/// The labelled addresses and DOIs (`true`), without `Available at`, `doi:`, brackets and stops.
///
/// An address at doi.org is both, whatever its label.
pub fn addresses(text: &str, spans: &[RawSpan]) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    for span in spans
        .iter()
        .filter(|span| matches!(span.label.as_str(), "url" | "doi"))
    {
        let own: String = text
            .chars()
            .take(span.end)
            .skip(span.start)
            .filter(|ch| !ch.is_whitespace())
            .collect();
        let own = own.trim_end_matches(['.', ',', ';', '>', ')', ']']);
        if let Some(at) = own
            .find("10.")
            .filter(|_| span.label == "doi" || own.contains("doi.org"))
        {
            found.push((true, own[at..].to_owned()));
        }
        if let Some(at) = ["http", "www.", "ftp:"]
            .iter()
            .filter_map(|head| own.find(head))
            .min()
        {
            found.push((false, own[at..].to_owned()));
        }
    }
    found
}

fn label(span: &RawSpan, text: &str) -> Option<Label> {
    let edition = || {
        text.to_lowercase()
            .split(|ch: char| !ch.is_alphabetic())
            .any(|word| {
                matches!(
                    word,
                    "ed" | "edn" | "edition" | "aufl" | "auflage" | "wyd" | "éd"
                )
            })
    };
    Some(match (span.label.as_str(), span.raw_label.as_str()) {
        ("author", _) => Label::Author,
        ("editor", _) => Label::Editor,
        ("translator", _) => Label::Translator,
        ("title", _) => Label::Title,
        ("container", _) => Label::Container,
        ("series", _) => Label::Series,
        ("publisher", _) => Label::Publisher,
        ("place", _) | (_, "pubplace") => Label::Place,
        ("organization", _) => Label::Organization,
        ("date", _) => Label::Date,
        ("volume", _) => Label::Volume,
        ("issue", _) => Label::Issue,
        ("pages", _) => Label::Pages,
        ("edition", _) => Label::Edition,
        ("identifier", _) => Label::Identifier,
        ("number", _) => Label::Number,
        ("note", "note") if edition() => Label::Edition,
        ("note" | "genre", _) | (_, "notes") => Label::Note,
        _ => return None,
    })
}

struct Lay<'t> {
    text: &'t str,
    tokens: &'t [Token],
    fields: &'t mut Vec<(Label, Range<usize>)>,
}

impl Lay<'_> {
    fn word(&self, at: usize) -> String {
        self.tokens[at].text(self.text).to_lowercase()
    }

    fn is_sign(&self, at: usize) -> bool {
        self.tokens[at].class == Class::Sign
    }

    fn push(&mut self, label: Label, range: Range<usize>) {
        let Range { mut start, mut end } = range;
        let dash = (start..end).all(|at| self.is_sign(at));
        if !(dash && label == Label::Author) {
            while start < end && self.is_sign(start) {
                start += 1;
            }
            while start < end && self.is_sign(end - 1) {
                end -= 1;
            }
        } else {
            while start < end && matches!(self.word(end - 1).as_str(), "." | ",") {
                end -= 1;
            }
        }
        if start < end {
            self.fields
                .push((label, self.tokens[start].start..self.tokens[end - 1].end));
        }
    }

    fn lay(&mut self, label: Label, range: Range<usize>) {
        match label {
            Label::Volume | Label::Issue => self.volume(label, range),
            Label::Pages => self.pages(range),
            Label::Editor | Label::Translator => {
                let range = self.without_roles(range);
                self.push(label, range);
            }
            Label::Author => {
                let end = self.without_roles(range.start..range.end).end;
                self.push(label, range.start..end.max(range.start));
            }
            Label::Container => {
                let first = (range.start..range.end).find(|&at| !self.is_sign(at));
                let start = match first {
                    Some(at)
                        if at + 1 < range.end
                            && matches!(self.word(at).as_str(), "in" | "dans" | "w" | "of") =>
                    {
                        at + 1
                    }
                    _ => range.start,
                };
                self.push(label, start..range.end);
            }
            _ => self.push(label, range),
        }
    }

    /// Cuts role words and signs off both ends.
    fn without_roles(&self, range: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = range;
        let mut cut = false;
        while start < end {
            let word = self.word(start);
            if self.is_sign(start) {
                start += 1;
            } else if ROLES.contains(&word.as_str())
                || cut && ROLE_TAILS.contains(&word.as_str())
                || matches!(word.as_str(), "sous" | "pod")
                || word == "a" && start + 1 < end && self.word(start + 1) == "cura"
            {
                cut = true;
                start += 1;
            } else {
                break;
            }
        }
        // From the back: signs go only together with a role, so that `et al.` and initials keep their shape.
        let mut at = end;
        while at > start {
            let word = self.word(at - 1);
            match self.is_sign(at - 1) {
                true => at -= 1,
                false if ROLES[1..].contains(&word.as_str()) && word != "by" => {
                    at -= 1;
                    end = at;
                }
                false => break,
            }
        }
        start..end
    }

    fn pages(&mut self, range: Range<usize>) {
        let Range { mut start, mut end } = range;
        while start < end {
            let word = self.word(start);
            let word = word.as_str();
            let next_glued = start + 1 < end
                && !self.tokens[start + 1].spaced
                && self.tokens[start + 1].class == Class::Number;
            // `S9` is a page of a supplement, `S. 9` the German word.
            let strip = PAGES.contains(&word) && (!next_glued || matches!(word, "p" | "pp"));
            if self.is_sign(start) || strip || word == "第" {
                start += 1;
            } else {
                break;
            }
        }
        // `5 (13pp)`: the count of pages is none.
        if let Some(bracket) = (start + 1..end).find(|&at| self.word(at) == "(")
            && (bracket..end).any(|at| self.word(at) == "pp")
        {
            end = bracket;
        }
        while end > start && (self.is_sign(end - 1) || PAGES.contains(&self.word(end - 1).as_str()))
        {
            end -= 1;
        }
        self.push(Label::Pages, start..end);
    }

    /// `116(18):3505-3516`, `Vol. 11, No. 4`, `n°20`, `XXVI`.
    fn volume(&mut self, label: Label, range: Range<usize>) {
        let roman =
            |word: &str| !word.is_empty() && word.chars().all(|ch| "IVXLCivxlc".contains(ch));
        let mut next = label;
        let mut has_volume = false;
        let mut at = range.start;
        while at < range.end {
            let token = self.tokens[at];
            let written = token.text(self.text);
            let word = written.to_lowercase();
            if token.class == Class::Sign {
                match written {
                    "(" | "/" | "," | "." if has_volume && next != Label::Pages => {
                        next = Label::Issue
                    }
                    ":" if has_volume => next = Label::Pages,
                    "№" => next = Label::Issue,
                    _ => {}
                }
                at += 1;
                continue;
            }
            let is_value = token.class == Class::Number
                || roman(written)
                || label == Label::Issue && !ISSUES.contains(&word.as_str());
            if !is_value {
                let value_behind = at + 1 < range.end;
                if value_behind && ISSUES.contains(&word.as_str()) {
                    next = Label::Issue;
                } else if value_behind && VOLUMES.contains(&word.as_str()) && label == Label::Volume
                {
                    next = Label::Volume;
                } else if value_behind && PAGES[..6].contains(&word.as_str()) {
                    next = Label::Pages;
                } else if written.len() == 1
                    && value_behind
                    && !self.tokens[at + 1].spaced
                    && self.tokens[at + 1].class == Class::Number
                {
                    // `B413`, `S12`
                    let end = self.value_end(at + 1, range.end);
                    self.push(next, at..end);
                    has_volume |= next == Label::Volume;
                    at = end;
                    continue;
                }
                at += 1;
                continue;
            }
            let end = self.value_end(at, range.end);
            // `2009;78(2)`: the year stands in the volume's place.
            let year = token.class == Class::Number
                && written.len() == 4
                && end < range.end
                && self.word(end) == ";"
                && !has_volume;
            let own = if year { Label::Date } else { next };
            self.push(own, at..end);
            has_volume |= own == Label::Volume;
            at = end;
        }
    }

    /// The end of a value that begins at a token: letters without a space, ranges.
    fn value_end(&self, at: usize, limit: usize) -> usize {
        let mut end = at + 1;
        while end < limit {
            let text = self.tokens[end].text(self.text);
            let glued = !self.tokens[end].spaced
                && matches!(self.tokens[end].class, Class::Letters | Class::Number)
                && text.len() <= 2;
            let range = matches!(text, "-" | "–" | "—" | "‑" | "‐" | "~")
                && end + 1 < limit
                && self.tokens[end + 1].class != Class::Sign;
            match (glued, range) {
                (true, _) => end += 1,
                (_, true) => end += 2,
                _ => break,
            }
        }
        end
    }
}
