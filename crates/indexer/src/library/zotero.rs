//! The database of Zotero (versions 5 to 8): its works as CSL-JSON, as an export of the library has them.
//!
//! The database is opened to be read only and as a file that nobody changes, so that neither a lock nor a journal of it
//! is looked at: what is read is a copy.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use seoji_document::text_of_html;
use serde_json::{Map, Value, json};

use crate::Error;

/// Collections are read down to this depth; a circle of them ends here.
const DEEPEST: usize = 12;

/// The works of the library in `folder` as CSL-JSON. Beside the fields of CSL each has `tags`, `collections`, `notes` and
/// `attachments` with their `path` and `annotations`.
///
/// # Errors
/// A file that is no database of Zotero, or a copy that was made while Zotero wrote.
pub(super) fn works(folder: &Path, database: &Path) -> Result<Vec<u8>, Error> {
    let unread = |reason: String| Error::Library {
        path: database.to_path_buf(),
        reason,
    };
    for ending in ["-journal", "-wal"] {
        let beside = format!("{}{ending}", database.display());
        if std::fs::metadata(&beside).is_ok_and(|found| found.len() > 0) {
            let reason =
                format!("{beside} says that it is being written; close Zotero and copy it then");
            return Err(unread(reason));
        }
    }
    if !database.is_file() {
        return Err(unread(
            "no such file; name the folder that holds zotero.sqlite".to_owned(),
        ));
    }
    let read = || -> rusqlite::Result<Vec<Value>> {
        let library = Library::read(folder, &opened(database)?)?;
        Ok(library.works())
    };
    let works = read().map_err(|error| unread(error.to_string()))?;
    Ok(Value::Array(works).to_string().into_bytes())
}

fn opened(database: &Path) -> rusqlite::Result<Connection> {
    let mut address = String::from("file:");
    for ch in database.to_string_lossy().chars() {
        match ch {
            '%' | '?' | '#' => address.push_str(&format!("%{:02x}", ch as u32)),
            ch => address.push(ch),
        }
    }
    address.push_str("?mode=ro&immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address, flags)?;
    // What a hostile database could do beyond giving rows it is not trusted with.
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// A work, a note or a file, by the number of its item.
type Id = i64;

#[derive(Default)]
struct Library {
    /// Works, and notes and files that belong to none, in order of their keys.
    items: Vec<(Id, String, String)>,
    fields: HashMap<Id, BTreeMap<String, String>>,
    creators: HashMap<Id, Vec<(String, Value)>>,
    tags: HashMap<Id, Vec<String>>,
    collections: HashMap<Id, Vec<String>>,
    /// Notes by the work that they belong to, or by themselves.
    notes: HashMap<Id, Vec<String>>,
    attachments: HashMap<Id, Vec<Attachment>>,
    keys: HashMap<String, String>,
}

struct Attachment {
    path: String,
    annotations: Vec<Value>,
}

/// A column as text, whatever it holds.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Null => String::new(),
    })
}

/// The rows of a query, read by a function.
fn rows<T>(
    connection: &Connection,
    query: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare(query)?.query_map([], read)?.collect()
}

/// Whether the database has a table: versions differ.
fn has_table(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    connection
        .prepare("SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?1")?
        .exists([name])
}

