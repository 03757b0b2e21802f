//! Who may use the files of a folder that several users share.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{PermissionsExt, fchown};
use std::path::Path;

use super::replace::{TEMPORARY_END, keep_owner, temporary_prefix};
use super::{Error, parent};

/// Who may use a file besides its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Permission bits of a file; a folder also has the bit to look into it for whoever may read.
    pub mode: u32,
    /// The group's number; `None` leaves the one that the system gives.
    pub group: Option<u32>,
}

impl Access {
    /// The owner alone.
    pub const PRIVATE: Self = Self {
        mode: 0o600,
        group: None,
    };

    /// Applies it to a file that was made just now. Without this the mask of the process would decide.
    pub fn apply(self, file: &File) -> io::Result<()> {
        if self.group.is_some() {
            fchown(file, None, self.group)?;
        }
        file.set_permissions(fs::Permissions::from_mode(self.mode))
    }

    /// Readers may look in, and what is made inside has the folder's group.
    fn of_folder(self) -> Self {
        let inherit = if self.mode & 0o060 != 0 { 0o2000 } else { 0 };
        Self {
            mode: self.mode | (self.mode & 0o444) >> 2 | inherit,
            ..self
        }
    }
}

impl From<u32> for Access {
    fn from(mode: u32) -> Self {
        Self { mode, group: None }
    }
}

/// The number of a group that is given by name or number; `None` where the system knows no such name.
pub fn group(name: &str) -> Option<u32> {
    if let Ok(number) = name.parse() {
        return Some(number);
    }
    let groups = fs::read_to_string("/etc/group").ok()?;
    let mut lines = groups.lines().map(|line| line.split(':'));
    lines.find_map(|mut fields| {
        (fields.next()? == name).then_some(())?;
        fields.nth(1)?.parse().ok()
    })
}

/// Creates a folder and its parents for whoever may use its files; existing ones stay as they are.
pub fn folder(path: &Path, access: Access) -> Result<(), Error> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    folder(parent(path), access)?;
    place(path, access).map_err(Error::at("create the folder", path))
}

/// It appears with its mode and group: who comes in between, or after a kill, is not shut out.
fn place(path: &Path, access: Access) -> io::Result<()> {
    let made = tempfile::Builder::new()
        .prefix(&temporary_prefix(path))
        .suffix(TEMPORARY_END)
        .tempdir_in(parent(path))?;
    let folder = File::open(made.path())?;
    keep_owner(&folder, path)?;
    access.of_folder().apply(&folder)?;
    match rename_new(made.path(), path) {
        // Made by another process meanwhile.
        Err(_) if path.is_dir() => Ok(()),
        Err(error) => Err(error),
        Ok(()) => {
            let _ = made.keep();
            Ok(())
        }
    }
}

/// Renames to a name that is free. A plain rename would take the place of an empty folder that another process
/// has just made, and is about to use.
#[cfg(target_os = "linux")]
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Not every network file system can.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => fs::rename(from, to),
        renamed => Ok(renamed?),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::fsio::mode;

    #[test]
    fn folders_match_their_files() {
        let root = tempfile::tempdir().unwrap();
        for (file, expected) in [(0o600, 0o700), (0o640, 0o2750), (0o660, 0o2770)] {
            let path = root.path().join(format!("{file:o}/tokens"));
            folder(&path, file.into()).unwrap();
            folder(&path, file.into()).unwrap();
            assert_eq!(mode(&path), Some(expected));
            assert_eq!(mode(path.parent().unwrap()), Some(expected));
        }
    }

    #[test]
    fn groups_have_numbers_or_names() {
        assert_eq!(group("1234"), Some(1234));
        assert_eq!(group("root"), Some(0));
        assert_eq!(group("no such group"), None);
    }
}
