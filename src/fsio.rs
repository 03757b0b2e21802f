//! Files replaced whole or not at all, their modes, and errors that carry the path.
//!
//! It knows nothing of what the files mean; locks live in `coordination`.

mod access;
mod mount;
mod read;
mod replace;

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

pub use access::{Access, folder, group};
pub use read::{read, read_pipe, read_stdin};
pub use replace::{
    Reservation, create_new, replace, replace_content, replaceable, reserve, scratch,
};

/// What could not be done, to which path, and the system's reason.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} {}: {}", .path.display(), reason(.source))]
pub struct Error {
    pub action: &'static str,
    pub path: PathBuf,
    pub source: io::Error,
}

impl Error {
    fn at(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self {
            action,
            path: path.to_path_buf(),
            source,
        }
    }

    /// The system's kind of failure, for callers that treat some kinds apart.
    pub fn kind(&self) -> io::ErrorKind {
        self.source.kind()
    }
}

/// The system's own words without the "(os error 28)" that tells a person nothing.
pub fn reason(source: &io::Error) -> String {
    plain(&source.to_string())
}

/// The same for the words of a library that repeats the system's.
pub fn plain(text: &str) -> String {
    match text.rfind(" (os error ") {
        Some(tail) => text[..tail].to_owned(),
        None => text.to_owned(),
    }
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    Pipe,
    /// A device or a socket.
    Other,
}

/// What a path leads to, through links; `None` when there is nothing.
pub fn kind(path: &Path) -> Result<Option<Kind>, Error> {
    let kind = match fs::metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::at("read", path)(error)),
    };
    Ok(Some(match kind {
        kind if kind.is_file() => Kind::File,
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_fifo() => Kind::Pipe,
        _ => Kind::Other,
    }))
}

/// The names in a folder, sorted; those that are no text are left out. None where there is no folder.
pub fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::at("read", folder)(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(Error::at("read", folder))?;
        names.extend(entry.file_name().into_string().ok());
    }
    names.sort();
    Ok(names)
}

/// Whether there is a file; a folder that cannot be looked into is an error and no "no".
pub fn exists(path: &Path) -> Result<bool, Error> {
    path.try_exists().map_err(Error::at("read", path))
}

/// Creates a folder and its parents for the owner alone (0700); an existing one stays as it is.
pub fn private_dir(path: &Path) -> Result<(), Error> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    builder
        .mode(0o700)
        .create(path)
        .map_err(Error::at("create the folder", path))
}

/// What tells two contents of a path apart without reading them: a replaced file is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    inode: u64,
    changed: (i64, i64),
}

/// `None` when there is no such file, or it cannot be looked at.
pub fn version(path: &Path) -> Option<Version> {
    let metadata = fs::metadata(path).ok()?;
    Some(Version {
        inode: metadata.ino(),
        changed: (metadata.ctime(), metadata.ctime_nsec()),
    })
}

/// The permission bits of a file or folder; `None` when it is not there.
pub fn mode(path: &Path) -> Option<u32> {
    let metadata = fs::metadata(path).ok()?;
    Some(metadata.permissions().mode() & 0o7777)
}

/// Removes a file for good; `false` when there was none.
pub fn remove(path: &Path) -> Result<bool, Error> {
    match fs::remove_file(path) {
        Ok(()) => sync_folder(path).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::at("remove", path)(error)),
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Without this a power cut can forget the rename itself.
fn sync_folder(path: &Path) -> Result<(), Error> {
    let folder = parent(path);
    File::open(folder)
        .and_then(|handle| handle.sync_all())
        .map_err(Error::at("sync the folder", folder))
}

#[cfg(test)]
#[path = "fsio/tests.rs"]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests;
