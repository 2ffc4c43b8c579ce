//! Where a hit stands as a link that a terminal can follow (OSC 8), and as a file that can be opened.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use seoji_query::Place;

use crate::outcome::Trouble;

/// Formats with a name.
const NAMED: [(&str, &str); 6] = [
    ("default", "file://{host}{path}{fragment}"),
    ("file", "file://{host}{path}"),
    ("vscode", "vscode://file{path}:{line}"),
    ("vscodium", "vscodium://file{path}:{line}"),
    ("macvim", "mvim://open?url=file://{path}&line={line}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}"),
];

/// Variables of a format.
const VARIABLES: [&str; 5] = ["path", "line", "page", "host", "fragment"];

/// Makes links to places in files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Linker {
    format: String,
    host: String,
    corpora: Vec<String>,
}

impl Linker {
    /// A linker to the files of these corpora.
    pub(crate) fn new(format: &Format, corpora: &[String]) -> Self {
        let host = std::env::var("HOSTNAME").unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        Self {
            format: format.0.clone(),
            host: if host.chars().all(plain) {
                host
            } else {
                String::new()
            },
            corpora: corpora.to_vec(),
        }
    }

    /// `text` as a link to a place in a file.
    pub(crate) fn link(&self, text: &str, path: &str, place: &Place) -> String {
        let address = self.address(path, place);
        format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
    }

    fn address(&self, path: &str, place: &Place) -> String {
        let path = encoded(&absolute(path, &self.corpora));
        let fragment = match (place.page, place.line) {
            (Some(page), _) => format!("#page={page}"),
            (None, Some(line)) => format!("#{line}"),
            (None, None) => String::new(),
        };
        let number = |number: Option<u32>| number.unwrap_or(1).to_string();
        self.format
            .replace("{line}", &number(place.line))
            .replace("{page}", &number(place.page))
            .replace("{host}", &self.host)
            .replace("{fragment}", &fragment)
            .replace("{path}", &path)
    }
}

/// The format of a link: a name, or an address with variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Format(String);

impl Default for Format {
    fn default() -> Self {
        Self(NAMED[0].1.to_owned())
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((_, format)) = NAMED.iter().find(|(name, _)| *name == text) {
            return Ok(Self((*format).to_owned()));
        }
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let inside = rest[at..]
                .strip_prefix('{')
                .and_then(|rest| rest.split_once('}'));
            let Some((variable, after)) = inside else {
                return Err("a brace has no counterpart".to_owned());
            };
            if !VARIABLES.contains(&variable) {
                return Err(format!(
                    "there is no {{{variable}}}; use {{path}}, {{line}}, {{page}}, {{host}}, {{fragment}}"
                ));
            }
            rest = after;
        }
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
        let letters = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let names: Vec<&str> = NAMED.iter().map(|(name, _)| *name).collect();
        if !letters || !text.contains("{path}") {
            return Err(format!(
                "a format is one of {}, or an address with {{path}} such as file://{{path}}",
                names.join(", ")
            ));
        }
        if text.contains(|c: char| c.is_control() || c.is_whitespace()) {
            return Err("an address has no spaces and no controls".to_owned());
        }
        Ok(Self(text.to_owned()))
    }
}

/// The file of a document, from here where it is found so, else from the folders around its corpus.
pub(crate) fn absolute(path: &str, corpora: &[String]) -> PathBuf {
    let path = Path::new(path);
    let around = corpora
        .iter()
        .flat_map(|corpus| Path::new(corpus).ancestors())
        .map(|folder| folder.join(path));
    let found = around
        .filter(|path| path.is_absolute())
        .find(|path| path.exists());
    found
        .or_else(|| std::path::absolute(path).ok())
        .unwrap_or_else(|| path.to_path_buf())
}

/// A path in an address: whatever is no plain sign of one is written as `%XX` (RFC 3986).
fn encoded(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    };
    let mut out = String::with_capacity(text.len() + 8);
    if !text.starts_with('/') {
        out.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/.-_~:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Opens a file at a place with the program that `SEARCH_OPENER` names (`less +{line} {path}`), else with the one that
/// the system has for it.
///
/// # Errors
/// The file is gone, or there is no such program.
pub(crate) fn open(path: &str, place: &Place, corpora: &[String]) -> Result<(), Trouble> {
    let file = absolute(path, corpora);
    if !file.exists() {
        return Err(Trouble::new(format!(
            "{} is gone; bring the index up to date with search-index update",
            file.display()
        )));
    }
    let opener = std::env::var("SEARCH_OPENER").unwrap_or_default();
    let usual = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let opener = if opener.trim().is_empty() {
        usual
    } else {
        opener.trim()
    };
    let number = |number: Option<u32>| number.unwrap_or(1).to_string();
    let mut names_file = false;
    let mut words = opener.split_whitespace().map(|word| {
        let word = word
            .replace("{line}", &number(place.line))
            .replace("{page}", &number(place.page));
        names_file |= word.contains("{path}");
        word.replace("{path}", &file.to_string_lossy())
    });
    let program = words.next().unwrap_or_else(|| usual.to_owned());
    let mut command = Command::new(&program);
    let arguments: Vec<String> = words.collect();
    command.args(arguments);
    if !names_file {
        command.arg(&file);
    }
    let ended = command.status().map_err(|error| {
        Trouble::new(format!(
            "cannot start {program}: {error}; name a program in SEARCH_OPENER, such as less +{{line}} {{path}}"
        ))
    })?;
    if ended.success() {
        return Ok(());
    }
    Err(Trouble::new(format!(
        "{program} could not open {}",
        file.display()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: Option<u32>, page: Option<u32>) -> Place {
        let json = serde_json::json!({"section": [], "paragraph": null, "label": null, "page": page, "line": line});
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn links_lead_to_line_or_page() {
        let linker = |format: &str| Linker {
            format: format.parse::<Format>().unwrap().0,
            host: String::new(),
            corpora: Vec::new(),
        };
        let path = "/c/북 한#1.md";
        for (format, line, page, address) in [
            (
                "default",
                Some(120),
                None,
                "file:///c/%EB%B6%81%20%ED%95%9C%231.md#120",
            ),
            (
                "default",
                Some(120),
                Some(7),
                "file:///c/%EB%B6%81%20%ED%95%9C%231.md#page=7",
            ),
            (
                "default",
                None,
                None,
                "file:///c/%EB%B6%81%20%ED%95%9C%231.md",
            ),
            (
                "vscode",
                Some(3),
                None,
                "vscode://file/c/%EB%B6%81%20%ED%95%9C%231.md:3",
            ),
            (
                "x-e+d.it:{path}?{page}",
                None,
                Some(2),
                "x-e+d.it:/c/%EB%B6%81%20%ED%95%9C%231.md?2",
            ),
        ] {
            assert_eq!(
                linker(format).address(path, &place(line, page)),
                address,
                "{format}"
            );
        }
        let hostile = linker("default").link("t", "/c/\u{1b}]8;;x\u{7}{line}", &place(None, None));
        assert_eq!(hostile.matches('\u{1b}').count(), 4, "{hostile:?}");
        assert!(!hostile.contains('\u{7}'));
    }

    #[test]
    fn odd_formats_are_refused() {
        for (format, message) in [
            ("file://{pth}", "there is no {pth}"),
            ("file://{path", "a brace"),
            ("{path}", "a format is one of"),
            ("file://x", "a format is one of"),
            ("file://{path} x", "no spaces"),
        ] {
            let error = format.parse::<Format>().unwrap_err();
            assert!(
                error.starts_with(message) || error.contains(message),
                "{format}: {error}"
            );
        }
    }
}
