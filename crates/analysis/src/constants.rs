//! Tables as constants: floating point numbers as the build script writes them.

/// The numbers of a file that the build script wrote: four bytes each, the least significant first.
pub(crate) const fn decode<const COUNT: usize>(bytes: &[u8]) -> [f32; COUNT] {
    assert!(
        bytes.len() == 4 * COUNT,
        "the file holds the numbers that were counted"
    );
    let mut numbers = [0.0; COUNT];
    let mut at = 0;
    while at < COUNT {
        let byte = 4 * at;
        numbers[at] = f32::from_le_bytes([
            bytes[byte],
            bytes[byte + 1],
            bytes[byte + 2],
            bytes[byte + 3],
        ]);
        at += 1;
    }
    numbers
}
