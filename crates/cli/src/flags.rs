//! The flags of both programs, with their help.

mod values;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, value_parser};
use seoji_query::{ExportFormat, Match, Since, Zone};

pub(crate) use self::values::{CompletingShell, Format, Order};
use crate::links;
use crate::outcome::{Outcome, say};
use crate::terminal::{Colour, Look};

/// Find passages in an index of English and Korean documents.
///
/// Finds words in all their forms, names, phrases, notes and bibliography entries, and shows where each stands.
#[derive(Debug, Parser)]
#[command(
    name = "search",
    version,
    after_help = "A phrase needs quotes inside the shell's own: search '\"Park Jin-hyok\"'\nMore, with examples: search --help",
    after_long_help = SEARCH_EXAMPLES,
    override_usage = "search [OPTIONS] QUERY…",
    // What is typed last counts, so that files of settings can stand before it.
    args_override_self = true
)]
pub(crate) struct SearchFlags {
    /// What to look for: words, "phrases", -not, in:body, in:bibliography, doc:, lang:, label:, kind:, exact:, name:, added:,
    /// modified:, tag:, collection:, type:, path:, author:, title:, year:, accessed:, site:, cites:
    ///
    /// All arguments that are no option make one query. Options have two dashes, so a word after a single dash is left
    /// out of the answers: search Lazarus -Sony. After -- everything is query.
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<OsString>,
    /// The index folder to ask
    ///
    /// Without it: the folder that the environment variable SEARCH_INDEX names, else the nearest folder "index" in the
    /// current folder or above it, else the index that search-index built last.
    #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
    pub(crate) index: Option<PathBuf>,
    /// Ask every query of a file, one a line, instead of one on the command line; - reads them from standard input
    ///
    /// Empty lines and lines that begin with # are passed over. The exit status is 0 when any query found something.
    #[arg(long, value_name = "FILE", allow_hyphen_values = true)]
    pub(crate) queries: Option<PathBuf>,
    /// Print one JSON object instead of text for people
    #[arg(long)]
    pub(crate) json: bool,
    /// Print a JSON object for each hit, a line each
    #[arg(long, conflicts_with_all = ["json", "facets"])]
    pub(crate) jsonl: bool,
    /// Print only how many passages were found, counted exactly; with --files how many documents
    ///
    /// With --json the totals of the object are exact. Without it counting ends at 1,000, shown as 1,000+.
    #[arg(long, conflicts_with_all = ["jsonl", "facets"])]
    pub(crate) count: bool,
    /// Print only the paths of the documents in which something was found, a line each: all of them, or --limit many
    #[arg(long, conflicts_with_all = ["json", "jsonl", "facets"])]
    pub(crate) files: bool,
    /// Print nothing: the exit status tells whether something was found
    #[arg(long, conflicts_with_all = ["json", "jsonl", "files", "count", "format", "facets"])]
    pub(crate) quiet: bool,
    /// Write what was found as quotes with their evidence, or the works that it cites for a reference manager
    ///
    /// Works: all of them, --limit and --per-document do not apply; citations of one work are one reference. Quotes
    /// say for each hit what matched, why, in which file, its SHA-256, and where; with nothing found, what was tried.
    #[arg(
        long,
        value_name = "FORMAT",
        allow_hyphen_values = true,
        conflicts_with_all = ["json", "jsonl", "files", "count"]
    )]
    pub(crate) format: Option<Format>,
    /// Count authors, years, languages, sites, kinds and documents over all that is found
    #[arg(long)]
    pub(crate) facets: bool,
    /// Show at most N documents, or passages with --flat [default: 10]
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = value_parser!(u32).range(1..=100_000))]
    pub(crate) limit: Option<u32>,
    /// Leave out the first N documents, or passages with --flat
    #[arg(
        long,
        value_name = "N",
        allow_hyphen_values = true,
        default_value_t = 0
    )]
    pub(crate) offset: u32,
    /// Show at most N passages of each document
    #[arg(long, alias = "passages", value_name = "N", allow_hyphen_values = true, default_value_t = 3, value_parser = value_parser!(u16).range(1..=10_000))]
    pub(crate) per_document: u16,
    /// Show passages one by one, not grouped by document
    #[arg(long)]
    pub(crate) flat: bool,
    /// Show every file with the same text, such as a report as PDF, HWP and DOCX
    ///
    /// Without it the one that answers best stands for all, with "also as" and the names of the others.
    #[arg(long)]
    pub(crate) all_copies: bool,
    /// Order the answer
    #[arg(
        long,
        value_name = "ORDER",
        allow_hyphen_values = true,
        default_value = "relevance"
    )]
    pub(crate) sort: Order,
    /// Show at most N snippets of each passage, and one more for a word that they do not show
    #[arg(long, value_name = "N", allow_hyphen_values = true, default_value_t = 1, value_parser = value_parser!(u16).range(1..=100))]
    pub(crate) snippets: u16,
    /// Look only into the running text, or only into notes and bibliography entries
    #[arg(long = "in", value_name = "PART", allow_hyphen_values = true)]
    pub(crate) part: Option<Part>,
    /// Look only into documents that are new since then: a day (2026-11-20), today, yesterday, 12h, 7d, 2w
    ///
    /// A document is as old as its first place in this index, whatever happens to its file later; days are UTC.
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true, value_parser = since)]
    pub(crate) since: Option<Since>,
    /// Read the query as closely or as widely as this; each holds those before it
    #[arg(
        long = "match",
        value_name = "HOW",
        allow_hyphen_values = true,
        default_value = "all"
    )]
    pub(crate) matching: Matching,
    /// Look for so long at most and show what was found by then: 500ms, 2s, 1m
    ///
    /// An answer that is not complete says so, with --json as "partial": true.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = values::time)]
    pub(crate) deadline: Option<Duration>,
    /// Answer only what was typed
    ///
    /// Without it a query that finds nothing is answered as what it most likely stands for, where that is one thing:
    /// typed on the other keyboard layout (qkrwlsgur), initial consonants (ㄹㅈㄹㅅ), a slip of a key (Lazrus).
    #[arg(long)]
    pub(crate) no_fix: bool,
    /// Show for each passage how its score is made
    ///
    /// Tells which forms in the index it was found by and how each of them counts; with --json as an object.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Do not look whether the corpus has changed since the index was made
    ///
    /// Without it search looks at the files and folders that changed last, some hundred at most, when it prints JSON
    /// or speaks to a person on a terminal, and says when the index is behind.
    #[arg(long)]
    pub(crate) as_is: bool,
    /// Use colours: auto means on a terminal, unless NO_COLOR is set
    ///
    /// Without colours what matched stands between « and ».
    #[arg(
        long,
        value_name = "WHEN",
        allow_hyphen_values = true,
        default_value = "auto"
    )]
    pub(crate) color: When,
    /// Make places links to their files, where the terminal can follow them (OSC 8)
    #[arg(
        long,
        value_name = "WHEN",
        allow_hyphen_values = true,
        default_value = "never"
    )]
    pub(crate) hyperlink: When,
    /// The address of a link: default, file, vscode, vscodium, macvim, textmate, or one with {path}, {line}, {page}, {host}, {fragment}
    ///
    /// {fragment} is #page=7 where the page is known, else #120 for line 120. The default is file://{host}{path}{fragment}.
    #[arg(
        long,
        value_name = "FORMAT",
        allow_hyphen_values = true,
        default_value = "default",
        hide_default_value = true
    )]
    pub(crate) hyperlink_format: links::Format,
    /// Open the file of the Nth hit that is shown, after showing them
    ///
    /// With the program that the environment variable SEARCH_OPENER names, such as less +{line} {path}, else with the
    /// one that the system has for such files.
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = value_parser!(u32).range(1..), conflicts_with_all = ["json", "jsonl", "count", "files", "quiet", "format", "queries"])]
    pub(crate) open: Option<u32>,
    /// Show the passage with this id among its neighbours, an entry with what cites it, or a document
    ///
    /// Ids stand in the output of --json and --jsonl. For one that is gone the nearest ones are told.
    #[arg(long, value_name = "ID", allow_hyphen_values = true, conflicts_with_all = ["jsonl", "count", "files", "quiet", "format", "queries", "query", "open"])]
    pub(crate) show: Option<String>,
    /// Find passages that share the most telling words with the passage or document of this id
    #[arg(long, value_name = "ID", allow_hyphen_values = true, conflicts_with_all = ["queries", "query", "show", "format", "count"])]
    pub(crate) similar: Option<String>,
    /// List words, names and headings that go on with what was typed; with --json each with a ready query
    ///
    /// At most --limit of them. The part of a Korean syllable that was typed so far will do: 라자룻 finds 라자루스.
    #[arg(long, value_name = "PREFIX", allow_hyphen_values = true, conflicts_with_all = ["jsonl", "count", "files", "quiet", "format", "queries", "query", "open", "show"])]
    pub(crate) suggest: Option<String>,
    /// Do without files of settings
    ///
    /// Without it ~/.config/seoji/config.toml and seoji.toml (in the current folder, above it, or beside the corpus)
    /// set options: limit = 5. What is typed is stronger, then the environment, then seoji.toml.
    #[arg(long)]
    pub(crate) no_config: bool,
    /// Print what makes a shell complete these options, and end
    ///
    /// For bash: search --completions bash > ~/.local/share/bash-completion/completions/search
    #[arg(long, value_name = "SHELL", allow_hyphen_values = true)]
    pub(crate) completions: Option<CompletingShell>,
    /// Print the manual page, and end: search --man > search.1
    #[arg(long)]
    pub(crate) man: bool,
}

