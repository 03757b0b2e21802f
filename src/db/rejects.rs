//! Records that could not be read, kept until a later version of them can.
//! One row per record content and sync; the same content refused again only moves its last time.

use super::page::content_hash;
use super::{KEY_LIMIT, Reject};

/// The values of a reject as they are bound: a record is refused for what is in it, so its words may hold U+0000,
/// which Postgres does not take, and its id may be longer than an index takes.
pub(super) struct Refused {
    pub(super) raw_hash: String,
    pub(super) external_id: Option<String>,
    pub(super) reason: String,
    pub(super) raw: String,
}

impl From<&Reject> for Refused {
    fn from(reject: &Reject) -> Refused {
        Refused {
            raw_hash: content_hash(&reject.raw),
            external_id: reject
                .external_id
                .as_deref()
                .map(|id| without_nul(id).chars().take(KEY_LIMIT).collect()),
            reason: without_nul(&reject.reason),
            raw: without_nul(&reject.raw),
        }
    }
}

/// Text that both engines take, with U+FFFD for what one does not.
pub(super) fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// `$1` sync, `$2` hash, `$3` id, `$4` reason, `$5` raw, `$6` run, `$7` time.
pub(super) const KEEP: &str = "INSERT INTO sync_rejects
        (sync, raw_hash, external_id, reason, raw, first_run_id, last_run_id, first_rejected_at, last_rejected_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $7)
     ON CONFLICT (sync, raw_hash) DO UPDATE SET reason = excluded.reason, external_id = excluded.external_id,
        last_run_id = excluded.last_run_id, last_rejected_at = excluded.last_rejected_at";
