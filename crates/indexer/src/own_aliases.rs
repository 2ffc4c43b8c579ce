//! The user's own list of names that mean the same: `aliases.txt` beside the corpus or in it, or the file that was named.
//!
//! ```text
//! # Lines that begin with this sign are comments.
//! Red Star = 붉은별
//! Kim Hyon-woo ≠ Kim Hyon-u     # also: Kim Hyon-woo != Kim Hyon-u
//! ```

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use seoji_schema::{NewGeneration, USER_ALIASES_FILE, UserAliases, UserLine, fold_form};

use crate::Error;
use crate::report::Warning;

/// Name of the list that is looked for beside a corpus and in its folder.
pub(crate) const FILE: &str = "aliases.txt";
/// A list is read up to this many bytes.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// A line names at most this many forms.
const MOST_FORMS: usize = 32;
/// A form has at most this many chars.
const LONGEST_FORM: usize = 200;

/// Reads the list: the file that was named, else `aliases.txt` beside each corpus and in its folder, where there is one.
///
/// A line that says nothing is a warning; the others count.
///
/// # Errors
/// A named file that cannot be read.
pub(crate) fn read(
    corpora: &[PathBuf],
    named: Option<&Path>,
) -> Result<(UserAliases, Vec<Warning>), Error> {
    let mut own = UserAliases::default();
    let mut warnings = Vec::new();
    if let Some(path) = named {
        let bytes = std::fs::read(path).map_err(|source| Error::Unreadable {
            path: path.to_path_buf(),
            source,
        })?;
        own.named = true;
        add(path, &bytes, &mut own, &mut warnings);
        return Ok((own, warnings));
    }
    for path in beside(corpora, FILE) {
        match std::fs::read(&path) {
            Ok(bytes) => add(&path, &bytes, &mut own, &mut warnings),
            Err(error) => warnings.push(warning(&path, None, format!("cannot be read: {error}"))),
        }
    }
    Ok((own, warnings))
}

/// Writes the list for whoever asks the index. Most have none; then opening reads nothing.
pub(crate) fn write(own: &UserAliases, generation: &NewGeneration) -> Result<(), Error> {
    if *own != UserAliases::default() {
        generation.write_side_file(USER_ALIASES_FILE, &own.to_bytes())?;
    }
    Ok(())
}

/// The files of this name beside corpora and in their folders, each once however its path is written.
pub(crate) fn beside(corpora: &[PathBuf], name: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut known = HashSet::new();
    for corpus in corpora {
        let beside = corpus
            .parent()
            .map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
        for path in [beside, corpus.join(name)] {
            // What has no canonical path is no file.
            let new = path.canonicalize().is_ok_and(|path| known.insert(path));
            if new && path.is_file() {
                found.push(path);
            }
        }
    }
    found
}

/// Reads it again for an update: the file that was named when the index was built, else those beside the corpora.
///
/// A named file that is gone leaves what it said, with a warning.
pub(crate) fn read_again(
    corpora: &[PathBuf],
    named: Option<&Path>,
    known: &UserAliases,
) -> Result<(UserAliases, Vec<Warning>), Error> {
    let before = known.files.first().filter(|_| known.named).map(Path::new);
    match (named, before) {
        (None, Some(path)) if !path.is_file() => {
            let message = "this list of names is gone; what it said last stays".to_owned();
            Ok((known.clone(), vec![warning(path, None, message)]))
        }
        _ => read(corpora, named.or(before)),
    }
}

fn add(path: &Path, bytes: &[u8], own: &mut UserAliases, warnings: &mut Vec<Warning>) {
    let shown = path.to_string_lossy().into_owned();
    own.files.push(shown.clone());
    if bytes.len() > MOST_BYTES {
        let message = format!("only the first {MOST_BYTES} bytes of this list are read");
        warnings.push(warning(path, None, message));
    }
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MOST_BYTES)]);
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let number = at + 1;
        let line = without_comment(line);
        if line.is_empty() {
            continue;
        }
        match said(line) {
            Ok((same, forms)) => {
                let line = UserLine {
                    forms,
                    path: shown.clone(),
                    line: number as u32,
                };
                match same {
                    true => own.added.push(line),
                    false => own.rejected.push(line),
                }
            }
            Err(message) => warnings.push(warning(path, Some(number), message)),
        }
    }
}

