//! The merged configuration as a tree whose every node knows its origin.
//!
//! It knows no key and no type of the settings; `de` reads it, `file` and `overlay` fill it.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a value came from, as people look for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Default,
    File {
        path: PathBuf,
        line: usize,
    },
    DotEnv {
        path: PathBuf,
        line: usize,
        name: String,
    },
    Env {
        name: String,
    },
    /// `name` as it is typed: `--state-dir`.
    Flag {
        name: String,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } | Self::DotEnv { path, line, .. } => {
                write!(f, "{}:{line}", path.display())
            }
            Self::Env { name } => write!(f, "environment {name}"),
            Self::Flag { name } => write!(f, "flag {name}"),
        }
    }
}

impl Origin {
    /// The variable that set the value, where one did.
    pub(super) fn variable(&self) -> Option<&str> {
        match self {
            Self::DotEnv { name, .. } | Self::Env { name } => Some(name),
            Self::Default | Self::File { .. } | Self::Flag { .. } => None,
        }
    }

    /// True for the config file and `.env`, whose relative paths start at their folder.
    pub(super) fn is_file(&self) -> bool {
        matches!(self, Self::File { .. } | Self::DotEnv { .. })
    }

    fn same_layer(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// A value before its type is known.
#[derive(Clone)]
pub(super) enum Item {
    /// From a variable or a flag: the type that is asked for decides how it is read.
    Raw(String),
    String(String),
    Integer(i64),
    Bool(bool),
    Array(Vec<Node>),
    /// In the order of the file: the first profile is the default one.
    Table(Vec<(String, Node)>),
    /// A TOML type that no setting has; the text names it.
    Other(&'static str),
}

/// A value and its origin. It may hold a secret, hence no `Debug`.
#[derive(Clone)]
pub(super) struct Node {
    pub item: Item,
    pub origin: Origin,
}

impl Node {
    pub fn new(item: Item, origin: Origin) -> Self {
        Self { item, origin }
    }

    pub fn table(origin: Origin) -> Self {
        Self::new(Item::Table(Vec::new()), origin)
    }

    pub fn entries(&self) -> &[(String, Node)] {
        match &self.item {
            Item::Table(entries) => entries,
            _ => &[],
        }
    }

    fn child(&self, key: &str) -> Option<&Node> {
        let mut entries = self.entries().iter();
        entries.find(|(name, _)| name == key).map(|(_, node)| node)
    }

    pub fn get(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.child(key))
    }

    /// The origin of the deepest node on the way to `path`: of the value, else of its table.
    pub fn origin_of(&self, path: &[&str]) -> &Origin {
        let mut node = self;
        for key in path {
            match node.child(key) {
                Some(child) => node = child,
                None => break,
            }
        }
        &node.origin
    }

    /// Puts a leaf over what is there. Tables on the way are made where they are missing.
    pub fn set(&mut self, path: &[String], leaf: Node) {
        let Some((key, rest)) = path.split_first() else {
            *self = leaf;
            return;
        };
        // A table where a plain value was: the higher layer wins, and the type check names it.
        if !matches!(self.item, Item::Table(_)) {
            self.item = Item::Table(Vec::new());
            self.origin = leaf.origin.clone();
        }
        let Item::Table(entries) = &mut self.item else {
            return;
        };
        let at = entries.iter().position(|(name, _)| name == key);
        let at = at.unwrap_or_else(|| {
            entries.push((key.clone(), Node::table(leaf.origin.clone())));
            entries.len() - 1
        });
        let child = &mut entries[at].1;
        let is_reference = matches!(key.as_str(), "client_secret" | "url");
        if is_reference && !rest.is_empty() && !child.origin.same_layer(&leaf.origin) {
            // A secret reference is one value: `{ file = … }` replaces `{ env = … }` whole.
            *child = Node::table(leaf.origin.clone());
        }
        child.set(rest, leaf);
    }

    /// Makes every relative path at `pattern` (`*` stands for any key) absolute.
    pub fn anchor(&mut self, pattern: &[&str], anchors: &Anchors<'_>) {
        let Some((key, rest)) = pattern.split_first() else {
            if let Item::Raw(text) | Item::String(text) = &mut self.item
                && let Some(absolute) = anchors.absolute(text, &self.origin)
            {
                *text = absolute;
            }
            return;
        };
        if let Item::Table(entries) = &mut self.item {
            for (_, node) in entries
                .iter_mut()
                .filter(|(name, _)| *key == "*" || name == key)
            {
                node.anchor(rest, anchors);
            }
        }
    }
}

/// The folders that relative paths start at.
pub(super) struct Anchors<'a> {
    /// Of the config file: cron and a shell stand in different folders, the file does not move.
    pub file: &'a Path,
    pub cwd: &'a Path,
    pub home: Option<&'a Path>,
}

impl Anchors<'_> {
    fn absolute(&self, text: &str, origin: &Origin) -> Option<String> {
        if text.is_empty() {
            return None;
        }
        let path = match (text.strip_prefix("~/"), self.home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ if origin.is_file() => self.file.join(text),
            _ => self.cwd.join(text),
        };
        path.into_os_string().into_string().ok()
    }
}

/// `profiles.orders.client_id`, with quotes around parts that TOML would quote.
pub(super) fn join(path: &str, key: &str) -> String {
    let bare = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let dot = if path.is_empty() { "" } else { "." };
    if bare {
        format!("{path}{dot}{key}")
    } else {
        format!("{path}{dot}{key:?}")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn env(name: &str) -> Origin {
        Origin::Env {
            name: name.to_owned(),
        }
    }

    fn raw(text: &str) -> Node {
        Node::new(Item::Raw(text.to_owned()), env("X"))
    }

    fn path(text: &str) -> Vec<String> {
        text.split('.').map(str::to_owned).collect()
    }

    #[test]
    fn a_reference_of_a_lower_layer_is_replaced_whole() {
        let mut tree = Node::table(Origin::Default);
        let lower = Node::new(Item::String("X".to_owned()), Origin::Default);
        tree.set(&path("profiles.a.client_secret.env"), lower);
        tree.set(&path("profiles.a.client_secret.file"), raw("/s"));
        let secret = tree.get(&["profiles", "a", "client_secret"]).unwrap();
        let keys: Vec<&str> = secret
            .entries()
            .iter()
            .map(|(key, _)| key.as_str())
            .collect();
        assert_eq!(keys, ["file"]);
        assert_eq!(secret.origin, env("X"));
    }

    #[test]
    fn keys_are_joined_as_toml_writes_them() {
        assert_eq!(join("", "a-b_1"), "a-b_1");
        assert_eq!(join("a", "b.c"), "a.\"b.c\"");
    }

    proptest! {
        #[test]
        fn set_never_panics_and_is_found(
            paths in prop::collection::vec(prop::collection::vec("[a-c]{0,2}|url", 0..5), 1..8)
        ) {
            let mut tree = Node::table(Origin::Default);
            for keys in &paths {
                tree.set(keys, raw("v"));
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                prop_assert!(matches!(tree.get(&keys).unwrap().item, Item::Raw(_)));
                let _ = tree.origin_of(&keys);
            }
        }
    }
}
