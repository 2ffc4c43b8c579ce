//! Unpacks the committed dictionary into `OUT_DIR`, adds the table of word classes and the fingerprint.
//!
//! Needs no network and no C: a Zstandard decoder in Rust and a walk over a plain tar archive.

use std::error::Error;
use std::io::Read;
use std::path::Path;
use std::{env, fs};

#[path = "src/fingerprint.rs"]
mod fingerprint;
#[expect(
    dead_code,
    unreachable_pub,
    reason = "shared with the library, whose API the rest of it is"
)]
#[path = "src/tag.rs"]
mod tag;

const BLOB: &str = "ko-dic-lindera6-compact.tar.zst";

fn main() -> Result<(), Box<dyn Error>> {
    for file in [BLOB, "build.rs", "src/tag.rs", "src/fingerprint.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    if env::var_os("CARGO_FEATURE_EMBED").is_none() {
        return Ok(());
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    let out = Path::new(&out);

    let mut archive = Vec::with_capacity(40 << 20);
    let blob = fs::File::open(BLOB)?;
    ruzstd::decoding::StreamingDecoder::new(blob)?.read_to_end(&mut archive)?;
    let files = tar_files(&archive)?;

    let content = |name: &str| {
        let found = files.iter().find(|(file, _)| *file == name);
        found
            .map(|(_, content)| *content)
            .ok_or_else(|| format!("{BLOB} lacks {name}"))
    };
    let mut fingerprint = fingerprint::Fingerprint::new();
    for name in fingerprint::FILES {
        fingerprint.add(name, content(name)?);
        fs::write(out.join(name), content(name)?)?;
    }
    fs::write(out.join("fingerprint"), fingerprint.finish())?;
    let classes = tag::word_classes(content("dict.words")?, content("dict.wordsidx")?);
    fs::write(
        out.join("dict.lefts"),
        tag::left_classes(content("dict.vals")?, &classes),
    )?;
    fs::write(out.join("dict.classes"), classes)?;
    Ok(())
}

/// Name and content.
type File<'a> = (&'a str, &'a [u8]);

/// The regular files of a tar archive (ustar): name and content.
fn tar_files(mut archive: &[u8]) -> Result<Vec<File<'_>>, Box<dyn Error>> {
    const BLOCK: usize = 512;
    let mut files = Vec::new();
    while let Some((header, rest)) = archive.split_at_checked(BLOCK) {
        if header.iter().all(|&byte| byte == 0) {
            break;
        }
        let size = usize::from_str_radix(field(&header[124..136])?.trim(), 8)?;
        let padded = size.div_ceil(BLOCK) * BLOCK;
        if rest.len() < padded {
            return Err("the tar archive ends inside a file".into());
        }
        // '0' or NUL: a regular file.
        if matches!(header[156], b'0' | 0) {
            let name = field(&header[..100])?;
            files.push((name.strip_prefix("./").unwrap_or(name), &rest[..size]));
        }
        archive = &rest[padded..];
    }
    Ok(files)
}

/// A field of a tar header: text up to the first NUL.
fn field(bytes: &[u8]) -> Result<&str, std::str::Utf8Error> {
    let end = bytes
        .iter()
        .position(|&byte| byte == 0)
        .unwrap_or(bytes.len());
    std::str::from_utf8(&bytes[..end])
}
