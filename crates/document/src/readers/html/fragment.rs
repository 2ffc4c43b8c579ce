//! Pages that become parts of one: their bodies one behind the other, ids and the links to them told apart.

use super::tokens::{Token, Tokens};
use super::tree::attributes;

/// A page that becomes a part.
pub(in crate::readers) struct Fragment<'f> {
    /// Its number among the parts.
    pub(in crate::readers) number: usize,
    /// The number of the part that an address without `#` means.
    pub(in crate::readers) file_number: &'f dyn Fn(&str) -> Option<usize>,
}

impl Fragment<'_> {
    /// Writes the body of a page.
    pub(in crate::readers) fn write(&self, page: &str, out: &mut String) {
        let mut in_head = false;
        for token in Tokens::new(page) {
            match token {
                Token::Start { name, .. } if name == "head" => in_head = true,
                Token::End(name) if name == "head" => in_head = false,
                // A page without an end of its head has a body all the same.
                Token::Start { name, .. } if name == "body" => in_head = false,
                Token::Start { name, .. } if name == "html" => {}
                Token::End(name) if name == "html" || name == "body" => {}
                _ if in_head => {}
                Token::Text(range) => out.push_str(&page[range]),
                Token::Start {
                    name,
                    attributes,
                    closed,
                } => {
                    out.push('<');
                    out.push_str(&name);
                    self.attributes(&page[attributes], out);
                    out.push_str(if closed { "/>" } else { ">" });
                }
                Token::End(name) => {
                    out.push_str("</");
                    out.push_str(&name);
                    out.push('>');
                }
            }
        }
        out.push('\n');
    }

    fn attributes(&self, tag: &str, out: &mut String) {
        for (name, value) in attributes(tag) {
            let value = match name.to_ascii_lowercase().as_str() {
                "id" | "name" => format!("{}-{value}", self.number),
                "href" => self.address(value),
                _ => value.to_owned(),
            };
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&value.replace('"', "&quot;"));
            out.push('"');
        }
    }

    fn address(&self, address: &str) -> String {
        let (file, id) = address.split_once('#').unwrap_or((address, ""));
        let is_elsewhere = file.contains("://") || file.starts_with("mailto:");
        let number = match file.is_empty() {
            true => Some(self.number),
            false if is_elsewhere => None,
            false => (self.file_number)(file),
        };
        match number {
            Some(number) if !id.is_empty() => format!("#{number}-{id}"),
            _ => address.to_owned(),
        }
    }
}

/// Whether a page is as a whole of one of these types (EPUB Structural Semantics): its body, or the first element in it.
pub(in crate::readers) fn is_of_type(page: &str, types: &[&str]) -> bool {
    let mut elements = Tokens::new(page)
        .filter_map(|token| match token {
            Token::Start {
                name, attributes, ..
            } => Some((name, attributes)),
            _ => None,
        })
        .skip_while(|(name, _)| name != "body")
        .take(2);
    elements.any(|(_, tag)| {
        attributes(&page[tag]).any(|(name, value)| {
            name == "epub:type" && value.split_whitespace().any(|own| types.contains(&own))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_part_that_holds_them() {
        let fragment = Fragment {
            number: 2,
            file_number: &|file| (file == "notes.xhtml").then_some(7),
        };
        let mut out = String::new();
        fragment.write(
            "<html><head><title>x</title></head><body><p ID='a'>b <a href=\"#a\">c</a> <a href='notes.xhtml#n'>1</a><a href='https://a.org/#x'>d</a><br/></p></body></html>",
            &mut out,
        );
        assert_eq!(
            out,
            "<p ID=\"2-a\">b <a href=\"#2-a\">c</a> <a href=\"#7-n\">1</a><a href=\"https://a.org/#x\">d</a><br/></p>\n"
        );
    }
}
