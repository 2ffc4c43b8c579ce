//! Tags and keywords as people write them.

/// The longest tag, in characters: what is longer is a sentence.
const LONGEST: usize = 100;
/// The most tags of a document.
const MOST: usize = 1000;

/// The tags without `#`, blank ones and repeats.
pub(crate) fn distinct<'t>(tags: impl IntoIterator<Item = &'t String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for tag in tags {
        let tag = tag.trim().trim_start_matches('#');
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ");
        let sound = !tag.is_empty() && tag.chars().count() <= LONGEST;
        if sound && found.len() < MOST && known.insert(tag.to_lowercase()) {
            found.push(tag);
        }
    }
    found
}

/// The tags of a list in one line: parted by semicolons where there are any, else by commas.
pub(crate) fn listed(line: &str) -> Vec<String> {
    let signs: &[char] = match line.contains([';', '；']) {
        true => &[';', '；', '\n'],
        false => &[',', '，', '、', '\n'],
    };
    line.split(signs).map(|tag| tag.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_parted_by_its_own_sign() {
        assert_eq!(listed("Kim, Jong-un; 북한"), ["Kim, Jong-un", "북한"]);
        assert_eq!(
            listed("blockchain, DPRK、북한"),
            ["blockchain", "DPRK", "북한"]
        );
        let tags = listed("#DPRK,dprk, ,북한  인터넷");
        assert_eq!(distinct(&tags), ["DPRK", "북한 인터넷"]);
    }
}
