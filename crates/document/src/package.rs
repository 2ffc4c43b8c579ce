//! Packages: formats that are a zip archive of XML members, read with limits that a bomb cannot pass.

use std::io::{Cursor, Read as _};

use roxmltree::{Document, Node, ParsingOptions};

use crate::fault::Fault;
use crate::transcript::Trouble;

/// The largest member that is unpacked, in bytes.
const LARGEST_MEMBER: u64 = 64 << 20;
/// The most that is unpacked of one package, in bytes.
const LARGEST_PACKAGE: u64 = 160 << 20;
/// A member from this size on, in bytes, must not be more than [`LARGEST_RATIO`] times as large as it is packed.
const RATIO_FROM: u64 = 4 << 20;
/// Deflate reaches 1032 to 1; XML of a word processor 10 to 60.
const LARGEST_RATIO: u64 = 300;
/// The most members that a package is looked through for.
const MOST_MEMBERS: usize = 20_000;
/// The most elements, attributes apart, of one XML member.
const MOST_NODES: u32 = 3_000_000;

/// An open package.
pub(crate) struct Package<'a> {
    archive: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let archive = zip::ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Fault::damaged(format!("damaged package: {error}")))?;
        if archive.len() > MOST_MEMBERS {
            let message = format!("a package of {} members", archive.len());
            return Err(Fault::new(Trouble::TooLarge, message));
        }
        Ok(Package {
            archive,
            left: LARGEST_PACKAGE,
        })
    }

    /// The names of the members, in the order of the archive's list.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names();
        names
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .collect()
    }

    /// An error where members are encrypted as Open Document and OWPML do it.
    pub(crate) fn refuse_encrypted(&mut self) -> Result<(), Fault> {
        match self.text("META-INF/manifest.xml")? {
            Some(manifest) if manifest.contains("encryption-data") => Err(Fault::guarded()),
            _ => Ok(()),
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A member's bytes; `None` where there is none of that name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let damaged = |error: &dyn std::fmt::Display| {
            Fault::damaged(format!("damaged member {name}: {error}"))
        };
        let member = self
            .archive
            .by_index_raw(index)
            .map_err(|error| damaged(&error))?;
        if member.encrypted() {
            return Err(Fault::guarded());
        }
        let packed = member.compressed_size();
        drop(member);
        let member = self
            .archive
            .by_index(index)
            .map_err(|error| damaged(&error))?;
        let limit = LARGEST_MEMBER.min(self.left);
        let mut bytes = Vec::new();
        // What the archive says of sizes is not believed.
        member
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(&error))?;
        let size = bytes.len() as u64;
        if size > limit || size > RATIO_FROM && size / packed.max(1) > LARGEST_RATIO {
            let message = format!("member {name} unpacks to more than is read");
            return Err(Fault::new(Trouble::TooLarge, message));
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// A member's text; UTF-8 or UTF-16 by its byte order mark.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        Ok(self.bytes(name)?.map(|bytes| xml_text(&bytes)))
    }

    /// A member's text, which must be there.
    pub(crate) fn need(&mut self, name: &str) -> Result<String, Fault> {
        self.text(name)?
            .ok_or_else(|| Fault::damaged(format!("damaged package: no member {name}")))
    }
}

fn xml_text(bytes: &[u8]) -> String {
    let (text, ..) = match bytes {
        [b'<', 0, ..] => encoding_rs::UTF_16LE.decode(bytes),
        [0, b'<', ..] => encoding_rs::UTF_16BE.decode(bytes),
        // It heeds the mark of another encoding.
        _ => encoding_rs::UTF_8.decode(bytes),
    };
    text.into_owned()
}

/// The tree of an XML text. Entities that a document type declares are refused with the document type.
pub(crate) fn tree<'t>(name: &str, text: &'t str) -> Result<Document<'t>, Fault> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Fault::new(
            Trouble::TooLarge,
            format!("member {name} has more than {MOST_NODES} nodes"),
        ),
        error => Fault::damaged(format!("damaged member {name}: {error}")),
    })
}

/// An attribute by its local name, whatever its namespace.
pub(crate) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// The first child of a local name, whatever its namespace.
pub(crate) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

/// Whether a node is an element of a local name, whatever its namespace.
pub(crate) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The text within a node, in order.
pub(crate) fn text_within(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter(|node| node.is_text())
        .filter_map(|node| node.text())
        .collect()
}
