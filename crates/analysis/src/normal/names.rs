//! Names in expressions: months, currencies, multipliers, units.

/// Month names after folding, sorted: English, Polish, German, French, Spanish, Italian.
const MONTHS: &[(&str, u8)] = &[
    ("abril", 4),
    ("agosto", 8),
    ("aout", 8),
    ("apr", 4),
    ("april", 4),
    ("aprile", 4),
    ("aug", 8),
    ("august", 8),
    ("avril", 4),
    ("czerwca", 6),
    ("czerwiec", 6),
    ("dec", 12),
    ("december", 12),
    ("decembre", 12),
    ("dez", 12),
    ("dezember", 12),
    ("dicembre", 12),
    ("diciembre", 12),
    ("enero", 1),
    ("feb", 2),
    ("febbraio", 2),
    ("febrero", 2),
    ("februar", 2),
    ("february", 2),
    ("fevrier", 2),
    ("gennaio", 1),
    ("giugno", 6),
    ("grudnia", 12),
    ("grudzien", 12),
    ("jan", 1),
    ("janner", 1),
    ("januar", 1),
    ("january", 1),
    ("janvier", 1),
    ("juillet", 7),
    ("juin", 6),
    ("jul", 7),
    ("juli", 7),
    ("julio", 7),
    ("july", 7),
    ("jun", 6),
    ("june", 6),
    ("juni", 6),
    ("junio", 6),
    ("kwi", 4),
    ("kwiecien", 4),
    ("kwietnia", 4),
    ("lipca", 7),
    ("lipiec", 7),
    ("listopad", 11),
    ("listopada", 11),
    ("luglio", 7),
    ("lutego", 2),
    ("luty", 2),
    ("maggio", 5),
    ("mai", 5),
    ("maj", 5),
    ("maja", 5),
    ("mar", 3),
    ("marca", 3),
    ("march", 3),
    ("mars", 3),
    ("marz", 3),
    ("marzec", 3),
    ("marzo", 3),
    ("may", 5),
    ("mayo", 5),
    ("nov", 11),
    ("november", 11),
    ("novembre", 11),
    ("noviembre", 11),
    ("oct", 10),
    ("october", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("okt", 10),
    ("oktober", 10),
    ("ottobre", 10),
    ("pazdziernik", 10),
    ("pazdziernika", 10),
    ("sep", 9),
    ("sept", 9),
    ("september", 9),
    ("septembre", 9),
    ("septiembre", 9),
    ("settembre", 9),
    ("sierpien", 8),
    ("sierpnia", 8),
    ("styczen", 1),
    ("stycznia", 1),
    ("wrzesien", 9),
    ("wrzesnia", 9),
];

/// ISO 4217 codes that are read as such, sorted.
const CODES: &[&str] = &[
    "aud", "cad", "chf", "cny", "czk", "dkk", "eur", "gbp", "hkd", "huf", "inr", "jpy", "kpw",
    "krw", "nok", "nzd", "pln", "rmb", "rub", "sek", "sgd", "thb", "try", "twd", "uah", "usd",
    "vnd", "zl",
];

/// Longest name of the tables in bytes.
const LONGEST: usize = 16;

/// A word in lower case without diacritics, on the stack; `None` where it is too long for any table.
fn folded<T>(word: &str, use_it: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    if word.len() > LONGEST {
        return None;
    }
    if word.is_ascii() {
        let mut bytes = [0; LONGEST];
        let bytes = &mut bytes[..word.len()];
        bytes.copy_from_slice(word.as_bytes());
        bytes.make_ascii_lowercase();
        return use_it(std::str::from_utf8(bytes).expect("ASCII is UTF-8"));
    }
    let mut out = String::new();
    crate::fold::fold(word, &mut out);
    use_it(&out)
}

/// The month of a name: 1 to 12.
pub(super) fn month(word: &str) -> Option<u32> {
    folded(word, |word| {
        let at = MONTHS.binary_search_by_key(&word, |&(name, _)| name).ok()?;
        Some(u32::from(MONTHS[at].1))
    })
}

/// The currency of an ISO 4217 code (and of the usual `RMB`, `zł`).
pub(super) fn currency_code(word: &str) -> Option<&'static str> {
    folded(word, |word| {
        let at = CODES.binary_search(&word).ok()?;
        Some(match CODES[at] {
            "rmb" => "cny",
            "zl" => "pln",
            code => code,
        })
    })
}

