//! The text of a piece of HTML that is no page, as reference managers keep notes.

use super::render::is_block;
use super::tokens::{Token, Tokens};

/// The text of a piece of HTML: a line for each paragraph, heading, item and row.
///
/// ```
/// assert_eq!(seoji_document::text_of_html("<p>A &amp; B<br>c</p>"), "A & B\nc");
/// ```
pub fn text_of_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for token in Tokens::new(html) {
        match token {
            Token::Text(range) => out.push_str(&html_escape::decode_html_entities(&html[range])),
            Token::Start { name, .. } | Token::End(name) => {
                if name == "br" || is_block(&name) {
                    out.push('\n');
                }
            }
        }
    }
    let lines = out
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_read_without_their_markup() {
        for (html, text) in [
            (
                "<div><h1>북한</h1><p>A &amp; B<br/>c</p></div>",
                "북한\nA & B\nc",
            ),
            (
                "a < b &unknown; &#48;&#x41; &nbsp;x",
                "a < b &unknown; 0A x",
            ),
            ("<p>never closed <b", "never closed <b"),
            ("", ""),
        ] {
            assert_eq!(text_of_html(html), text);
        }
    }
}
