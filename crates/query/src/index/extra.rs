//! Fields that a program gave its documents: which terms the values of a query mean.

use seoji_schema::{FieldKind, FieldValue, field_term};

use super::Index;
use crate::Error;
use crate::error::of_engine;
use crate::plan::{days_between, numbers_between};
use crate::results::Hint;

impl Index {
    /// The names of the fields that a program gave the documents, in lower case.
    pub(crate) fn extra_names(&self) -> &[String] {
        &self.inner.extra_names
    }

    /// The terms of the index that any of the values means, and what to tell where a value says nothing or there are
    /// none.
    pub(super) fn extra_terms(
        &self,
        field: u16,
        values: &[String],
    ) -> Result<(Vec<String>, Option<Hint>), Error> {
        let name = self.inner.extra_names.get(usize::from(field));
        let name = name.map_or("", String::as_str);
        let kind = self.inner.info.fields.get(name);
        let kind = kind.copied().unwrap_or(FieldKind::Text);
        let (mut terms, mut hint) = (Vec::new(), None);
        for value in values {
            match between(name, kind, value) {
                Some((from, to)) => {
                    let found = self.inner.engine.extra_between(&from, &to);
                    terms.extend(found.map_err(of_engine)?);
                }
                None => {
                    let wanted = match kind {
                        FieldKind::Number => "a number such as 12, or 10..20",
                        FieldKind::Date => {
                            "a day such as 2019-06-20, a month or year, or two with .. between"
                        }
                        FieldKind::Text => "text",
                    };
                    hint = Some(told(format!(
                        "\"{value}\" is not what {name}: looks for; type {wanted}"
                    )));
                }
            }
        }
        terms.sort_unstable();
        terms.dedup();
        if terms.is_empty() && hint.is_none() {
            let values = values.join(" or ");
            hint = Some(told(format!("no document has {name}: {values}")));
        }
        Ok((terms, hint))
    }
}

fn told(message: String) -> Hint {
    Hint {
        message,
        query: None,
        span: None,
    }
}

/// The first and the last term that a value means, both included.
fn between(name: &str, kind: FieldKind, value: &str) -> Option<(String, String)> {
    match kind {
        FieldKind::Text => {
            let begins = value.strip_suffix('*').filter(|begins| !begins.is_empty());
            let from = FieldValue::Text(begins.unwrap_or(value).to_owned()).term(name);
            let to = match begins {
                Some(_) => format!("{from}\u{10ffff}"),
                None => from.clone(),
            };
            Some((from, to))
        }
        FieldKind::Number => {
            let (from, to) = numbers_between(value)?;
            let term = |number| FieldValue::Number(number).term(name);
            Some((term(from), term(to)))
        }
        FieldKind::Date => {
            let (from, to) = days_between(value)?;
            Some((field_term(name, &from), field_term(name, &to)))
        }
    }
}
