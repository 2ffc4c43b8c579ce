//! Text for people's eyes: foreign text made harmless, columns counted, lines wrapped, colours.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

/// How text is to look: what the output can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether colours are wanted.
    pub(crate) colour: Colour,
    /// Columns of the terminal; none in a pipe or file, where each snippet stays one line for other programs.
    pub(crate) width: Option<usize>,
}

/// Whether colours are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    /// Escape sequences of the terminal.
    On,
    /// Plain text; what matched stands between `«` and `»`.
    Off,
}

/// A style of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// The title of a document.
    Title,
    /// Where a passage stands.
    Place,
    /// What matched.
    Mark,
    /// Everything that may be overlooked.
    Faint,
}

impl Look {
    /// `text` in a style; without colours as it is.
    pub(crate) fn paint(&self, style: Style, text: &str) -> String {
        if self.colour == Colour::Off || text.is_empty() {
            return text.to_owned();
        }
        let code = match style {
            Style::Title => "1",
            Style::Place => "36",
            Style::Mark => "1;31",
            Style::Faint => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// What stands around something that matched: without colours it is seen by signs.
    pub(crate) fn marks(&self) -> (&'static str, &'static str) {
        match self.colour {
            Colour::On => ("", ""),
            Colour::Off => ("«", "»"),
        }
    }
}

/// Makes foreign text harmless to show: whatever could drive a terminal or turn the direction of text is written as
/// an escape (`\x1b`, `\u{202e}`). Newlines and tabs too, so the result is one line.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if !is_unsafe(c) => out.push(c),
            c if u32::from(c) < 0x80 => {
                let _ = write!(out, "\\x{:02x}", u32::from(c));
            }
            c => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
        }
    }
    Cow::Owned(out)
}

/// A line as it is shown: foreign text made harmless, the cells of a table's row parted by `|`.
pub(crate) fn escape_row(line: &str) -> String {
    let cells: Vec<_> = line.split('\t').map(escape).collect();
    cells.join(" | ")
}

/// Writes what could drive a terminal as JSON's own `\uXXXX`, inside JSON that was already written: such characters
/// stand only in strings there.
pub(crate) fn escape_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a character does something to a terminal rather than showing there: controls (C0, DEL, C1), line and
/// paragraph separators, and the marks, embeddings, overrides and isolates of bidirectional text (UAX 9), interlinear
/// annotation and tag characters, which hide text.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` cut to at most `columns` columns, with `…` where something is left out.
pub(crate) fn shorten(text: &str, columns: usize) -> Cow<'_, str> {
    let mut used = 0;
    let mut fits = 0;
    for (at, c) in text.char_indices() {
        used += columns_of(c);
        if used > columns {
            return Cow::Owned(format!("{}…", &text[..fits]));
        }
        // One column stays free for the ellipsis.
        if used < columns {
            fits = at + c.len_utf8();
        }
    }
    Cow::Borrowed(text)
}

/// A run of text that is marked as matched or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// The text, without newlines.
    pub(crate) text: String,
    /// Whether it matched.
    pub(crate) marked: bool,
}

/// Breaks runs into lines of at most `width` columns: at spaces where there are any, else between characters, never
/// between a letter and the accents or jamo that combine with it.
///
/// Hangul, Hanja and kana are two columns wide. The space at a break is dropped.
pub(crate) fn wrap(runs: &[Run], width: Option<usize>) -> Vec<Vec<Run>> {
    let Some(width) = width else {
        return vec![runs.to_vec()];
    };
    let mut lines = Vec::new();
    let mut line: Vec<Cell> = Vec::new();
    let mut used = 0;
    let mut space = None;
    for cell in cells(runs) {
        if used + cell.columns > width && !line.is_empty() {
            let rest = match space {
                Some(at) if !cell.is_space() => line.split_off(at + 1),
                _ => Vec::new(),
            };
            trim_end(&mut line);
            lines.push(join(&line));
            used = rest.iter().map(|cell| cell.columns).sum();
            line = rest;
            space = None;
            if cell.is_space() {
                continue;
            }
        }
        if cell.is_space() {
            space = Some(line.len());
        }
        used += cell.columns;
        line.push(cell);
    }
    trim_end(&mut line);
    if !line.is_empty() || lines.is_empty() {
        lines.push(join(&line));
    }
    lines
}

/// A character with what combines with it.
struct Cell<'a> {
    text: &'a str,
    columns: usize,
    marked: bool,
}

impl Cell<'_> {
    fn is_space(&self) -> bool {
        self.text == " "
    }
}

fn cells(runs: &[Run]) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    for run in runs {
        let mut start = 0;
        let mut columns = 0;
        for (at, c) in run.text.char_indices() {
            let wide = columns_of(c);
            if wide > 0 && at > start {
                cells.push(Cell {
                    text: &run.text[start..at],
                    columns,
                    marked: run.marked,
                });
                start = at;
                columns = 0;
            }
            columns += wide;
        }
        if start < run.text.len() {
            cells.push(Cell {
                text: &run.text[start..],
                columns,
                marked: run.marked,
            });
        }
    }
    cells
}

