//! Widths of the standard fonts, which a file may use without telling them (ISO 32000-1, 9.6.2.2).
//!
//! The numbers are those of Adobe's Core 14 AFM files: © 1985, 1987, 1989, 1990, 1997 Adobe Systems Incorporated. All
//! Rights Reserved. “This file and the 14 PostScript(R) AFM files it accompanies may be used, copied, and distributed for
//! any purpose and without charge, with or without modification, provided that all copyright notices are retained.”

use unicode_normalization::UnicodeNormalization as _;

/// A face of the standard fonts whose letters have widths of their own; the slanted Helvetica has those of the upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Helvetica,
    HelveticaBold,
    Times,
    TimesBold,
    TimesItalic,
    TimesBoldItalic,
    Courier,
}

impl Face {
    /// The face of a font by its name: the standard names, those that programs use for them (`ArialMT`,
    /// `TimesNewRoman,Bold`), with the tag of a subset or without; for others a face that is about as wide.
    pub(super) fn of(name: &str) -> Face {
        let (bold, italic) = super::font::style_of(name);
        let name = name.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if says(&["courier", "mono", "typewriter", "consol"]) {
            return Face::Courier;
        }
        let is_serif = says(&["times", "serif", "roman", "georgia", "garamond", "palatino"])
            && !says(&["sans"]);
        match (is_serif, bold, italic) {
            (false, false, _) => Face::Helvetica,
            (false, true, _) => Face::HelveticaBold,
            (true, false, false) => Face::Times,
            (true, true, false) => Face::TimesBold,
            (true, false, true) => Face::TimesItalic,
            (true, true, true) => Face::TimesBoldItalic,
        }
    }

    /// The width of a letter in thousandths of the size; `None` for what the tables do not hold.
    pub(super) fn width(self, letter: char) -> Option<u16> {
        if self == Face::Courier {
            return Some(COURIER);
        }
        let column = self as usize;
        let of_ascii = |letter: char| {
            let index = (letter as usize).checked_sub(' ' as usize)?;
            ASCII[column].get(index).copied()
        };
        let letter = match letter {
            '\u{a0}' => ' ',
            '\u{ad}' => '-',
            letter => letter,
        };
        let other = || {
            let row = OTHERS.iter().find(|(letters, _)| letters.contains(letter));
            row.map(|(_, widths)| widths[column])
        };
        // An accent changes no width, but for that over an `i`, which the table holds.
        let base = || of_ascii(std::iter::once(letter).nfd().next()?);
        of_ascii(letter).or_else(other).or_else(base)
    }
}

/// Each letter of Courier.
const COURIER: u16 = 600;

/// Widths of the letters from the space to `~`, a row for each face in the order of [`Face`].
#[rustfmt::skip]
const ASCII: [[u16; 95]; 6] = [
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
        556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
        611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
        667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
        222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ],
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
        556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
        611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
        667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
        278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ],
    [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
        500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
        556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
        722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
        278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
    ],
    [
        250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
        500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667,
        611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722,
        722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556,
        278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
    ],
    [
        250, 333, 420, 500, 500, 833, 778, 214, 333, 333, 500, 675, 250, 333, 250, 278, 500, 500, 500,
        500, 500, 500, 500, 500, 500, 500, 333, 333, 675, 675, 675, 500, 920, 611, 611, 667, 722, 611,
        611, 722, 722, 333, 444, 667, 556, 833, 667, 722, 611, 722, 611, 500, 556, 722, 611, 833, 611,
        556, 556, 389, 278, 389, 422, 500, 333, 500, 500, 444, 500, 444, 278, 500, 500, 278, 278, 444,
        278, 722, 500, 500, 500, 500, 389, 389, 278, 500, 444, 667, 444, 444, 389, 400, 275, 400, 541,
    ],
    [
        250, 389, 555, 500, 500, 833, 778, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
        500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 832, 667, 667, 667, 722, 667,
        667, 722, 778, 389, 500, 667, 611, 889, 722, 722, 611, 722, 667, 556, 611, 722, 667, 889, 667,
        611, 611, 333, 278, 333, 570, 500, 333, 500, 500, 444, 500, 444, 333, 500, 556, 278, 278, 500,
        278, 778, 556, 500, 500, 500, 389, 389, 278, 556, 444, 667, 500, 444, 389, 348, 220, 348, 570,
    ],
];

