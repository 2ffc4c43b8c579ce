//! What of a page is its content, and what the site has put around it.

use super::tree::{NodeId, ROOT, Tree};

/// What a page holds where.
#[derive(Debug)]
pub(super) struct Content {
    /// The element with the content.
    pub(super) root: NodeId,
    /// Per node whether it is left out, with all that stands in it.
    left_out: Vec<bool>,
}

impl Content {
    /// Finds the content of a page.
    pub(super) fn find(tree: &Tree<'_>) -> Self {
        let weights = Weights::of(tree);
        let all = weights.text[ROOT];
        let mut left_out = vec![false; tree.ids().len()];
        for id in tree.ids() {
            if id != ROOT && left_out[tree.parent(id)] {
                left_out[id] = true;
                continue;
            }
            // What holds most of the page's text is not beside it, whatever it is called.
            let holds_most = weights.text[id] * 2 > all && weights.links[id] * 2 < weights.text[id];
            left_out[id] = is_hidden(tree, id)
                || !holds_most
                    && (is_furniture(tree, id)
                        || is_menu(tree, id, &weights)
                        || is_way_on(tree, id, &weights));
        }
        let mut content = Content {
            root: ROOT,
            left_out,
        };
        let kept = content.kept(tree);
        content.root = main_element(tree, &kept).unwrap_or(ROOT);
        content
    }

    /// Whether a node is left out.
    pub(super) fn is_left_out(&self, id: NodeId) -> bool {
        self.left_out[id]
    }

    /// Keeps a node that seemed to be no content, and all in it: a note that stands in an `aside`.
    pub(super) fn keep(&mut self, tree: &Tree<'_>, id: NodeId) {
        for own in tree.within(id) {
            if !is_hidden(tree, own) {
                self.left_out[own] = false;
            }
        }
    }

    /// Bytes of text within each node, what is left out apart.
    fn kept(&self, tree: &Tree<'_>) -> Vec<usize> {
        let mut kept = vec![0; tree.ids().len()];
        for id in tree.ids().rev() {
            if self.left_out[id] {
                kept[id] = 0;
                continue;
            }
            kept[id] += tree.solid(id);
            if id != ROOT {
                kept[tree.parent(id)] += kept[id];
            }
        }
        kept
    }
}

/// Bytes of text, white space apart, within each node.
struct Weights {
    /// All text.
    text: Vec<usize>,
    /// Text of links.
    links: Vec<usize>,
    /// Links.
    count: Vec<usize>,
}

impl Weights {
    fn of(tree: &Tree<'_>) -> Self {
        let nodes = tree.ids().len();
        let mut weights = Weights {
            text: vec![0; nodes],
            links: vec![0; nodes],
            count: vec![0; nodes],
        };
        for id in tree.ids().rev() {
            if tree.name(id).is_some_and(|name| UNSEEN.contains(&name)) {
                weights.text[id] = 0;
                weights.links[id] = 0;
            }
            weights.text[id] += tree.solid(id);
            if tree.name(id) == Some("a") {
                weights.links[id] = weights.text[id];
                weights.count[id] += 1;
            }
            if id != ROOT {
                let parent = tree.parent(id);
                weights.text[parent] += weights.text[id];
                weights.links[parent] += weights.links[id];
                weights.count[parent] += weights.count[id];
            }
        }
        weights
    }
}

/// Elements of which nothing is shown as text.
const UNSEEN: [&str; 17] = [
    "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas",
    "audio", "video", "select", "button", "textarea", "input", "map", "dialog",
];

