//! The only place that reads the process environment, with the folders that depend on it.
//!
//! What the variables mean as settings is in `overlay`.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use super::dotenv::{DotEnv, Entry};
use super::node::Origin;

/// Variables of the process, then those of a `.env`, and the folders of this user.
#[derive(Clone)]
pub struct Environment {
    process: BTreeMap<String, String>,
    /// Names whose values are not UTF-8.
    unreadable: Vec<String>,
    dotenv: BTreeMap<String, (String, Origin)>,
    folders: Folders,
}

/// `None` where the machine has no such folder, as for a user without a home.
#[derive(Clone, Debug, Default)]
pub(super) struct Folders {
    pub cwd: PathBuf,
    pub home: Option<PathBuf>,
    pub config: Option<PathBuf>,
    pub state: Option<PathBuf>,
    pub data: Option<PathBuf>,
    pub cache: Option<PathBuf>,
    pub system: PathBuf,
}

impl Folders {
    fn of_this_user() -> Self {
        // Without HOME this looks into the password file, and is `None` only after that.
        let project = ProjectDirs::from("", "", "jeton");
        let project = project.as_ref();
        let local = |dirs: &ProjectDirs| dirs.data_local_dir().to_path_buf();
        Self {
            cwd: std::env::current_dir().unwrap_or_default(),
            home: BaseDirs::new().map(|dirs| dirs.home_dir().to_path_buf()),
            config: project.map(|dirs| dirs.config_dir().to_path_buf()),
            // Only Linux has a state folder of its own.
            state: project.map(|dirs| {
                dirs.state_dir()
                    .map_or_else(|| local(dirs), Path::to_path_buf)
            }),
            data: project.map(|dirs| dirs.data_dir().to_path_buf()),
            cache: project.map(|dirs| dirs.cache_dir().to_path_buf()),
            system: PathBuf::from("/etc/jeton"),
        }
    }
}

impl Environment {
    /// This process's environment.
    pub fn current() -> Self {
        let (mut process, mut unreadable) = (BTreeMap::new(), Vec::new());
        for (name, value) in std::env::vars_os() {
            let Ok(name) = name.into_string() else {
                continue;
            };
            match value.into_string() {
                Ok(value) => _ = process.insert(name, value),
                Err(_) => unreadable.push(name),
            }
        }
        Self {
            process,
            unreadable,
            dotenv: BTreeMap::new(),
            folders: Folders::of_this_user(),
        }
    }

    /// An environment of these variables alone, for tests: the current folder is `root`, the
    /// others are `config`, `state`, `data`, `cache` and `etc` in it.
    pub fn from_pairs<N, V>(root: &Path, pairs: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<String>,
        V: Into<String>,
    {
        let pairs = pairs.into_iter();
        Self {
            process: pairs.map(|(n, v)| (n.into(), v.into())).collect(),
            unreadable: Vec::new(),
            dotenv: BTreeMap::new(),
            folders: Folders {
                cwd: root.to_path_buf(),
                home: Some(root.to_path_buf()),
                config: Some(root.join("config")),
                state: Some(root.join("state")),
                data: Some(root.join("data")),
                cache: Some(root.join("cache")),
                system: root.join("etc"),
            },
        }
    }

    /// A variable that is set and not empty. An empty one in the process hides that of `.env`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.given(name).filter(|value| !value.is_empty())
    }

    /// A variable that is set, be it to nothing: for one whose emptiness is a mistake.
    pub fn given(&self, name: &str) -> Option<&str> {
        match self.process.get(name) {
            Some(value) => Some(value),
            None => Some(&self.dotenv.get(name)?.0),
        }
    }

    /// Where what can be thrown away is kept; the system's temporary folder for a user without a home.
    pub fn cache_dir(&self) -> PathBuf {
        let cache = self.folders.cache.clone();
        cache.unwrap_or_else(|| std::env::temp_dir().join("jeton"))
    }

    pub(super) fn folders(&self) -> &Folders {
        &self.folders
    }

    pub(super) fn unreadable(&self) -> &[String] {
        &self.unreadable
    }

    /// The variables that count, `.env`'s first, so that a later one goes before an earlier.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&str, &str, Origin)> {
        let dotenv = self.dotenv.iter();
        let dotenv = dotenv.filter(|(name, _)| !self.process.contains_key(*name));
        let dotenv =
            dotenv.map(|(name, (value, origin))| (name.as_str(), value.as_str(), origin.clone()));
        let process = self.process.iter().map(|(name, value)| {
            let origin = Origin::Env { name: name.clone() };
            (name.as_str(), value.as_str(), origin)
        });
        dotenv
            .chain(process)
            .filter(|(_, value, _)| !value.is_empty())
    }

    /// Adds what a `.env` says; `path` is what messages call it.
    pub(super) fn add(&mut self, dotenv: DotEnv, path: &Path) {
        for Entry { name, value, line } in dotenv.entries {
            let origin = Origin::DotEnv {
                path: path.to_path_buf(),
                line,
                name: name.clone(),
            };
            self.dotenv.insert(name, (value, origin));
        }
    }

    #[cfg(test)]
    pub(super) fn without_home(mut self) -> Self {
        self.folders.home = None;
        self.folders.config = None;
        self.folders.state = None;
        self.folders.data = None;
        self
    }
}

/// Names only: values may be secrets.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("process", &self.process.keys())
            .field("dotenv", &self.dotenv.keys())
            .field("folders", &self.folders)
            .finish_non_exhaustive()
    }
}