/// The line without what stands behind ` #`.
fn without_comment(line: &str) -> &str {
    let begins = |at: &usize| {
        line[..*at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace)
    };
    let end = line
        .match_indices('#')
        .map(|(at, _)| at)
        .find(begins)
        .unwrap_or(line.len());
    line[..end].trim()
}

/// Whether the forms of a line mean the same, and the forms; or what is wrong with it.
fn said(line: &str) -> Result<(bool, Vec<String>), String> {
    let rejects = line.contains('≠') || line.contains("!=");
    let line = line.replace("!=", "≠");
    if rejects && line.contains('=') {
        return Err("a line says either = or ≠, not both".to_owned());
    }
    let sign = if rejects { '≠' } else { '=' };
    if !line.contains(sign) {
        return Err("neither = nor ≠ in this line; write: one name = another name".to_owned());
    }
    let forms: Vec<String> = line
        .split(sign)
        .map(|form| form.trim().to_owned())
        .collect();
    if forms.iter().any(|form| fold_form(form).is_empty()) {
        return Err(format!("no name before or behind the {sign}"));
    }
    if forms.len() > MOST_FORMS || forms.iter().any(|form| form.chars().count() > LONGEST_FORM) {
        return Err(format!(
            "a line has at most {MOST_FORMS} names of at most {LONGEST_FORM} characters"
        ));
    }
    let folded: Vec<String> = forms.iter().map(|form| fold_form(form)).collect();
    if folded.iter().all(|form| *form == folded[0]) {
        return Err("the names of this line are one and the same already".to_owned());
    }
    Ok((!rejects, forms))
}

pub(crate) fn warning(path: &Path, line: Option<usize>, message: String) -> Warning {
    Warning {
        path: path.to_path_buf(),
        line,
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> (UserAliases, Vec<String>) {
        let (mut own, mut warnings) = (UserAliases::default(), Vec::new());
        add(
            Path::new("aliases.txt"),
            text.as_bytes(),
            &mut own,
            &mut warnings,
        );
        let told =
            |warning: &Warning| format!("{}: {}", warning.line.unwrap_or(0), warning.message);
        (own, warnings.iter().map(told).collect())
    }

    #[test]
    fn lines_add_and_reject() {
        let text = "\u{feff}# names\nRed Star = 붉은별\n\nA # B = C#  # a comment\nZinc ≠ HIDDEN COBRA\nX != Y\nA = B = C\n";
        let (own, warnings) = list(text);
        assert_eq!(
            warnings,
            ["4: neither = nor ≠ in this line; write: one name = another name"]
        );
        let forms = |lines: &[UserLine]| -> Vec<String> {
            lines
                .iter()
                .map(|line| format!("{}: {}", line.line, line.forms.join("|")))
                .collect()
        };
        assert_eq!(forms(&own.added), ["2: Red Star|붉은별", "7: A|B|C"]);
        assert_eq!(forms(&own.rejected), ["5: Zinc|HIDDEN COBRA", "6: X|Y"]);
    }

    #[test]
    fn lines_that_say_nothing_are_told() {
        let (own, warnings) =
            list("one name\n = b\na ≠\na = b ≠ c\nRed Star = RED  STAR.\n\u{fffd}\u{0} = ?\n");
        assert!(own.added.is_empty() && own.rejected.is_empty());
        let lines: Vec<&str> = warnings.iter().map(|told| &told[..2]).collect();
        assert_eq!(lines, ["1:", "2:", "3:", "4:", "5:", "6:"], "{warnings:?}");
    }
}
