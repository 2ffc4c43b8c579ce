//! Bytes as people compare them.

use std::fmt::Write as _;

/// Two digits a byte, in small letters.
///
/// ```
/// assert_eq!(seoji_schema::hex(&[0x0f, 0xa9]), "0fa9");
/// ```
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
