//! How much memory a build plans with: how large its partitions are, how many threads work, which files wait for each
//! other, and which are too large.
//!
//! The figures are measured by the peak of whole builds (docs/limits.md).

use std::sync::{Condvar, Mutex, PoisonError};

/// What a build plans with unless told, in bytes. It is the same on every machine, since files that are too large for
/// it are left out: the same corpus shall give the same index.
pub(crate) const DEFAULT_BYTES: u64 = 4 << 30;
/// The least that a build can plan with, in bytes.
pub const LEAST_MEMORY_BYTES: u64 = 200 << 20;
/// What a build takes whatever it reads: the dictionary, the tables, the caches of one thread.
const BASE_BYTES: u64 = 120 << 20;
/// What a byte of source text takes while it is read, analysed and held as terms until its partition is written:
/// 317 MB at the peak for a file of 48 MB, 348 MB for two partitions of 30 MB.
const BYTES_A_BYTE: u64 = 6;
/// A partition has about this many bytes of source text at most: larger ones save no time.
const LARGEST_PARTITION_BYTES: u64 = 16 << 20;
/// A partition has about this many bytes of source text at least, but for a small corpus.
pub(crate) const LEAST_PARTITION_BYTES: u64 = 1 << 20;

/// What a build plans with.
#[derive(Debug)]
pub(crate) struct Memory {
    /// What is there beside what every build takes, in bytes.
    texts: u64,
    threads: u64,
    /// What files beyond the size of a partition take now, in bytes.
    taken: Mutex<u64>,
    freed: Condvar,
}

/// Room that a large file has; it is free again when this is dropped.
pub(crate) struct Taken<'m> {
    memory: &'m Memory,
    bytes: u64,
}

impl Memory {
    /// So many bytes, [`DEFAULT_BYTES`] unless told, for so many threads, as many as there are cores unless told; fewer
    /// work where these would have no room for the least partition.
    pub(crate) fn new(bytes: Option<u64>, jobs: Option<usize>) -> Self {
        let bytes = bytes.unwrap_or(DEFAULT_BYTES).max(LEAST_MEMORY_BYTES);
        let jobs = jobs.unwrap_or_else(rayon::current_num_threads);
        let most = (bytes - BASE_BYTES) / (LEAST_PARTITION_BYTES * BYTES_A_BYTE);
        Self {
            texts: bytes - BASE_BYTES,
            threads: (jobs as u64).clamp(1, most),
            taken: Mutex::default(),
            freed: Condvar::new(),
        }
    }

    /// How many threads work.
    pub(crate) fn threads(&self) -> usize {
        self.threads as usize
    }

    /// The most bytes of source text in a partition.
    pub(crate) fn largest_partition(&self) -> u64 {
        let share = self.texts / (BYTES_A_BYTE * self.threads);
        share.clamp(LEAST_PARTITION_BYTES, LARGEST_PARTITION_BYTES)
    }

    /// The most bytes of a file that is read.
    pub(crate) fn largest_file(&self) -> u64 {
        self.texts / BYTES_A_BYTE
    }

    /// Takes room for a file of so many bytes, and waits until there is some; none for a file that is no larger than a
    /// partition.
    ///
    /// A thread takes room for one file at a time, so that nobody waits for himself.
    pub(crate) fn take(&self, file_bytes: u64) -> Option<Taken<'_>> {
        let beyond = file_bytes.checked_sub(self.largest_partition() + 1)?;
        // A file that needs more than all of it is read when no other large one is.
        let room = self.room();
        let bytes = beyond.saturating_mul(BYTES_A_BYTE).min(room);
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_while(taken, |taken| *taken + bytes > room);
        *waited.unwrap_or_else(PoisonError::into_inner) += bytes;
        Some(Taken {
            memory: self,
            bytes,
        })
    }

    /// What is left beside a partition for each thread, in bytes.
    fn room(&self) -> u64 {
        let partitions = self.largest_partition() * BYTES_A_BYTE * self.threads;
        self.texts.saturating_sub(partitions)
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let memory = self.memory;
        *memory.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        memory.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    const MIB: u64 = 1 << 20;

    #[test]
    fn little_memory_makes_partitions_small_and_threads_few() {
        let usual = Memory::new(None, Some(2));
        assert_eq!((usual.threads(), usual.largest_partition()), (2, 16 * MIB));
        let many = Memory::new(None, Some(64));
        assert_eq!(many.threads(), 64);
        assert!((8 * MIB..16 * MIB).contains(&many.largest_partition()));
        let least = Memory::new(Some(1), Some(64));
        assert_eq!(least.threads(), 13);
        assert!((MIB..2 * MIB).contains(&least.largest_partition()));
        assert_eq!(Memory::new(None, Some(0)).threads(), 1);
    }

    #[test]
    fn what_is_planned_with_is_never_more_than_was_told() {
        for bytes in [0, LEAST_MEMORY_BYTES, 300 * MIB, 1 << 30, 1 << 40] {
            for threads in [1, 2, 7, 16, 1024] {
                let memory = Memory::new(Some(bytes), Some(threads));
                let partitions = memory.threads * memory.largest_partition() * BYTES_A_BYTE;
                let told = bytes.max(LEAST_MEMORY_BYTES);
                assert!(BASE_BYTES + partitions + memory.room() <= told);
                assert!(memory.largest_file() >= memory.largest_partition());
            }
        }
    }

    #[test]
    fn large_files_wait_for_each_other() {
        let memory = Memory::new(Some(400 * MIB), Some(4));
        assert!(memory.take(memory.largest_partition()).is_none());
        let (now, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let taken = memory.take(memory.largest_file()).expect("it is large");
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        now.fetch_sub(1, Ordering::SeqCst);
                        drop(taken);
                    }
                });
            }
        });
        assert_eq!(most.load(Ordering::SeqCst), 1);
        assert_eq!(*memory.taken.lock().unwrap(), 0);
    }
}
