//! What a later version wrote into a document of ours: carried along unread, and never shown, because it
//! may be a secret.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Fields that this version does not know.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Later(Map<String, Value>);

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Later({} fields)", self.0.len())
    }
}
