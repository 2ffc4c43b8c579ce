//! A document tree becomes passages of comparable length, with citable ids and links both ways.

pub(crate) mod mentions;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::citations::{self, Oddity};
use seoji_analysis::{Language, Script};
use seoji_document::{Block, BlockKind, Document, Reading, Section};
use seoji_schema::{Heading, PassageKind, PassageRecord, hex};
use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Neighbouring paragraphs are joined while the passage has fewer words than this.
const JOIN_BELOW_WORDS: usize = 50;
/// A passage longer than this is split at sentences.
const SPLIT_ABOVE_WORDS: usize = 250;
/// The size of the parts of a long paragraph.
const PART_WORDS: usize = 150;
/// A language with less than one part in this many of a document's running text is not believed.
const PLAUSIBLE_SHARE: usize = 10;
/// No passage is longer than this, whatever its words look like (a line without a space).
const MOST_BYTES: usize = 16 * 1024;

/// The source lines of a document: byte offset of each line's begin.
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(crate) fn new(text: &str) -> Self {
        let ends = text
            .bytes()
            .enumerate()
            .filter(|&(_, byte)| byte == b'\n')
            .map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The line of a byte, counted from 1.
    fn of(&self, byte: usize) -> u32 {
        self.starts.partition_point(|&start| start <= byte) as u32
    }
}

/// A passage on the way: the piece of a block, or several short blocks joined.
struct Draft {
    kind: PassageKind,
    section: Option<usize>,
    paragraph: u32,
    label: Option<String>,
    page: Option<u32>,
    /// What the file states.
    language: Option<Language>,
    text: String,
    lines: Vec<(u32, u32)>,
    source: Range<usize>,
    mentions: Vec<mentions::Found>,
    /// The first of the document's blocks in it, where it begins with that block's begin.
    block: Option<usize>,
    words: usize,
    tags: Vec<String>,
    collections: Vec<String>,
}

/// Cuts a document into passages.
///
/// `id` and `number` are the document's. Beside the passages stands what was odd in the entries.
pub(crate) fn passages(
    reading: &Reading,
    id: &str,
    number: u32,
) -> (Vec<PassageRecord>, Vec<Oddity>) {
    let document = &reading.document;
    let lines = Lines::new(&reading.text);
    let stated = document.language.as_deref().and_then(Language::from_code);
    let mut drafts = drafts(document, stated, &lines);
    let carried = drafts
        .iter()
        .filter_map(|draft| draft.section)
        .max()
        .map_or(0, |section| section + 1);
    drafts.extend(last_headings(&document.sections, carried));
    let fallback = document_language(document, &drafts);
    // The last headings are the text of their passage and are not carried before it as well.
    let to_carry = &document.sections[..carried];
    let mut ids = Ids::new(id);
    let mut headings_carried = 0;
    let mut passage_of = HashMap::new();
    let mut mentions = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter_mut().enumerate() {
        passage_of.extend(draft.block.map(|block| (block, at)));
        mentions.push(std::mem::take(&mut draft.mentions));
    }
    let languages: Vec<Option<Language>> = drafts.iter().map(|draft| draft.language).collect();
    let mut records: Vec<PassageRecord> = drafts
        .into_iter()
        .enumerate()
        .map(|(ordinal, draft)| PassageRecord {
            id: ids.next(&draft.text),
            document: id.to_owned(),
            document_number: number,
            ordinal: ordinal as u32,
            kind: draft.kind,
            sections: section_path(document, draft.section),
            paragraph: draft.paragraph,
            label: draft.label,
            page: draft.page,
            language: language(draft.language, &draft.text, fallback)
                .code()
                .to_owned(),
            heading: headings_before(to_carry, draft.section, &mut headings_carried),
            text: draft.text,
            // Rendered text has no lines that a person could look up, nor has what stands beside the file.
            lines: match reading.is_source {
                true if draft.source.start < reading.own_bytes => draft.lines,
                _ => Vec::new(),
            },
            source: (draft.source.start as u64, draft.source.end as u64),
            cites: Vec::new(),
            cited_by: Vec::new(),
            mentions: Vec::new(),
            citing: Vec::new(),
            entry: None,
            citations: Vec::new(),
            tags: draft.tags,
            collections: draft.collections,
            equivalences: Vec::new(),
        })
        .collect();
    plausible(&mut records, &languages, fallback);
    let repeats = mentions::link(&mut records, mentions, &passage_of);
    let blocks: HashMap<usize, &Block> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(block, own)| Some((*passage_of.get(&block)?, own)))
        .collect();
    let mut oddities = citations::read(&mut records, &repeats, &blocks);
    citations::link(&mut records);
    let markers = document.blocks.iter().flat_map(|block| &block.markers);
    let called: HashSet<String> = markers
        .flat_map(|marker| &marker.labels)
        .map(|label| label.to_lowercase())
        .collect();
    oddities.extend(citations::uncited(&records, &called));
    (records, oddities)
}

