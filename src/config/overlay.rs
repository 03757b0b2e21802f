//! Which variable sets which value, and the laying of variables over the config file.
//!
//! `JETON_` + the path, `__` between parts; the type decides later how the text is read.

use super::env::Environment;
use super::nearest::nearest;
use super::node::{Item, Node, Origin};

/// Names with a path that is not their spelling; the spelled-out name goes before them.
const ALIASES: [(&str, &[&str]); 6] = [
    ("JETON_STATE_DIR", &["state_dir"]),
    ("JETON_STATE_MODE", &["state_mode"]),
    ("JETON_STATE_GROUP", &["state_group"]),
    ("JETON_KEY_FILE", &["key", "file"]),
    ("DATABASE_URL", &["database", "url"]),
    (
        "HUNTER_PARTNER_CENTER_ENABLED",
        &["sources", "partner-center", "enabled"],
    ),
];

/// Names that are no values: read elsewhere, by these words.
const RESERVED: [&str; 3] = ["JETON_CONFIG", "JETON_KEY", "JETON_LOG"];

/// Of the tests, what Kubernetes sets for a service called "jeton", and what `token exec` hands on.
const FOREIGN: [&str; 4] = [
    "JETON_TEST_",
    "JETON_SERVICE_",
    "JETON_PORT",
    "JETON_ACCESS_TOKEN",
];

/// Spelled-out names outside profiles, for "did you mean".
const SPELLED: [&str; 12] = [
    "JETON_KEY__FILE",
    "JETON_KEY__COMMAND",
    "JETON_KEY__RECIPIENTS",
    "JETON_DATABASE__URL",
    "JETON_SOURCES__PARTNER_CENTER__ENABLED",
    "JETON_SOURCES__PARTNER_CENTER__PROFILE",
    "JETON_SOURCES__PARTNER_CENTER__BASE_URL",
    "JETON_SOURCES__PARTNER_CENTER__PAGE_SIZE",
    "JETON_SOURCES__PARTNER_CENTER__LIMITS",
    "JETON_HTTP__TIMEOUT",
    "JETON_HTTP__PROXY",
    "JETON_HTTP__CA_FILE",
];

/// Sets every value that a variable names; warns of names that look like ours and are not.
pub(super) fn apply(tree: &mut Node, environment: &Environment, warnings: &mut Vec<String>) {
    let mut leaves = Vec::new();
    for (name, value, origin) in environment.variables() {
        match target(name) {
            Target::Path { path, alias } => leaves.push((path, alias, value.to_owned(), origin)),
            Target::Foreign => {}
            Target::Unknown => warnings.push(unknown(name, &origin)),
        }
    }
    leaves.sort_by_key(|(_, alias, _, origin)| (matches!(origin, Origin::Env { .. }), !alias));
    for (mut path, _, value, origin) in leaves {
        if let [table @ ("profiles" | "sources"), name, ..] = words(&path).as_slice() {
            path[1] = existing(tree, table, name).unwrap_or_else(|| name.replace('_', "-"));
        } else if let ["schedule", ..] = words(&path).as_slice() {
            path[1] = path[1].replace('_', "/");
        }
        tree.set(&path, Node::new(Item::Raw(value), origin));
    }
}

enum Target {
    Path { path: Vec<String>, alias: bool },
    Foreign,
    Unknown,
}

fn target(name: &str) -> Target {
    if let Some((_, path)) = ALIASES.iter().find(|(alias, _)| *alias == name) {
        let path = path.iter().map(|part| (*part).to_owned()).collect();
        return Target::Path { path, alias: true };
    }
    let foreign = RESERVED.contains(&name) || FOREIGN.iter().any(|start| name.starts_with(start));
    match name.strip_prefix("JETON_") {
        None => Target::Foreign,
        Some(_) if foreign => Target::Foreign,
        Some(path) if path.contains("__") => Target::Path {
            path: path.to_lowercase().split("__").map(str::to_owned).collect(),
            alias: false,
        },
        Some(_) => Target::Unknown,
    }
}

