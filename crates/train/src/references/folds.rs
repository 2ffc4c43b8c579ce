//! An honest split: a style is not on both sides.
//!
//! - GROBID's ids carry the citing paper or file: all entries of one are in one fold. Its mixed file `citations` and
//!   AnyStyle's files have no source, but neighbours are of one bibliography: stretches of 40 ids stay together.
//! - KISTI's ids carry the file, which keeps one language and share; files are the groups.
//! - Entries with the same title are the same work and stay together, whatever their set.

use std::collections::BTreeMap;

use seoji_document::references::labelling::Label;

use super::labelled::Example;

/// How many folds.
pub const FOLDS: usize = 5;

/// The fold of each example.
pub fn folds(examples: &[Example]) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..examples.len()).collect();
    let mut first_of: BTreeMap<String, usize> = BTreeMap::new();
    for (at, example) in examples.iter().enumerate() {
        let mut keys = vec![format!("source {}", source(example))];
        if let Some((_, span)) = example
            .fields
            .iter()
            .find(|(label, _)| *label == Label::Title)
        {
            let title: String = example.text[span.clone()]
                .chars()
                .filter(|ch| ch.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect();
            if title.chars().count() >= 12 {
                keys.push(format!("title {title}"));
            }
        }
        for key in keys {
            // Works tie entries together, not whole sources: the repeated entry joins the fold of the first.
            match key.starts_with("title") {
                false => {
                    let first = *first_of.entry(key).or_insert(at);
                    parents[at] = parents[first];
                }
                true => {
                    if let Some(&first) = first_of.get(&key) {
                        parents[at] = parents[first];
                    } else {
                        first_of.insert(key, at);
                    }
                }
            }
        }
    }
    // The largest groups first, each into the fold with the fewest entries of its set.
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, &parent) in parents.iter().enumerate() {
        groups.entry(parent).or_default().push(at);
    }
    let mut groups: Vec<(usize, Vec<usize>)> = groups.into_iter().collect();
    groups.sort_by_key(|(parent, own)| (std::cmp::Reverse(own.len()), *parent));
    let mut counts: BTreeMap<(&str, String), [usize; FOLDS]> = BTreeMap::new();
    let mut folds = vec![0; examples.len()];
    for (parent, own) in groups {
        let example = &examples[parent];
        // Files of one language and set (`kisti_test_kr`, `kisti_valid_kr`) go to different folds.
        let kind = match example.set {
            "grobid-kisti" => source(example)
                .rsplit('_')
                .next()
                .unwrap_or_default()
                .to_owned(),
            _ => String::new(),
        };
        let counts = counts.entry((example.set, kind)).or_default();
        let fold = (0..FOLDS).min_by_key(|&fold| counts[fold]).unwrap_or(0);
        counts[fold] += own.len();
        for at in own {
            folds[at] = fold;
        }
    }
    folds
}

/// The source that an entry is from.
fn source(example: &Example) -> String {
    let id = example
        .id
        .split_once(':')
        .map_or(example.id.as_str(), |(_, id)| id);
    match id.split_once('#') {
        Some(("citations", number)) => {
            format!("citations {}", number.parse::<usize>().unwrap_or(0) / 40)
        }
        Some((source, _)) => source.to_owned(),
        None => format!("{} {}", example.set, id.parse::<usize>().unwrap_or(0) / 40),
    }
}
