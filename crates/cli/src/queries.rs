//! A list of queries in a file.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use crate::outcome::Trouble;

/// A file of queries has at most so many bytes.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// At most so many queries are asked in one run: their answers are held until they are written.
const MOST_QUERIES: usize = 10_000;

/// The queries of a file, or of standard input where it is `-`: a line each, without empty lines and those that begin
/// with `#`.
///
/// # Errors
/// A file that cannot be read, is no UTF-8, too long or holds no query.
pub(crate) fn read(file: &Path) -> Result<Vec<String>, Trouble> {
    let name = file.display();
    let unreadable = |error: io::Error| Trouble::new(format!("cannot read {name}: {error}"));
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        io::stdin()
            .lock()
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)
    } else {
        fs::File::open(file).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    read.map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Trouble::new(format!(
            "{name} is larger than 16 MB; split it"
        )));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Trouble::new(format!(
            "{name} is not valid UTF-8 in line {line}; save it as UTF-8"
        ))
    })?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let queries: Vec<String> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    match queries.len() {
        0 => Err(Trouble::new(format!(
            "{name} holds no query; write one a line"
        ))),
        many if many > MOST_QUERIES => Err(Trouble::new(format!(
            "{name} holds {many} queries, 10,000 are asked at most; split it"
        ))),
        _ => Ok(queries),
    }
}
