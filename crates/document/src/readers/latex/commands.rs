//! What commands and environments of LaTeX are, and what they take.

use super::{enclosed, group};

pub(super) const VERBATIM: [&str; 4] = ["verbatim", "lstlisting", "minted", "Verbatim"];
pub(super) const FORMULAS: [&str; 7] = [
    "equation",
    "align",
    "gather",
    "multline",
    "eqnarray",
    "displaymath",
    "math",
];

/// Commands whose first argument is no text; where they have a second, that is.
pub(super) const TAKES_ONE: [&str; 53] = [
    "label",
    "ref",
    "eqref",
    "pageref",
    "autoref",
    "cref",
    "Cref",
    "nameref",
    "includegraphics",
    "input",
    "include",
    "vspace",
    "hspace",
    "usepackage",
    "documentclass",
    "pagestyle",
    "thispagestyle",
    "bibliography",
    "bibliographystyle",
    "addbibresource",
    "nocite",
    "index",
    "hypersetup",
    "linewidth",
    "hypertarget",
    "phantomsection",
    "title",
    "author",
    "date",
    "keywords",
    "pagenumbering",
    "cline",
    "cmidrule",
    "hyphenation",
    "newpage",
    "selectlanguage",
    "tag",
    "noalign",
    "sethlcolor",
    "theoremstyle",
    "geometry",
    "graphicspath",
    "color",
    "textcolor",
    "pagecolor",
    "colorbox",
    "scalebox",
    "raisebox",
    "rotatebox",
    "parbox",
    "foreignlanguage",
    "texorpdfstring",
    "definecolor",
];
/// Commands whose first two arguments are no text; where they have a third, that is.
pub(super) const TAKES_TWO: [&str; 12] = [
    "setlength",
    "addtolength",
    "setcounter",
    "addtocounter",
    "newcommand",
    "renewcommand",
    "providecommand",
    "newtheorem",
    "multirow",
    "fcolorbox",
    "resizebox",
    "fontsize",
];

/// The level of a heading.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    Some(match name {
        "part" => 1,
        "chapter" => 2,
        "section" => 3,
        "subsection" => 4,
        "subsubsection" => 5,
        "paragraph" => 6,
        _ => return None,
    })
}

/// Whether a command cites: `\cite`, `\citep`, `\textcite`, `\autocite`, `\footcite` …
pub(super) fn is_citation(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("cite") && lower != "nocite" && !lower.starts_with("citestyle")
}

/// Whether a command cites work after work, each in braces of its own: `\parencites{a}{b}`.
pub(super) fn is_citation_of_several(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("cites")
}

/// A text behind the `\fi` that closes a condition, whose begin has been read; all of it where none does.
pub(super) fn behind_condition(text: &str) -> &str {
    let mut depth = 1;
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        rest = &rest[at + 1..];
        let end = rest
            .find(|ch: char| !ch.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let name = &rest[..end];
        // `\\` is a line's end, whose second sign begins no command.
        rest = match end {
            0 => rest
                .get(rest.chars().next().map_or(0, char::len_utf8)..)
                .unwrap_or_default(),
            _ => &rest[end..],
        };
        match name {
            "fi" => depth -= 1,
            "else" if depth == 1 => return rest,
            // `\ifthenelse{…}` and `\iff` have no `\fi`.
            "ifthenelse" | "iff" => {}
            name if name.starts_with("if") => depth += 1,
            _ => {}
        }
        if depth == 0 {
            return rest;
        }
    }
    ""
}

/// A text without the options in brackets that it begins with.
pub(super) fn without_options(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, behind)) = enclosed(rest, '[', ']') {
        rest = behind;
    }
    rest
}

/// A text without the groups that it begins with, so many at most, and options before them.
pub(super) fn without_groups(text: &str, groups: usize) -> &str {
    let mut rest = text;
    for _ in 0..groups {
        rest = without_options(rest.trim_start());
        match group(rest.trim_start()) {
            Some((_, behind)) => rest = behind,
            None => return rest,
        }
    }
    rest
}

/// An address without the backslashes before its signs.
pub(super) fn unescaped(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut chars = address.chars().peekable();
    while let Some(ch) = chars.next() {
        match (ch, chars.peek()) {
            ('\\', Some(next)) if !next.is_alphanumeric() => {}
            _ => out.push(ch),
        }
    }
    out
}