/// The language of a passage: what its text shows, unless it is too short to show any; a format that marks languages
/// marks them for short text too, and often wrongly for a whole file.
fn language(stated: Option<Language>, text: &str, fallback: Language) -> Language {
    Language::detect_or(text, stated.unwrap_or(fallback))
}

fn drafts(document: &Document, stated: Option<Language>, lines: &Lines) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut paragraph = 0;
    let mut section = None;
    // Whether the last draft may take another paragraph.
    let mut open = false;
    let label_of = |block: usize| {
        document
            .blocks
            .get(block)
            .and_then(|block| block.label.clone())
    };
    for (number, block) in document.blocks.iter().enumerate() {
        if block.section != section {
            section = block.section;
            paragraph = 0;
            open = false;
        }
        if block.text.trim().is_empty() {
            continue;
        }
        let kind = match block.kind {
            BlockKind::Table => PassageKind::Table,
            BlockKind::List => PassageKind::List,
            BlockKind::Entry => PassageKind::Entry,
            BlockKind::Note => PassageKind::Note,
            _ => PassageKind::Paragraph,
        };
        if kind == PassageKind::Paragraph {
            paragraph += 1;
        }
        // A row of a list, or a paragraph with a number to cite it by, is a thing of its own, however short.
        let joins =
            kind == PassageKind::Paragraph && block.kind != BlockKind::Row && block.label.is_none();
        let words = block.text.split_whitespace().count();
        if joins
            && open
            && let Some(last) = drafts.last_mut()
            // A hit is to say on which page it stands.
            && last.page == block.page
            && last.words < JOIN_BELOW_WORDS
            && last.words + words <= SPLIT_ABOVE_WORDS
            && last.text.len() + block.text.len() < MOST_BYTES
            && !changes_language(last, block, stated)
        {
            join(last, block, words, lines);
            let whole = 0..block.text.len();
            let at = last.text.len() - block.text.len();
            last.mentions
                .extend(mentions::in_piece(block, &whole, at, label_of));
            continue;
        }
        for (at, piece) in pieces(block, kind, words).into_iter().enumerate() {
            let mentions = mentions::in_piece(block, &piece, 0, label_of);
            let first = (at == 0).then_some(number);
            drafts.push(Draft {
                mentions,
                block: first,
                ..draft(block, kind, piece, paragraph, lines)
            });
        }
        open = joins;
    }
    drafts
}

/// Whether a block is in another language than the passage before it: the file says so of one of them (`stated` is what
/// it says of all), or each is written in a script of its own.
fn changes_language(last: &Draft, block: &Block, stated: Option<Language>) -> bool {
    let own = block.language.as_deref().and_then(Language::from_code);
    let scripts = (main_script(&last.text), main_script(&block.text));
    last.language.or(stated) != own.or(stated)
        || matches!(scripts, (Some(last), Some(own)) if last != own)
}