fn since(text: &str) -> Result<Since, String> {
    Since::parse(text).ok_or_else(|| {
        "say a day (2026-11-20), a month, a year, today, yesterday, or how long ago: 12h, 7d, 2w".to_owned()
    })
}

const SEARCH_EXAMPLES: &str = "\
Examples:
  search Lazarus group                   passages with both words, in any form
  search '\"Park Jin-hyok\"'               a phrase: quotes inside the shell's own quotes
  search Lazarus -Sony                   without passages that say Sony
  search Lazarus '-\"Sony Group\"'         without a phrase
  search 가상 화폐                       finds 가상화폐 too
  search --in bibliography Tudor 2015    notes and bibliography entries only
  search label:22                        the note or entry [22]
  search exact:hackers                   this very word, not hacker or hacking
  search 박진혁                          Park Jin-hyok and Pak Chin-hyŏk too
  search --match words 박진혁            the name in this spelling only
  search 'name:\"song min-ho\"'            read as a name although it does not look like one
  search author:Tudor year:2015..2019    entries that cite a work of that author and these years (저자: 연도:)
  search site:yna.co.kr accessed:2019-04 entries by address and day of access (사이트: 검색일:)
  search tag:blockchain type:pdf 화폐    by what documents are filed under (태그: 형식:)
  search cites:22                        what cites the note or entry [22] (인용:)
  search --facets in:bibliography        how many by author, year, language, site
  search --format bibtex author:Tudor    for a reference manager
  search --format markdown Lazarus       quotes with place, file and reason
  search --sort date --limit 5 북한      the newest documents
  search --files Lazarus                 the files only
  search --show 'report#3fa9c1'          a passage among its neighbours
  search --queries terms.txt --format csv > found.csv
  search --json 광명 | jq .total          for other programs

