//! What a person always wants, from files: `config.toml` of their own and `seoji.toml` beside a corpus.
//!
//! A key is the long name of an option; its value stands as if it had been typed before all that was. Strongest is
//! what is typed, then the environment, then the file beside the corpus, then the person's own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use toml::{Table, Value};

use crate::flags::SearchFlags;
use crate::outcome::Trouble;

/// Name of the file beside a corpus.
pub(crate) const BESIDE: &str = "seoji.toml";

/// The options that a file may set: those that say how, not what.
const KEYS: [&str; 15] = [
    "as-is",
    "color",
    "flat",
    "hyperlink",
    "hyperlink-format",
    "in",
    "index",
    "limit",
    "match",
    "no-fix",
    "passages",
    "per-document",
    "snippets",
    "sort",
    "facets",
];

/// Of a key that no option has, so many chars are held beside those that there are.
const LONGEST_KEY: usize = 32;

/// Options that files set.
#[derive(Debug, Default)]
pub(crate) struct Config {
    user: Vec<OsString>,
    /// What the one file beside a corpus says, if there is one.
    beside: Option<Vec<OsString>>,
}

impl Config {
    /// What the person's own file says and the nearest `seoji.toml`, in the current folder or above it.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML, or has a key or value that no option has.
    pub(crate) fn read() -> Result<Self, Trouble> {
        let mut config = Self::default();
        if let Some(path) = own_file(|name| env::var_os(name)) {
            config.user = read(&path)?.unwrap_or_default();
        }
        let here = env::current_dir().unwrap_or_default();
        config.beside = first_of(here.ancestors())?;
        Ok(config)
    }

    /// What `seoji.toml` beside one of these corpora says or in it, where none was found before; whether there is one.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub(crate) fn read_beside(&mut self, corpora: &[String]) -> Result<bool, Trouble> {
        if self.beside.is_some() {
            return Ok(false);
        }
        let corpora = corpora.iter().map(Path::new);
        self.beside =
            first_of(corpora.flat_map(|corpus| corpus.parent().into_iter().chain([corpus])))?;
        Ok(self.beside.is_some())
    }

    /// The arguments of the program with what the files say before them.
    pub(crate) fn before(&self, typed: &[OsString]) -> Vec<OsString> {
        let unset = |variable| env::var_os(variable).is_none_or(|value| value.is_empty());
        let weaker = |argument: &&OsString| {
            let is = |key: &str| argument.as_encoded_bytes().starts_with(key.as_bytes());
            (unset("SEARCH_INDEX") || !is("--index=")) && (unset("NO_COLOR") || !is("--color="))
        };
        let set = self
            .user
            .iter()
            .chain(self.beside.iter().flatten())
            .filter(weaker);
        let (program, rest) = typed.split_at(typed.len().min(1));
        program.iter().chain(set).chain(rest).cloned().collect()
    }
}

/// What the first of these folders that has a `seoji.toml` sets.
fn first_of<'f>(
    folders: impl IntoIterator<Item = &'f Path>,
) -> Result<Option<Vec<OsString>>, Trouble> {
    for folder in folders {
        if let Some(found) = read(&folder.join(BESIDE))? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The person's own file, where the system has a place for it.
fn own_file(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    let folder = match set("XDG_CONFIG_HOME") {
        Some(folder) => PathBuf::from(folder),
        None if cfg!(windows) => PathBuf::from(set("APPDATA")?),
        None => Path::new(&set("HOME")?).join(".config"),
    };
    Some(folder.join("seoji").join("config.toml"))
}

/// The options that a file sets; `None` where there is no such file.
fn read(path: &Path) -> Result<Option<Vec<OsString>>, Trouble> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(None);
        }
        Err(error) => {
            return Err(Trouble::new(format!(
                "cannot read {}: {error}; --no-config does without it",
                path.display()
            )));
        }
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let arguments = arguments(&text, folder).and_then(|arguments| {
        let mut all = vec![OsString::from("search")];
        all.extend(arguments.iter().cloned());
        crate::flags::check::<SearchFlags>(all).map(|()| arguments)
    });
    arguments
        .map(Some)
        .map_err(|message| Trouble::new(format!("{}: {message}", path.display())))
}

/// The options that a text sets; an index is named from `folder`.
fn arguments(text: &str, folder: &Path) -> Result<Vec<OsString>, String> {
    let table: Table = text
        .parse()
        .map_err(|error: toml::de::Error| match error.span() {
            Some(span) => {
                let line = text[..span.start.min(text.len())].matches('\n').count() + 1;
                format!("line {line}: {}", error.message())
            }
            None => error.message().to_owned(),
        })?;
    let mut arguments = Vec::new();
    for (key, value) in table {
        if !KEYS.contains(&key.as_str()) {
            return Err(unknown(&key));
        }
        let takes_value = crate::flags::takes_value(&format!("--{key}"));
        let mut argument = OsString::from(format!("--{key}"));
        match (value, takes_value) {
            (Value::Boolean(true), false) => {}
            (Value::Boolean(false), false) => continue,
            (_, false) => return Err(format!("{key} is true or false")),
            (Value::String(path), true) if key == "index" => {
                argument.push("=");
                argument.push(folder.join(path));
            }
            (Value::String(value), true) => argument.push(format!("={value}")),
            (Value::Integer(value), true) => argument.push(format!("={value}")),
            (_, true) => return Err(format!("{key} wants a text or a number")),
        }
        arguments.push(argument);
    }
    Ok(arguments)
}

fn unknown(key: &str) -> String {
    let key_begin: String = key.chars().take(LONGEST_KEY).collect();
    let apart = |known: &&str| strsim::levenshtein(&key_begin, known);
    let nearest = KEYS.iter().map(|known| (apart(known), known));
    match nearest.min_by_key(|&(apart, _)| apart) {
        Some((apart, known)) if apart <= 3 => {
            format!("there is no key \"{key}\"; did you mean \"{known}\"?")
        }
        _ => format!(
            "there is no key \"{key}\"; the keys are {}",
            KEYS.join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, String> {
        let arguments = arguments(text, Path::new("/home/kim"))?;
        Ok(arguments
            .into_iter()
            .map(|a| a.into_string().unwrap())
            .collect())
    }

    #[test]
    fn keys_are_options() {
        let text =
            "# mine\nlimit = 5\nflat = true\nno-fix = false\nsort = \"date\"\nindex = \"idx\"\n";
        let mut set = read(text).unwrap();
        set.sort();
        let index = format!("--index={}", Path::new("/home/kim").join("idx").display());
        assert_eq!(set, ["--flat", &index, "--limit=5", "--sort=date"]);
    }

    #[test]
    fn what_is_wrong_is_said_with_what_to_write() {
        for (text, message) in [
            (
                "limt = 5",
                "there is no key \"limt\"; did you mean \"limit\"?",
            ),
            ("flat = 1", "flat is true or false"),
            ("limit = [1]", "limit wants a text or a number"),
            ("a = 1\nlimit =", "line 2: "),
            ("quiet = true", "there is no key \"quiet\"; the keys are "),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(message), "{text}: {error}");
        }
    }

    #[test]
    fn every_key_is_an_option() {
        let flags = <SearchFlags as clap::CommandFactory>::command();
        for key in KEYS {
            let known = flags.get_arguments().any(|argument| {
                argument.get_long() == Some(key)
                    || argument
                        .get_all_aliases()
                        .unwrap_or_default()
                        .contains(&key)
            });
            assert!(known, "{key}");
        }
    }
}
