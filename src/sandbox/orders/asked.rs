//! The parameters of a query, of which one name can stand there more than once.

use serde::Deserialize;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(in crate::sandbox) struct Asked(Vec<(String, String)>);

impl Asked {
    /// The first value of that name that is not empty.
    pub(in crate::sandbox) fn get(&self, name: &str) -> Option<&str> {
        let found = self
            .0
            .iter()
            .find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// The values of that name, whether it is repeated or they stand in a list with commas.
    pub(in crate::sandbox) fn list(&self, name: &str) -> Vec<&str> {
        let named = self.0.iter().filter(|(key, _)| key == name);
        let values = named.flat_map(|(_, value)| value.split(','));
        values
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// A number; an error where it is none.
    pub(in crate::sandbox) fn number<T: std::str::FromStr>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, String> {
        let read = self.get(name).map(str::parse).transpose();
        read.map_err(|_| format!("{name} is no number"))
    }
}