impl Library {
    fn read(folder: &Path, connection: &Connection) -> rusqlite::Result<Self> {
        let deleted: HashSet<Id> = rows(connection, "SELECT itemID FROM deletedItems", |row| {
            row.get(0)
        })?
        .into_iter()
        .collect();
        let mut library = Self {
            items: rows(
                connection,
                "SELECT i.itemID, i.key, t.typeName FROM items i JOIN itemTypes t USING (itemTypeID) ORDER BY i.key, i.itemID",
                |row| Ok((row.get(0)?, text(row, 1)?, text(row, 2)?)),
            )?,
            ..Self::default()
        };
        library.items.retain(|(id, _, _)| !deleted.contains(id));
        for (id, field, value) in rows(
            connection,
            "SELECT d.itemID, f.fieldName, v.value FROM itemData d JOIN fields f USING (fieldID) JOIN itemDataValues v USING (valueID)",
            |row| Ok((row.get::<_, Id>(0)?, text(row, 1)?, text(row, 2)?)),
        )? {
            library.fields.entry(id).or_default().insert(field, value);
        }
        for (id, role, name) in rows(
            connection,
            "SELECT ic.itemID, ct.creatorType, c.firstName, c.lastName, c.fieldMode FROM itemCreators ic JOIN creators c USING (creatorID) JOIN creatorTypes ct USING (creatorTypeID) ORDER BY ic.itemID, ic.orderIndex",
            |row| {
                let (given, family) = (text(row, 2)?, text(row, 3)?);
                // One field: an institution, or a name that is not parted.
                let name = match text(row, 4)? == "1" || given.trim().is_empty() {
                    true => json!({ "literal": family }),
                    false => json!({ "family": family, "given": given }),
                };
                Ok((row.get::<_, Id>(0)?, text(row, 1)?, name))
            },
        )? {
            library.creators.entry(id).or_default().push((role, name));
        }
        for (id, tag) in rows(
            connection,
            "SELECT it.itemID, t.name FROM itemTags it JOIN tags t USING (tagID) ORDER BY it.itemID, t.name",
            |row| Ok((row.get::<_, Id>(0)?, text(row, 1)?)),
        )? {
            library.tags.entry(id).or_default().push(tag);
        }
        library.read_collections(connection)?;
        library.read_notes(connection, &deleted)?;
        library.read_attachments(folder, connection, &deleted)?;
        library.read_keys(folder);
        Ok(library)
    }

    fn read_collections(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let known: HashMap<Id, (String, Option<Id>)> = rows(
            connection,
            "SELECT collectionID, collectionName, parentCollectionID FROM collections",
            |row| Ok((row.get(0)?, (text(row, 1)?, row.get(2)?))),
        )?
        .into_iter()
        .collect();
        let deleted: HashSet<Id> = match has_table(connection, "deletedCollections")? {
            true => rows(
                connection,
                "SELECT collectionID FROM deletedCollections",
                |row| row.get(0),
            )?
            .into_iter()
            .collect(),
            false => HashSet::new(),
        };
        for (id, collection) in rows(
            connection,
            "SELECT itemID, collectionID FROM collectionItems ORDER BY itemID, collectionID",
            |row| Ok((row.get::<_, Id>(0)?, row.get::<_, Id>(1)?)),
        )? {
            let mut names: Vec<String> = Vec::new();
            let mut next = Some(collection).filter(|own| !deleted.contains(own));
            while let Some((name, parent)) = next.and_then(|own| known.get(&own))
                && names.len() < DEEPEST
            {
                // A slash in a name would part it.
                names.push(name.replace('/', "∕"));
                next = *parent;
            }
            if !names.is_empty() {
                names.reverse();
                self.collections
                    .entry(id)
                    .or_default()
                    .push(names.join("/"));
            }
        }
        Ok(())
    }

    fn read_notes(
        &mut self,
        connection: &Connection,
        deleted: &HashSet<Id>,
    ) -> rusqlite::Result<()> {
        for (id, parent, note) in rows(
            connection,
            "SELECT itemID, parentItemID, note FROM itemNotes ORDER BY itemID",
            |row| {
                Ok((
                    row.get::<_, Id>(0)?,
                    row.get::<_, Option<Id>>(1)?,
                    text(row, 2)?,
                ))
            },
        )? {
            let note = text_of_html(&note);
            if !deleted.contains(&id) && !note.is_empty() {
                self.notes
                    .entry(parent.unwrap_or(id))
                    .or_default()
                    .push(note);
            }
        }
        Ok(())
    }

