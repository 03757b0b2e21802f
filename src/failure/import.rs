//! Failures of a file that is to be imported: the command line names the wrong one, or it has to be saved anew.

use super::{Failure, Kind};
use crate::sync::products::FileError;

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let hint = match &error {
            FileError::Missing { .. } => "is the path right? - reads from stdin",
            FileError::Folder { .. } => "name a file in it",
            FileError::Read { .. } => "what was committed before is safe; importing again goes on",
            FileError::Empty { .. } => "nothing was changed; was it exported to its end?",
            FileError::Other { .. } => "save it as CSV in UTF-8, unpacked",
            FileError::Array { .. } => {
                "make it an object a line: jq -c '.[]' FILE | jeton db import products -"
            }
            FileError::Unclear { .. } => "say it with --format csv or --format jsonl",
            FileError::Header { .. } => {
                "the first line names the columns: see jeton db import products --help"
            }
            FileError::Endless { .. } => {
                "is a quote opened there and never closed? what was committed before is safe"
            }
        };
        Failure::of(Kind::Usage, &error).hinted(hint)
    }
}
