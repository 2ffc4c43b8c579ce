//! The fields of an index and which analysis each gets.

use seoji_analysis::{Analyzer, Field, FieldTokenizer};
use tantivy::schema::{
    FAST, Field as TantivyField, INDEXED, IndexRecordOption, STORED, STRING, Schema,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use crate::Error;

/// Name of the tokenizer of the `literal` field.
pub const LITERAL_TOKENIZER: &str = "seoji-literal";
/// Name of the tokenizer of the `stem` field.
pub const STEM_TOKENIZER: &str = "seoji-stem";

/// The fields of an index.
///
/// Of the two text fields `literal` has positions (phrases run there) and `stem` has none; ARCHITECTURE.md has the
/// table of the layouts that were compared.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Folded words and syllable bigrams, with positions.
    pub literal: TantivyField,
    /// Morphemes, stems, readings and normal forms, with frequencies.
    pub stem: TantivyField,
    /// Id of the record, one term.
    pub id: TantivyField,
    /// Id of the document, one term (on passages and on the document's own record).
    pub document: TantivyField,
    /// Position of the document in corpus order, a column.
    pub document_number: TantivyField,
    /// Position of the passage in its document, a column.
    pub ordinal: TantivyField,
    /// Kind of record, one term ([`crate::PassageKind::name`]).
    pub kind: TantivyField,
    /// Part of the document, one term ([`crate::Zone::name`]).
    pub zone: TantivyField,
    /// Language, one term.
    pub language: TantivyField,
    /// Label of an entry, note or table, one term in lower case.
    pub label: TantivyField,
    /// Tags, collections and type of file, as terms of [`crate::Attribute`] (on passages and on the document's own
    /// record).
    pub attributes: TantivyField,
    /// The names of a document by their coarse keys, on the document's own record: terms of
    /// [`Key::term`](seoji_analysis::names::Key::term).
    pub keys: TantivyField,
    /// What an entry cites or a document is, as terms of [`crate::CitationTerms`] with positions.
    pub citation: TantivyField,
    /// The same of the entries that a passage cites, and their labels.
    pub cited: TantivyField,
    /// Authors for counting, a column of several values.
    pub author_facet: TantivyField,
    /// Hosts for counting, a column of several values.
    pub site_facet: TantivyField,
    /// Years for counting, a column of several values.
    pub year_facet: TantivyField,
    /// Values of fields that a program gave, one term each ([`crate::FieldValue::term`]; on passages and on the
    /// document's own record).
    pub extra: TantivyField,
    /// The same for counting, a column of several values on the document's own record ([`crate::FieldValue::counted`]).
    pub extra_facet: TantivyField,
    /// The [`crate::Record`] as bytes.
    pub record: TantivyField,
    schema: Schema,
}

impl Fields {
    /// The fields of this format version.
    pub fn new() -> Self {
        let mut builder = Schema::builder();
        let text = |tokenizer: &str, option| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(tokenizer)
                    .set_index_option(option)
                    .set_fieldnorms(true),
            )
        };
        let literal = builder.add_text_field(
            "literal",
            text(LITERAL_TOKENIZER, IndexRecordOption::WithFreqsAndPositions),
        );
        let stem =
            builder.add_text_field("stem", text(STEM_TOKENIZER, IndexRecordOption::WithFreqs));
        let id = builder.add_text_field("id", STRING);
        let document = builder.add_text_field("document", STRING);
        let document_number = builder.add_u64_field("document_number", FAST | INDEXED);
        let ordinal = builder.add_u64_field("ordinal", FAST);
        let kind = builder.add_text_field("kind", STRING | FAST);
        let zone = builder.add_text_field("zone", STRING);
        let language = builder.add_text_field("language", STRING | FAST);
        let label = builder.add_text_field("label", STRING);
        let one_term = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        );
        let attributes = builder.add_text_field("attributes", one_term.clone());
        let keys = builder.add_text_field("keys", one_term.clone());
        let extra = builder.add_text_field("extra", one_term);
        // Whoever writes these two gives the tokens, with their positions.
        let positions = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::WithFreqsAndPositions)
                .set_fieldnorms(false),
        );
        let citation = builder.add_text_field("citation", positions.clone());
        let cited = builder.add_text_field("cited", positions);
        let column = TextOptions::default().set_fast("raw");
        let author_facet = builder.add_text_field("author_facet", column.clone());
        let site_facet = builder.add_text_field("site_facet", column.clone());
        let extra_facet = builder.add_text_field("extra_facet", column);
        let year_facet = builder.add_i64_field("year_facet", FAST);
        let record = builder.add_bytes_field("record", STORED);
        let schema = builder.build();
        Self {
            literal,
            stem,
            id,
            document,
            document_number,
            ordinal,
            kind,
            zone,
            language,
            label,
            attributes,
            keys,
            citation,
            cited,
            author_facet,
            site_facet,
            year_facet,
            extra,
            extra_facet,
            record,
            schema,
        }
    }

    /// The engine's schema.
    pub fn schema(&self) -> Schema {
        self.schema.clone()
    }

    /// The engine's field for one of the two text fields.
    pub fn text(&self, field: Field) -> TantivyField {
        match field {
            Field::Literal => self.literal,
            Field::Stem => self.stem,
        }
    }
}

impl Default for Fields {
    fn default() -> Self {
        Self::new()
    }
}

/// The fingerprint of an analysis, which an index and its readers must share.
///
/// # Errors
/// A dictionary that was opened from a folder and can no longer be read.
pub fn fingerprint(analyzer: &Analyzer) -> Result<String, Error> {
    analyzer.fingerprint().map_err(|error| Error::Dictionary {
        message: error.to_string(),
    })
}

/// Makes the analysis known to the engine under the names that the schema uses.
pub fn register_tokenizers(manager: &TokenizerManager, analyzer: &Analyzer) {
    manager.register(
        LITERAL_TOKENIZER,
        FieldTokenizer::new(analyzer.clone(), Field::Literal),
    );
    manager.register(
        STEM_TOKENIZER,
        FieldTokenizer::new(analyzer.clone(), Field::Stem),
    );
}
