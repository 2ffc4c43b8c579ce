//! What was learnt about foreign words, as constants of the program (see `names::committed`).

use std::borrow::Cow;

use super::channel::Channel;
use super::look::Look;
use crate::constants::decode;
use crate::names::lists::Lists;

include!(concat!(env!("OUT_DIR"), "/foreign.rs"));

impl Channel {
    /// The channel of the committed table.
    pub fn committed() -> &'static Channel {
        &SPELLING
    }
}

impl Look {
    /// The committed table.
    pub fn committed() -> &'static Look {
        &SYLLABLES
    }
}

#[cfg(test)]
mod tests {
    use super::super::counts::Counts;
    use super::*;

    const CHANNEL: &str = include_str!("../../../data/names/foreign.tsv");
    const LOOK: &str = include_str!("../../../data/names/foreign_syllables.tsv");

    #[test]
    fn constants_are_what_the_tables_say() {
        assert!(Channel::new(&Counts::read(CHANNEL).unwrap()) == *Channel::committed());
        assert!(Look::read(LOOK).unwrap() == *Look::committed());
    }
}