fn is_hidden(tree: &Tree<'_>, id: NodeId) -> bool {
    let Some(name) = tree.name(id) else {
        return false;
    };
    if UNSEEN.contains(&name) {
        return true;
    }
    let has = |attribute: &str| tree.attribute(id, attribute);
    has("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || has("aria-hidden").is_some_and(|value| value == "true")
        || has("style").is_some_and(|style| {
            let style: String = style.to_lowercase().split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Roles (ARIA) of what stands around the content.
const ROLES: [&str; 13] = [
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "doc-toc",
    "doc-pagelist",
    "form",
];

/// Words in the `id` and `class` of what stands around the content, as sites and their Korean builders write them.
const NAMES: [&str; 59] = [
    "nav",
    "navbar",
    "navigation",
    "navbox",
    "menu",
    "menubar",
    "gnb",
    "lnb",
    "snb",
    "tnb",
    "fnb",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "toc",
    "footer",
    "masthead",
    "cookie",
    "cookies",
    "cookiebar",
    "consent",
    "gdpr",
    "banner",
    "advert",
    "adverts",
    "advertisement",
    "ads",
    "adsbygoogle",
    "promo",
    "sponsor",
    "share",
    "sharing",
    "social",
    "sns",
    "subscribe",
    "newsletter",
    "popup",
    "modal",
    "overlay",
    "related",
    "recommend",
    "recommended",
    "popular",
    "comments",
    "disqus",
    "prevnext",
    "satisfaction",
    "pagination",
    "pager",
    "skip",
    "skipnavi",
    "skipnav",
    "skiplink",
    "editsection",
    "noprint",
    "catlinks",
    "printfooter",
    "copyright",
    "toolbar",
];

fn is_furniture(tree: &Tree<'_>, id: NodeId) -> bool {
    let Some(name) = tree.name(id) else {
        return false;
    };
    if matches!(name, "html" | "body" | "main" | "article") {
        return false;
    }
    if let Some(role) = tree.attribute(id, "role") {
        if matches!(
            role.as_str(),
            "main" | "doc-endnotes" | "doc-bibliography" | "doc-footnote"
        ) {
            return false;
        }
        if ROLES.contains(&role.as_str()) {
            return true;
        }
    }
    match name {
        "nav" | "footer" | "aside" | "form" => return true,
        // The head of an article holds its title; that of a page the name of the site.
        "header" => {
            let in_article = tree
                .around(id)
                .any(|own| matches!(tree.name(own), Some("article" | "main")));
            let titled = tree.within(id).any(|own| tree.name(own) == Some("h1"));
            return !in_article && !titled;
        }
        "p" | "span" | "a" | "li" | "td" | "th" | "tr" | "h1" | "h2" | "h3" | "em" | "b" | "i"
        | "sup" | "strong" => {
            return named(
                tree,
                id,
                &["editsection", "noprint", "skip", "skipnavi", "skiplink"],
            );
        }
        _ => {}
    }
    named(tree, id, &NAMES) || is_comments(tree, id)
}

/// Whether an element holds what readers wrote below a page: `comment_area`, `commentList`. A `comment` alone may be the
/// page's own.
fn is_comments(tree: &Tree<'_>, id: NodeId) -> bool {
    const PLACES: [&str; 7] = ["area", "list", "box", "section", "form", "wrap", "thread"];
    let values = ["id", "class"].into_iter();
    values
        .filter_map(|attribute| tree.attribute(id, attribute))
        .any(|value| {
            value.split_whitespace().any(|class| {
                let words: Vec<String> = words_of(class).collect();
                let mut pairs = words.windows(2);
                pairs.any(|pair| {
                    matches!(pair[0].as_str(), "comment" | "reply")
                        && PLACES.contains(&pair[1].as_str())
                })
            })
        })
}

/// Whether an element does nothing but lead to the pages before and behind: `이전글 … 다음글 …`.
fn is_way_on(tree: &Tree<'_>, id: NodeId, weights: &Weights) -> bool {
    /// Titles of two pages and the words before them, in bytes and in nodes.
    const LONGEST: usize = 600;
    const MOST_NODES: usize = 100;
    let is_block = matches!(
        tree.name(id),
        Some("div" | "ul" | "dl" | "table" | "section")
    );
    let fits = weights.text[id] <= LONGEST && tree.within(id).len() <= MOST_NODES;
    is_block && fits && weights.count[id] > 0 && {
        let text: String = tree.inner_text(id).split_whitespace().collect();
        let both = |before: &str, behind: &str| {
            let at = [text.find(before), text.find(behind)];
            at.contains(&Some(0)) && at.iter().all(Option::is_some)
        };
        both("이전글", "다음글") || both("이전기사", "다음기사")
    }
}

/// Whether a heading is the name of the site rather than the title of the page: it is its logo, or stands in the
/// page's own head.
pub(super) fn is_of_site(tree: &Tree<'_>, id: NodeId) -> bool {
    if named(tree, id, &["logo", "brand"]) {
        return true;
    }
    for own in tree.around(id) {
        if matches!(tree.name(own), Some("article" | "main")) {
            return false;
        }
        // `entry-header` is the head of a text.
        let values = ["id", "class"].into_iter();
        let is_head = values
            .filter_map(|attribute| tree.attribute(own, attribute))
            .any(|value| value.split_whitespace().any(|class| class == "header"));
        if is_head || own != id && named(tree, own, &["logo", "brand"]) {
            return true;
        }
    }
    false
}

/// Whether the `id` or a class of an element has one of the words: `site-nav`, `mw-editsection`, `globalNav`.
fn named(tree: &Tree<'_>, id: NodeId, words: &[&str]) -> bool {
    ["id", "class"]
        .into_iter()
        .filter_map(|attribute| tree.attribute(id, attribute))
        .any(|value| {
            // `has-sidebar` and `with-nav` say what stands beside the content, and stand at the content.
            let beside = ["has", "with", "no", "without"];
            value.split_whitespace().any(|class| {
                let mut before = String::new();
                words_of(class).any(|word| {
                    let found =
                        words.contains(&word.as_str()) && !beside.contains(&before.as_str());
                    before = word;
                    found
                })
            })
        })
}

/// The words of a name in lower case, parted at signs and at capitals behind small letters.
fn words_of(name: &str) -> impl Iterator<Item = String> {
    name.split(|ch: char| !ch.is_ascii_alphabetic())
        .flat_map(|part| {
            let mut words = vec![String::new()];
            let mut small = false;
            for ch in part.chars() {
                if ch.is_ascii_uppercase() && small {
                    words.push(String::new());
                }
                small = ch.is_ascii_lowercase();
                if let Some(word) = words.last_mut() {
                    word.push(ch.to_ascii_lowercase());
                }
            }
            words
        })
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .into_iter()
}

/// A list of nothing but links to other pages.
fn is_menu(tree: &Tree<'_>, id: NodeId, weights: &Weights) -> bool {
    /// Fewer links are a sentence's, longer ones are titles of works.
    const FEWEST: usize = 4;
    const LONGEST: usize = 40;
    let (text, links, count) = (weights.text[id], weights.links[id], weights.count[id]);
    matches!(tree.name(id), Some("ul" | "ol" | "dl" | "div"))
        && count >= FEWEST
        && links * 100 >= text * 95
        && links / count <= LONGEST
        && !tree.within(id).any(|own| {
            matches!(tree.name(own), Some("p" | "h1" | "h2" | "h3" | "table"))
                || tree
                    .attribute(own, "href")
                    .is_some_and(|target| target.starts_with('#'))
        })
}

/// The element that says that it holds the content, where it does hold a good part of the text.
fn main_element(tree: &Tree<'_>, kept: &[usize]) -> Option<NodeId> {
    let all = kept[ROOT];
    let best = |fits: &dyn Fn(NodeId) -> bool, share: usize| {
        tree.ids()
            .filter(|&id| kept[id] > 0 && fits(id))
            .max_by_key(|&id| (kept[id], std::cmp::Reverse(id)))
            .filter(|&id| kept[id] * 100 >= all * share)
    };
    let is = |id: NodeId, name: &str| tree.name(id) == Some(name);
    best(
        &|id| {
            is(id, "main")
                || tree
                    .attribute(id, "role")
                    .is_some_and(|role| role == "main")
        },
        30,
    )
    .or_else(|| best(&|id| is(id, "article"), 50))
    .or_else(|| best(&|id| is(id, "body"), 50))
}
