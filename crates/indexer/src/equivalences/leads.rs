//! The words that say that another name follows.

use seoji_schema::Stated;

/// Words that say that another name follows, in lower case, and what they say; longer ones before their beginnings.
pub(super) const LEADS: &[(&str, Stated)] = &[
    ("also known as", Stated::Called),
    ("also called", Stated::Called),
    ("also referred to as", Stated::Called),
    ("also named", Stated::Called),
    ("also spelled", Stated::Called),
    ("also written", Stated::Called),
    ("also transliterated as", Stated::Called),
    ("also romanized as", Stated::Called),
    ("also romanised as", Stated::Called),
    ("known also as", Stated::Called),
    ("better known as", Stated::Called),
    ("otherwise known as", Stated::Called),
    ("commonly known as", Stated::Called),
    ("officially known as", Stated::Called),
    ("alternatively known as", Stated::Called),
    ("sometimes called", Stated::Called),
    ("formerly known as", Stated::Formerly),
    ("previously known as", Stated::Formerly),
    ("formerly called", Stated::Formerly),
    ("previously called", Stated::Formerly),
    ("originally called", Stated::Formerly),
    ("originally known as", Stated::Formerly),
    ("then known as", Stated::Formerly),
    ("now known as", Stated::Called),
    ("then called", Stated::Formerly),
    ("also rendered as", Stated::Called),
    ("popularly known as", Stated::Called),
    ("widely known as", Stated::Called),
    ("best known as", Stated::Called),
    ("known in korean as", Stated::Called),
    ("known in english as", Stated::Called),
    ("known by his", Stated::Called),
    ("known by her", Stated::Called),
    ("known by its", Stated::Called),
    ("known by their", Stated::Called),
    ("known by the", Stated::Called),
    ("nicknamed", Stated::Called),
    ("codenamed", Stated::Called),
    ("code-named", Stated::Called),
    ("pen name", Stated::Called),
    ("pen-name", Stated::Called),
    ("nickname", Stated::Called),
    ("real name", Stated::Called),
    ("pseudonym", Stated::Called),
    ("code name", Stated::Called),
    ("whose real name is", Stated::Called),
    ("whose real name was", Stated::Called),
    ("whose original name was", Stated::Called),
    ("whose birth name was", Stated::Called),
    ("whose pen name was", Stated::Called),
    ("whose code name was", Stated::Called),
    ("whose nickname was", Stated::Called),
    ("used the alias", Stated::Called),
    ("uses the alias", Stated::Called),
    ("using the alias", Stated::Called),
    ("used the pseudonym", Stated::Called),
    ("using the pseudonym", Stated::Called),
    ("used the pen name", Stated::Called),
    ("under the alias", Stated::Called),
    ("under the pseudonym", Stated::Called),
    ("under the pen name", Stated::Called),
    ("née", Stated::Formerly),
    ("born", Stated::Formerly),
    ("formerly tracked as", Stated::Formerly),
    ("previously tracked as", Stated::Formerly),
    ("tracked as", Stated::Called),
    ("tracked by", Stated::Called),
    ("trading as", Stated::Called),
    ("doing business as", Stated::Called),
    ("d/b/a", Stated::Called),
    ("abbreviated as", Stated::Acronym),
    ("abbreviated to", Stated::Acronym),
    ("abbreviated", Stated::Acronym),
    (", or ", Stated::Acronym),
    ("renamed", Stated::Formerly),
    ("formerly", Stated::Formerly),
    ("a.k.a.", Stated::Called),
    ("a.k.a", Stated::Called),
    ("a/k/a", Stated::Called),
    ("aka", Stated::Called),
    ("f.k.a.", Stated::Formerly),
    ("f.k.a", Stated::Formerly),
    ("f/k/a", Stated::Formerly),
    ("fka", Stated::Formerly),
    ("n.k.a.", Stated::Called),
    ("n.k.a", Stated::Called),
    ("nka", Stated::Called),
    ("alias", Stated::Called),
    ("znany także jako", Stated::Called),
    ("znana także jako", Stated::Called),
    ("znane także jako", Stated::Called),
    ("znany też jako", Stated::Called),
    ("znana też jako", Stated::Called),
    ("znany również jako", Stated::Called),
    ("znana również jako", Stated::Called),
    ("zwany także", Stated::Called),
    ("zwana także", Stated::Called),
    ("zwany też", Stated::Called),
    ("zwana też", Stated::Called),
    ("dawniej", Stated::Formerly),
    ("auch bekannt als", Stated::Called),
    ("auch genannt", Stated::Called),
    ("vormals", Stated::Formerly),
    ("ehemals", Stated::Formerly),
    ("일명", Stated::Called),
    ("라고도", Stated::Called),
    ("으로도 불", Stated::Called),
    ("으로도 알려", Stated::Called),
    ("다른 이름은", Stated::Called),
    ("별칭은", Stated::Called),
    ("옛 이름은", Stated::Formerly),
    ("본명은", Stated::Called),
    ("본이름은", Stated::Called),
    ("원래 이름은", Stated::Called),
    ("호는", Stated::Called),
    ("아호는", Stated::Called),
    ("필명은", Stated::Called),
    ("예명은", Stated::Called),
    ("가명은", Stated::Called),
    ("별명은", Stated::Called),
    ("이명은", Stated::Called),
    ("약칭은", Stated::Called),
];

