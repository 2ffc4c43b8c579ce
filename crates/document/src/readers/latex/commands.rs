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

/// Commands whose one argument is no text.
pub(super) const TAKES_ONE: [&str; 42] = [
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
];
/// Commands whose two arguments are no text.
pub(super) const TAKES_TWO: [&str; 8] = [
    "setlength",
    "addtolength",
    "setcounter",
    "addtocounter",
    "newcommand",
    "renewcommand",
    "providecommand",
    "newtheorem",
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