/// The script that a text is written in, by its letters; `None` of a text in several, or with too few letters to tell.
fn main_script(text: &str) -> Option<Script> {
    /// Of an alphabet, and of syllables, as many letters as a text needs to tell.
    const ENOUGH: [(Script, usize); 4] = [
        (Script::Latin, 30),
        (Script::Alphabet, 30),
        (Script::Hangul, 12),
        (Script::Syllabic, 12),
    ];
    let mut counts = [0usize; 4];
    for ch in text.chars().filter(|ch| ch.is_alphabetic()) {
        counts[match ch {
            'ㄱ'..='ㆎ' | '가'..='힣' | '\u{1100}'..='\u{11ff}' => 2,
            'ぁ'..='ヿ' => 3,
            // Chinese signs stand in Korean and Japanese alike.
            '㐀'..='鿿' => continue,
            'Ͱ'..='ԯ' => 1,
            _ => 0,
        }] += 1;
    }
    let all: usize = counts.iter().sum();
    let own = ENOUGH.into_iter().zip(counts);
    own.filter(|((_, enough), own)| own >= enough && own * 4 >= all * 3)
        .map(|((script, _), _)| script)
        .next()
}

fn draft(
    block: &Block,
    kind: PassageKind,
    piece: Range<usize>,
    paragraph: u32,
    lines: &Lines,
) -> Draft {
    let source = block
        .map
        .source_range(piece.clone())
        .unwrap_or(block.span.clone());
    let text = block.text[piece.clone()].to_owned();
    Draft {
        kind,
        section: block.section,
        paragraph,
        label: block.label.clone(),
        page: block.page,
        language: block.language.as_deref().and_then(Language::from_code),
        lines: line_starts(block, piece.clone(), 0, lines),
        words: text.split_whitespace().count(),
        mentions: Vec::new(),
        block: None,
        tags: block.tags.clone(),
        collections: block.collections.clone(),
        source,
        text,
    }
}

/// Adds a short neighbour's text on a line of its own.
fn join(last: &mut Draft, block: &Block, words: usize, lines: &Lines) {
    last.text.push('\n');
    let at = last.text.len();
    last.lines
        .extend(line_starts(block, 0..block.text.len(), at, lines));
    last.text.push_str(&block.text);
    last.words += words;
    last.source.end = last.source.end.max(block.span.end);
}

/// Where a block is cut: whole, or at sentences (tables and lists: at lines), never inside a char.
fn pieces(block: &Block, kind: PassageKind, words: usize) -> Vec<Range<usize>> {
    let text = &block.text;
    // An entry or note is one thing to cite; only one of absurd length is cut.
    let whole =
        matches!(kind, PassageKind::Entry | PassageKind::Note) || words <= SPLIT_ABOVE_WORDS;
    if whole && text.len() <= MOST_BYTES {
        return std::iter::once(0..text.len()).collect();
    }
    let units: Vec<Range<usize>> = match kind {
        PassageKind::Table | PassageKind::List => line_ranges(text),
        _ => seoji_analysis::sentences(text),
    };
    let parts = words.div_ceil(PART_WORDS).max(1);
    let target = words.div_ceil(parts).max(1);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut begun: Option<(Range<usize>, usize)> = None;
    for unit in units.into_iter().flat_map(|unit| bounded(text, unit)) {
        let unit_words = text[unit.clone()].split_whitespace().count();
        match begun.take() {
            Some((piece, count)) if count < target && unit.end - piece.start <= MOST_BYTES => {
                begun = Some((piece.start..unit.end, count + unit_words));
            }
            other => {
                pieces.extend(other.map(|(piece, _)| piece));
                begun = Some((unit, unit_words));
            }
        }
    }
    pieces.extend(begun.map(|(piece, _)| piece));
    pieces.retain(|piece| !text[piece.clone()].trim().is_empty());
    pieces
}