fn join(cells: &[Cell<'_>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some(run) if run.marked == cell.marked => run.text.push_str(cell.text),
            _ => runs.push(Run {
                text: cell.text.to_owned(),
                marked: cell.marked,
            }),
        }
    }
    runs
}

fn trim_end(line: &mut Vec<Cell<'_>>) {
    while line.last().is_some_and(Cell::is_space) {
        line.pop();
    }
}

/// Columns of a terminal that a character takes (controls, which [`escape`] has removed: none).
fn columns_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, width: usize) -> Vec<String> {
        let runs = [Run {
            text: text.to_owned(),
            marked: false,
        }];
        wrap(&runs, Some(width))
            .iter()
            .map(|line| line.iter().map(|run| run.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(
            plain("the leader of the Lazarus group", 12),
            ["the leader", "of the", "Lazarus", "group"]
        );
        assert_eq!(plain("exactly ten", 7), ["exactly", "ten"]);
        assert_eq!(plain("", 7), [""]);
        assert_eq!(
            plain("a  b", 2),
            ["a", "b"],
            "spaces at a break are dropped"
        );
    }

    #[test]
    fn hangul_takes_two_columns() {
        assert_eq!(
            plain("북한 해킹그룹 라자루스", 12),
            ["북한", "해킹그룹", "라자루스"]
        );
        assert_eq!(
            plain("북한 해킹그룹 라자루스", 13),
            ["북한 해킹그룹", "라자루스"]
        );
        assert_eq!(
            plain("北朝鮮の暗号", 5),
            ["北朝", "鮮の", "暗号"],
            "text without spaces breaks between characters"
        );
    }

    #[test]
    fn combining_characters_stay_with_their_letter() {
        let decomposed = "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"; // 한글 as jamo
        assert_eq!(
            plain(decomposed, 3),
            ["\u{1112}\u{1161}\u{11ab}", "\u{1100}\u{1173}\u{11af}"]
        );
        assert_eq!(plain("e\u{301}e\u{301}", 1), ["e\u{301}", "e\u{301}"]);
        assert_eq!(plain("\u{301}", 1), ["\u{301}"], "a lone accent");
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut() {
        assert_eq!(
            plain("www.thebchain.co.kr", 8),
            ["www.theb", "chain.co", ".kr"]
        );
        assert_eq!(
            plain("see www.thebchain.co.kr", 8),
            ["see", "www.theb", "chain.co", ".kr"]
        );
        assert_eq!(
            plain("한", 1),
            ["한"],
            "a character wider than the line still shows"
        );
    }

    #[test]
    fn marks_go_on_over_a_break() {
        let runs = [
            Run {
                text: "is ".into(),
                marked: false,
            },
            Run {
                text: "Park Jin-hyok".into(),
                marked: true,
            },
            Run {
                text: ".".into(),
                marked: false,
            },
        ];
        let lines = wrap(&runs, Some(10));
        let shown: Vec<String> = lines
            .iter()
            .map(|line| {
                line.iter()
                    .map(|run| {
                        if run.marked {
                            format!("<{}>", run.text)
                        } else {
                            run.text.clone()
                        }
                    })
                    .collect()
            })
            .collect();
        assert_eq!(shown, ["is <Park>", "<Jin-hyok>."]);
    }

    #[test]
    fn wrapping_a_long_line_is_quick_and_loses_nothing() {
        let text = "가나다라 abc ".repeat(40_000);
        let lines = plain(&text, 77);
        assert_eq!(lines.join(" "), text.trim_end());
        assert!(
            lines
                .iter()
                .all(|line| line.chars().map(columns_of).sum::<usize>() <= 77)
        );
    }

    #[test]
    fn what_drives_a_terminal_is_escaped() {
        assert_eq!(escape("a\u{1b}[31mb"), r"a\x1b[31mb");
        assert_eq!(escape("a\u{9b}31mb"), r"a\u{9b}31mb");
        assert_eq!(escape("a\nb\tc\r\0\u{7f}"), r"a\nb\tc\r\x00\x7f");
        assert_eq!(escape("user\u{202e}txt.exe"), r"user\u{202e}txt.exe");
        assert_eq!(escape("북한 Pulgŭnbyŏl – 北"), "북한 Pulgŭnbyŏl – 北");
    }

    #[test]
    fn escaped_json_reads_back_the_same() {
        let text = "\u{9b}31m \u{202e} \u{7f} \u{e0041} \u{1b} 북한 \" \\";
        let json = serde_json::to_string(text).unwrap();
        let escaped = escape_json(&json);
        assert!(!escaped.contains(is_unsafe), "{escaped}");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }

    #[test]
    fn long_text_is_shortened_by_columns() {
        assert_eq!(shorten("북한", 4), "북한");
        assert_eq!(shorten("북한은", 5), "북한…");
        assert_eq!(shorten("북한은", 4), "북…");
        assert_eq!(shorten("abc", 2), "a…");
        assert_eq!(shorten("", 0), "");
    }
}
