//! What each field of an index costs in bytes, by component.

use std::collections::BTreeMap;
use std::path::Path;

use seoji_analysis::Analyzer;
use tantivy::space_usage::PerFieldSpaceUsage;

/// Bytes and terms of one field over all segments of an index.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FieldSize {
    /// Terms, those of each segment counted.
    pub(super) terms: usize,
    dictionary: u64,
    postings: u64,
    positions: u64,
    norms: u64,
    column: u64,
}

impl FieldSize {
    /// Bytes of all components.
    pub(super) fn bytes(&self) -> u64 {
        self.dictionary + self.postings + self.positions + self.norms + self.column
    }
}

/// The fields of an index by name; beside them what the stored records take, in bytes.
pub(super) fn fields(index: &Path) -> anyhow::Result<(BTreeMap<String, FieldSize>, u64)> {
    let fingerprint = Analyzer::embedded().fingerprint()?;
    let generation = seoji_schema::IndexFolder::at(index).open(&fingerprint)?;
    let mut fields: BTreeMap<String, FieldSize> = BTreeMap::new();
    let mut stored = 0;
    for segment in generation.index.reader()?.searcher().segment_readers() {
        for (field, entry) in segment.schema().fields().filter(|(_, f)| f.is_indexed()) {
            let terms = segment.inverted_index(field)?.terms().num_terms();
            fields.entry(entry.name().to_owned()).or_default().terms += terms;
        }
        let usage = segment.space_usage()?;
        let mut add = |part: &PerFieldSpaceUsage, count: fn(&mut FieldSize) -> &mut u64| {
            for field in part.fields() {
                let size = fields.entry(field.field_name().to_owned()).or_default();
                *count(size) += field.total().get_bytes();
            }
        };
        add(usage.termdict(), |size| &mut size.dictionary);
        add(usage.postings(), |size| &mut size.postings);
        add(usage.positions(), |size| &mut size.positions);
        add(usage.fieldnorms(), |size| &mut size.norms);
        add(usage.fast_fields(), |size| &mut size.column);
        stored += usage.store().total().get_bytes();
    }
    Ok((fields, stored))
}

/// Prints a line a field, the largest first; shares are of the text of the corpus, in bytes.
pub(super) fn print(index: &Path, text_bytes: u64) -> anyhow::Result<()> {
    let (fields, stored) = fields(index)?;
    let share = |bytes: u64| bytes as f64 / text_bytes as f64;
    let mb = |bytes: u64| bytes as f64 / 1e6;
    println!(
        "bench: size records {:.2} MB ({:.3} of text)",
        mb(stored),
        share(stored)
    );
    let mut fields: Vec<(String, FieldSize)> = fields.into_iter().collect();
    fields.sort_by_key(|(_, size)| std::cmp::Reverse(size.bytes()));
    for (name, size) in fields
        .iter()
        .filter(|(_, size)| share(size.bytes()) > 0.001)
    {
        println!(
            "bench: size {name} {:.2} MB ({:.3} of text): {} terms, dictionary {:.2}, postings {:.2}, positions {:.2}, norms {:.2}, column {:.2} MB",
            mb(size.bytes()),
            share(size.bytes()),
            size.terms,
            mb(size.dictionary),
            mb(size.postings),
            mb(size.positions),
            mb(size.norms),
            mb(size.column),
        );
    }
    Ok(())
}
