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
/// Slots of a table at first. It doubles as it fills, since a program that asks one question needs little of it, and
/// memory costs most where it is touched first.
const FIRST_SLOTS: usize = 1 << 5;
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
    shards: Box<[Mutex<Slots<SHARD_SLOTS>>]>,
}

/// A table of at most `MOST` slots.
#[derive(Default)]
struct Slots<const MOST: usize> {
    slots: Vec<Option<Slot>>,
    taken: usize,
}

impl<const MOST: usize> Slots<MOST> {
    const fn new() -> Self {
        Slots {
            slots: Vec::new(),
            taken: 0,
        }
    }

    /// What lies where `hash` leads.
    fn at(&self, hash: u64) -> Option<&Slot> {
        self.slots.get(place(hash, self.slots.len()))?.as_ref()
    }

    fn put(&mut self, hash: u64, slot: Slot) {
        if 2 * self.taken >= self.slots.len() && self.slots.len() < MOST {
            self.grow();
        }
        self.place(hash, slot);
    }

    fn place(&mut self, hash: u64, slot: Slot) {
        let at = place(hash, self.slots.len());
        let before = self.slots[at].replace(slot);
        self.taken += usize::from(before.is_none());
    }

    fn grow(&mut self) {
        let length = (2 * self.slots.len()).clamp(FIRST_SLOTS, MOST);
        let before = std::mem::replace(&mut self.slots, vec![None; length]);
        self.taken = 0;
        for slot in before.into_iter().flatten() {
            self.place(slot.key.hash(), slot);
        }
    }
}

/// The place among `length` slots, a power of two, from other bits of the hash than those that tell the shard.
fn place(hash: u64, length: usize) -> usize {
    hash as usize & length.wrapping_sub(1)
}

thread_local! {
    static LOCAL: RefCell<Slots<LOCAL_SLOTS>> = const { RefCell::new(Slots::new()) };
}

impl Cache {
    /// An empty memory; it takes its space when first used.
    pub(super) fn new() -> Cache {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let shards = std::iter::repeat_with(|| Mutex::new(Slots::new()))
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
        let known = LOCAL.with_borrow(|slots| {
            let slot = slots.at(hash)?;
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
            let eojeol = Arc::clone(&eojeol);
            let owner = self.id;
            slots.put(hash, Slot { key, owner, eojeol });
        });
        eojeol
    }

    fn shared(&self, hash: u64, key: &Key) -> Option<Arc<Eojeol>> {
        // Neither a busy nor a poisoned shard is waited for.
        let slots = self.shard(hash).try_lock().ok()?;
        let slot = slots.at(hash)?;
        (slot.key == *key).then(|| Arc::clone(&slot.eojeol))
    }

    fn share(&self, hash: u64, slot: Slot) {
        if let Ok(mut slots) = self.shard(hash).try_lock() {
            slots.put(hash, slot);
        }
    }

    fn shard(&self, hash: u64) -> &Mutex<Slots<SHARD_SLOTS>> {
        &self.shards[(hash >> 58) as usize % SHARDS]
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
