//! What stands beside a file and says more of it: the work that a library knows it as, and works that it may cite.

use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;

use crate::draft::{Draft, Metadata, Shape};
use crate::format::Format;
use crate::pages::NO_PAGE;
use crate::readers;
use crate::rendering::Rendering;
use crate::run::Run;
use crate::source::{Source, Warning};
use crate::tags;
use crate::tree::{Document, SectionKind};

/// A work of a library of references, as it describes the files of that work.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Item {
    /// The key by which it is cited.
    pub key: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its authors, else its editors, as a list of authors names them.
    pub authors: Vec<String>,
    /// Its date as written.
    pub date: Option<String>,
    /// Its language, an ISO 639-1 code.
    pub language: Option<String>,
    /// Tags and keywords.
    pub tags: Vec<String>,
    /// The collections that it belongs to, `/` between one and what it holds.
    pub collections: Vec<String>,
    /// Its files.
    pub files: Vec<ItemFile>,
    /// Its entry in a bibliography.
    work: readers::Work,
}

/// A file of a work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ItemFile {
    /// Its path as the library writes it: absolute, or from the folder of the library.
    pub path: String,
    /// What a reader marked and wrote in it, in its order.
    pub annotations: Vec<Annotation>,
}

impl ItemFile {
    /// A file in which nothing is marked.
    pub(crate) fn at(path: String) -> ItemFile {
        ItemFile {
            path,
            annotations: Vec::new(),
        }
    }
}

/// What a reader of a file marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Annotation {
    /// The words that are marked.
    pub text: String,
    /// What the reader wrote.
    pub comment: String,
    /// The page, counted from 1, where it is known.
    pub page: Option<u32>,
}

/// What stands beside a file.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Beside<'b> {
    /// The work that the file is.
    pub item: Option<&'b Item>,
    /// What its reader marked in it.
    pub annotations: &'b [Annotation],
    /// Bibliographies whose works it may cite; of two with one key the first counts.
    pub bibliographies: &'b [&'b Bibliography],
}

/// The works of a bibliography.
#[derive(Debug, Default)]
pub struct Bibliography {
    items: Vec<Item>,
    by_key: HashMap<String, usize>,
}

impl Bibliography {
    /// Reads a bibliography (BibTeX, RIS, CSL-JSON); `None` for a file in another format, or one that cannot be read.
    pub fn read(source: &Source<'_>) -> Option<(Bibliography, Vec<Warning>)> {
        let format = crate::format::format_of_whole(source.path, source.bytes)?;
        let (works, warnings) = readers::works(format, source)?.ok()?;
        let items = works.into_iter().map(Item::of).collect();
        Some((Bibliography::of(items), warnings))
    }

    fn of(items: Vec<Item>) -> Bibliography {
        let mut by_key = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            if let Some(key) = &item.key {
                by_key.entry(key.clone()).or_insert(at);
            }
        }
        Bibliography { items, by_key }
    }

    /// Its works, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The work with this key.
    pub fn get(&self, key: &str) -> Option<&Item> {
        self.by_key.get(key).map(|&at| &self.items[at])
    }
}

/// Whether a format is that of a bibliography.
pub fn is_bibliography(format: Format) -> bool {
    matches!(format, Format::BibTex | Format::Ris | Format::CslJson)
}

impl Item {
    fn of(keyed: readers::Keyed) -> Item {
        let readers::Keyed { key, work } = keyed;
        let people = match work.authors.is_empty() {
            true => &work.editors,
            false => &work.authors,
        };
        Item {
            key,
            title: work.get(readers::Field::Title).map(str::to_owned),
            authors: people.iter().map(readers::Name::shown).collect(),
            date: work.date.as_ref().map(|date| date.written.clone()),
            language: work.language.clone(),
            tags: tags::distinct(&work.tags),
            collections: work.collections.clone(),
            files: work.files.clone(),
            work,
        }
    }

    /// Reads what a file of front matter alone (`report.yml` beside `report.pdf`) says: title, authors, date, language,
    /// tags, collections and citation key. `None` where it says nothing of these.
    ///
    /// ```
    /// use seoji_document::Item;
    /// let item = Item::from_yaml(b"title: Red Star\ntags: [OS, \xEB\xB6\x89\xEC\x9D\x80\xEB\xB3\x84]\n").unwrap();
    /// assert_eq!(item.title.as_deref(), Some("Red Star"));
    /// assert_eq!(item.tags, ["OS", "붉은별"]);
    /// ```
    pub fn from_yaml(bytes: &[u8]) -> Option<Item> {
        let text = crate::source::decode(bytes, &mut Vec::new());
        let text = text.trim_start_matches('\u{feff}');
        let bare = text.strip_prefix("---").unwrap_or(text);
        let framed = format!("---\n{}\n---\n", bare.trim_matches(['\n', '\r']));
        let mut own = Metadata::default();
        crate::front::read(&framed, &mut own, &mut Vec::new())?;
        let item = Item {
            key: own.citation_key,
            title: own.title,
            authors: own.authors,
            date: own.date,
            language: own.language.as_deref().and_then(crate::language_code),
            tags: tags::distinct(&own.tags),
            collections: own.collections,
            ..Item::default()
        };
        (item != Item::default()).then_some(item)
    }

