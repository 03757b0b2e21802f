//! `default.toml` is the reference: it must say what the code does, about every key.

use super::Case;
use crate::config::DEFAULT_TOML;

/// The file with its examples switched on.
fn with_examples() -> String {
    let is_example = |line: &str| {
        let word = line.split([' ', '=']).next().unwrap_or_default();
        line.starts_with('[')
            || (line.contains(" = ") && word.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    };
    let lines = DEFAULT_TOML
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(example) if is_example(example) => example,
            _ => line,
        });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn it_equals_the_built_in_defaults() {
    let values = |case: &Case| -> Vec<(String, String)> {
        let root = case.root().to_str().unwrap().to_owned();
        let values = case.loaded().origins.into_iter();
        values
            .map(|value| (value.path, value.shown.replace(&root, "ROOT")))
            .collect()
    };
    assert_eq!(values(&Case::new(DEFAULT_TOML)), values(&Case::empty()));
}

#[test]
fn its_examples_load_without_a_warning() {
    let loaded = Case::new(&with_examples()).loaded();
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
}

/// Asks each table for its keys by way of the message for an unknown one.
#[test]
fn every_key_stands_in_it() {
    let example: toml_keys::Keys = toml_keys::of(&with_examples());
    let tables = [
        "",
        "key",
        "database",
        "profiles.partner-center",
        "sources",
        "sources.partner-center",
        "marketplaces",
        "marketplaces.trendyol",
        "marketplaces.hepsiburada",
        "marketplaces.n11",
        "gateway",
        "serve",
        "http",
    ];
    for table in tables {
        for key in toml_keys::accepted(table) {
            let path = crate::config::node::join(table, key);
            assert!(example.contains(&path), "{path} is not in default.toml");
        }
    }
}

#[test]
fn profile_defaults_are_those_of_the_examples() {
    let bare = "[profiles.partner-center]\nprovider = \"entra\"\ntenant = \"t\"\nclient_id = \"c\"";
    let (bare, examples) = (
        Case::new(bare).loaded(),
        Case::new(&with_examples()).loaded(),
    );
    for key in ["grant", "authority", "client_auth", "renew_before"] {
        let path = format!("profiles.partner-center.{key}");
        let shown = |loaded| super::shown(loaded, &path).0;
        assert_eq!(shown(&bare), shown(&examples), "{key}");
    }
}

mod toml_keys {
    use crate::config::file;
    use crate::config::node::{Node, join};
    use serde::Deserialize;
    use serde::de::value::{Error, MapDeserializer};
    use std::collections::BTreeSet;
    use std::path::Path;

    pub type Keys = BTreeSet<String>;

    /// Every path of a file.
    pub fn of(text: &str) -> Keys {
        let mut keys = Keys::new();
        collect(&file::parse(text, Path::new("x")).unwrap(), "", &mut keys);
        keys
    }

    fn collect(node: &Node, path: &str, keys: &mut Keys) {
        for (key, child) in node.entries() {
            let path = join(path, key);
            collect(child, &path, keys);
            keys.insert(path);
        }
    }

    /// The keys that the type of a table takes.
    pub fn accepted(table: &str) -> Vec<&'static str> {
        use crate::config::{
            DatabaseSettings, Gateway, Hepsiburada, Http, Key, Marketplaces, N11, PartnerCenter,
            Profile, Serve, Settings, Sources, Trendyol,
        };
        match table {
            "" => fields::<Settings>(),
            "key" => fields::<Key>(),
            "database" => fields::<DatabaseSettings>(),
            "sources" => fields::<Sources>(),
            "sources.partner-center" => fields::<PartnerCenter>(),
            "marketplaces" => fields::<Marketplaces>(),
            "marketplaces.trendyol" => fields::<Trendyol>(),
            "marketplaces.hepsiburada" => fields::<Hepsiburada>(),
            "marketplaces.n11" => fields::<N11>(),
            "gateway" => fields::<Gateway>(),
            "serve" => fields::<Serve>(),
            "http" => fields::<Http>(),
            _ => fields::<Profile>(),
        }
    }

    fn fields<'de, T: Deserialize<'de>>() -> Vec<&'static str> {
        let unknown = MapDeserializer::<_, Error>::new([("?", "?")].into_iter());
        let message = T::deserialize(unknown).err().unwrap().to_string();
        // "unknown field `?`, expected one of `a`, `b`"
        let names: Vec<_> = message.leak().split('`').skip(3).step_by(2).collect();
        assert!(!names.is_empty());
        names
    }
}
