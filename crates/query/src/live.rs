//! An index that follows its folder: whoever asks it gets the newest complete state.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use seoji_schema::IndexFolder;

use crate::{Error, Index};

/// An index that looks for a newer state each time it is asked for one; clones share what is open.
///
/// An [`Index`] itself never changes: whoever holds one goes on with the state that it was opened in, also while the
/// folder is updated or rebuilt.
///
/// # Example
/// ```no_run
/// use seoji_query::{LiveIndex, Search};
/// let live = LiveIndex::open("index")?;
/// loop {
///     let results = live.index().search(&Search::new("박진혁"))?;
///     println!("{}", results.total.passages);
/// #   break;
/// }
/// # Ok::<(), seoji_query::Error>(())
/// ```
#[derive(Clone)]
pub struct LiveIndex {
    current: Arc<RwLock<Index>>,
}

impl LiveIndex {
    /// Opens the index in `folder` and follows it from now on.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let index = Index::open(folder)?;
        Ok(Self {
            current: Arc::new(RwLock::new(index)),
        })
    }

    /// The newest state that can be opened; when a newer one is there but cannot be, the one before. It costs a look at
    /// a small file, and only where the state is new the time to open it.
    pub fn index(&self) -> Index {
        let current = self.current();
        match current.reload() {
            Ok(newest) => {
                if newest.info().generation != current.info().generation {
                    let mut own = self.current.write().unwrap_or_else(PoisonError::into_inner);
                    own.clone_from(&newest);
                }
                newest
            }
            Err(_) => current,
        }
    }

    fn current(&self) -> Index {
        let current = self.current.read();
        current.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Index {
    /// The index as its folder holds it now: a clone of this one where nothing is new, else the newer state.
    ///
    /// # Errors
    /// A newer state that cannot be opened, as [`Index::open`] tells; this one goes on answering.
    pub fn reload(&self) -> Result<Self, Error> {
        let info = self.info();
        let newest = IndexFolder::at(&info.path).manifest()?;
        // One that fell back to an older state looks again.
        if newest.generation == info.generation && info.fallback.is_none() {
            return Ok(self.clone());
        }
        Self::open(&info.path)
    }
}

const _: fn() = || {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<Index>();
    shared::<LiveIndex>();
    shared::<crate::Search>();
    shared::<crate::Results>();
};
