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

/// Slots of a thread's table; 192 KB without the eojeols.
const LOCAL_SLOTS: usize = 1 << 13;
/// Shards of the shared table.
const SHARDS: usize = 1 << 6;
/// Slots of a shard; all shards together remember 65,536 eojeols.
const SHARD_SLOTS: usize = 1 << 10;
/// Longest eojeol that is remembered, in bytes (about 32 syllables): longer ones hardly return.
const MAX_BYTES: usize = 96;

struct Remembered {
    context: Context,
    text: Box<str>,
    eojeol: Arc<Eojeol>,
}

#[derive(Clone)]
struct Slot {
    hash: u64,
    /// Which cache it belongs to.
    owner: u64,
    value: Arc<Remembered>,
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
        if text.len() > MAX_BYTES {
            return Arc::new(analyse());
        }
        let hash = hash(text, context);
        let local = hash as usize % LOCAL_SLOTS;
        let known = LOCAL.with_borrow(|slots| {
            let slot = slots.get(local)?.as_ref()?;
            let same = slot.owner == self.id && slot.is(hash, text, context);
            same.then(|| Arc::clone(&slot.value.eojeol))
        });
        if let Some(known) = known {
            return known;
        }
        let slot = self.shared(hash, text, context).unwrap_or_else(|| {
            let eojeol = Arc::new(analyse());
            let value = Arc::new(Remembered {
                context,
                text: text.into(),
                eojeol,
            });
            let slot = Slot {
                hash,
                owner: self.id,
                value,
            };
            self.share(&slot);
            slot
        });
        let eojeol = Arc::clone(&slot.value.eojeol);
        LOCAL.with_borrow_mut(|slots| {
            if slots.is_empty() {
                slots.resize(LOCAL_SLOTS, None);
            }
            slots[local] = Some(slot);
        });
        eojeol
    }

    fn shared(&self, hash: u64, text: &str, context: Context) -> Option<Slot> {
        let (shard, slot) = Self::place(hash);
        // Neither a busy nor a poisoned shard is waited for.
        let slots = self.shards[shard].try_lock().ok()?;
        let slot = slots.get(slot)?.as_ref()?;
        slot.is(hash, text, context).then(|| slot.clone())
    }

    fn share(&self, slot: &Slot) {
        let (shard, place) = Self::place(slot.hash);
        if let Ok(mut slots) = self.shards[shard].try_lock() {
            if slots.is_empty() {
                slots.resize(SHARD_SLOTS, None);
            }
            slots[place] = Some(slot.clone());
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

impl Slot {
    fn is(&self, hash: u64, text: &str, context: Context) -> bool {
        self.hash == hash && self.value.context == context && *self.value.text == *text
    }
}

/// A quick hash; a collision costs an analysis, not a wrong answer.
fn hash(text: &str, context: Context) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = (text.len() as u64) << 1 | u64::from(context == Context::Attached);
    let mut mix = |word: u64| hash = (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    for &word in words {
        mix(u64::from_le_bytes(word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(u64::from_le_bytes(last));
    hash ^ hash >> 32
}
