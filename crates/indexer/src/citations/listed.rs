//! Notes and the bibliography beside them: a note cites the entries that list the works it cites, and an entry that
//! neither a marker nor a note cites is told.
//!
//! Which works are the same is decided by what they were parsed to be ([`seoji_schema::cluster`]), not by the words
//! around a year.

use std::collections::{BTreeMap, HashMap, HashSet};

use seoji_schema::{Mention, PassageKind, PassageRecord, TextSpan, WorkSketch, cluster};

use super::Oddity;
use crate::passages::mentions;

/// A person wants to see the first few.
const NAMED: usize = 10;

/// A citation by its record and its number there.
#[derive(Clone, Copy)]
struct Place {
    record: usize,
    citation: usize,
}

/// Links the works of notes with the entries that list them; takes time linear in the number of citations.
pub(crate) fn link(records: &mut [PassageRecord]) {
    let has = |kind: PassageKind| records.iter().any(|record| record.kind == kind);
    if !has(PassageKind::Entry) || !has(PassageKind::Note) {
        return;
    }
    let mut places = Vec::new();
    let mut sketches = Vec::new();
    for (record, own) in records.iter().enumerate() {
        if matches!(own.kind, PassageKind::Entry | PassageKind::Note) {
            for (citation, work) in own.citations.iter().enumerate() {
                places.push(Place { record, citation });
                sketches.push(WorkSketch::of(work));
            }
        }
    }
    let works = cluster(&sketches);
    // The first entry that lists a work.
    let mut listed: HashMap<usize, usize> = HashMap::new();
    for (place, work) in places.iter().zip(&works) {
        if records[place.record].kind == PassageKind::Entry {
            listed.entry(*work).or_insert(place.record);
        }
    }
    let mut cited: BTreeMap<usize, Vec<(TextSpan, usize)>> = BTreeMap::new();
    for (place, work) in places.iter().zip(&works) {
        let note = &records[place.record];
        if let (PassageKind::Note, Some(&entry)) = (note.kind, listed.get(work)) {
            let span = note.citations[place.citation].span;
            cited.entry(place.record).or_default().push((span, entry));
        }
    }
    for (note, works) in cited {
        give(records, note, &works);
    }
}

/// Gives a note the entries that list its works, each with the place in the note.
fn give(records: &mut [PassageRecord], note: usize, works: &[(TextSpan, usize)]) {
    let mut mentioned = std::mem::take(&mut records[note].mentions);
    let mut dropped: Vec<u32> = Vec::new();
    for &(span, entry) in works {
        let ordinal = records[entry].ordinal;
        // What a name beside a year was taken for is told better by the whole citation.
        mentioned.retain(|mention| {
            let inside = span.0 <= mention.marker.0 && mention.marker.1 <= span.1;
            let is_entry = |at: &u32| {
                let meant = records.get(*at as usize);
                meant.is_some_and(|meant| meant.kind == PassageKind::Entry)
            };
            let of_entries = !mention.entries.is_empty() && mention.entries.iter().all(is_entry);
            let is_other = inside && of_entries && !mention.entries.contains(&ordinal);
            if is_other {
                dropped.extend(&mention.entries);
            }
            !is_other
        });
        let known = mentioned.iter().any(|mention| {
            mention.marker.0 < span.1
                && span.0 < mention.marker.1
                && mention.entries.contains(&ordinal)
        });
        if !known {
            let mut own = [Mention {
                marker: span,
                sentence: span,
                labels: records[entry].label.clone().into_iter().collect(),
                entries: vec![ordinal],
            }];
            mentions::give_sentences(&records[note].text, &mut own);
            mentioned.extend(own);
        }
        let (id, number) = (records[note].id.clone(), records[note].ordinal);
        let entry = &mut records[entry];
        if let Err(at) = entry.citing.binary_search(&number) {
            entry.citing.insert(at, number);
            entry.cited_by.insert(at, id);
        }
    }
    mentioned.sort_by_key(|mention| mention.marker);
    let number = records[note].ordinal;
    for entry in dropped {
        let still = mentioned
            .iter()
            .any(|mention| mention.entries.contains(&entry));
        let entry = &mut records[entry as usize];
        if let (false, Ok(at)) = (still, entry.citing.binary_search(&number)) {
            entry.citing.remove(at);
            entry.cited_by.remove(at);
        }
    }
    let mut cites: Vec<String> = Vec::new();
    for label in mentioned.iter().flat_map(|mention| &mention.labels) {
        if !cites.contains(label) {
            cites.push(label.clone());
        }
    }
    records[note].cites = cites;
    records[note].mentions = mentioned;
}

/// The entries and notes that no marker names and no note cites, in one warning; `called` are the labels of markers, in
/// lower case.
///
/// None where the document has no markers at all, such as a list of works or a text that was read without its raised
/// numbers.
pub(crate) fn uncited(records: &[PassageRecord], called: &HashSet<String>) -> Option<Oddity> {
    if called.is_empty() {
        return None;
    }
    let is_listed = |record: &&PassageRecord| match record.kind {
        PassageKind::Note => true,
        PassageKind::Entry => !record.citing.iter().any(|&by| {
            let by = records.get(by as usize);
            by.is_some_and(|by| by.kind != PassageKind::Entry)
        }),
        _ => false,
    };
    let mut left: Vec<(&PassageRecord, &str)> = Vec::new();
    let mut seen = HashSet::new();
    for record in records.iter().filter(is_listed) {
        if let Some(label) = record.label.as_deref()
            && !called.contains(&label.to_lowercase())
            && seen.insert((record.kind, label))
        {
            left.push((record, label));
        }
    }
    let (first, _) = left.first()?;
    let names: Vec<&str> = left.iter().take(NAMED).map(|&(_, label)| label).collect();
    let mut message = format!("no marker names the entry or note {}", names.join(", "));
    if left.len() > NAMED {
        message.push_str(&format!(" and {} more", left.len() - NAMED));
    }
    Some(Oddity {
        line: first.line_at(0),
        message,
    })
}
