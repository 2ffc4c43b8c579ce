//! The memory of eojeols seen lately: bounded, and without a lock that a thread would wait for.
//!
//! Each thread has a small table of its own; behind them stands a larger one that all share, in shards.
//! Both are direct-mapped (a newcomer replaces what lies in its slot), so that their size is fixed and looking up is
//! one comparison. A shard that another thread holds at that moment is passed over: the eojeol is analysed again,
//! which gives the same result.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::context::Context;
use super::eojeol::Eojeol;

/// Slots of a thread's table; 0.9 MB without the eojeols. Holds two thirds of the words of running text.
const LOCAL_SLOTS: usize = 1 << 14;
/// Shards of the shared table.
const SHARDS: usize = 1 << 6;
/// Slots of a shard; all shards together remember 131,072 eojeols (7 MB and about 0.4 KB an eojeol when full).
const SHARD_SLOTS: usize = 1 << 11;
/// Longest eojeol that is remembered, in bytes (12 syllables): longer ones hardly return.
const MAX_BYTES: usize = 38;

/// The text itself with where it stands, so that a look-up touches the slot and the eojeol and nothing else.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    bytes: [u8; MAX_BYTES],
    length: u8,
    context: Context,
}

#[derive(Clone)]
struct Slot {
    key: Key,
    /// Which cache it belongs to.
    owner: u64,
    eojeol: Arc<Eojeol>,
}

/// The memory of one [`super::Korean`] and its clones.
pub(super) struct Cache {
    /// Tells this cache's entries in the threads' tables from another's.
    id: u64,
    shards: Box<[Mutex<Vec<Option<Slot>>>]>,
}

thread_local! {
    static LOCAL: RefCell<Vec<Option<Slot>>> = const { RefCell::new(Vec::new()) };
}

impl Cache {
    /// An empty memory; it takes its space when first used.
    pub(super) fn new() -> Cache {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let shards = std::iter::repeat_with(|| Mutex::new(Vec::new()))
            .take(SHARDS)
            .collect();
        Cache {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            shards,
        }
    }

    /// The remembered analysis of `text`, or that of `analyse`, which is remembered.
    pub(super) fn get(
        &self,
        text: &str,
        context: Context,
        analyse: impl FnOnce() -> Eojeol,
    ) -> Arc<Eojeol> {
        let Some(key) = Key::of(text, context) else {
            return Arc::new(analyse());
        };
        let hash = key.hash();
        let local = hash as usize % LOCAL_SLOTS;
        let known = LOCAL.with_borrow(|slots| {
            let slot = slots.get(local)?.as_ref()?;
            let same = slot.owner == self.id && slot.key == key;
            same.then(|| Arc::clone(&slot.eojeol))
        });
        if let Some(known) = known {
            return known;
        }
        let eojeol = self.shared(hash, &key).unwrap_or_else(|| {
            let eojeol = Arc::new(analyse());
            self.share(
                hash,
                Slot {
                    key,
                    owner: self.id,
                    eojeol: Arc::clone(&eojeol),
                },
            );
            eojeol
        });
        LOCAL.with_borrow_mut(|slots| {
            if slots.is_empty() {
                slots.resize(LOCAL_SLOTS, None);
            }
            slots[local] = Some(Slot {
                key,
                owner: self.id,
                eojeol: Arc::clone(&eojeol),
            });
        });
        eojeol
    }

    fn shared(&self, hash: u64, key: &Key) -> Option<Arc<Eojeol>> {
        let (shard, slot) = Self::place(hash);
        // Neither a busy nor a poisoned shard is waited for.
        let slots = self.shards[shard].try_lock().ok()?;
        let slot = slots.get(slot)?.as_ref()?;
        (slot.key == *key).then(|| Arc::clone(&slot.eojeol))
    }

    fn share(&self, hash: u64, slot: Slot) {
        let (shard, place) = Self::place(hash);
        if let Ok(mut slots) = self.shards[shard].try_lock() {
            if slots.is_empty() {
                slots.resize(SHARD_SLOTS, None);
            }
            slots[place] = Some(slot);
        }
    }

    /// Shard and slot, from other bits of the hash than the threads' tables use first.
    fn place(hash: u64) -> (usize, usize) {
        (
            (hash >> 58) as usize % SHARDS,
            (hash >> 20) as usize % SHARD_SLOTS,
        )
    }
}

impl Key {
    /// The key of an eojeol that is short enough to be remembered.
    fn of(text: &str, context: Context) -> Option<Key> {
        let mut bytes = [0; MAX_BYTES];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        Some(Key {
            bytes,
            length: text.len() as u8,
            context,
        })
    }

    /// A quick hash; a collision costs an analysis, not a wrong answer.
    fn hash(&self) -> u64 {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut hash = u64::from(self.length) << 1 | u64::from(self.context == Context::Attached);
        let used = usize::from(self.length).next_multiple_of(8).min(MAX_BYTES);
        let (words, rest) = self.bytes[..used].as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        for &word in words.iter().chain([&last]) {
            hash = (hash.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
        }
        hash ^ hash >> 32
    }
}
