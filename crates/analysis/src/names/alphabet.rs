//! The letters of a Latin spelling beside `a` to `z`, each in one byte.

/// The letter ŏ, also written ǒ and, by the American lists of sanctions, `o'`.
pub(super) const O_BREVE: u8 = b'O';
/// The letter ŭ.
pub(super) const U_BREVE: u8 = b'U';
/// The mark of aspiration of McCune–Reischauer (`k'`, `t'`, `p'`, `ch'`).
pub(super) const ASPIRATED: u8 = b'\'';
