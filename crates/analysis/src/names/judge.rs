//! Compares surfaces with a query, each pair of scripts by its own way.

use super::beside::Beside;
use super::best_reading::Systems;
use super::ceiling::Ceiling;
use super::channel::{Channel, Form, NEVER, log_sum};
use super::choice::{BEHIND, Candidates, LATIN_FLOOR, ORDINARY_FLOOR, Ranked, latin_floor};
use super::glances::{Glance, Glances};
use super::hear::{Heard, hear, most};
use super::latin::Spelling;
use super::model::Model;
use super::pronounce::pronounce;
use super::query::{NameQuery, lattices};
use super::spellings::Spellings;
use super::twins::{same_hangul, twins};
use super::written::Written;
use super::{Asked, Relation, Tier, by_the_book, gate};

/// Letters less probable than this are read by no system at all: beside them every name would be as good as any other.
const UNREADABLE: f32 = NEVER / 2.0;
/// A spelling that loses less is by the book of some system.
const REGULAR: f32 = 1.5;
/// What it costs that a Latin spelling is of the name as the other Korean state writes it: Ri Yong-ho of 이영호.
const OTHER_STATE: f32 = -1.5;
/// What sums of logarithms may err.
const ROUNDING: f32 = 1e-2;

/// The surfaces that can be compared with the query, in no order. Cheapest where those that begin alike are neighbours.
pub(super) fn compare<'s>(
    query: &NameQuery,
    surfaces: impl IntoIterator<Item = &'s str>,
    candidates: Candidates<'_>,
) -> Vec<Ranked> {
    let mut found = Vec::new();
    let mut latin = Spellings::default();
    let mut hangul: Vec<(&str, Written)> = Vec::new();
    let mut spelling = Spelling::default();
    for surface in surfaces {
        let is_latin = spelling.read_again(surface);
        let written = match is_latin {
            true => None,
            false => Written::read_hangul(surface),
        };
        if surface == query.text {
            let relation = match written {
                Some(Written::Hangul(_)) => Relation::Hangul,
                _ => Relation::SameLetters,
            };
            found.push(Ranked::new(surface, Tier::Exact, relation, 0.0, 0.0));
        } else if is_latin {
            latin.push(surface, &spelling);
        } else if let Some(written) = written {
            hangul.push((surface, written));
        }
    }
    match &query.written {
        Written::Latin(own) => {
            let least = match candidates {
                Candidates::All => NEVER,
                Candidates::Acceptable(_) => -latin_floor(query),
            };
            latin_of_latin(query.model(), own, &latin, least, &mut found);
            hangul_of_latin(query, own, &hangul, candidates, &mut found);
        }
        own => {
            latin_of_hangul(query.model(), own, &latin, &mut found);
            for (surface, other) in &hangul {
                if let Some(relation) = same_hangul(query.model(), own, other) {
                    let tier = Tier::SameLetters;
                    found.push(Ranked::new(surface, tier, relation, 0.0, 0.0));
                }
            }
        }
    }
    found
}

/// Latin spellings of a name in Latin letters.
fn latin_of_latin(
    model: &Model,
    own: &Spelling,
    latin: &Spellings<'_>,
    least: f32,
    found: &mut Vec<Ranked>,
) {
    if latin.len() == 0 {
        return;
    }
    let plain: Vec<String> = own.orders().iter().map(Spelling::plain).collect();
    let beside = Beside::new(&model.table, &model.letters, own);
    let mut row = beside.row(least);
    let mut scores: Vec<f32> = Vec::with_capacity(latin.len());
    for number in 0..latin.len() {
        let (letters, gaps) = latin.get(number);
        scores.push(row.score(letters, gaps));
    }
    let turned_least = least - beside.turned_cost();
    let (numbers, turned) = latin.turned(|number, letters| {
        scores[number] < beside.turned_cost() && beside.may_begin(letters, turned_least)
    });
    let mut row = beside.turned_row(least);
    for (at, &number) in numbers.iter().enumerate() {
        let (letters, gaps) = turned.get(at);
        scores[number] = scores[number].max(row.score(letters, gaps));
    }
    let systems = Systems::of(&model.table, &model.letters);
    for (number, &score) in scores.iter().enumerate() {
        let surface = latin.surface(number);
        let same = |own: &String| latin.is_plain(number, own, false);
        if same(&plain[0]) {
            let (tier, relation) = (Tier::SameLetters, Relation::SameLetters);
            found.push(Ranked::new(surface, tier, relation, 0.0, 0.0));
        } else if plain.iter().any(same) || latin.is_plain(number, &plain[0], true) {
            let (tier, relation) = (Tier::SameLetters, Relation::OtherOrder);
            found.push(Ranked::new(surface, tier, relation, 0.0, 0.0));
        } else if score > NEVER {
            let relation = match Spelling::read(surface) {
                Some(other) if -score <= LATIN_FLOOR => {
                    best_system(model, &systems.readings(&lattices(model, &other)))
                }
                _ => Relation::OtherSpelling,
            };
            found.push(Ranked::new(surface, Tier::Variant, relation, score, -score));
        }
    }
}

