//! Surfaces in Hangul with two bytes for a syllable, as the terms of an index hold them: UTF-8 takes three, and these
//! terms are the largest part of what names cost.

use std::borrow::Cow;

/// What a packed surface begins with; no text does.
const PACKED: char = '\u{1}';
/// The first of the bytes that stand for a syllable: above U+0000 and [`PACKED`].
const FIRST: u32 = 2;
/// How many second bytes there are; with as many first ones there is room for more than the 11,172 syllables.
const SECONDS: u32 = 112;

/// A surface packed where it is in Hangul, else as it is.
pub(super) fn pack(surface: &str) -> Cow<'_, str> {
    if surface.is_empty() || !surface.chars().all(|c| matches!(c, '가'..='힣')) {
        return Cow::Borrowed(surface);
    }
    let mut packed = String::with_capacity(1 + surface.len());
    packed.push(PACKED);
    for c in surface.chars() {
        let number = u32::from(c) - u32::from('가');
        for byte in [number / SECONDS, number % SECONDS] {
            packed.extend(char::from_u32(FIRST + byte));
        }
    }
    Cow::Owned(packed)
}

/// The surface that was packed. A damaged one loses syllables.
pub(super) fn unpack(packed: &str) -> Cow<'_, str> {
    let Some(bytes) = packed.strip_prefix(PACKED) else {
        return Cow::Borrowed(packed);
    };
    let syllable = |pair: &[u8]| {
        let number = |byte: u8| u32::from(byte).checked_sub(FIRST);
        let number = number(pair[0])? * SECONDS + number(pair[1])?;
        char::from_u32(u32::from('가') + number)
    };
    let pairs = bytes.as_bytes().chunks_exact(2);
    Cow::Owned(pairs.filter_map(syllable).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_syllable_comes_back() {
        for c in '가'..='힣' {
            let surface = c.to_string();
            let packed = pack(&surface).into_owned();
            assert_eq!(
                (packed.len(), unpack(&packed)),
                (3, surface.as_str().into())
            );
        }
    }

    proptest! {
        #[test]
        fn a_surface_comes_back(surface in "[가-힣]{0,6}|[A-Za-zŏŭ, -]{0,12}|\\PC{0,6}") {
            let packed = pack(&surface).into_owned();
            prop_assert!(!packed.contains('\0'));
            prop_assert_eq!(unpack(&packed), surface);
        }

        #[test]
        fn damage_does_no_harm(packed in "\u{1}.{0,8}") {
            unpack(&packed);
        }
    }
}
