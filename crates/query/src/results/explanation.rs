//! How a score is made: for those who tune an index, or doubt one.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

/// How the score of a hit is made. The scores of its parts sum up to [`crate::Hit::score`].
///
/// Unlike everything else in a result it speaks of the engine's insides: which words it wrote into the index, and by
/// which formula they count. It may change whenever that does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// How closely the document answers.
    pub level: Level,
    /// The score of the hit.
    pub score: f32,
    /// What it is summed from.
    pub parts: Vec<ScorePart>,
    /// What the score of the document is made of.
    pub document: DocumentScore,
}

/// How closely a document answers; the closer ones come first, whatever their scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Level {
    /// All stands in one passage.
    Passage,
    /// All stands in one document.
    Document,
    /// Some of a question does.
    Some,
}

/// A part of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct ScorePart {
    /// The part of the query.
    pub query: String,
    /// What it counts.
    pub kind: PartKind,
    /// What was written into the index for it and stands in the passage, with how often.
    pub forms: Vec<FormCount>,
    /// How much the tier of this part counts.
    pub weight: f32,
    /// Inverse document frequency: how much rarer it is than all passages (natural logarithm).
    pub rarity: f32,
    /// In how many passages of the index it stands.
    pub passages: u64,
    /// How often it stands here; a variant counts by its weight.
    pub frequency: f32,
    /// Length of the passage, in tokens of the field.
    pub length: u32,
    /// Mean length of all passages, in tokens of the field.
    pub mean_length: f32,
    /// What it adds.
    pub score: f32,
}

/// What a part of a score counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PartKind {
    /// Words and pairs of syllables as they are written.
    Surface,
    /// Stems, morphemes, readings, normal forms.
    Stem,
    /// Other spellings of a name, other names.
    Variants,
    /// Standing there as typed, where there are variants.
    AsTyped,
    /// All words in the order in which they were typed.
    InOrder,
}

/// A form in the index, and how often it stands in a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct FormCount {
    /// The form; a stem has the code of its language behind a slash.
    pub form: String,
    /// How often.
    pub count: u32,
}

/// What the score of a document is made of: it is the sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct DocumentScore {
    /// The score of its best passage.
    pub best_passage: f32,
    /// What its title and all that it says as a whole add.
    pub context: f32,
}

impl PartKind {
    /// What it counts, in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Surface => "surface",
            Self::Stem => "stem",
            Self::Variants => "variants",
            Self::AsTyped => "as typed",
            Self::InOrder => "in order",
        }
    }
}

impl Display for ScorePart {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.3} {} \"{}\"",
            self.score,
            self.kind.name(),
            self.query
        )?;
        let forms: Vec<String> = self
            .forms
            .iter()
            .map(|form| format!("{}×{}", form.form, form.count))
            .collect();
        if !forms.is_empty() {
            write!(f, " [{}]", forms.join(" "))?;
        }
        if self.frequency > 0.0 {
            write!(
                f,
                " weight {:.2} idf {:.2} (in {} passages) tf {:.1} length {} of {:.0}",
                self.weight,
                self.rarity,
                self.passages,
                self.frequency,
                self.length,
                self.mean_length
            )?;
        }
        Ok(())
    }
}

/// A line for the whole, and one for each part.
impl Display for Explanation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Passage => "all in one passage",
            Level::Document => "all in one document",
            Level::Some => "some of a question",
        };
        write!(
            f,
            "score {:.3} ({level}); document {:.3} = best passage {:.3} + title and whole {:.3}",
            self.score,
            self.document.best_passage + self.document.context,
            self.document.best_passage,
            self.document.context
        )?;
        self.parts
            .iter()
            .try_for_each(|part| write!(f, "\n  {part}"))
    }
}