Exit status: 0 found, 1 nothing found, 2 trouble (said on stderr).";

/// Build and inspect the index that search asks.
#[derive(Debug, Parser)]
#[command(name = "search-index", version, arg_required_else_help = true, after_long_help = INDEX_EXAMPLES)]
pub(crate) struct IndexFlags {
    /// What to do.
    #[command(subcommand)]
    pub(crate) action: IndexAction,
}

const INDEX_EXAMPLES: &str = "\
Examples:
  search-index build                              reads ./corpus, writes ./index
  search-index build papers reports --index idx   reads two folders, writes ./idx
  search-index build papers --zotero ~/Zotero     reads a copy of a Zotero library too
  search-index update                             reads what has changed since
  search-index watch                              the same, by itself whenever a file changes
  search-index forget reports/secret              takes a document out and keeps it out
  search-index check                              is the index whole?
  search-index info                               what the index holds
  search-index show corpus/report.md              how a document was understood
  search-index aliases                            which names mean the same, and who says so
  search-index export report --format bibtex      the works that a document cites

Exit status: 0 done, 2 trouble (said on stderr).";

/// What `search-index` can do.
#[derive(Debug, Subcommand)]
pub(crate) enum IndexAction {
    /// Read documents and write an index; the last good index stays until the new one is complete
    Build {
        /// Folders or files to read [default: corpus, unless a library is named]
        #[arg(value_name = "CORPUS")]
        corpora: Vec<PathBuf>,
        /// Read a copy of a Zotero library too: the folder with zotero.sqlite and storage; later updates do the same
        ///
        /// Its works become entries with their tags, collections and notes; the files that are attached become
        /// documents that have the work's title, authors, date, tags, collections and citation key, and what was
        /// marked in them by page. Copy the folder while Zotero is closed.
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        zotero: Vec<PathBuf>,
        /// Read an exported library too, and the files that it names: BibTeX, CSL-JSON or RIS; later updates do the same
        #[arg(long, value_name = "FILE", allow_hyphen_values = true)]
        library: Vec<PathBuf>,
        /// The index folder to write [default: SEARCH_INDEX, else index]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
        /// Your own list of names that mean the same, lines `a = b` and `a ≠ b` [default: aliases.txt beside the corpus or in it]
        #[arg(long, value_name = "FILE", allow_hyphen_values = true)]
        aliases: Option<PathBuf>,
        /// Read also what .gitignore, .ignore and .searchignore in the corpus leave out; later updates do the same
        #[arg(long)]
        no_ignore: bool,
        /// Your own words, one a line: names, programs, compounds (`채굴기 = 채굴 + 기`) [default: dictionary.txt beside the corpus or in it]
        #[arg(long, value_name = "FILE", allow_hyphen_values = true)]
        dictionary: Option<PathBuf>,
        /// Read with N threads [default: one a processor]
        #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = value_parser!(u16).range(1..=1024))]
        jobs: Option<u16>,
        /// Plan with so much memory, such as 500M or 2G; files that would need more are reported [default: 4G]
        #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = values::memory)]
        memory: Option<u64>,
        /// Print the report as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Read what is new or has changed since, take out what is gone; the rest stays as it is
    Update {
        /// The index folder to bring up to date [default: found as search finds it]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
        /// Tell changed files by their content, not by length and time
        #[arg(long)]
        verify: bool,
        /// Only tell what would be done
        #[arg(long)]
        dry_run: bool,
        /// Your own list of names that mean the same [default: the one that the index was built with]
        #[arg(long, value_name = "FILE", allow_hyphen_values = true)]
        aliases: Option<PathBuf>,
        /// Your own words; documents that hold one that has changed are read again [default: the list that the index was built with]
        #[arg(long, value_name = "FILE", allow_hyphen_values = true)]
        dictionary: Option<PathBuf>,
        /// Read with N threads [default: one a processor]
        #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = value_parser!(u16).range(1..=1024))]
        jobs: Option<u16>,
        /// Plan with so much memory, such as 500M or 2G; files that would need more are reported [default: 4G]
        #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = values::memory)]
        memory: Option<u64>,
        /// Print the report as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Merge what updates have added and drop what they took out; scores become those of a fresh build
    Compact {
        /// The index folder [default: found as search finds it]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
        /// Print the report as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Keep an index up to date: wait until files change and come to rest, then update, until stopped (Ctrl-C)
    ///
    /// Prints a line an update. Where the system tells of no changes (network drives, too many folders), and with
    /// --poll, it looks at the corpus itself from time to time.
    Watch {
        /// The index folder to keep up to date [default: found as search finds it]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
        /// Look every N seconds, and do not wait to be told of changes
        #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = value_parser!(u32).range(1..=86_400))]
        poll: Option<u32>,
        /// Your own list of names that mean the same [default: the one that the index was built with]
        #[arg(long, value_name = "FILE", allow_hyphen_values = true)]
        aliases: Option<PathBuf>,
        /// Read with N threads [default: one a processor]
        #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = value_parser!(u16).range(1..=1024))]
        jobs: Option<u16>,
        /// Plan with so much memory, such as 500M or 2G; files that would need more are reported [default: 4G]
        #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = values::memory)]
        memory: Option<u64>,
        /// Print one JSON object an update, a line each
        #[arg(long)]
        json: bool,
    },
    /// Take documents out of the index at once, and keep them out
    ///
    /// A document that was told to be forgotten stays away under its name, whatever happens to its file, from updates
    /// and rebuilds of this index, until --undo. (A file of another name, a copy say, is another document.) Its text
    /// leaves the files of the index with the second "search-index compact" from then: the generation before stays
    /// until then as the fallback of a damaged one.
    Forget {
        /// Ids of documents, as search shows them, or paths of their files
        #[arg(value_name = "DOC", required_unless_present = "list")]
        documents: Vec<String>,
        /// Let them come back: the next update reads them again
        #[arg(long)]
        undo: bool,
        /// List what is kept out
        #[arg(long, conflicts_with_all = ["documents", "undo"])]
        list: bool,
        /// The index folder [default: found as search finds it]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Look at every byte of an index: is it what was written, and does it hold together?
    ///
    /// Exit status: 0 whole, 2 damaged.
    Check {
        /// The index folder [default: found as search finds it]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Tell what an index holds
    Info {
        /// The index folder [default: found as search finds it]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// List what documents state to mean the same (`also known as`, glosses, acronyms), with the words that state it
    Aliases {
        /// A file, or the id of a document in the index [default: all documents of the index]
        #[arg(value_name = "DOC")]
        document: Option<PathBuf>,
        /// The index folder [default: found as search finds it]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Show how a document is understood: outline, passages, entries, citation markers, warnings
    Show {
        /// A file, or the id of a document in the index
        #[arg(value_name = "DOC")]
        document: PathBuf,
        /// The index folder that knows the id [default: found as search finds it]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Print what makes a shell complete these commands and options
    Completions {
        /// The shell
        shell: CompletingShell,
    },
    /// Print the manual pages
    Man,
    /// List the formats that are read, and the endings of their files
    Formats {
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Read files for another search-index, from standard input to standard output
    #[command(hide = true)]
    ReadWorker,
    /// Print the works that a document cites, for a reference manager
    Export {
        /// The id of a document in the index, or a file
        #[arg(value_name = "DOC")]
        document: PathBuf,
        /// The format to write
        #[arg(
            long,
            value_name = "FORMAT",
            allow_hyphen_values = true,
            default_value = "bibtex"
        )]
        format: References,
        /// The index folder that knows the id [default: found as search finds it]
        #[arg(long, value_name = "DIR", allow_hyphen_values = true)]
        index: Option<PathBuf>,
    },
}

/// A format for reference managers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum References {
    /// BibTeX in UTF-8
    Bibtex,
    /// RIS
    Ris,
    /// CSL-JSON
    CslJson,
}

impl From<References> for ExportFormat {
    fn from(format: References) -> Self {
        match format {
            References::Bibtex => Self::Bibtex,
            References::Ris => Self::Ris,
            References::CslJson => Self::CslJson,
        }
    }
}

/// A part of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Running text, tables and lists
    Body,
    /// Notes and bibliography entries
    Bibliography,
}

impl From<Part> for Zone {
    fn from(part: Part) -> Self {
        match part {
            Part::Body => Self::Body,
            Part::Bibliography => Self::Bibliography,
        }
    }
}

/// How widely a query is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Matching {
    /// These characters only, upper and lower case aside
    Literal,
    /// Other forms of a word too, accents, Hanja, spaces and hyphens, dates and numbers
    Words,
    /// Other spellings of names too
    Names,
    /// Other names of the same thing too
    All,
}

impl From<Matching> for Match {
    fn from(matching: Matching) -> Self {
        match matching {
            Matching::Literal => Self::Literal,
            Matching::Words => Self::Words,
            Matching::Names => Self::Names,
            Matching::All => Self::All,
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl When {
    /// Whether links are wanted on stdout.
    pub(crate) fn links(self) -> bool {
        match self {
            Self::Always => true,
            Self::Auto => io::stdout().is_terminal(),
            Self::Never => false,
        }
    }

    /// How text is to look on stdout.
    pub(crate) fn look(self) -> Look {
        let terminal = io::stdout().is_terminal();
        // https://no-color.org: set and not empty.
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let colour = match self {
            Self::Always => Colour::On,
            Self::Auto if terminal && !unwanted => Colour::On,
            Self::Auto | Self::Never => Colour::Off,
        };
        let columns =
            || terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        Look {
            colour,
            width: terminal.then(columns),
        }
    }
}

/// Whether an option of `search` (with its dashes) is followed by its value.
pub(crate) fn takes_value(option: &str) -> bool {
    /// The long names of those that are: making the command costs as much as an answer does.
    static TAKERS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let command = SearchFlags::command();
        let takers = command
            .get_arguments()
            .filter(|argument| argument.get_action().takes_values());
        let names = takers.flat_map(|argument| {
            let names = argument.get_long_and_visible_aliases().unwrap_or_default();
            let hidden = argument.get_all_aliases().unwrap_or_default();
            names.into_iter().chain(hidden).map(str::to_owned)
        });
        names.collect()
    });
    let name = option.strip_prefix("--");
    name.is_some_and(|name| TAKERS.contains(name))
}

/// Whether arguments are ones that a program takes.
///
/// # Errors
/// The first line of what is wrong with them.
pub(crate) fn check<Flags: CommandFactory>(arguments: Vec<OsString>) -> Result<(), String> {
    match Flags::command().try_get_matches_from(arguments) {
        Ok(_) => Ok(()),
        Err(error) => {
            let text = error.to_string();
            let line = text.lines().next().unwrap_or_default();
            Err(line.strip_prefix("error: ").unwrap_or(line).to_owned())
        }
    }
}

/// Parses a program's arguments; help and mistakes are said at once and end it.
///
/// # Errors
/// How the program has ended.
pub(crate) fn parse<Flags: CommandFactory + FromArgMatches>(
    arguments: Vec<OsString>,
) -> Result<Flags, Outcome> {
    let mut command = Flags::command();
    let parsed = command
        .try_get_matches_from_mut(arguments)
        .and_then(|mut found| Flags::from_arg_matches_mut(&mut found));
    parsed.map_err(|error| {
        let rendered = error.render();
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                let terminal = io::stdout().is_terminal();
                let text = if terminal {
                    rendered.ansi().to_string()
                } else {
                    rendered.to_string()
                };
                // A closed pipe (`--help | head`) is no trouble.
                let _ = io::stdout().lock().write_all(text.as_bytes());
                Outcome::Found
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                let _ = io::stderr()
                    .lock()
                    .write_all(rendered.to_string().as_bytes());
                Outcome::Trouble
            }
            _ => {
                let text = rendered.to_string();
                say(
                    command.get_name(),
                    text.strip_prefix("error: ").unwrap_or(&text),
                );
                Outcome::Trouble
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_sound() {
        SearchFlags::command().debug_assert();
        IndexFlags::command().debug_assert();
    }

    #[test]
    fn options_with_values_are_known() {
        for option in [
            "--index",
            "--limit",
            "--offset",
            "--per-document",
            "--passages",
            "--sort",
            "--queries",
            "--snippets",
            "--in",
            "--match",
            "--format",
            "--color",
        ] {
            assert!(takes_value(option), "{option}");
        }
        for option in [
            "--json",
            "--facets",
            "--help",
            "--version",
            "--jsno",
            "--",
            "index",
            "-h",
            "--index=x",
        ] {
            assert!(!takes_value(option), "{option}");
        }
    }
}
