//! Whether the embedded database that this process has used is still there. A run by itself makes one that is not; here an
//! empty one would pass for the old one, without a tenant and with no word.

use std::cell::Cell;

use crate::db::Target;
use crate::failure::{Failure, Kind};

/// Whether it was there.
#[derive(Debug, Default)]
pub(super) struct Presence(Cell<bool>);

impl Presence {
    /// An error where it was there and is not.
    pub(super) fn check(&self, target: &Target) -> Result<(), Failure> {
        match (target.is_missing(), self.0.get()) {
            (true, true) => {
                let gone =
                    "the database file is gone, and is not made anew while this process stays up";
                let hint = "put it back, or start serve again for an empty one";
                Err(Failure::new(Kind::Database, gone).hinted(hint))
            }
            _ => {
                self.note(target);
                Ok(())
            }
        }
    }

    /// After what may have made it.
    pub(super) fn note(&self, target: &Target) {
        self.0.set(self.0.get() || !target.is_missing());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn one_that_was_there_has_to_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.db");
        let (presence, target) = (Presence::default(), Target::Sqlite(path.clone()));
        assert!(presence.check(&target).is_ok(), "the first run makes it");
        std::fs::write(&path, "").unwrap();
        presence.note(&target);
        std::fs::remove_file(&path).unwrap();
        assert!(presence.check(&target).is_err());
        assert!(presence.check(&target).is_err(), "and again");
        std::fs::write(&path, "").unwrap();
        assert!(presence.check(&target).is_ok());
    }
}
