//! A file takes another one's place in one step, by a temporary one beside it. What a killed writer leaves is
//! swept away by the next one.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PersistError};

use super::{Access, Error, mount, parent, sync_folder};

pub(super) const TEMPORARY_END: &str = ".tmp";

/// Puts `bytes` in the place of `path`: a reader, or a crash, sees the old content or the new.
pub fn replace(path: &Path, bytes: &[u8], access: impl Into<Access>) -> Result<(), Error> {
    replaceable(path)?;
    sweep(path);
    let file = written(path, bytes, access.into()).map_err(Error::at("write", path))?;
    take_place(file, path)
}

/// Whether a file can be put in the place of `path`: not of a device, which root could replace for the whole machine.
pub fn replaceable(path: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() && !there.is_symlink() => {
            let no_file = io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file");
            Err(Error::at("replace", path)(no_file))
        }
        _ => Ok(()),
    }
}

/// As [`replace`] for a file that is there: its mode and its owner stay, whoever runs this, and a link to it
/// stays one.
pub fn replace_content(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let path = &path.canonicalize().map_err(Error::at("write", path))?;
    replaceable(path)?;
    sweep(path);
    let refill = || -> io::Result<NamedTempFile> {
        let metadata = fs::metadata(path)?;
        let mode = metadata.permissions().mode() & 0o7777;
        let file = written(path, bytes, Access::from(mode))?;
        let made = file.as_file().metadata()?;
        if made.gid() != metadata.gid() {
            fchown(file.as_file(), None, Some(metadata.gid()))?;
        }
        // Who shares it by its group reads it whoever owns it.
        if made.uid() != metadata.uid()
            && let Err(error) = fchown(file.as_file(), Some(metadata.uid()), None)
            && mode & 0o060 != 0o060
        {
            return Err(error);
        }
        Ok(file)
    };
    take_place(refill().map_err(Error::at("write", path))?, path)
}

/// Writes a file that must not exist yet; it appears whole. An existing one is
/// `ErrorKind::AlreadyExists` and stays as it is.
pub fn create_new(path: &Path, bytes: &[u8], access: impl Into<Access>) -> Result<(), Error> {
    let file = written(path, bytes, access.into()).map_err(Error::at("write", path))?;
    file.persist_noclobber(path)
        .map_err(|error| Error::at("create", path)(error.error))?;
    sync_folder(path)
}

/// Room on the disk for content that is still to come: what must not be lost once it is there is
/// given its place before it is asked for.
#[derive(Debug)]
pub struct Reservation {
    file: NamedTempFile,
    path: PathBuf,
}

/// Takes `bytes` bytes of the disk beside `path`. Dropping the reservation gives them back; what a killed
/// process took is given back by the next reservation.
pub fn reserve(path: &Path, bytes: usize, access: impl Into<Access>) -> Result<Reservation, Error> {
    if mount::is_mount(path) {
        return Err(Error::at("replace", path)(mount::single_file()));
    }
    replaceable(path)?;
    sweep(path);
    Ok(Reservation {
        file: written(path, &vec![0; bytes], access.into()).map_err(Error::at("write", path))?,
        path: path.to_path_buf(),
    })
}

impl Reservation {
    /// As [`replace`], within the room that was taken.
    pub fn commit(self, bytes: &[u8]) -> Result<(), Error> {
        let mut file = self.file;
        refill(&mut file, bytes).map_err(Error::at("write", &self.path))?;
        take_place(file, &self.path)
    }
}

/// Writes first and cuts after, so that no block is given back before it is used.
fn refill(file: &mut NamedTempFile, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.as_file().set_len(bytes.len() as u64)?;
    file.as_file().sync_all()
}

fn take_place(mut file: NamedTempFile, path: &Path) -> Result<(), Error> {
    loop {
        match file.persist(path) {
            Ok(_) => return sync_folder(path),
            Err(error) if error.error.kind() == io::ErrorKind::Interrupted => file = error.file,
            Err(error) => return Err(Error::at("replace", path)(explained(error))),
        }
    }
}

pub(super) fn temporary_prefix(path: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    prefix
}

/// A synced temporary file beside `path`; dropping it removes it, so a full disk leaves no litter.
fn written(path: &Path, bytes: &[u8], access: Access) -> io::Result<NamedTempFile> {
    let mut file = temporary(path)?;
    keep_owner(file.as_file(), path)?;
    access.apply(file.as_file())?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// What root writes for somebody else stays somebody else's: the owner of the file that was there, or of the
/// folder. One `sudo` must not shut out the service that uses the folder.
pub(super) fn keep_owner(made: &File, path: &Path) -> io::Result<()> {
    let owner = fs::metadata(path).or_else(|_| fs::metadata(parent(path)))?;
    match made.metadata()?.uid() == 0 && owner.uid() != 0 {
        true => fchown(made, Some(owner.uid()), Some(owner.gid())),
        false => Ok(()),
    }
}

/// A temporary file that is locked for as long as its writer lives: so a sweep tells it from what a killed
/// one left. A sweep that came between the making and the locking has taken it away, and it is made again.
fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = tempfile::Builder::new()
            .prefix(&temporary_prefix(path))
            .suffix(TEMPORARY_END)
            .tempfile_in(parent(path))?;
        let locked = !matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if locked && file.path().exists() {
            return Ok(file);
        }
    }
}

/// A file of a folder for trying something out; it goes when it is dropped.
pub fn scratch(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder
        .prefix(".probe.")
        .suffix(TEMPORARY_END)
        .tempfile_in(folder)
}

/// Removes the temporary files of writers of `path` that are dead. Best effort: it is only about room.
fn sweep(path: &Path) {
    let prefix = temporary_prefix(path);
    for entry in fs::read_dir(parent(path)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        let ours =
            name.starts_with(prefix.as_encoded_bytes()) && name.ends_with(TEMPORARY_END.as_bytes());
        // The lock is held until the file is gone: a writer that locked it in between would lose it.
        if ours
            && let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Docker and Kubernetes can mount one file: its name cannot be taken by a rename.
pub(super) fn explained(error: PersistError) -> io::Error {
    match error.error.kind() {
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => mount::single_file(),
        _ => error.error,
    }
}
