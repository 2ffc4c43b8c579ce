//! Lists that the tables consist of. Each lies in one piece, so that the program can hold it as a constant and nothing
//! is read or built at its start.

use std::borrow::Cow;

/// Words, one after another in one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    pub(in crate::names) text: Cow<'static, str>,
    /// Where each word ends, in bytes of the text.
    pub(in crate::names) ends: Cow<'static, [u32]>,
}

impl Words {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The word of that number, which is below [`Words::len`].
    pub fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    /// The words in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.get(number))
    }

    /// The number of a word, where they are sorted.
    pub fn place(&self, word: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).cmp(word) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn push(&mut self, word: &str) {
        self.text.to_mut().push_str(word);
        let end = u32::try_from(self.text.len()).expect("no table holds 4 GB of words");
        self.ends.to_mut().push(end);
    }
}

impl<W: AsRef<str>> FromIterator<W> for Words {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Words {
        let mut list = Words::default();
        for word in words {
            list.push(word.as_ref());
        }
        list
    }
}

/// Words with a number each, mostly a natural logarithm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighted {
    pub(in crate::names) words: Words,
    pub(in crate::names) values: Cow<'static, [f32]>,
}

impl Weighted {
    /// The words with their numbers, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f32)> {
        self.words.iter().zip(self.values.iter().copied())
    }

    /// The number of a word, where they are sorted.
    pub fn value(&self, word: &str) -> Option<f32> {
        self.words.place(word).map(|at| self.values[at])
    }
}

impl<W: AsRef<str>> FromIterator<(W, f32)> for Weighted {
    fn from_iter<I: IntoIterator<Item = (W, f32)>>(items: I) -> Weighted {
        let mut list = Weighted::default();
        for (word, value) in items {
            list.words.push(word.as_ref());
            list.values.to_mut().push(value);
        }
        list
    }
}

/// Lists of words with numbers, one behind another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightedLists {
    pub(in crate::names) all: Weighted,
    /// Where each list ends, in words.
    pub(in crate::names) ends: Cow<'static, [u32]>,
}

impl WeightedLists {
    /// The list of that number; nothing behind the last.
    pub fn list(&self, number: usize) -> impl Iterator<Item = (&str, f32)> {
        range(&self.ends, number).map(|at| (self.all.words.get(at), self.all.values[at]))
    }

    /// All lists together.
    pub fn all(&self) -> impl Iterator<Item = (&str, f32)> {
        self.all.iter()
    }
}

impl<W: AsRef<str>> FromIterator<Vec<(W, f32)>> for WeightedLists {
    fn from_iter<I: IntoIterator<Item = Vec<(W, f32)>>>(lists: I) -> WeightedLists {
        let mut all = WeightedLists::default();
        for list in lists {
            for (word, value) in list {
                all.all.words.push(word.as_ref());
                all.all.values.to_mut().push(value);
            }
            let end = u32::try_from(all.all.words.len()).expect("a list of far fewer words");
            all.ends.to_mut().push(end);
        }
        all
    }
}

/// Lists of items, one behind another.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::names) struct Lists<T: Clone + 'static> {
    pub(in crate::names) items: Cow<'static, [T]>,
    /// Where each list ends.
    pub(in crate::names) ends: Cow<'static, [u32]>,
}

impl<T: Clone> Lists<T> {
    /// The list of that number; nothing behind the last.
    #[inline]
    pub(in crate::names) fn list(&self, number: usize) -> &[T] {
        &self.items[range(&self.ends, number)]
    }
}

impl<T: Clone> FromIterator<Vec<T>> for Lists<T> {
    fn from_iter<I: IntoIterator<Item = Vec<T>>>(lists: I) -> Lists<T> {
        let (mut items, mut ends) = (Vec::new(), Vec::new());
        for list in lists {
            items.extend(list);
            ends.push(u32::try_from(items.len()).expect("a list of far fewer items"));
        }
        Lists {
            items: items.into(),
            ends: ends.into(),
        }
    }
}

#[inline]
fn range(ends: &[u32], number: usize) -> std::ops::Range<usize> {
    let Some(&end) = ends.get(number) else {
        return 0..0;
    };
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..end as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_number_and_by_place() {
        let words: Words = ["", "가", "나나"].into_iter().collect();
        assert_eq!(words.iter().collect::<Vec<_>>(), ["", "가", "나나"]);
        assert_eq!(words.place("나나"), Some(2));
        assert_eq!(words.place(""), Some(0));
        assert_eq!((words.place("나"), words.place("다")), (None, None));
        assert_eq!(Words::default().place(""), None);
    }

    #[test]
    fn lists_keep_their_edges() {
        let lists: WeightedLists = [vec![("a", 1.0)], vec![], vec![("b", 2.0), ("c", 3.0)]]
            .into_iter()
            .collect();
        let list = |at| lists.list(at).collect::<Vec<_>>();
        assert_eq!(list(0), [("a", 1.0)]);
        assert_eq!(list(1), []);
        assert_eq!(list(2), [("b", 2.0), ("c", 3.0)]);
        assert_eq!(list(3), []);
    }
}
