//! Words that lead to a citation and are no part of it: `Zob. też:`, `Vgl. auch`, `See, for example,`.

/// Words that lead to a citation by themselves, in small letters: Polish and German.
const ALONE: [&str; 7] = ["zob.", "por.", "siehe", "vgl.", "zob", "vgl", "voir"];

/// Words that lead only with [`MORE`] behind them: `See` alone may be a name or begin a title, and is told by what is
/// around it.
const WITH_MORE: [&str; 4] = ["see", "cf.", "compare", "but see"];

/// What stands behind them, in small letters.
const MORE: [&str; 24] = [
    "też",
    "także",
    "m.in.",
    "np.",
    "szerzej",
    "auch",
    "dazu",
    "hierzu",
    "etwa",
    "z. b.",
    "z.b.",
    "zum beispiel",
    "ferner",
    "also",
    "e.g.",
    "for example",
    "for instance",
    "inter alia",
    "especially",
    "esp.",
    "generally",
    "among others",
    "aussi",
    "par exemple",
];

/// The length in bytes of the signal that an entry begins with, and of what parts it from the citation; 0 without one.
pub(super) fn length(entry: &str) -> usize {
    let at = |from: usize, words: &[&str]| -> Option<usize> {
        let rest = &entry[from..];
        let longest = words.iter().filter_map(|word| {
            // Lower case of these letters has their length.
            let own = rest.get(..word.len())?;
            let ends = !rest[word.len()..].starts_with(char::is_alphanumeric);
            (ends && own.to_lowercase() == *word).then_some(from + word.len())
        });
        longest.max()
    };
    let begin = entry.len() - entry.trim_start().len();
    let alone = at(begin, &ALONE);
    let Some(mut end) = alone.or_else(|| at(begin, &WITH_MORE)) else {
        return 0;
    };
    let parted = |from: usize| {
        let rest = entry[from..].trim_start_matches([',', ':', ' ', '\u{a0}', '\n']);
        entry.len() - rest.len()
    };
    let mut more = 0;
    while let Some(next) = at(parted(end), &MORE) {
        end = next;
        more += 1;
    }
    // `See, L. (2009)` is by Lisa See.
    let is_name = more == 0 && (alone.is_none() || entry[end..].starts_with(','));
    let from = parted(end);
    let begins = entry[from..].chars().next();
    let is_citation = begins.is_some_and(|c| {
        c.is_alphabetic() && !c.is_lowercase() || matches!(c, '“' | '„' | '"' | '「' | '『' | '*')
    });
    if is_name || !is_citation || from == end {
        return 0;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn signals_before_an_author() {
        for (entry, expected) in [
            ("Zob. M. Moon, Rzeki", "M. Moon, Rzeki"),
            ("Zob. też: J. Rzeka, Historia", "J. Rzeka, Historia"),
            ("Por. W. J. Moon", "W. J. Moon"),
            ("Siehe Hans Wald: Flüsse", "Hans Wald: Flüsse"),
            ("Vgl. auch Moritz Wald: Flüsse", "Moritz Wald: Flüsse"),
            ("Vgl. z. B. Wald: Flüsse", "Wald: Flüsse"),
            ("See, for example, Group-RB, Report", "Group-RB, Report"),
            ("See also, e.g., Moon, Rivers", "Moon, Rivers"),
            ("Cf. also Moon, Rivers", "Moon, Rivers"),
            ("See, L. (2009). Snow.", "See, L. (2009). Snow."),
            (
                "See You Tomorrow. Seoul, 2001.",
                "See You Tomorrow. Seoul, 2001.",
            ),
            ("Por, A. (2001). Book.", "Por, A. (2001). Book."),
            ("Vgl. dazu oben.", "Vgl. dazu oben."),
            ("Vglx Moon", "Vglx Moon"),
            ("Vgl.", "Vgl."),
            ("", ""),
        ] {
            assert_eq!(&entry[length(entry)..], expected, "{entry}");
        }
    }
}
