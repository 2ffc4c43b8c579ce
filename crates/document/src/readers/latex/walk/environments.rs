//! Environments: lists, tables, the bibliography, what is kept as it stands.

use super::{DEEPEST, Walk, Within};
use crate::draft::Shape;
use crate::readers::latex::commands::{FORMULAS, VERBATIM, without_groups, without_options};
use crate::readers::latex::group;
use crate::tree::SectionKind;

impl Walk<'_> {
    pub(super) fn begin<'t>(&mut self, rest: &'t str) -> &'t str {
        let Some((name, rest)) = group(rest) else {
            return rest;
        };
        let bare = name.trim_end_matches('*');
        if VERBATIM.contains(&bare) || FORMULAS.contains(&bare) {
            return self.verbatim(name, rest);
        }
        if bare == "comment" {
            let close = format!("\\end{{{name}}}");
            let end = rest.find(&close).map(|end| end + close.len());
            return end.map_or("", |end| &rest[end..]);
        }
        let mut rest = without_options(rest);
        let own = match bare {
            "itemize" | "description" | "enumerate" => {
                self.end_part_now();
                Within::List {
                    number: self.out.list(),
                    counts: (bare == "enumerate").then_some(0),
                }
            }
            "tabular" | "tabularx" | "tabulary" | "longtable" | "supertabular" | "array" => {
                self.end_part_now();
                // The width and the columns.
                let groups = if matches!(bare, "tabularx" | "tabulary") {
                    2
                } else {
                    1
                };
                rest = without_groups(without_options(rest), groups);
                let around = self.within.iter().rev().find_map(|(_, own)| match own {
                    Within::Float { table } => Some(*table),
                    _ => None,
                });
                Within::Table {
                    number: around.unwrap_or_else(|| self.out.table()),
                }
            }
            "table" | "wraptable" | "sidewaystable" => {
                self.end_part_now();
                Within::Float {
                    table: self.out.table(),
                }
            }
            "thebibliography" => {
                self.end_part_now();
                rest = without_groups(rest, 1);
                self.heading("References", SectionKind::Bibliography);
                Within::Bibliography
            }
            "abstract" => {
                self.end_part_now();
                self.heading("Abstract", SectionKind::Abstract);
                Within::Other
            }
            // Within a cell it only sets the text.
            "minipage" => {
                rest = without_groups(rest, 1);
                Within::Other
            }
            _ => {
                if self.table().is_none() {
                    self.end_paragraph();
                }
                Within::Other
            }
        };
        if self.within.len() >= DEEPEST {
            self.is_cut = true;
            return rest;
        }
        // What only sets text leaves it where it stands.
        if own != Within::Other {
            self.within.push((name.to_owned(), own));
        }
        rest
    }

    pub(super) fn end<'t>(&mut self, rest: &'t str) -> &'t str {
        let Some((name, behind)) = group(rest) else {
            return rest;
        };
        if let Some(at) = self.within.iter().rposition(|(own, _)| own == name) {
            self.end_part_now();
            self.within.truncate(at);
        } else if self.table().is_none() && self.parts == 0 {
            self.end_paragraph();
        }
        behind
    }

    /// A cell over several columns: `\multicolumn{2}{c}{both}`.
    pub(super) fn wide_cell<'t>(&mut self, rest: &'t str) -> &'t str {
        /// Wider cells are a fault or mischief.
        const WIDEST: usize = 50;
        let columns = group(rest.trim_start()).and_then(|(count, _)| count.trim().parse().ok());
        let rest = without_groups(rest, 2);
        let Some((cell, behind)) = group(rest.trim_start()) else {
            return rest;
        };
        self.expand(cell);
        for _ in 1..columns.unwrap_or(1usize).min(WIDEST) {
            if self.table().is_some() && self.is_open {
                self.out.cell();
            }
        }
        behind
    }

    /// Keeps what stands in an environment as it is.
    fn verbatim<'t>(&mut self, name: &str, rest: &'t str) -> &'t str {
        let close = format!("\\end{{{name}}}");
        let end = rest.find(&close).unwrap_or(rest.len());
        self.end_part_now();
        if self.parts == 0 && self.table().is_none() {
            self.out.begin(Shape::Preformatted);
            self.out.text(rest[..end].trim_matches('\n'));
            self.out.end();
        }
        rest.get(end + close.len()..).unwrap_or_default()
    }
}