fn line_ranges(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let range = at..at + line.trim_end_matches('\n').len();
            at += line.len();
            range
        })
        .collect()
}

/// Cuts a unit that is longer than a passage may be: at the last space before the bound, else at a char.
fn bounded(text: &str, unit: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = unit.start;
    // Long before the bound, so that a sentence of many words does not make one passage of 16 KiB.
    let most = MOST_BYTES / 4;
    while unit.end - start > most {
        let mut end = start + most;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        if let Some(space) = text[start..end]
            .rfind(char::is_whitespace)
            .filter(|&space| space > 0)
        {
            end = start + space;
        }
        pieces.push(start..end);
        start = end;
        start += text[start..unit.end].len() - text[start..unit.end].trim_start().len();
    }
    if start < unit.end {
        pieces.push(start..unit.end);
    }
    pieces
}

/// Where source lines begin in a piece of a block that starts at byte `at` of the passage.
fn line_starts(block: &Block, piece: Range<usize>, at: usize, lines: &Lines) -> Vec<(u32, u32)> {
    let mut starts: Vec<(u32, u32)> = Vec::new();
    let first = block
        .map
        .source_range(piece.start..(piece.start + 1).min(piece.end))
        .map_or(block.span.start, |r| r.start);
    starts.push((at as u32, lines.of(first)));
    // Only the pieces that touch this one: a block of a whole book has a million of them.
    let mapped = block.map.pieces();
    let begin = mapped.partition_point(|mapped| mapped.text.end <= piece.start);
    for mapped in mapped[begin..]
        .iter()
        .take_while(|mapped| mapped.text.start < piece.end)
    {
        let text = mapped.text.start.max(piece.start)..mapped.text.end.min(piece.end);
        if text.is_empty() {
            continue;
        }
        let from = if mapped.verbatim {
            mapped.source.start + (text.start - mapped.text.start)
        } else {
            mapped.source.start
        };
        let offset = (at + text.start - piece.start) as u32;
        push_line(&mut starts, offset, lines.of(from));
        if mapped.verbatim {
            for (byte, _) in block.text[text.clone()]
                .bytes()
                .enumerate()
                .filter(|&(_, byte)| byte == b'\n')
            {
                push_line(
                    &mut starts,
                    offset + byte as u32 + 1,
                    lines.of(from + byte + 1),
                );
            }
        }
    }
    starts
}

fn push_line(starts: &mut Vec<(u32, u32)>, offset: u32, line: u32) {
    if starts
        .last()
        .is_none_or(|&(last, known)| last < offset && known != line)
    {
        starts.push((offset, line));
    }
}

fn section_path(document: &Document, section: Option<usize>) -> Vec<Heading> {
    let path = section.map_or_else(Vec::new, |section| document.section_path(section));
    let headings = path.into_iter().map(|index| &document.sections[index]);
    headings
        .map(|section| Heading {
            number: section.number.clone(),
            title: section.title.clone(),
        })
        .collect()
}

/// The headings that no passage before has carried: the section's own and those of sections without text before it.
///
/// `carried` is the number of sections whose headings have been carried.
fn headings_before(sections: &[Section], section: Option<usize>, carried: &mut usize) -> String {
    let end = section.map_or(0, |section| section + 1);
    let new = sections.get(*carried..end).unwrap_or_default();
    *carried = end.max(*carried);
    heading_lines(new)
}

