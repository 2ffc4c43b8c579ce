//! Documents with the same text are shown once: as the file that answers best, with the names of the others.

use std::collections::HashMap;

use seoji_schema::{COPIES_FILE, Copies, IndexFolder, Record};
use tantivy::DocAddress;

use super::Index;
use crate::results::DocumentCopy;
use crate::{Error, Search};

/// The documents of an index that have the same text, by the addresses of their own records.
#[derive(Default)]
pub(super) struct CopyGroups {
    group_of: HashMap<DocAddress, usize>,
    groups: Vec<Vec<DocAddress>>,
}

impl CopyGroups {
    /// Which group a document is of.
    pub(super) fn of(&self, record: DocAddress) -> Option<usize> {
        self.group_of.get(&record).copied()
    }
}

impl Index {
    /// The groups of copies, which are read and looked up when they are first asked for.
    fn copy_groups(&self) -> Result<&CopyGroups, Error> {
        let inner = &self.inner;
        if let Some(groups) = inner.copies.get() {
            return Ok(groups);
        }
        let folder = IndexFolder::at(&inner.info.path);
        let bytes = folder.side_file_of(&inner.manifest, COPIES_FILE)?;
        let copies = bytes.map(|bytes| Copies::from_bytes(&bytes)).transpose()?;
        let groups = self.look_up(&copies.flatten().unwrap_or_default())?;
        Ok(inner.copies.get_or_init(|| groups))
    }

    fn look_up(&self, copies: &Copies) -> Result<CopyGroups, Error> {
        let mut found = CopyGroups::default();
        for ids in copies.groups() {
            let mut group = Vec::with_capacity(ids.len());
            for id in ids {
                group.extend(self.find_address(id)?);
            }
            if group.len() > 1 {
                let number = found.groups.len();
                found
                    .group_of
                    .extend(group.iter().map(|&record| (record, number)));
                found.groups.push(group);
            }
        }
        Ok(found)
    }

    /// The groups of copies of which a search shows one; none where it shows all.
    pub(super) fn shown_once(&self, search: &Search) -> Result<Option<&CopyGroups>, Error> {
        if search.all_copies {
            return Ok(None);
        }
        let copies = self.copy_groups()?;
        Ok((!copies.groups.is_empty()).then_some(copies))
    }

    /// The other files with the text of a document that stands for them all.
    pub(super) fn copies_of(
        &self,
        record: DocAddress,
        search: &Search,
    ) -> Result<Vec<DocumentCopy>, Error> {
        let mut others = Vec::new();
        let Some(copies) = self.shown_once(search)? else {
            return Ok(others);
        };
        let group = copies.group_of.get(&record).map(|&at| &copies.groups[at]);
        for &other in group.into_iter().flatten().filter(|&&own| own != record) {
            if let Record::Document(document) = self.record(other)? {
                others.push(DocumentCopy {
                    id: document.id,
                    path: document.path,
                });
            }
        }
        Ok(others)
    }
}
