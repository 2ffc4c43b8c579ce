//! How long it takes to expand a name in an index of 100,000 surfaces.

use std::collections::BTreeSet;
use std::hint::black_box;

use anyhow::ensure;
use cpu_time::ProcessTime;
use seoji_analysis::Analyzer;
use seoji_analysis::names::training::{Model, keys_with};
use seoji_analysis::names::{Asked, Key, NameQuery};
use seoji_schema::Fields;
use seoji_train::names::{Kind, Pair};
use tantivy::schema::{Field, Schema};
use tantivy::{Index, Searcher, TantivyDocument};

use super::figures::print;

/// Surfaces of the index.
const SURFACES: usize = 100_000;
/// Queries of each kind.
const QUERIES: usize = 1_000;
/// Each query is asked this many times; the least time counts.
const ROUNDS: usize = 3;

/// Builds the index and asks it.
pub(crate) fn measure(model: &'static Model, pairs: &[Pair]) -> anyhow::Result<()> {
    let surfaces = surfaces(pairs);
    if surfaces.len() < SURFACES {
        println!(
            "skipped: eval: names expansion: these pairs make {} surfaces of {SURFACES}",
            surfaces.len()
        );
        return Ok(());
    }
    // The field as the schema has it, alone.
    let fields = Fields::new();
    let mut schema = Schema::builder();
    let field = schema.add_field(fields.schema().get_field_entry(fields.keys).clone());
    let mut writer =
        Index::create_in_ram(schema.build()).writer_with_num_threads(1, 100_000_000)?;
    let mut keys = Vec::new();
    for document in surfaces.iter().collect::<Vec<_>>().chunks(100) {
        let mut entry = TantivyDocument::new();
        for surface in document {
            keys_with(model, surface, &mut keys);
            for key in &keys {
                entry.add_text(field, key.term(surface));
            }
        }
        writer.add_document(entry)?;
    }
    writer.commit()?;
    let searcher = writer.index().reader()?.searcher();
    let persons: Vec<&Pair> = pairs
        .iter()
        .filter(|pair| pair.kind == Kind::Person)
        .collect();
    let step = (persons.len() / QUERIES).max(1);
    let analyzer = Analyzer::embedded();
    let mut times = Vec::new();
    for pair in persons.iter().step_by(step).take(QUERIES) {
        for run in [&pair.latin, &pair.hangul] {
            let mut least = f64::INFINITY;
            for _ in 0..ROUNDS {
                let clock = ProcessTime::now();
                black_box(expand(&analyzer, &searcher, field, run)?);
                least = least.min(clock.elapsed().as_secs_f64() * 1e6);
            }
            times.push(least);
        }
    }
    ensure!(!times.is_empty(), "there are no persons to ask for");
    times.sort_by(f64::total_cmp);
    for (metric, part) in [("p50-us", 50), ("p99-us", 99)] {
        print(
            "expansion",
            metric,
            times[times.len() * part / 100],
            times.len(),
        );
    }
    Ok(())
}

/// What a search does with a run that may be a name: keys, surfaces under them, the choice; in two stages.
fn expand(
    analyzer: &Analyzer,
    searcher: &Searcher,
    field: Field,
    run: &str,
) -> anyhow::Result<usize> {
    let model = Model::committed();
    let Some(query) = NameQuery::read_with(model, run, Asked::Forced) else {
        return Ok(0);
    };
    for keys in [query.keys(), query.second_stage_keys()] {
        let chosen = query.choose(
            analyzer,
            under(searcher, field, keys)?.iter().map(String::as_str),
        );
        if !chosen.is_empty() {
            return Ok(chosen.len());
        }
    }
    Ok(0)
}

/// The surfaces of an index that have one of `keys`.
fn under(searcher: &Searcher, field: Field, keys: &[Key]) -> anyhow::Result<BTreeSet<String>> {
    let mut surfaces = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        for key in keys {
            let prefix = key.prefix();
            let mut terms = inverted.terms().range().ge(&prefix).into_stream()?;
            while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                let term = std::str::from_utf8(terms.key())?;
                surfaces.extend(Key::surface_of(term).map(|surface| surface.into_owned()));
            }
        }
    }
    Ok(surfaces)
}

/// Names of real parts: every spelling of the pairs, then family names with given names of others, in both scripts.
fn surfaces(pairs: &[Pair]) -> BTreeSet<String> {
    let mut surfaces: BTreeSet<String> = pairs
        .iter()
        .flat_map(|pair| [pair.latin.clone(), pair.hangul.replace(' ', "")])
        .collect();
    let persons: Vec<(&str, &str, &str, &str)> = pairs
        .iter()
        .filter(|pair| pair.kind == Kind::Person && pair.hangul.chars().count() == 3)
        .filter_map(|pair| {
            let (family, given) = pair.hangul.split_at(3);
            let (latin_family, latin_given) = pair.latin.split_once(' ')?;
            Some((family, given, latin_family, latin_given))
        })
        .collect();
    for distance in 1..persons.len() {
        for (at, (family, _, latin_family, _)) in persons.iter().enumerate() {
            let (_, given, _, latin_given) = persons[(at + distance) % persons.len()];
            for surface in [
                format!("{family}{given}"),
                format!("{latin_family} {latin_given}"),
            ] {
                if surfaces.len() == SURFACES {
                    return surfaces;
                }
                surfaces.insert(surface);
            }
        }
    }
    surfaces
}
