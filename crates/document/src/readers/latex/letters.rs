//! Letters and signs that LaTeX writes as commands.

use unicode_normalization::UnicodeNormalization;

/// The sign that a command stands for.
pub(super) fn sign(command: &str) -> Option<&'static str> {
    Some(match command {
        "ss" => "ß",
        "o" => "ø",
        "O" => "Ø",
        "l" => "ł",
        "L" => "Ł",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "aa" => "å",
        "AA" => "Å",
        "dh" => "ð",
        "dj" => "đ",
        "th" => "þ",
        "i" => "i",
        "j" => "j",
        "ldots" | "dots" | "textellipsis" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "textquoteleft" => "‘",
        "textquoteright" => "’",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "guillemotleft" => "«",
        "guillemotright" => "»",
        "textbackslash" => "\\",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textbar" => "|",
        "textless" => "<",
        "textgreater" => ">",
        "textdegree" | "degree" => "°",
        "texteuro" | "euro" => "€",
        "pounds" | "textsterling" => "£",
        "copyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "textbullet" => "•",
        "S" => "§",
        "P" => "¶",
        "dag" => "†",
        "ddag" => "‡",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        "&" => "&",
        "%" => "%",
        "$" => "$",
        "#" => "#",
        "_" => "_",
        "{" => "{",
        "}" => "}",
        " " | "\n" | "\t" | "quad" | "qquad" | "enspace" | "space" | ";" | ":" | "," => " ",
        "-" | "/" | "!" => "",
        _ => return None,
    })
}

/// The mark that an accent puts above or below a letter.
fn mark(accent: &str) -> Option<char> {
    Some(match accent {
        "`" => '\u{300}',
        "'" => '\u{301}',
        "^" => '\u{302}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "u" => '\u{306}',
        "." => '\u{307}',
        "\"" => '\u{308}',
        "r" => '\u{30a}',
        "H" => '\u{30b}',
        "v" => '\u{30c}',
        "d" => '\u{323}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "b" => '\u{331}',
        _ => return None,
    })
}

/// Whether a command is an accent.
pub(super) fn is_accent(command: &str) -> bool {
    mark(command).is_some()
}

/// A letter with an accent.
pub(super) fn accented(accent: &str, letter: &str) -> String {
    let mut out = String::new();
    let mut chars = letter.chars();
    out.extend(chars.next());
    if !out.is_empty() {
        out.extend(mark(accent));
    }
    out.extend(chars);
    out.nfc().collect()
}
