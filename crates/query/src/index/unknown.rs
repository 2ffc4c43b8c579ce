//! What to tell of a condition that nothing in the index fulfils.

use seoji_schema::Attribute;

use super::Index;
use crate::Error;
use crate::citations::{CitationField, Condition};
use crate::error::of_engine;
use crate::parse::FilterField;
use crate::plan::Filter;
use crate::results::Hint;

impl Index {
    /// A condition that nothing in the index fulfils, with what it could say.
    pub(super) fn unknown_value(&self, filter: &Filter) -> Result<Hint, Error> {
        let value = filter.values.first().map_or("", String::as_str);
        let message = match filter.field {
            FilterField::Document => {
                format!(
                    "no document has the id \"{value}\"; an id is the path below the corpus folder without its ending"
                )
            }
            FilterField::Language => {
                let known: Vec<&str> = self
                    .inner
                    .info
                    .languages
                    .keys()
                    .map(String::as_str)
                    .collect();
                format!(
                    "no passage is in language \"{value}\"; here are {}",
                    known.join(", ")
                )
            }
            FilterField::Label => format!("no note, entry or table has the label \"{value}\""),
            FilterField::Kind => format!("no passage is of the kind \"{value}\""),
            FilterField::Zone => format!("no passage is in the {value}"),
            FilterField::Added => format!("no document with the id \"{value}\" was added then"),
            FilterField::Modified => {
                format!("no document with the id \"{value}\" was modified then")
            }
            FilterField::Path => format!("no document with the id \"{value}\" lies there"),
            FilterField::Extra(_) => format!("no document has the value \"{value}\""),
            FilterField::Tag => self.unknown_attribute(Attribute::Tag, "has the tag", value)?,
            FilterField::Collection => {
                self.unknown_attribute(Attribute::Collection, "is in the collection", value)?
            }
            FilterField::Type => {
                self.unknown_attribute(Attribute::Type, "is a file of the type", value)?
            }
        };
        Ok(Hint {
            message,
            query: None,
            span: None,
        })
    }

    /// Says that nothing has an attribute, and what there is.
    fn unknown_attribute(
        &self,
        attribute: Attribute,
        verb: &str,
        term: &str,
    ) -> Result<String, Error> {
        /// A person wants to see the first few.
        const TOLD: usize = 12;
        let value = attribute.value(term).unwrap_or(term);
        let mut known = self
            .inner
            .engine
            .attribute_values(attribute, TOLD + 1)
            .map_err(of_engine)?;
        let more = if known.len() > TOLD { " …" } else { "" };
        known.truncate(TOLD);
        Ok(match known.is_empty() {
            true => format!("nothing {verb} \"{value}\"; here are none"),
            false => format!(
                "nothing {verb} \"{value}\"; here are {}{more}",
                known.join(", ")
            ),
        })
    }
}

/// A condition that no citation of the index fulfils.
pub(super) fn unknown_condition(condition: &Condition) -> Hint {
    let text = &condition.text;
    let message = match condition.field {
        CitationField::Author => format!("no document and no cited work has an author \"{text}\""),
        CitationField::Title => {
            format!("no document and no cited work has \"{text}\" in its title")
        }
        CitationField::Year => format!("no document and no cited work is of {text}"),
        CitationField::Kind => format!("no cited work is of the kind \"{text}\""),
        CitationField::Accessed => format!("no citation was accessed {text}"),
        CitationField::Site => format!("no citation leads to the site \"{text}\""),
        CitationField::Key => format!("no entry and no document has the citation key \"{text}\""),
        CitationField::Cites => format!("no passage cites \"{text}\""),
    };
    Hint {
        message,
        query: None,
        span: Some(condition.span.clone().into()),
    }
}
