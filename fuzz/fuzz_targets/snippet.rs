//! Any query on any text: marks removed, the text is as before; snippets lie in the text and cut no mark.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seoji_query::fuzzing::mark_and_cut;

fuzz_target!(|input: (&str, u8, u8, &str)| {
    let (query, most, chars, text) = input;
    let (marked, _) = mark_and_cut(query, text, usize::from(most), usize::from(chars));
    let plain = |text: &str| text.replace(['⟦', '⟧'], "");
    assert_eq!(plain(&marked), plain(text));
});