/// Words that lead only inside brackets.
pub(super) const BRACKET_LEADS: &[(&str, Stated)] = &[
    ("이하", Stated::Called),
    ("약칭", Stated::Called),
    ("본명", Stated::Called),
    ("본이름", Stated::Called),
    ("원래 이름", Stated::Called),
    ("아호", Stated::Called),
    ("당호", Stated::Called),
    ("시호", Stated::Called),
    ("세례명", Stated::Called),
    ("별명", Stated::Called),
    ("이명", Stated::Called),
    ("호", Stated::Called),
    ("자", Stated::Called),
    ("휘", Stated::Called),
    ("별칭", Stated::Called),
    ("예명", Stated::Called),
    ("필명", Stated::Called),
    ("가명", Stated::Called),
    ("다른 이름", Stated::Called),
    ("옛 이름", Stated::Formerly),
    ("구칭", Stated::Formerly),
    ("구", Stated::Formerly),
    ("舊", Stated::Formerly),
    ("dalej:", Stated::Called),
    ("dalej", Stated::Called),
    ("kurz:", Stated::Called),
    ("früher", Stated::Formerly),
    ("courtesy name", Stated::Called),
    ("art name", Stated::Called),
    ("stage name", Stated::Called),
    ("birth name", Stated::Formerly),
    ("original name", Stated::Formerly),
    ("originally", Stated::Formerly),
    ("nom de guerre", Stated::Called),
    ("nee", Stated::Formerly),
    ("pseud.", Stated::Called),
    ("hereafter", Stated::Called),
    ("hereinafter", Stated::Called),
    ("henceforth", Stated::Called),
];

/// Leads to the name by which somebody was born.
pub(super) const BIRTH_LEADS: [&str; 3] = ["née", "nee", "born"];

/// What follows the word for a kind of name: `Haewŏl` behind `known by his pen name Haewŏl`; none where no such word
/// stands near.
pub(super) fn behind_name_word(rest: &str) -> Option<&str> {
    const NAMES: &str = "name names nickname nicknames alias aliases pseudonym pseudonyms acronym initials \
        abbreviation title codename pen-name";
    let mut rest = rest;
    for _ in 0..4 {
        rest = rest.strip_prefix(' ')?;
        let end = rest.find([' ', ',', ':', '.', ';', '\n'])?;
        let word = &rest[..end];
        rest = &rest[end..];
        if NAMES.split(' ').any(|name| name == word) {
            // `by the names of Kim and Pak`
            let behind = rest.strip_prefix(" of").unwrap_or(rest);
            return Some(behind.strip_prefix(':').unwrap_or(behind));
        }
    }
    None
}

/// What follows the one who tracks a group: `Diamond Sleet` behind `tracked by Microsoft as Diamond Sleet`.
pub(super) fn behind_tracker(rest: &str) -> Option<&str> {
    let mut at = 0;
    for word in rest.split(' ').take(6) {
        at += word.len() + 1;
        if word == "as" {
            return rest.get(at - 1..);
        }
        if word.ends_with([',', '.', ';', ':', ')']) || word.contains('\n') {
            return None;
        }
    }
    None
}