    fn read_attachments(
        &mut self,
        folder: &Path,
        connection: &Connection,
        deleted: &HashSet<Id>,
    ) -> rusqlite::Result<()> {
        let mut marked: HashMap<Id, Vec<Value>> = HashMap::new();
        // Since version 6.
        if has_table(connection, "itemAnnotations")? {
            for (id, file, annotation) in rows(
                connection,
                "SELECT itemID, parentItemID, text, comment, pageLabel, position FROM itemAnnotations ORDER BY parentItemID, sortIndex, itemID",
                |row| {
                    let annotation = annotation(
                        &text(row, 2)?,
                        &text(row, 3)?,
                        &text(row, 4)?,
                        &text(row, 5)?,
                    );
                    Ok((row.get::<_, Id>(0)?, row.get::<_, Id>(1)?, annotation))
                },
            )? {
                if !deleted.contains(&id) {
                    marked.entry(file).or_default().push(annotation);
                }
            }
        }
        for (id, parent, key, path) in rows(
            connection,
            "SELECT a.itemID, a.parentItemID, i.key, a.path FROM itemAttachments a JOIN items i USING (itemID) ORDER BY a.itemID",
            |row| {
                Ok((
                    row.get::<_, Id>(0)?,
                    row.get::<_, Option<Id>>(1)?,
                    text(row, 2)?,
                    text(row, 3)?,
                ))
            },
        )? {
            let is_gone =
                deleted.contains(&id) || parent.is_some_and(|parent| deleted.contains(&parent));
            // Of a file below a base folder the database does not know where that is.
            if is_gone || path.is_empty() || path.starts_with("attachments:") {
                continue;
            }
            let path = match path.strip_prefix("storage:") {
                Some(name) if is_plain(name) && is_plain(&key) => {
                    Path::new("storage").join(&key).join(name)
                }
                Some(_) => continue,
                None => path.into(),
            };
            let owner = parent.unwrap_or(id);
            let annotations = marked.remove(&id).unwrap_or_default();
            if !folder.join(&path).is_file() {
                // Of a file that is not here its reader's words still are.
                let words = annotations
                    .iter()
                    .map(words_of)
                    .filter(|words| !words.is_empty());
                self.notes.entry(owner).or_default().extend(words);
                continue;
            }
            self.attachments.entry(owner).or_default().push(Attachment {
                path: path.to_string_lossy().into_owned(),
                annotations,
            });
        }
        Ok(())
    }

    /// The citation keys that the extension Better BibTeX keeps in a database of its own, where it is there.
    fn read_keys(&mut self, folder: &Path) {
        let database = folder.join("better-bibtex.sqlite");
        if !database.is_file() {
            return;
        }
        let read = opened(&database).and_then(|connection| {
            rows(
                &connection,
                "SELECT itemKey, citationKey FROM citationkey",
                |row| Ok((text(row, 0)?, text(row, 1)?)),
            )
        });
        // Its layout is nobody's promise; without it works have the keys that they carry themselves.
        self.keys.extend(read.unwrap_or_default());
    }

    fn works(mut self) -> Vec<Value> {
        let items = std::mem::take(&mut self.items);
        items
            .into_iter()
            .filter_map(|(id, key, kind)| self.work(id, &key, &kind))
            .collect()
    }

    fn work(&mut self, id: Id, key: &str, kind: &str) -> Option<Value> {
        let notes = self.notes.remove(&id).unwrap_or_default();
        let attachments = self.attachments.remove(&id).unwrap_or_default();
        // Notes and files that belong to a work stand with it.
        let is_part = match kind {
            "annotation" => true,
            "note" => notes.is_empty(),
            "attachment" => attachments.is_empty(),
            _ => false,
        };
        if is_part {
            return None;
        }
        let fields = self.fields.remove(&id).unwrap_or_default();
        let mut work = Map::new();
        // The names of Zotero, which readers of CSL-JSON know beside those of the standard.
        work.insert("type".to_owned(), json!(kind));
        for (name, known) in FIELDS {
            let value = known.iter().find_map(|own| fields.get(*own));
            if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
                work.insert((*name).to_owned(), json!(value));
            }
        }
        if kind == "note" && !work.contains_key("title") {
            let title = notes[0].lines().next().unwrap_or_default();
            work.insert("title".to_owned(), json!(title));
        }
        for (name, own) in [("issued", "date"), ("accessed", "accessDate")] {
            if let Some(date) = fields.get(own).and_then(|written| date(written)) {
                work.insert(name.to_owned(), date);
            }
        }
        let (stated, extra) = key_in_extra(fields.get("extra").map_or("", String::as_str));
        let citation_key = fields
            .get("citationKey")
            .cloned()
            .or(stated)
            .or_else(|| self.keys.get(key).cloned());
        if let Some(citation_key) = citation_key {
            work.insert("citation-key".to_owned(), json!(citation_key));
        }
        if !extra.is_empty() {
            work.insert("note".to_owned(), json!(extra));
        }
        let creators = self.creators.remove(&id).unwrap_or_default();
        let has_author = creators.iter().any(|(role, _)| role == "author");
        for (role, name) in &creators {
            let role = match role.as_str() {
                "editor" | "seriesEditor" => "editor",
                "translator" => "translator",
                "author" => "author",
                // Directors, artists, presenters: who made the work, where nobody is called its author.
                "contributor" | "reviewedAuthor" | "recipient" => continue,
                _ if has_author => continue,
                _ => "author",
            };
            let list = work.entry(role).or_insert_with(|| json!([]));
            if let Some(list) = list.as_array_mut() {
                list.push(name.clone());
            }
        }
        for (name, values) in [
            ("tags", self.tags.remove(&id).unwrap_or_default()),
            (
                "collections",
                self.collections.remove(&id).unwrap_or_default(),
            ),
            ("notes", notes),
        ] {
            if !values.is_empty() {
                work.insert(name.to_owned(), json!(values));
            }
        }
        if !attachments.is_empty() {
            let attachments = attachments
                .into_iter()
                .map(|own| json!({ "path": own.path, "annotations": own.annotations }));
            work.insert("attachments".to_owned(), attachments.collect());
        }
        Some(Value::Object(work))
    }
}

