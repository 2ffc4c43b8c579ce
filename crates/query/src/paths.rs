//! `path:`: which files are meant by a part of a path.

use seoji_analysis::Normalised;

/// A part of a path, or a whole one with `*` for any letters and `?` for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathPattern {
    chars: Vec<char>,
    is_open: bool,
}

impl PathPattern {
    /// The pattern of what was typed; `\` parts folders as `/` does, as on Windows.
    pub(crate) fn new(typed: &str) -> Self {
        let typed = normal(&typed.replace('\\', "/"));
        let bare = typed.strip_prefix("./").unwrap_or(&typed);
        Self {
            is_open: bare.contains(['*', '?']),
            chars: bare.chars().collect(),
        }
    }

    /// Whether a path below the corpus folder has this part, or is this whole path where letters are left open;
    /// capitals and the form of Hangul aside.
    pub(crate) fn matches(&self, path: &str) -> bool {
        let path: Vec<char> = normal(path).chars().collect();
        match self.is_open {
            true => covers(&self.chars, &path),
            false => {
                !self.chars.is_empty()
                    && path
                        .windows(self.chars.len())
                        .any(|part| part == self.chars)
            }
        }
    }
}

fn normal(path: &str) -> String {
    Normalised::new(path).as_str().to_lowercase()
}

/// Whether a pattern covers a path; takes time in proportion to the product of their lengths at most.
fn covers(pattern: &[char], path: &[char]) -> bool {
    let (mut at, mut seen) = (0, 0);
    // Where the last `*` stands, and how far it reaches so far.
    let mut star: Option<(usize, usize)> = None;
    while seen < path.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, seen));
                at += 1;
            }
            Some(&own) if own == '?' || own == path[seen] => {
                at += 1;
                seen += 1;
            }
            _ => match &mut star {
                Some((place, reach)) => {
                    *reach += 1;
                    (at, seen) = (*place + 1, *reach);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|&own| own == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_path_is_enough_and_a_pattern_covers_it() {
        for (typed, path, is_meant) in [
            ("2019", "reports/2019/levi.md", true),
            ("2019/Levi", "reports/2019/levi.md", true),
            ("levi.md", "reports/2019/levi.md", true),
            ("2019\\levi", "reports/2019/levi.md", true),
            ("2018", "reports/2019/levi.md", false),
            ("*.md", "reports/2019/levi.md", true),
            ("*.pdf", "reports/2019/levi.md", false),
            ("reports/*", "reports/2019/levi.md", true),
            ("levi.*", "reports/2019/levi.md", false),
            ("*/20?9/*", "reports/2019/levi.md", true),
            (
                "보고서",
                "\u{1107}\u{1169}\u{1100}\u{1169}\u{1109}\u{1165}.hwp",
                true,
            ),
            ("", "levi.md", false),
            ("*", "", true),
        ] {
            assert_eq!(
                PathPattern::new(typed).matches(path),
                is_meant,
                "{typed} {path}"
            );
        }
        let long = "a".repeat(2000);
        assert!(!PathPattern::new(&"a*".repeat(500)).matches(&long[..400]));
    }
}
