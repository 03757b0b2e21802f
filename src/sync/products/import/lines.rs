//! Lines a chunk at a time, read by a thread of its own while the chunk before is written.

use tokio::sync::mpsc;

use super::error::FileError;
use super::input::Input;
use super::line::Line;
use crate::db::Reject;

/// Lines that are written, and looked up, at once.
const CHUNK_LINES: usize = 1_000;
/// Bytes of the file from which on a chunk is full.
const CHUNK_BYTES: u64 = 2 << 20;

/// Some lines of the file, in its order.
#[derive(Default)]
pub(super) struct Chunk {
    pub(super) lines: Vec<Line>,
    pub(super) rejects: Vec<Reject>,
    /// Bytes of the file up to its end.
    pub(super) read: u64,
}

impl Chunk {
    pub(super) fn len(&self) -> usize {
        self.lines.len() + self.rejects.len()
    }
}

/// One chunk waits while another is worked on. The thread ends with the file, with a failure, or when nobody listens; one
/// that waits for stdin is left behind.
pub(super) fn chunks(mut input: Input) -> mpsc::Receiver<Result<Chunk, FileError>> {
    let (sender, receiver) = mpsc::channel(1);
    std::thread::spawn(move || {
        loop {
            let chunk = chunk(&mut input);
            let last = !matches!(&chunk, Ok(chunk) if chunk.len() > 0);
            let is_nothing = matches!(&chunk, Ok(chunk) if chunk.len() == 0);
            if is_nothing || sender.blocking_send(chunk).is_err() || last {
                return;
            }
        }
    });
    receiver
}

fn chunk(input: &mut Input) -> Result<Chunk, FileError> {
    let mut chunk = Chunk::default();
    let begin = input.read();
    while chunk.len() < CHUNK_LINES && input.read() - begin < CHUNK_BYTES {
        match input.next()? {
            Some(Ok(line)) => chunk.lines.push(line),
            Some(Err(reject)) => chunk.rejects.push(reject),
            None => break,
        }
    }
    chunk.read = input.read();
    Ok(chunk)
}
