//! The house rules that a compiler does not check: no module looks up, every file says what it is for, nothing is left for later.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Top to bottom; modules on one line do not know each other.
const LAYERS: &[&[&str]] = &[
    &["main"],
    &["cli"],
    &["commands"],
    &["failure"],
    &["ui"],
    &["app"],
    &["serve", "sandbox"],
    &["sync"],
    &["token"],
    &["upstream"],
    &["db"],
    &["coordination"],
    &["http"],
    &["observability"],
    &["config"],
    &["fsio"],
    &["clock"],
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// `src/db/open.rs` belongs to `db`, `src/clock.rs` to `clock`.
fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap();
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Every module that `text` names behind `crate::`, also in a list: `use crate::{clock, fsio::Error};`.
fn named(text: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => modules.push(std::mem::take(&mut word)),
                    c if depth == 0 => word.push(c),
                    _ => {}
                }
            }
            modules.push(word);
        } else {
            modules.push(rest.to_owned());
        }
    }
    let first_word = |text: &String| -> String {
        let word = text.trim_start();
        let end = word.find(|c: char| !c.is_alphanumeric() && c != '_');
        word[..end.unwrap_or(word.len())].to_owned()
    };
    modules
        .iter()
        .map(first_word)
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn no_module_looks_up() {
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let module = module_of(&file);
        if module == "lib" {
            continue;
        }
        let here = layer_of(&module).unwrap_or_else(|| panic!("{module} has no place in LAYERS"));
        for used in named(&std::fs::read_to_string(&file).unwrap()) {
            match layer_of(&used) {
                _ if used == module => {}
                Some(there) if there > here => {}
                Some(_) => wrong.push(format!("{}: {module} uses {used}", file.display())),
                None => wrong.push(format!("{}: {used} has no place in LAYERS", file.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn uses_are_found_however_they_are_written() {
    for (text, expected) in [
        ("use crate::clock;", vec!["clock"]),
        (
            "use crate::{clock, fsio::{Error, read}, ui};",
            vec!["clock", "fsio", "ui"],
        ),
        (
            "use crate::{\n    http::{self, Bearer},\n    token,\n};",
            vec!["http", "token"],
        ),
        ("let x = crate::db::open();", vec!["db"]),
        ("nothing", vec![]),
    ] {
        assert_eq!(named(text), expected, "{text}");
    }
}

#[test]
fn the_map_in_lib_rs_names_every_module() {
    let map = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for module in LAYERS
        .iter()
        .copied()
        .flatten()
        .filter(|module| **module != "main")
    {
        assert!(
            map.contains(&format!("| [`{module}`] |")),
            "{module} is missing in the map"
        );
        assert!(
            map.contains(&format!("pub mod {module};")),
            "{module} is in LAYERS and not in lib.rs"
        );
    }
}

#[test]
fn each_side_effect_has_one_owner() {
    let rules = [
        ("Timestamp::now()", "clock"),
        ("Instant::now()", "clock"),
        ("SystemTime::now()", "clock"),
        ("env::var", "config"),
        ("io::stdout()", "ui"),
        ("io::stderr()", "ui"),
    ];
    for file in rust_files(&root().join("src")) {
        if file.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        for (words, owner) in rules {
            let allowed = module_of(&file) == owner;
            assert!(
                allowed || !text.contains(words),
                "{}: {words} belongs in {owner}",
                file.display()
            );
        }
    }
}

#[test]
fn every_file_opens_with_its_job() {
    for folder in ["src", "tests/it", "benches"] {
        for file in rust_files(&root().join(folder)) {
            let text = std::fs::read_to_string(&file).unwrap();
            assert!(
                text.starts_with("//!"),
                "{} does not say what it is for",
                file.display()
            );
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    // Put together, so that this file passes.
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("un", "implemented!"),
    ];
    for folder in ["src", "tests/it", "benches"] {
        for file in rust_files(&root().join(folder)) {
            let text = std::fs::read_to_string(&file).unwrap();
            for word in words {
                assert!(!text.contains(word), "{} has a {word}", file.display());
            }
        }
    }
}

/// A test file that no module list names is never compiled.
#[test]
fn every_test_file_is_listed() {
    let mut listed: BTreeMap<PathBuf, String> = BTreeMap::new();
    let folder = root().join("tests/it");
    for file in rust_files(&folder) {
        listed.insert(file.clone(), std::fs::read_to_string(&file).unwrap());
    }
    for file in listed
        .keys()
        .filter(|file| **file != folder.join("main.rs"))
    {
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        let (parent, name) = match stem.as_str() {
            "mod" => (
                file.parent().unwrap(),
                file.parent()
                    .unwrap()
                    .file_name()
                    .unwrap()
                    .to_string_lossy()
                    .into_owned(),
            ),
            _ => (file.as_path(), stem),
        };
        let above = parent.parent().unwrap();
        let candidates = [
            above.join("main.rs"),
            above.join("mod.rs"),
            above.with_extension("rs"),
        ];
        let found = candidates
            .iter()
            .filter_map(|candidate| listed.get(candidate))
            .any(|text| text.contains(&format!("mod {name};")));
        assert!(found, "{} is not listed", file.display());
    }
}