/// The currency of a word that follows a sum: a code or a name.
pub(super) fn currency_word(word: &str) -> Option<&'static str> {
    currency_code(word).or_else(|| {
        folded(word, |word| {
            Some(match word {
                "dollar" | "dollars" | "dolarow" | "dollari" | "dolares" => "usd",
                "euro" | "euros" => "eur",
                "pound" | "pounds" => "gbp",
                "yen" => "jpy",
                "won" => "krw",
                "yuan" => "cny",
                "zloty" | "zlotys" | "zlotych" => "pln",
                "rouble" | "roubles" | "ruble" | "rubles" => "rub",
                _ => return None,
            })
        })
    })
}

/// The currency of a sign.
pub(super) fn currency_sign(sign: char) -> Option<&'static str> {
    Some(match sign {
        '$' => "usd",
        '€' => "eur",
        '£' => "gbp",
        '¥' => "jpy",
        '₩' => "krw",
        '₽' => "rub",
        '₹' => "inr",
        _ => return None,
    })
}

/// The currency that a Hangul word starts with.
pub(super) fn korean_currency(word: &str) -> Option<(&'static str, usize)> {
    const NAMES: [(&str, &str); 9] = [
        ("달러", "usd"),
        ("달라", "usd"),
        ("불", "usd"),
        ("원", "krw"),
        ("유로", "eur"),
        ("엔", "jpy"),
        ("위안", "cny"),
        ("파운드", "gbp"),
        ("루블", "rub"),
    ];
    NAMES
        .into_iter()
        .find(|(name, _)| word.starts_with(name))
        .map(|(name, code)| (code, name.len()))
}

/// How a word multiplies the number before it, as a power of ten; `short` words count only beside a currency.
pub(super) fn multiplier(word: &str, short: bool) -> Option<u32> {
    folded(word, |word| {
        Some(match word {
            "hundred" => 2,
            "thousand" | "thousands" | "tys" | "tysiecy" | "tausend" | "mille" | "mil" => 3,
            "million" | "millions" | "mln" | "mio" | "milion" | "miliony" | "milionow"
            | "millionen" | "millones" => 6,
            "billion" | "billions" | "bn" | "mld" | "mrd" | "miliard" | "miliardow"
            | "milliarden" | "milliards" => 9,
            "trillion" | "trillions" | "trn" => 12,
            "k" if short => 3,
            "m" | "mn" if short => 6,
            "b" if short => 9,
            _ => return None,
        })
    })
}

/// The numeral that a Hangul word starts with (`만`, `천억`), as a power of ten, and its length in bytes.
pub(super) fn korean_multiplier(word: &str) -> Option<(u32, usize)> {
    let (mut power, mut len) = (0, 0);
    for c in word.chars() {
        power += match c {
            '십' => 1,
            '백' => 2,
            '천' => 3,
            '만' => 4,
            '억' => 8,
            '조' => 12,
            _ => break,
        };
        len += c.len_utf8();
        if power > 15 {
            return None;
        }
    }
    (len > 0).then_some((power, len))
}

/// The unit that a word names, as it stands in terms.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    folded(word, |word| {
        const UNITS: [&str; 30] = [
            "bps", "kbps", "mbps", "gbps", "tbps", "b", "kb", "mb", "gb", "tb", "hz", "khz", "mhz",
            "ghz", "w", "kw", "mw", "gw", "kwh", "mwh", "mm", "cm", "m", "km", "g", "kg", "t", "l",
            "ha", "kt",
        ];
        UNITS.into_iter().find(|&unit| unit == word)
    })
}

/// Whether a word makes the number before it a percentage.
pub(super) fn is_percent(word: &str) -> bool {
    folded(word, |word| {
        matches!(
            word,
            "percent" | "pct" | "procent" | "prozent" | "procentow" | "pourcent"
        )
        .then_some(())
    })
    .is_some()
}

/// Whether a word is what English and French add to a day (`15th`, `1er`).
pub(super) fn is_ordinal(word: &str) -> bool {
    folded(word, |word| {
        matches!(word, "st" | "nd" | "rd" | "th" | "er").then_some(())
    })
    .is_some()
}

/// Whether a word may stand between day and month, or month and year (`15th of August`, `15 de agosto de 1994`).
pub(super) fn is_of(word: &str) -> bool {
    matches!(word, "of" | "de" | "di" | "del")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_short_enough() {
        assert!(MONTHS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(CODES.is_sorted_by(|a, b| a < b));
        assert!(MONTHS.iter().all(|(name, _)| name.len() <= LONGEST));
    }
}
