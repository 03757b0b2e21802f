//! Finds out whether locks in a folder exclude. On some network file systems they exclude nobody, on others
//! they never answer: so it is tried in a child, for a limited time.
//!
//! It cannot see another host: a file system whose locks are local to each host looks right from here.

use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::clock;
use crate::fsio;

/// The hidden command that the children run; a role and a path follow.
pub const COMMAND: &str = "probe-locks";
/// Makes a file in the folder, holds its lock, and lets another one try.
const FIRST: &str = "first";
/// Tries to get the lock of the file.
const SECOND: &str = "second";
/// Longer than any lock server that is well takes.
const LIMIT: Duration = Duration::from_secs(5);
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// What was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locks {
    /// A second holder is refused, in this process and in another one.
    Exclude,
    /// Two can hold the lock at once.
    ExcludeNobody,
    /// No answer in time.
    Hang,
    /// The file system has none.
    Missing,
    /// It could not be tried: no second process, or no file in the folder.
    Unknown,
}

impl Locks {
    const ALL: [Self; 5] = [
        Self::Exclude,
        Self::ExcludeNobody,
        Self::Hang,
        Self::Missing,
        Self::Unknown,
    ];

    /// What it means for two processes.
    pub fn words(self) -> &'static str {
        match self {
            Self::Exclude => "a lock there excludes others",
            Self::ExcludeNobody => "a lock there excludes nobody",
            Self::Hang => "asking for a lock there had no answer in 5 s",
            Self::Missing => "there are no locks on its file system",
            Self::Unknown => "its locks could not be tried",
        }
    }

    /// The child's exit code, beyond those of a program that fails.
    pub fn code(self) -> u8 {
        100 + self as u8
    }

    fn of_code(code: Option<i32>) -> Self {
        let known = Self::ALL
            .into_iter()
            .find(|locks| code == Some(i32::from(locks.code())));
        known.unwrap_or(Self::Unknown)
    }
}

/// Tries the locks of `folder`, for five seconds at most. Leaves nothing behind.
pub async fn probe(folder: &Path) -> Locks {
    let Some(mut child) = spawn(FIRST, folder) else {
        return Locks::Unknown;
    };
    let deadline = clock::monotonic() + LIMIT;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Locks::of_code(status.code()),
            Ok(None) if clock::monotonic() < deadline => tokio::time::sleep(LOOK_AGAIN).await,
            _ => {
                // One that hangs in the kernel outlives this; nobody waits for it.
                let _ = child.kill();
                return Locks::Hang;
            }
        }
    }
}

/// What a child does, and what it says by its exit code.
pub fn play(role: &OsStr, path: &Path) -> Locks {
    if role == FIRST {
        return first(path);
    }
    match File::options().read(true).write(true).open(path) {
        Ok(file) => second(&file),
        Err(_) => Locks::Unknown,
    }
}

fn first(folder: &Path) -> Locks {
    let Ok(scratch) = fsio::scratch(folder) else {
        return Locks::Unknown;
    };
    let path: PathBuf = scratch.path().to_owned();
    if scratch.as_file().try_lock().is_err() {
        return Locks::Missing;
    }
    let again = File::options().read(true).write(true).open(&path);
    match again.as_ref().map(second) {
        Ok(Locks::Exclude) => {}
        Ok(found) => return found,
        Err(_) => return Locks::Unknown,
    }
    let child = spawn(SECOND, &path);
    let status = child.and_then(|mut child| child.wait().ok());
    Locks::of_code(status.and_then(|status| status.code()))
}

fn second(file: &File) -> Locks {
    match file.try_lock() {
        Ok(()) => Locks::ExcludeNobody,
        Err(std::fs::TryLockError::WouldBlock) => Locks::Exclude,
        Err(std::fs::TryLockError::Error(_)) => Locks::Missing,
    }
}

fn spawn(role: &str, path: &Path) -> Option<Child> {
    let mut command = Command::new(std::env::current_exe().ok()?);
    command.arg(COMMAND).arg(role).arg(path);
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet.spawn().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for locks in Locks::ALL {
            assert_eq!(Locks::of_code(Some(i32::from(locks.code()))), locks);
        }
        assert_eq!(Locks::of_code(Some(0)), Locks::Unknown);
        assert_eq!(Locks::of_code(None), Locks::Unknown);
    }
}