/// Widths of other letters and signs, a number for each face in the order of [`Face`].
#[rustfmt::skip]
const OTHERS: [(&str, [u16; 6]); 38] = [
    ("€ƒ†‡–¢£¤¥§«»", [556, 556, 500, 500, 500, 500]),
    ("‚‘’", [222, 278, 333, 333, 333, 333]),
    ("„“”", [333, 500, 444, 500, 556, 500]),
    ("…—", [1000, 1000, 1000, 1000, 889, 1000]),
    ("ˆ‹˜›¨¯´¸", [333, 333, 333, 333, 333, 333]),
    ("‰", [1000, 1000, 1000, 1000, 1000, 1000]),
    ("Œ", [1000, 1000, 889, 1000, 944, 944]),
    ("•", [350, 350, 350, 350, 350, 350]),
    ("™", [1000, 1000, 980, 1000, 980, 1000]),
    ("œ", [944, 944, 722, 722, 667, 722]),
    ("¡", [333, 333, 333, 333, 389, 389]),
    ("¦", [260, 280, 200, 220, 275, 220]),
    ("©®", [737, 737, 760, 747, 760, 747]),
    ("ª", [370, 370, 276, 300, 276, 266]),
    ("¬", [584, 584, 564, 570, 675, 606]),
    ("°", [400, 400, 400, 400, 400, 400]),
    ("±×÷", [584, 584, 564, 570, 675, 570]),
    ("²³¹", [333, 333, 300, 300, 300, 300]),
    ("µ", [556, 611, 500, 556, 500, 576]),
    ("¶", [537, 556, 453, 540, 523, 500]),
    ("·", [278, 278, 250, 250, 250, 250]),
    ("º", [365, 365, 310, 330, 310, 300]),
    ("¼½¾", [834, 834, 750, 750, 750, 750]),
    ("¿", [611, 611, 444, 500, 500, 500]),
    ("Æ", [1000, 1000, 889, 1000, 889, 944]),
    ("Ð", [722, 722, 722, 722, 722, 722]),
    ("Ø", [778, 778, 722, 778, 722, 722]),
    ("Þ", [667, 667, 556, 611, 611, 611]),
    ("ß", [611, 611, 500, 556, 500, 500]),
    ("æ", [889, 889, 667, 722, 667, 722]),
    ("ìíîïı", [278, 278, 278, 278, 278, 278]),
    ("ð", [556, 611, 500, 500, 500, 500]),
    ("ø", [611, 611, 500, 500, 500, 500]),
    ("þ", [556, 611, 500, 556, 500, 500]),
    ("ﬁﬂ", [500, 611, 556, 556, 500, 556]),
    ("⁄", [167, 167, 167, 167, 167, 167]),
    ("Ł", [556, 611, 611, 667, 556, 611]),
    ("ł", [222, 278, 278, 278, 278, 278]),
];

#[cfg(test)]
mod tests {
    use super::Face;

    #[test]
    fn faces_follow_from_names_and_widths_from_letters() {
        for (name, face) in [
            ("Helvetica-Oblique", Face::Helvetica),
            ("ABCDEF+ArialMT,Bold", Face::HelveticaBold),
            ("Times-Roman", Face::Times),
            ("TimesNewRomanPS-BoldItalicMT", Face::TimesBoldItalic),
            ("Courier", Face::Courier),
        ] {
            assert_eq!(Face::of(name), face, "{name}");
        }
        for (letter, width) in [
            ('i', 222),
            ('W', 944),
            ('é', 556),
            ('î', 278),
            ('“', 333),
            ('\u{a0}', 278),
        ] {
            assert_eq!(Face::Helvetica.width(letter), Some(width), "{letter}");
        }
        assert_eq!(Face::TimesItalic.width('…'), Some(889));
        assert_eq!(Face::Times.width('한'), None);
    }
}
