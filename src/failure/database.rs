//! Failures of the database: exit 8 wherever an operator of the database can mend it.

use super::{Failure, Kind};
use crate::db::Error;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let hint = match &error {
            Error::Url { .. } => "an example: DATABASE_URL=postgres://jeton@localhost/jeton",
            Error::Unavailable { .. } => {
                "is the server up, and is DATABASE_URL right? the next run tries again"
            }
            Error::Superseded { .. } => "nothing to do: the later run goes on",
            Error::Overtaken { .. } => "nothing is lost: the next run goes on",
            Error::NoFile { .. } => "a first sync makes it, or: jeton db migrate",
            Error::Denied { .. } => "check user and password in DATABASE_URL",
            Error::NoDatabase { .. } => "create it first, then run: jeton db migrate",
            Error::Behind { .. } | Error::NoSuchTable { .. } => {
                "bring it up to date with: jeton db migrate"
            }
            Error::Ahead { .. } => "use the newer jeton that migrated it",
            Error::Full { .. } => "make room; what was committed before is safe",
            Error::ReadOnly { .. } => "the user needs the right to write there",
            Error::Forbidden { .. } => {
                "run it as the owner of the tables, or grant that user: SELECT, INSERT, UPDATE, DELETE"
            }
            Error::NotOpened { .. } => "check that it is a file and that you may read and write it",
            Error::Altered { .. } => {
                "put back what was changed; a column of your own must allow NULL or have a default"
            }
            Error::Cancelled { .. } => {
                "is statement_timeout too short for a sync? raise it for that user: ALTER ROLE … SET statement_timeout"
            }
            Error::Busy { .. } => "somebody else is writing: the next run tries again",
            Error::File(_) | Error::Lock(_) => "check that the folder is there and yours",
            Error::Other { .. } => "is that the right database, and is its disk all right?",
            Error::BadValue { .. } => return Failure::of(Kind::Database, &error),
        };
        let kind = match &error {
            Error::Superseded { .. } => Kind::Busy,
            _ => Kind::Database,
        };
        Failure::of(kind, &error).hinted(hint)
    }
}
