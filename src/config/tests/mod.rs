//! The whole way from files and variables to settings, in a folder of each test's own.

mod defaults;
mod layers;
mod secrets;
mod wrong;
mod wrong_values;

use std::fs;
use std::path::{Path, PathBuf};

use super::{Environment, Error, Inputs, Loaded, load};

/// A folder with files, variables and flags.
struct Case {
    folder: tempfile::TempDir,
    variables: Vec<(&'static str, &'static str)>,
    flags: Vec<(&'static str, &'static str, String)>,
    config: Option<PathBuf>,
}

impl Case {
    fn new(config: &str) -> Self {
        Self::empty().file("jeton.toml", config)
    }

    fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            variables: Vec::new(),
            flags: Vec::new(),
            config: None,
        }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn file(self, name: &str, text: &str) -> Self {
        let path = self.root().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn var(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    fn flag(mut self, path: &'static str, name: &'static str, value: &str) -> Self {
        self.flags.push((path, name, value.to_owned()));
        self
    }

    fn named(mut self, path: &str) -> Self {
        self.config = Some(PathBuf::from(path));
        self
    }

    fn environment(&self) -> Environment {
        Environment::from_pairs(self.root(), self.variables.iter().copied())
    }

    fn load(&self) -> Result<Loaded, Error> {
        load(&Inputs {
            config: self.config.clone(),
            flags: self.flags.clone(),
            env: self.environment(),
        })
    }

    fn loaded(&self) -> Loaded {
        match self.load() {
            Ok(loaded) => loaded,
            Err(error) => panic!("{error}"),
        }
    }
}

/// A value in force and its origin, as `config show` prints them.
fn shown(loaded: &Loaded, path: &str) -> (String, String) {
    let value = loaded.origins.iter().find(|value| value.path == path);
    let value = value.unwrap_or_else(|| panic!("{path} is not shown"));
    (value.shown.clone(), value.origin.to_string())
}
