//! Reading with a limit: nobody's file is larger than what it is for.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::Error;

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