/// Fields of CSL and those of Zotero that stand for them, by the types of works.
const FIELDS: &[(&str, &[&str])] = &[
    ("title", &["title", "caseName", "nameOfAct", "subject"]),
    (
        "container-title",
        &[
            "publicationTitle",
            "bookTitle",
            "proceedingsTitle",
            "encyclopediaTitle",
            "dictionaryTitle",
            "websiteTitle",
            "blogTitle",
            "forumTitle",
            "programTitle",
        ],
    ),
    ("collection-title", &["series", "seriesTitle"]),
    (
        "publisher",
        &[
            "publisher",
            "university",
            "institution",
            "company",
            "label",
            "studio",
            "network",
        ],
    ),
    ("publisher-place", &["place"]),
    ("volume", &["volume"]),
    ("issue", &["issue"]),
    ("page", &["pages"]),
    ("edition", &["edition"]),
    ("DOI", &["DOI"]),
    ("URL", &["url"]),
    ("ISBN", &["ISBN", "ISSN"]),
    ("language", &["language"]),
    ("abstract", &["abstractNote"]),
    ("title-short", &["shortTitle"]),
    ("genre", &["thesisType"]),
];

/// A name that leads nowhere else.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\']) && name != ".." && name != "."
}

/// A date as Zotero keeps it: `2019-06-14 June 14, 2019`, parts that are not known as zeros, then as it was written.
fn date(written: &str) -> Option<Value> {
    let (sortable, shown) = written.split_once(' ').unwrap_or((written, written));
    let parts: Vec<u16> = sortable
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    let known: Vec<u16> = parts.into_iter().take_while(|&part| part > 0).collect();
    match known.first().is_some_and(|&year| year >= 1000) {
        true => Some(json!({ "date-parts": [known] })),
        false => (!shown.trim().is_empty()).then(|| json!({ "literal": shown.trim() })),
    }
}

/// What a reader marked. The page is that of the file, counted from 1; of a book without pages its label, if it is a
/// number.
fn annotation(words: &str, comment: &str, label: &str, position: &str) -> Value {
    let position: Value = serde_json::from_str(position).unwrap_or_default();
    let page = position
        .get("pageIndex")
        .and_then(Value::as_u64)
        .map(|index| index.saturating_add(1))
        .or_else(|| label.trim().parse().ok());
    json!({ "text": words.trim(), "comment": text_of_html(comment), "page": page })
}

fn words_of(annotation: &Value) -> String {
    let part = |key: &str| {
        annotation
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    format!("{} {}", part("text"), part("comment"))
        .trim()
        .to_owned()
}

/// The citation key that stands in the field for all the rest, and that field without it.
fn key_in_extra(extra: &str) -> (Option<String>, String) {
    let mut key = None;
    let mut rest = Vec::new();
    for line in extra.lines() {
        let stated = line
            .split_once(':')
            .filter(|(name, _)| name.trim().eq_ignore_ascii_case("citation key"));
        match stated {
            Some((_, own)) => key = Some(own.trim().to_owned()).filter(|own| !own.is_empty()),
            None => rest.push(line),
        }
    }
    (key, rest.join("\n").trim().to_owned())
}
