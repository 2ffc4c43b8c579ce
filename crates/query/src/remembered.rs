//! What an opened index has found out before, kept for those who ask it again.

use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// The values of the keys that were asked for last, between `most` and twice as many; shared by threads.
///
/// An index never changes while it is open, so that nothing kept here can be out of date.
pub(crate) struct Remembered<K, V> {
    most: usize,
    ages: Mutex<Ages<K, V>>,
}

/// When the young are `most`, they become the old, and what was old and not asked for again is forgotten.
struct Ages<K, V> {
    young: FxHashMap<K, V>,
    old: FxHashMap<K, V>,
}

impl<K: Eq + Hash, V: Clone> Remembered<K, V> {
    /// Keeps the values of at least `most` keys.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            ages: Mutex::new(Ages {
                young: FxHashMap::default(),
                old: FxHashMap::default(),
            }),
        }
    }

    /// The value of `key`, which `find` finds where it is not known yet; what fails is not kept.
    pub(crate) fn get<E>(&self, key: K, find: impl FnOnce(&K) -> Result<V, E>) -> Result<V, E> {
        if let Some(known) = self.known(&key) {
            return Ok(known);
        }
        // Others may ask meanwhile: that two threads find the same does no harm.
        let value = find(&key)?;
        self.keep(key, value.clone());
        Ok(value)
    }

    /// The value of `key`, where it is known.
    pub(crate) fn known(&self, key: &K) -> Option<V> {
        let mut ages = self.ages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = ages.young.get(key) {
            return Some(value.clone());
        }
        let (key, value) = ages.old.remove_entry(key)?;
        ages.add(key, value.clone(), self.most);
        Some(value)
    }

    /// Keeps the value of `key`.
    pub(crate) fn keep(&self, key: K, value: V) {
        let mut ages = self.ages.lock().unwrap_or_else(PoisonError::into_inner);
        ages.add(key, value, self.most);
    }
}

impl<K: Eq + Hash, V> Ages<K, V> {
    fn add(&mut self, key: K, value: V, most: usize) {
        if self.young.len() >= most {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn what_is_asked_again_is_found_once_and_stays() {
        let remembered = Remembered::new(4);
        let found = RefCell::new(Vec::new());
        let ask = |key: u32| {
            let value = remembered.get(key, |&key| {
                found.borrow_mut().push(key);
                Ok::<_, ()>(key * 10)
            });
            assert_eq!(value, Ok(key * 10));
        };
        for key in 1..=30 {
            ask(key);
            ask(1);
        }
        assert_eq!(
            *found.borrow(),
            (1..=30).collect::<Vec<_>>(),
            "1 is asked for all the time"
        );
        let kept = {
            let ages = remembered.ages.lock().unwrap();
            ages.young.len() + ages.old.len()
        };
        assert!(kept <= 8, "{kept}");
        ask(2);
        assert_eq!(found.borrow().last(), Some(&2), "forgotten long ago");
    }

    #[test]
    fn what_fails_is_tried_again() {
        let remembered: Remembered<u32, u32> = Remembered::new(4);
        assert_eq!(remembered.get(1, |_| Err("damaged")), Err("damaged"));
        assert_eq!(remembered.get(1, |_| Ok::<_, &str>(7)), Ok(7));
    }
}