/// A heading a line, with its number.
fn heading_lines(sections: &[Section]) -> String {
    let line = |section: &Section| match &section.number {
        Some(number) => format!("{number} {}", section.title),
        None => section.title.clone(),
    };
    sections.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Headings at the end with no text under them, as a passage of their own.
fn last_headings(sections: &[Section], first: usize) -> Option<Draft> {
    let left = sections.get(first..).filter(|left| !left.is_empty())?;
    let text = heading_lines(left);
    Some(Draft {
        kind: PassageKind::Paragraph,
        section: Some(sections.len() - 1),
        paragraph: 1,
        label: None,
        page: None,
        language: None,
        lines: left
            .iter()
            .scan(0, |at, section| {
                let start = *at;
                *at += heading_lines(std::slice::from_ref(section)).len() + 1;
                Some((start as u32, section.line as u32))
            })
            .collect(),
        source: left[0].span.start..left[left.len() - 1].span.end,
        mentions: Vec::new(),
        block: None,
        words: text.split_whitespace().count(),
        tags: Vec::new(),
        collections: Vec::new(),
        text,
    })
}

/// Languages that a document's running text is really written in: its own, and each with a tenth of the text.
///
/// Of a short paragraph trigrams say Danish or Dutch for English with much code in it; a bibliography holds what it
/// holds and is left alone.
///
/// A language that the file states of a passage (`stated`, one a record) is believed.
fn plausible(records: &mut [PassageRecord], stated: &[Option<Language>], fallback: Language) {
    let mut bytes: BTreeMap<String, usize> = BTreeMap::new();
    let running =
        |record: &PassageRecord| !matches!(record.kind, PassageKind::Entry | PassageKind::Note);
    for record in records.iter().filter(|record| running(record)) {
        *bytes.entry(record.language.clone()).or_default() += record.text.len();
    }
    let all: usize = bytes.values().sum();
    let stated = stated.iter().map(|own| own.map(Language::code));
    for (record, stated) in records.iter_mut().zip(stated) {
        let known = !running(record)
            || stated == Some(record.language.as_str())
            || record.language == fallback.code()
            || record.language == Language::Korean.code();
        if !known
            && bytes
                .get(&record.language)
                .is_none_or(|&own| own * PLAUSIBLE_SHARE < all)
        {
            fallback.code().clone_into(&mut record.language);
        }
    }
}

/// The language that short passages inherit: what the metadata states, else that of the running text.
fn document_language(document: &Document, drafts: &[Draft]) -> Language {
    if let Some(stated) = document.language.as_deref().and_then(Language::from_code) {
        return stated;
    }
    let mut sample = String::new();
    for draft in drafts
        .iter()
        .filter(|draft| draft.kind == PassageKind::Paragraph)
    {
        sample.push_str(&draft.text);
        sample.push('\n');
        if sample.len() > 8 * 1024 {
            break;
        }
    }
    if sample.is_empty() {
        sample = drafts
            .iter()
            .take(20)
            .map(|draft| draft.text.as_str())
            .collect::<Vec<_>>()
            .join("\n");
    }
    Language::detect_or(&sample, Language::English)
}

/// Makes citable ids: they depend on the text alone, so they stay while the text stays.
struct Ids<'a> {
    document: &'a str,
    taken: HashMap<String, u32>,
}

impl<'a> Ids<'a> {
    fn new(document: &'a str) -> Self {
        Self {
            document,
            taken: HashMap::new(),
        }
    }

    fn next(&mut self, text: &str) -> String {
        // Told without a look into tables, as of most texts: Latin-1, Hangul, Han, dashes and quotation marks.
        let is_plain = |c| matches!(c, '\0'..='\u{2ff}' | '가'..='힣' | '\u{4e00}'..='\u{9fff}' | '\u{2010}'..='\u{2027}');
        let is_composed = || is_nfc_quick(text.chars()) == IsNormalized::Yes;
        let normal = match text.chars().all(is_plain) || is_composed() {
            true => Cow::Borrowed(text),
            false => Cow::Owned(text.nfc().collect()),
        };
        let mut hash = Sha256::new();
        for word in normal.split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
        let short = hex(&hash.finalize()[..4]);
        let count = self.taken.entry(short.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            format!("{}#{short}", self.document)
        } else {
            format!("{}#{short}-{count}", self.document)
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
