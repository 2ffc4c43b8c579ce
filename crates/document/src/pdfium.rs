//! PDFium, the accurate reader of PDF pages: a library that is loaded while the program runs, where there is one.
//!
//! It is never linked and never downloaded: without it, and in a build without the feature `pdfium`, the readers of
//! this crate read the pages alone.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A PDFium library that reads the pages of PDF files in this process.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PdfLibrary {
    /// Where it lies; only its name where the system does not tell.
    pub path: PathBuf,
}

/// Why a PDFium library that was named is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PdfLibraryError {
    /// The build has no feature `pdfium`.
    NotInThisBuild,
    /// It cannot be loaded.
    NotLoaded {
        /// The path that was named.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl fmt::Display for PdfLibraryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfLibraryError::NotInThisBuild => {
                out.write_str("this build cannot use PDFium; build it with the feature pdfium")
            }
            PdfLibraryError::NotLoaded { path, reason } => {
                let path = path.display();
                write!(
                    out,
                    "the library {path} cannot be loaded ({reason}); name a PDFium library for this system, build 6611 \
                     or later"
                )
            }
        }
    }
}

impl std::error::Error for PdfLibraryError {}

/// The library of this process, settled once.
static LIBRARY: OnceLock<Option<PdfLibrary>> = OnceLock::new();

/// The library that reads PDF in this process; `None` where none was loaded.
pub fn pdf_library() -> Option<&'static PdfLibrary> {
    LIBRARY.get()?.as_ref()
}

/// Loads the PDFium library that is named (a file, or the folder that it lies in); where none is named, that of the
/// system, if there is one (on Windows it has to be named).
///
/// The first call settles it for the process; a later one gives what the first found. A library runs its own code when
/// it is loaded: a path must never come from a corpus.
///
/// # Errors
/// The library that is named cannot be loaded, or this build has no feature `pdfium`.
pub fn load_pdf_library(
    named: Option<&Path>,
) -> Result<Option<&'static PdfLibrary>, PdfLibraryError> {
    if let Some(settled) = LIBRARY.get() {
        return Ok(settled.as_ref());
    }
    let found = find(named)?;
    Ok(LIBRARY.get_or_init(|| found).as_ref())
}

#[cfg(not(feature = "pdfium"))]
fn find(named: Option<&Path>) -> Result<Option<PdfLibrary>, PdfLibraryError> {
    match named {
        Some(_) => Err(PdfLibraryError::NotInThisBuild),
        None => Ok(None),
    }
}

#[cfg(feature = "pdfium")]
static PDFIUM: OnceLock<pdfium_render::prelude::Pdfium> = OnceLock::new();

/// The library, ready for calls.
#[cfg(feature = "pdfium")]
pub(crate) fn pdfium() -> Option<&'static pdfium_render::prelude::Pdfium> {
    // What was loaded counts once it is settled.
    pdf_library()?;
    PDFIUM.get()
}

#[cfg(feature = "pdfium")]
fn find(named: Option<&Path>) -> Result<Option<PdfLibrary>, PdfLibraryError> {
    use pdfium_render::prelude::{Pdfium, PdfiumError};

    // A name alone would be looked for in the system's path; what is named is the file.
    let file = named.map(|path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        match path.is_dir() {
            true => Pdfium::pdfium_platform_library_name_at_path(&path),
            false => path,
        }
    });
    // Windows looks in the current folder too, which may be a corpus from somewhere else.
    if file.is_none() && cfg!(windows) {
        return Ok(None);
    }
    let bound = match &file {
        Some(file) => Pdfium::bind_to_library(file),
        None => Pdfium::bind_to_system_library(),
    };
    match (bound, file) {
        (Ok(bindings), file) => {
            PDFIUM.get_or_init(|| Pdfium::new(bindings));
            let path = file.or_else(loaded).unwrap_or_else(|| {
                let name = Pdfium::pdfium_platform_library_name();
                PathBuf::from(name)
            });
            Ok(Some(PdfLibrary { path }))
        }
        // None is installed, or one that is too old; nobody asked for it.
        (Err(_), None) => Ok(None),
        (Err(error), Some(path)) => {
            let reason = match error {
                PdfiumError::LoadLibraryError(error) => match std::error::Error::source(&error) {
                    Some(cause) => cause.to_string(),
                    None => error.to_string(),
                },
                error => format!("{error:?}"),
            };
            Err(PdfLibraryError::NotLoaded { path, reason })
        }
    }
}

/// The file that a library of the system was loaded from, where the system tells (Linux: proc(5)).
#[cfg(feature = "pdfium")]
fn loaded() -> Option<PathBuf> {
    let maps = std::fs::read_to_string("/proc/self/maps").ok()?;
    let name = pdfium_render::prelude::Pdfium::pdfium_platform_library_name();
    maps.lines()
        .filter_map(|line| Some(PathBuf::from(&line[line.find('/')?..])))
        .find(|path| {
            let own = path.file_name().unwrap_or_default().to_string_lossy();
            own.starts_with(&*name.to_string_lossy())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_is_none_is_refused_with_what_to_do() {
        let error = find(Some(Path::new("/nowhere/libpdfium.so"))).unwrap_err();
        let told = error.to_string();
        match cfg!(feature = "pdfium") {
            true => assert!(
                told.contains("/nowhere/libpdfium.so") && told.contains("name a PDFium"),
                "{told}"
            ),
            false => assert!(told.contains("feature pdfium"), "{told}"),
        }
    }
}
