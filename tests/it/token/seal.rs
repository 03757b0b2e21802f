//! Opens and seals cached logins with the public `age` tool, as an operator would; no code of jeton's is in between.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::Jeton;

/// `tokens` in the state folder.
pub fn folder(jeton: &Jeton) -> PathBuf {
    jeton.home().join(".local/state/jeton/tokens")
}

pub fn file(jeton: &Jeton, profile: &str) -> PathBuf {
    folder(jeton).join(format!("{profile}.age"))
}

/// The key that was made on first use.
pub fn key(jeton: &Jeton) -> PathBuf {
    jeton.home().join(".local/share/jeton/key.txt")
}

fn age(args: &[&str], key: &Path, input: &[u8]) -> Result<Vec<u8>, String> {
    let program = std::env::var_os("JETON_TEST_AGE").expect("set JETON_TEST_AGE or use tests/run");
    let mut child = Command::new(program)
        .args(args)
        .arg("-i")
        .arg(key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may refuse the key before it reads anything.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// `age -d` of a file with a key.
pub fn opened_with(key: &Path, file: &Path) -> Result<Value, String> {
    let plain = age(&["-d"], key, &std::fs::read(file).unwrap())?;
    Ok(serde_json::from_slice(&plain).unwrap())
}

/// The cached login of a profile.
#[track_caller]
pub fn opened(jeton: &Jeton, profile: &str) -> Value {
    opened_with(&key(jeton), &file(jeton, profile)).unwrap()
}

/// Puts another login in its place, sealed to the same key.
#[track_caller]
pub fn replace(jeton: &Jeton, profile: &str, login: &Value) {
    let sealed = age(&["-e"], &key(jeton), login.to_string().as_bytes()).unwrap();
    std::fs::write(file(jeton, profile), sealed).unwrap();
}

/// Makes the access token one that ended a minute ago, after an hour.
#[track_caller]
pub fn expire(jeton: &Jeton, profile: &str) {
    set_end(jeton, profile, -60);
}

/// The same for a login that others read meanwhile: they see the old one or the new one.
#[track_caller]
pub fn expire_whole(jeton: &Jeton, profile: &str) {
    let mut login = opened(jeton, profile);
    end(&mut login, -60);
    let sealed = age(&["-e"], &key(jeton), login.to_string().as_bytes()).unwrap();
    let beside = folder(jeton).join(format!("{}.expired", uuid::Uuid::new_v4()));
    std::fs::write(&beside, sealed).unwrap();
    std::fs::rename(beside, file(jeton, profile)).unwrap();
}

/// As if so much time had passed that no request counts any more and no failure is remembered.
pub fn forget_requests(jeton: &Jeton) {
    let state = jeton.home().join(".local/state/jeton");
    let _ = std::fs::remove_dir_all(state.join("breakers"));
    let ledgers = std::fs::read_dir(state.join("ledgers"));
    for entry in ledgers.into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|end| end == "json") {
            let text = std::fs::read(&path).unwrap();
            let mut ledger: Value = serde_json::from_slice(&text).unwrap();
            ledger["requests"] = serde_json::json!([]);
            ledger["pause"] = Value::Null;
            std::fs::write(&path, ledger.to_string()).unwrap();
        }
    }
}

/// Makes the access token one of an hour that ends in so many seconds.
#[track_caller]
pub fn set_end(jeton: &Jeton, profile: &str, seconds: i64) {
    let mut login = opened(jeton, profile);
    end(&mut login, seconds);
    replace(jeton, profile, &login);
}

fn end(login: &mut Value, seconds: i64) {
    let end = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    login["expires_at"] = end.to_string().into();
    // Of the host's own clocks nothing is said, so that the wall clock counts.
    login["issued"] = Value::Null;
    login["obtained_at"] = (end - jiff::SignedDuration::from_hours(1))
        .to_string()
        .into();
}

/// A secret of a cached login.
#[track_caller]
pub fn secret(login: &Value, name: &str) -> String {
    let text = login[name].as_str();
    text.unwrap_or_else(|| panic!("no {name}")).to_owned()
}
