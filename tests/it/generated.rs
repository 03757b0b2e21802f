//! Completions and man pages are checked in; this fails when they are not what the binary generates.
//! To renew them: `tests/run --no-capture generated` with JETON_TEST_RENEW=1 in the environment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::Jeton;

const SHELLS: &[(&str, &str)] = &[
    ("bash", "jeton.bash"),
    ("zsh", "_jeton"),
    ("fish", "jeton.fish"),
    ("elvish", "jeton.elv"),
    ("powershell", "_jeton.ps1"),
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn contents(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.insert(name, std::fs::read_to_string(&path).unwrap());
    }
    files
}

fn same(checked_in: &Path, generated: &BTreeMap<String, String>) {
    if std::env::var_os("JETON_TEST_RENEW").is_some() {
        let _ = std::fs::remove_dir_all(checked_in);
        std::fs::create_dir_all(checked_in).unwrap();
        for (name, text) in generated {
            std::fs::write(checked_in.join(name), text).unwrap();
        }
    }
    let there = contents(checked_in);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(&there),
        names(generated),
        "files of {}",
        checked_in.display()
    );
    for (name, text) in generated {
        assert!(
            there[name] == *text,
            "{}/{name} is stale",
            checked_in.display()
        );
    }
}

#[test]
fn completions_are_fresh() {
    let jeton = Jeton::new();
    let generate = |shell: &str| jeton.args(["completions", shell]).run().ok().stdout;
    let generated = SHELLS
        .iter()
        .map(|(shell, file)| ((*file).to_owned(), generate(shell)));
    same(&folder("completions"), &generated.collect());
}

#[test]
fn man_pages_are_fresh_and_clean() {
    let jeton = Jeton::new();
    let out = jeton.home().join("man");
    jeton
        .args(["man", "--out", out.to_str().unwrap()])
        .run()
        .ok();
    let generated = contents(&out);
    same(&folder("man"), &generated);
    for name in generated.keys() {
        let lint = Command::new("mandoc")
            .args(["-T", "lint", "-W", "error"])
            .arg(out.join(name))
            .output();
        let lint = lint.expect("mandoc runs: install it or use tests/run");
        let said = String::from_utf8_lossy(&lint.stdout).into_owned();
        assert!(lint.status.success(), "{name}: {said}");
    }
}

#[test]
fn completions_are_scripts_that_their_shell_reads() {
    let script = folder("completions").join("jeton.bash");
    let read = Command::new("bash").arg("-n").arg(script).status().unwrap();
    assert!(read.success());
}
