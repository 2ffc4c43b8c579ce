//! Where a passage cites entries and notes: the marker, the sentence around it, what it means; and the way back.

use std::collections::HashMap;
use std::ops::Range;

use seoji_document::Block;
use seoji_schema::{Mention, PassageKind, PassageRecord, TextSpan};

/// A mention before it is known which passages it means.
pub(super) struct Found {
    pub(super) mention: Mention,
    /// The block that it means, where its label alone does not say so.
    pub(super) target: Option<usize>,
    /// Whether the words repeat the citation of what they mean (`Ibid.`).
    pub(super) repeats: bool,
}

/// A note that repeats the citation of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    /// The note that repeats, as an index of records.
    pub(crate) note: usize,
    /// What it repeats, as an index of records.
    pub(crate) of: usize,
    /// The words that repeat.
    pub(crate) words: TextSpan,
}

/// The mentions in a piece of a block that stands at byte `at` of its passage; `label_of` gives the label of a block.
pub(super) fn in_piece(
    block: &Block,
    piece: &Range<usize>,
    at: usize,
    label_of: impl Fn(usize) -> Option<String>,
) -> Vec<Found> {
    let place = |span: &Range<usize>| -> TextSpan {
        let start = at + span.start - piece.start;
        let end = at + span.end.min(piece.end) - piece.start;
        (start as u32, end as u32)
    };
    let mention = |span: &Range<usize>, labels: Vec<String>| Mention {
        marker: place(span),
        sentence: (0, 0),
        labels,
        entries: Vec::new(),
    };
    let inside = |span: &Range<usize>| piece.contains(&span.start);
    let from = block
        .markers
        .partition_point(|marker| marker.span.start < piece.start);
    let markers = block.markers[from..]
        .iter()
        .take_while(|marker| inside(&marker.span));
    let mut found: Vec<Found> = markers
        .map(|marker| Found {
            mention: mention(&marker.span, marker.labels.clone()),
            target: None,
            repeats: false,
        })
        .collect();
    let back = block
        .back_references
        .iter()
        .filter(|back| inside(&back.span));
    found.extend(back.map(|back| Found {
        mention: mention(&back.span, label_of(back.target).into_iter().collect()),
        target: Some(back.target),
        repeats: back.repeats,
    }));
    found.sort_by_key(|found| found.mention.marker);
    found
}

/// Links mentions and entries both ways and gives each mention its sentence.
///
/// Where a label stands several times (notes that count anew in each chapter), a marker means the next one, or the
/// last when none follows; so the links stay as many as the markers. `passage_of` gives the passage of a block.
/// Returns the notes that repeat a citation, in order.
pub(super) fn link(
    records: &mut [PassageRecord],
    mentions: Vec<Vec<Found>>,
    passage_of: &HashMap<usize, usize>,
) -> Vec<Repeat> {
    let mut all_repeats = Vec::new();
    let places = Places::of(records);
    for (at, found) in mentions.into_iter().enumerate() {
        let mut cites: Vec<String> = Vec::new();
        let mut settled = Vec::with_capacity(found.len());
        let mut seen = std::collections::HashSet::new();
        for Found {
            mut mention,
            target,
            repeats,
        } in found
        {
            for label in &mention.labels {
                if seen.insert(label.clone()) {
                    cites.push(label.clone());
                }
            }
            let meant = match target {
                Some(block) => passage_of.get(&block).copied().into_iter().collect(),
                None => places.meant(&mention.labels, at),
            };
            for entry in meant {
                let entry: usize = entry;
                if repeats && entry < at {
                    let words = mention.marker;
                    all_repeats.push(Repeat {
                        note: at,
                        of: entry,
                        words,
                    });
                }
                let ordinal = records[entry].ordinal;
                if entry != at && !mention.entries.contains(&ordinal) {
                    mention.entries.push(ordinal);
                }
            }
            settled.push(mention);
        }
        give_sentences(&records[at].text, &mut settled);
        let (id, ordinal) = (records[at].id.clone(), records[at].ordinal);
        for mention in &settled {
            for &entry in &mention.entries {
                let entry = &mut records[entry as usize];
                // Passages come in order, so one that is known is the last.
                if entry.citing.last() != Some(&ordinal) {
                    entry.citing.push(ordinal);
                    entry.cited_by.push(id.clone());
                }
            }
        }
        records[at].cites = cites;
        records[at].mentions = settled;
    }
    all_repeats
}

/// Where entries and notes with a label stand.
struct Places(HashMap<(PassageKind, String), Vec<usize>>);

impl Places {
    fn of(records: &[PassageRecord]) -> Self {
        let mut places: HashMap<(PassageKind, String), Vec<usize>> = HashMap::new();
        for (at, record) in records.iter().enumerate() {
            let called = matches!(record.kind, PassageKind::Entry | PassageKind::Note);
            if let (true, Some(label)) = (called, &record.label) {
                let key = (record.kind, label.to_lowercase());
                places.entry(key).or_default().push(at);
            }
        }
        Self(places)
    }

    /// The entries and notes that a marker in passage `at` means.
    fn meant(&self, labels: &[String], at: usize) -> Vec<usize> {
        let mut meant = Vec::new();
        for label in labels {
            for kind in [PassageKind::Entry, PassageKind::Note] {
                if let Some(places) = self.0.get(&(kind, label.to_lowercase())) {
                    let next = places.partition_point(|&place| place < at);
                    meant.push(places[next.min(places.len() - 1)]);
                }
            }
        }
        meant
    }
}

/// The sentence around each mention; both are in order of the text.
pub(crate) fn give_sentences(text: &str, mentions: &mut [Mention]) {
    if mentions.is_empty() {
        return;
    }
    // Joined paragraphs, rows and items stand on lines of their own.
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for sentence in seoji_analysis::sentences(text) {
        let mut start = sentence.start;
        for line in text[sentence].split_inclusive('\n') {
            let end = start + line.trim_end().len();
            if start < end {
                sentences.push(start..end);
            }
            start += line.len();
        }
    }
    for mention in mentions {
        let (start, end) = (mention.marker.0 as usize, mention.marker.1 as usize);
        let after = sentences.partition_point(|sentence| sentence.start <= start);
        let Some(mut at) = after.checked_sub(1) else {
            mention.sentence = mention.marker;
            continue;
        };
        let to = sentences[at].end.max(end);
        // A marker behind the closing quotes of a sentence belongs to it, although no sentence goes on there.
        let says = |at: usize| {
            text[sentences[at].start..start]
                .chars()
                .any(char::is_alphabetic)
        };
        while at > 0 && !says(at) && !text[sentences[at - 1].end..start].contains('\n') {
            at -= 1;
        }
        let from = sentences[at].start.min(start);
        mention.sentence = (from as u32, to as u32);
    }
}
