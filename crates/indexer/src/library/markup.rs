//! The text of a note that a reference manager keeps as HTML.

/// The text of a piece of HTML: a line for each paragraph, heading, item and row.
pub(super) fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        rest = match rest.as_bytes()[at] {
            b'<' if behind
                .starts_with(|ch: char| ch.is_ascii_alphabetic() || "/!".contains(ch)) =>
            {
                let Some(end) = behind.find('>') else {
                    rest = &rest[at..];
                    break;
                };
                let name: String = behind[..end]
                    .trim_start_matches('/')
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect();
                if LINES.contains(&name.to_ascii_lowercase().as_str()) {
                    out.push('\n');
                }
                &behind[end + 1..]
            }
            b'&' => match character(behind) {
                Some((ch, length)) => {
                    out.push(ch);
                    &behind[length..]
                }
                None => {
                    out.push('&');
                    behind
                }
            },
            _ => {
                out.push('<');
                behind
            }
        };
    }
    out.push_str(rest);
    let lines = out
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Elements that begin a line.
const LINES: [&str; 14] = [
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "tr",
    "ul",
    "ol",
    "blockquote",
];

/// The character that a reference stands for, without its `&`, and the bytes of the reference.
fn character(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[..end];
    let ch = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|ch| !ch.is_control())?
        }
    };
    Some((ch, end + 1))
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
            assert_eq!(text_of(html), text);
        }
    }
}
