//! What exchanges with an upstream cost.

use serde::Serialize;

/// Counts since some beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Traffic {
    /// Requests sent, failed ones included.
    pub requests: u64,
    /// Bytes of answers, decompressed.
    pub bytes: u64,
    /// Milliseconds waited because the upstream or a limit said so.
    pub waited_ms: u64,
}
