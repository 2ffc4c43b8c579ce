//! The tables of foreign words, by the code of the library that reads them.

#[path = "../../../src/names/foreign/channel.rs"]
mod channel;
#[path = "../../../src/names/foreign/counts.rs"]
mod counts;
#[path = "../../../src/names/foreign/look.rs"]
mod look;
#[path = "../../../src/names/foreign/slot.rs"]
mod slot;

use channel::Channel;
use counts::Counts;
use look::Look;

use crate::source::{Constant, Source, structure};

structure! {
    Channel { units, base, seen, rest, chance }
    Look { weights }
}

/// Adds the channel and the look of the committed tables.
pub(crate) fn write(channel: &str, look: &str, source: &mut Source) -> Result<(), &'static str> {
    let counts =
        Counts::read(channel).ok_or("foreign.tsv is not what `seoji-train foreign` writes")?;
    let look =
        Look::read(look).ok_or("foreign_syllables.tsv is not what `seoji-train foreign` writes")?;
    source.add("SPELLING", "Channel", &Channel::new(&counts));
    source.add("SYLLABLES", "Look", &look);
    Ok(())
}
