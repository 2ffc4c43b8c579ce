//! Documents for distribution (배포용 문서): their text is scrambled with a key that stands before it.

use aes::Aes128;
use aes::cipher::{BlockCipherDecrypt as _, KeyInit as _};

use super::records::{Records, tag, u32_at};
use crate::fault::Fault;

/// Bytes of the record that holds the key.
const KEY_RECORD: usize = 256;

/// The packed stream that a scrambled one holds.
///
/// The first record is noise around a hash: the noise is repeatable (a generator of random numbers begun with the
/// first four bytes, as Microsoft's C library has it), and the hash's first 16 bytes are the key of AES in ECB mode.
pub(super) fn unlocked(stream: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let damaged = || Fault::damaged("damaged: a document for distribution without its key");
    let head = Records::read(&stream[..stream.len().min(KEY_RECORD + 8)]);
    let record = head.all().first().ok_or_else(damaged)?;
    if record.tag != tag::DISTRIBUTE_DOC_DATA || record.data.len() != KEY_RECORD {
        return Err(damaged());
    }
    let mut data = stream[record.data.clone()].to_vec();
    let seed = u32_at(&data, 0).ok_or_else(damaged)?;
    let mut random = Random(seed);
    let (mut noise, mut left) = (0, 0);
    for (at, byte) in data.iter_mut().enumerate() {
        if left == 0 {
            noise = random.next() as u8;
            left = (random.next() & 0xF) + 1;
        }
        if at >= 4 {
            *byte ^= noise;
        }
        left -= 1;
    }
    let from = 4 + (seed & 0xF) as usize;
    let key: [u8; 16] = data[from..from + 16].try_into().map_err(|_| damaged())?;
    let cipher = Aes128::new(&key.into());
    let mut text = stream[record.data.end..].to_vec();
    for block in text.chunks_exact_mut(16) {
        let mut own: [u8; 16] = [0; 16];
        own.copy_from_slice(block);
        let mut own = own.into();
        cipher.decrypt_block(&mut own);
        block.copy_from_slice(&own);
    }
    Ok(text)
}

/// The random numbers of Microsoft's C library.
struct Random(u32);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(214_013).wrapping_add(2_531_011);
        self.0 >> 16 & 0x7FFF
    }
}
