//! A number for the tables of the analysis. The build script computes it: reading half a megabyte at each start would cost
//! a search half a millisecond.

/// The tables that decide what the analysis gives, in `data`.
pub(crate) const TABLES: [&str; 7] = [
    "hanja.txt",
    "hanja_words.txt",
    "names/channel.txt",
    "names/gate.bin",
    "names/foreign.tsv",
    "names/foreign_syllables.tsv",
    "initial_law.txt",
];

/// FNV-1a over tables, eight bytes at a time: no secret, only different where they differ.
pub(crate) fn hash<'t>(tables: impl IntoIterator<Item = &'t [u8]>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for table in tables {
        for chunk in table.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
