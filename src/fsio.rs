//! Files replaced whole or not at all, their modes, and errors that carry the path.
//!
//! It knows nothing of what the files mean; locks live in `coordination`.

mod access;
mod mount;

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::{NamedTempFile, PersistError};

pub use access::{Access, folder, group};

const TEMPORARY_END: &str = ".tmp";

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

/// The content of a file of at most `max_bytes`; `None` when there is no such file.
pub fn read(path: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, Error> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::at("read", path)(error)),
    };
    limited(file, path, max_bytes).map(Some)
}

/// All that comes from stdin, of at most `max_bytes`.
pub fn read_stdin(max_bytes: u64) -> Result<Vec<u8>, Error> {
    limited(io::stdin().lock(), Path::new("stdin"), max_bytes)
}

fn limited(from: impl Read, path: &Path, max_bytes: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    from.take(max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(Error::at("read", path))?;
    if bytes.len() as u64 > max_bytes {
        let source = io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("larger than {max_bytes} bytes"),
        );
        return Err(Error::at("read", path)(source));
    }
    Ok(bytes)
}

/// As [`read`], for a pipe: its writer may never come, and is waited for until `limit`.
pub fn read_pipe(path: &Path, max_bytes: u64, limit: Duration) -> Result<Option<Vec<u8>>, Error> {
    let (sender, content) = mpsc::sync_channel(1);
    let owned = path.to_owned();
    // Without a writer the open itself hangs: the thread is left behind, not joined.
    std::thread::Builder::new()
        .spawn(move || drop(sender.send(read(&owned, max_bytes))))
        .map_err(Error::at("read", path))?;
    content.recv_timeout(limit).unwrap_or_else(|_| {
        let reason = format!(
            "it is a pipe that nobody wrote to within {} s",
            limit.as_secs()
        );
        let source = io::Error::new(io::ErrorKind::TimedOut, reason);
        Err(Error::at("read", path)(source))
    })
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

/// Puts `bytes` in the place of `path`: a reader, or a crash, sees the old content or the new.
pub fn replace(path: &Path, bytes: &[u8], access: impl Into<Access>) -> Result<(), Error> {
    sweep(path);
    let file = written(path, bytes, access.into()).map_err(Error::at("write", path))?;
    take_place(file, path)
}

/// As [`replace`] for a file that is there: its mode and its owner stay, whoever runs this, and a link to it
/// stays one.
pub fn replace_content(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let path = &path.canonicalize().map_err(Error::at("write", path))?;
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

fn temporary_prefix(path: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    prefix
}

/// A synced temporary file beside `path`; dropping it removes it, so a full disk leaves no litter.
fn written(path: &Path, bytes: &[u8], access: Access) -> io::Result<NamedTempFile> {
    let mut file = temporary(path)?;
    access.apply(file.as_file())?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
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
fn explained(error: PersistError) -> io::Error {
    match error.error.kind() {
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => mount::single_file(),
        _ => error.error,
    }
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
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn read_tells_missing_from_too_large() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        assert_eq!(read(&path, 4).unwrap(), None);
        fs::write(&path, b"1234").unwrap();
        assert_eq!(read(&path, 4).unwrap(), Some(b"1234".to_vec()));
        let error = read(&path, 3).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(
            error.to_string(),
            format!("cannot read {}: larger than 3 bytes", path.display())
        );
    }

    #[test]
    fn replace_sets_mode_and_leaves_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("login.age");
        replace(&path, b"old", 0o600).unwrap();
        replace(&path, b"new", 0o640).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(mode(&path), Some(0o640));
        assert_eq!(names(folder.path()), ["login.age"]);
    }

    #[test]
    fn a_failed_replace_keeps_the_old_and_no_litter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("kept"), b"1").unwrap();
        let error = replace(&path, b"new", 0o600).unwrap_err();
        assert_eq!(error.action, "replace");
        assert!(!error.to_string().contains("os error"), "{error}");
        assert_eq!(names(folder.path()), ["x"]);
        assert_eq!(names(&path), ["kept"]);

        let nowhere = folder.path().join("absent/x");
        let error = replace(&nowhere, b"new", 0o600).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "cannot write {}: No such file or directory",
                nowhere.display()
            )
        );
    }

    #[test]
    fn a_full_disk_is_named_plainly() {
        let error = Error::at("write", Path::new("/state/x.age"))(io::Error::from_raw_os_error(28));
        assert_eq!(
            error.to_string(),
            "cannot write /state/x.age: No space left on device"
        );
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn create_new_never_overwrites() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        create_new(&path, b"first", 0o600).unwrap();
        assert_eq!(mode(&path), Some(0o600));
        let error = create_new(&path, b"second", 0o600).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(names(folder.path()), ["key"]);
    }

    #[test]
    fn folders_are_private_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b");
        private_dir(&path).unwrap();
        assert_eq!(mode(&path), Some(0o700));
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o750)).unwrap();
        private_dir(&path).unwrap();
        assert_eq!(mode(&path), Some(0o750));
        assert_eq!(mode(&folder.path().join("absent")), None);
    }

    #[test]
    fn remove_says_whether_there_was_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        assert!(!remove(&path).unwrap());
        fs::write(&path, b"1").unwrap();
        assert!(remove(&path).unwrap());
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_reservation_gives_back_what_a_killed_one_took_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.age");
        let mine = reserve(&path, 10, 0o600).unwrap();
        fs::write(folder.path().join(".x.age.dead.tmp"), b"left").unwrap();
        fs::write(folder.path().join(".y.age.dead.tmp"), b"another's").unwrap();
        let second = reserve(&path, 10, 0o600).unwrap();
        assert_eq!(names(folder.path()).len(), 3);
        assert!(!folder.path().join(".x.age.dead.tmp").exists());
        drop(second);
        mine.commit(b"kept").unwrap();
        assert_eq!(names(folder.path()), [".y.age.dead.tmp", "x.age"]);
        assert_eq!(fs::read(&path).unwrap(), b"kept");
    }

    #[test]
    fn a_mounted_single_file_is_explained() {
        let named = tempfile::NamedTempFile::new().unwrap();
        let busy = PersistError {
            error: io::Error::from_raw_os_error(16),
            file: named,
        };
        let error = explained(busy);
        assert_eq!(error.kind(), io::ErrorKind::ResourceBusy);
        assert!(error.to_string().contains("mount its folder"));
    }
}