    /// The item with what it lacks taken from another that describes the same file; tags and collections of both.
    #[must_use]
    pub fn or(self, other: &Item) -> Item {
        let filled = |own: Vec<String>, other: &Vec<String>| match own.is_empty() {
            true => other.clone(),
            false => own,
        };
        let mut collections = self.collections;
        for collection in &other.collections {
            if !collections.contains(collection) {
                collections.push(collection.clone());
            }
        }
        Item {
            key: self.key.or_else(|| other.key.clone()),
            title: self.title.or_else(|| other.title.clone()),
            authors: filled(self.authors, &other.authors),
            date: self.date.or_else(|| other.date.clone()),
            language: self.language.or_else(|| other.language.clone()),
            tags: tags::distinct(self.tags.iter().chain(&other.tags)),
            collections,
            files: other.files.clone(),
            work: self.work,
        }
    }

    /// Says of a document that was read what the item says of its file; see [`crate::read_beside`].
    pub fn describe_document(&self, document: &mut Document) {
        self.say(Said {
            title: &mut document.title,
            authors: &mut document.authors,
            date: &mut document.date,
            language: &mut document.language,
            tags: &mut document.tags,
            collections: &mut document.collections,
            key: &mut document.citation_key,
        });
        document.tags = tags::distinct(&document.tags);
    }

    /// Puts what it says of its file in the place of what the file says of itself; tags of both.
    pub(crate) fn describe(&self, metadata: &mut Metadata) {
        self.say(Said {
            title: &mut metadata.title,
            authors: &mut metadata.authors,
            date: &mut metadata.date,
            language: &mut metadata.language,
            tags: &mut metadata.tags,
            collections: &mut metadata.collections,
            key: &mut metadata.citation_key,
        });
    }

    fn say(&self, said: Said<'_>) {
        for (own, said) in [
            (&self.title, said.title),
            (&self.date, said.date),
            (&self.language, said.language),
            (&self.key, said.key),
        ] {
            if own.is_some() {
                said.clone_from(own);
            }
        }
        if !self.authors.is_empty() {
            said.authors.clone_from(&self.authors);
        }
        said.tags.extend(self.tags.iter().cloned());
        said.collections.extend(self.collections.iter().cloned());
    }
}

/// What is said of a file, wherever it is kept.
struct Said<'s> {
    title: &'s mut Option<String>,
    authors: &'s mut Vec<String>,
    date: &'s mut Option<String>,
    language: &'s mut Option<String>,
    tags: &'s mut Vec<String>,
    collections: &'s mut Vec<String>,
    key: &'s mut Option<String>,
}

impl<'b> Beside<'b> {
    /// A file beside which nothing stands.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// The work that a text cites by this key.
    pub fn work(&self, key: &str) -> Option<&'b Item> {
        self.bibliographies.iter().find_map(|own| own.get(key))
    }

    /// The works among the bibliographies that a text cites by these keys, each once and in order, but for those that
    /// the text lists itself.
    fn cited(&self, keys: &[String], draft: &Draft) -> Vec<&Item> {
        let listed: Vec<&str> = draft
            .parts
            .iter()
            .filter_map(|part| match &part.shape {
                Shape::Entry { label } => label.as_deref(),
                Shape::Note { label } => Some(label.as_str()),
                _ => None,
            })
            .collect();
        let mut seen = std::collections::HashSet::new();
        keys.iter()
            .filter(|key| seen.insert(key.as_str()) && !listed.contains(&key.as_str()))
            .filter_map(|key| self.work(key))
            .collect()
    }

    /// What is put behind the text of a file: what its reader marked in it, and the works that it cites.
    pub(crate) fn appendix(&self, keys: &[String], draft: &Draft) -> Option<(String, Draft)> {
        let cited = self.cited(keys, draft);
        if cited.is_empty() && self.annotations.is_empty() {
            return None;
        }
        let mut out = Rendering::default();
        // A text that shows its pages in some other way keeps those.
        let has_pages = draft.parts.iter().any(|part| part.stated.page.is_some());
        let turn_to = |page: Option<u32>, out: &mut Rendering| {
            if has_pages {
                out.page(page.unwrap_or(NO_PAGE));
            }
        };
        turn_to(None, &mut out);
        if !self.annotations.is_empty() {
            out.heading(1, "Annotations", SectionKind::Body);
        }
        for annotation in self.annotations {
            turn_to(annotation.page, &mut out);
            out.begin(Shape::Paragraph);
            if let Some(stated) = out.stated() {
                stated.is_settled = true;
            }
            if !annotation.text.trim().is_empty() {
                out.text("“");
                out.text(annotation.text.trim());
                out.text("”");
            }
            if !annotation.comment.trim().is_empty() {
                out.text(" ");
                out.text(annotation.comment.trim());
            }
            out.end();
        }
        turn_to(None, &mut out);
        if !cited.is_empty() {
            out.heading(1, "References", SectionKind::Bibliography);
        }
        for item in cited {
            item.work.write(item.key.clone(), &mut out);
        }
        Some(out.finish())
    }
}

/// Puts an appendix behind a text.
pub(crate) fn append(text: &mut String, draft: &mut Draft, (more, appendix): (String, Draft)) {
    text.push_str("\n\n");
    let shift = text.len();
    text.push_str(&more);
    let moved = |range: &Range<usize>| range.start + shift..range.end + shift;
    for mut part in appendix.parts {
        part.span = moved(&part.span);
        let run: &mut Run = &mut part.run;
        for piece in &mut run.pieces {
            piece.source = moved(&piece.source);
        }
        draft.parts.push(part);
    }
}