/// Names in Hangul or Hanja of Latin letters.
fn hangul_of_latin(
    query: &NameQuery,
    own: &Spelling,
    names: &[(&str, Written)],
    candidates: Candidates<'_>,
    found: &mut Vec<Ranked>,
) {
    if names.is_empty() {
        return;
    }
    let model = query.model();
    let orders = lattices(model, own);
    let systems = Systems::of(&model.table, &model.letters).readings(&orders);
    let reading = log_sum(&systems);
    if reading <= UNREADABLE {
        return;
    }
    let mut channel = Channel::new(&model.table, &model.letters, orders, &systems);
    let mut memory = Form::default();
    // The likeliest first: what cannot come near the best of them is no answer.
    let mut most_of: Vec<(f32, usize)> = Vec::with_capacity(names.len());
    match candidates {
        Candidates::All => most_of.extend((0..names.len()).map(|at| (f32::INFINITY, at))),
        Candidates::Acceptable(_) => {
            let mut ceiling = Ceiling::new(&model.table, &model.letters, &channel, reading);
            for (at, (_, name)) in names.iter().enumerate() {
                let mut most_of_forms =
                    |forms: &[String]| most(model, &mut ceiling, &channel, forms, &mut memory);
                let own = most_of_forms(name.hangul());
                let twin = most_of_forms(&twins_of(model, name)).map(|twin| twin + OTHER_STATE);
                let most = [own, twin].into_iter().flatten().reduce(f32::max);
                most_of.extend(most.map(|most| (most, at)));
            }
            most_of.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
    }
    let least = match query.asked == Asked::ByShape && gate::is_like_a_person(model, own) {
        // `Cho Sang` is somebody, whatever 조상 spells.
        true => NEVER,
        false => ORDINARY_FLOOR,
    };
    let is_ordinary = |name: &str, loss: f32| match candidates {
        Candidates::All => false,
        Candidates::Acceptable(ordinary) => loss > least && ordinary(name),
    };
    let plain = own.plain();
    let mut best = NEVER;
    for (most, at) in most_of {
        let (surface, name) = &names[at];
        let relation = match name {
            Written::Hanja(_) => Relation::Hanja,
            _ => Relation::Hangul,
        };
        if most + ROUNDING < best - BEHIND {
            found.push(Ranked::new(surface, Tier::Variant, relation, NEVER, -NEVER));
            continue;
        }
        let own_state = hear(model, &mut channel, name.hangul(), &mut memory);
        let other_state = hear(model, &mut channel, &twins_of(model, name), &mut memory);
        let Some(heard) = of_either_state(own_state, other_state) else {
            continue;
        };
        let score = heard.letters + heard.usual;
        let mut letters = heard.letters;
        if reading - letters > REGULAR && by_the_book(name.hangul(), &plain).is_some() {
            letters = reading;
        }
        let loss = reading - letters;
        if is_ordinary(surface, loss) {
            continue;
        }
        best = best.max(score);
        let tier = tier_of(loss);
        let ranked = Ranked::new(surface, tier, relation, score, loss);
        found.push(ranked.of_letters(letters, own.letters.len()));
    }
}

/// Latin spellings of a name in Hangul or Hanja.
fn latin_of_hangul(model: &Model, own: &Written, latin: &Spellings<'_>, found: &mut Vec<Ranked>) {
    if latin.len() == 0 {
        return;
    }
    let twins = twins_of(model, own);
    let mut forms = Vec::new();
    for written in own.hangul().iter().chain(&twins) {
        let spoken = Some(pronounce(written)).filter(|spoken| spoken != written);
        for word in std::iter::once(written).chain(&spoken) {
            let mut form = Form::default();
            if Form::read(&model.table, word, &mut form).is_some() {
                forms.push(form);
            }
        }
    }
    let mut glances = Glances::new(model, &forms);
    let mut looks: Vec<[Glance; 2]> = Vec::with_capacity(latin.len());
    for number in 0..latin.len() {
        let (letters, gaps) = latin.get(number);
        looks.push([glances.look(letters, gaps), Glance::Never]);
    }
    // The other order only where the letters as they stand do not tell.
    let (numbers, turned) = latin.turned(|number, _| looks[number][0] != Glance::Fits);
    for (at, &number) in numbers.iter().enumerate() {
        let (letters, gaps) = turned.get(at);
        looks[number][1] = glances.look(letters, gaps);
    }
    let all_systems = Systems::of(&model.table, &model.letters);
    let mut memory = Form::default();
    for (number, looks) in looks.into_iter().enumerate() {
        if looks == [Glance::Never; 2] {
            continue;
        }
        let surface = latin.surface(number);
        let Some(other) = Spelling::read(surface) else {
            continue;
        };
        let mut orders = lattices(model, &other);
        if looks[0] == Glance::Fits {
            orders.truncate(1);
        }
        let systems = all_systems.readings(&orders);
        let reading = log_sum(&systems);
        if reading <= UNREADABLE {
            continue;
        }
        let mut channel = Channel::new(&model.table, &model.letters, orders, &systems);
        let own_state = hear(model, &mut channel, own.hangul(), &mut memory);
        let other_state = hear(model, &mut channel, &twins, &mut memory);
        let Some(heard) = of_either_state(own_state, other_state) else {
            continue;
        };
        let mut loss = reading - heard.letters;
        let mut letters = heard.letters;
        let mut relation = Relation::of_system(&model.table, heard.system);
        if loss > REGULAR
            && let Some(by) = by_the_book(own.hangul(), &other.plain())
        {
            (letters, loss, relation) = (reading, 0.0, by);
        }
        // The order of spellings is that of their letters all the same.
        let score = heard.letters - reading;
        let ranked = Ranked::new(surface, tier_of(loss), relation, score, loss);
        found.push(ranked.of_letters(letters, other.letters.len()));
    }
}

/// The forms of a name in the other Korean state.
fn twins_of(model: &Model, name: &Written) -> Vec<String> {
    let forms = name.hangul().iter();
    forms.flat_map(|form| twins(model, form)).collect()
}

/// What explains the letters better: a name as it is written or as the other Korean state writes it.
fn of_either_state(own: Option<Heard>, other: Option<Heard>) -> Option<Heard> {
    let other = other.map(|heard| Heard {
        letters: heard.letters + OTHER_STATE,
        ..heard
    });
    match (own, other) {
        (Some(own), Some(other)) if other.letters > own.letters => Some(other),
        (own, other) => own.or(other),
    }
}

/// By which rules Latin letters without marks are any of these forms to the letter.
fn by_the_book(forms: &[String], plain: &str) -> Option<Relation> {
    let mut forms = forms.iter();
    forms.find_map(|form| by_the_book::relation(form, plain))
}

fn tier_of(loss: f32) -> Tier {
    match loss <= REGULAR {
        true => Tier::SameSystem,
        false => Tier::Variant,
    }
}

/// What a spelling with these readings is called.
fn best_system(model: &Model, readings: &[f32]) -> Relation {
    let best = (0..readings.len()).max_by(|&a, &b| readings[a].total_cmp(&readings[b]));
    Relation::of_system(&model.table, best.unwrap_or(0))
}
