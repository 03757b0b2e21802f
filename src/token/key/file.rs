//! Key files: which are accepted, how one is made, how one is rewritten.
//!
//! A pipe is accepted, because `--key-file <(pass show jeton)` is one; it is waited for 10 seconds and read
//! once. A device or a socket is refused: it may never end.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use age::x25519::Identity;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use super::text;
use super::{KeyError, KeySource};
use crate::fsio::{self, Kind};

/// No key is larger; a larger file is another file.
const LARGEST: u64 = 64 << 10;
/// As long as `key.command` may take: behind a pipe there is a command.
const PIPE_LIMIT: Duration = Duration::from_secs(10);

/// The text of a file that nobody but its owner can read, and whether it is a pipe; `None` when there is
/// nothing of that name.
pub(super) fn private(path: &Path) -> Result<Option<(SecretString, bool)>, KeyError> {
    let kind = fsio::kind(path)?;
    let exposed = |mode: &u32| mode & 0o077 != 0;
    match (kind, fsio::mode(path).filter(exposed)) {
        (None, _) => return Ok(None),
        (Some(Kind::Other), _) => return Err(KeyError::NotAFile(path.to_owned())),
        (Some(Kind::File | Kind::Pipe), Some(mode)) => {
            let path = path.to_owned();
            return Err(KeyError::Exposed { path, mode });
        }
        _ => {}
    }
    let is_pipe = kind == Some(Kind::Pipe);
    let bytes = match is_pipe {
        true => fsio::read_pipe(path, LARGEST, PIPE_LIMIT)?,
        false => fsio::read(path, LARGEST)?,
    };
    Ok(bytes.map(|bytes| (text_of(bytes), is_pipe)))
}

/// The same for a file whose mode is not its owner's to choose: systemd guards a credential by an ACL,
/// which shows as bits of the group.
pub(super) fn mounted(path: &Path) -> Result<Option<SecretString>, KeyError> {
    match fsio::kind(path)? {
        None => Ok(None),
        Some(Kind::File) => Ok(fsio::read(path, LARGEST)?.map(text_of)),
        Some(_) => Err(KeyError::NotAFile(path.to_owned())),
    }
}

fn text_of(bytes: Vec<u8>) -> SecretString {
    let bytes = Zeroizing::new(bytes);
    SecretString::from(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether the file, and not only its name, is in the folder.
pub(super) fn lies_in(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// Makes a key file, 0600; its recipient. A file that is there stays as it is: of two that make one at
/// once, one does.
pub(super) fn create(path: &Path) -> Result<String, KeyError> {
    let identity = Identity::generate();
    let text = text::render(&identity, &[]);
    let made = fsio::create_new(path, text.expose_secret().as_bytes(), 0o600);
    made.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => KeyError::Exists(path.to_owned()),
        _ => error.into(),
    })?;
    Ok(identity.to_public().to_string())
}

/// Puts another text in a key file's place. A file that its owner may not write, that is mounted by itself
/// or lies in a read-only place is [`KeyError::Fixed`].
pub(super) fn rewrite(
    source: &KeySource,
    path: &Path,
    text: &SecretString,
) -> Result<(), KeyError> {
    let fixed = || KeyError::Fixed(source.clone());
    if fsio::mode(path).is_some_and(|mode| mode & 0o200 == 0) {
        return Err(fixed());
    }
    let written = fsio::replace_content(path, text.expose_secret().as_bytes());
    written.map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::ResourceBusy
        | ErrorKind::CrossesDevices => fixed(),
        _ => error.into(),
    })
}