fn unknown(name: &str, origin: &Origin) -> String {
    let known = RESERVED.into_iter().chain(SPELLED);
    let known = known.chain(ALIASES.into_iter().map(|(alias, _)| alias));
    // The prefix is the same in all of them, and would make any two names alike.
    let known = known.filter_map(|name| name.strip_prefix("JETON_"));
    let place = match origin {
        Origin::Env { .. } => origin.to_string(),
        _ => format!("{origin}: {name}"),
    };
    match nearest(name.trim_start_matches("JETON_"), known) {
        Some(nearest) => format!("{place} sets nothing; did you mean JETON_{nearest}?"),
        None => format!("{place} sets nothing"),
    }
}

/// The name in `table` that a variable can only spell with `_`.
fn existing(tree: &Node, table: &str, name: &str) -> Option<String> {
    let spelled = |key: &str| key.replace(['-', '.'], "_").to_lowercase();
    let mut keys = tree.get(&[table])?.entries().iter().map(|(key, _)| key);
    keys.find(|key| spelled(key) == name).cloned()
}

fn words(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::config::file;
    use std::path::Path;

    fn applied(text: &str, pairs: &[(&str, &str)]) -> (Node, Vec<String>) {
        let mut tree = file::parse(text, Path::new("jeton.toml")).unwrap();
        let environment = Environment::from_pairs(Path::new("/"), pairs.iter().copied());
        let mut warnings = Vec::new();
        apply(&mut tree, &environment, &mut warnings);
        (tree, warnings)
    }

    fn text<'a>(tree: &'a Node, path: &[&str]) -> &'a str {
        match &tree.get(path).unwrap().item {
            Item::Raw(text) | Item::String(text) => text,
            _ => panic!("no text"),
        }
    }

    #[test]
    fn names_of_profiles_and_sources_are_found_in_the_file_first() {
        let file = "[profiles.under_score]\n[profiles.\"a.b\"]\n";
        let (tree, warnings) = applied(
            file,
            &[
                ("JETON_PROFILES__UNDER_SCORE__CLIENT_ID", "1"),
                ("JETON_PROFILES__A_B__CLIENT_ID", "2"),
                ("JETON_PROFILES__PARTNER_CENTER__CLIENT_ID", "3"),
                ("JETON_SOURCES__PARTNER_CENTER__PAGE_SIZE", "4"),
            ],
        );
        assert_eq!(text(&tree, &["profiles", "under_score", "client_id"]), "1");
        assert_eq!(text(&tree, &["profiles", "a.b", "client_id"]), "2");
        assert_eq!(
            text(&tree, &["profiles", "partner-center", "client_id"]),
            "3"
        );
        assert_eq!(
            text(&tree, &["sources", "partner-center", "page_size"]),
            "4"
        );
        assert!(warnings.is_empty(), "{warnings:?}");
    }

    #[test]
    fn aliases_give_way_to_the_spelled_out_name() {
        let (tree, _) = applied(
            "",
            &[
                ("DATABASE_URL", "a"),
                ("JETON_DATABASE__URL", "b"),
                ("JETON_KEY__FILE", "c"),
                ("JETON_KEY_FILE", "d"),
                ("HUNTER_PARTNER_CENTER_ENABLED", "no"),
            ],
        );
        assert_eq!(text(&tree, &["database", "url"]), "b");
        assert_eq!(text(&tree, &["key", "file"]), "c");
        assert_eq!(text(&tree, &["sources", "partner-center", "enabled"]), "no");
    }

    #[test]
    fn unknown_names_are_warned_about_with_the_nearest() {
        let (tree, warnings) = applied(
            "",
            &[
                ("JETON_CONFG", "x"),
                ("JETON_DATABASE_URL", "x"),
                ("JETON_HTTP", ""),
                ("JETON_KEY", "x"),
                ("JETON_PORT_8080_TCP", "x"),
                ("JETON_ACCESS_TOKEN", "x"),
                ("JETON_ACCESS_TOKEN_EXPIRES_AT", "x"),
                ("JETON_TEST_NOW__X", "x"),
                ("JETON_WHATEVER", "x"),
                ("OTHER__X", "x"),
            ],
        );
        assert!(tree.entries().is_empty());
        assert_eq!(
            warnings,
            [
                "environment JETON_CONFG sets nothing; did you mean JETON_CONFIG?",
                "environment JETON_DATABASE_URL sets nothing; did you mean JETON_DATABASE__URL?",
                "environment JETON_WHATEVER sets nothing",
            ]
        );
    }
}
