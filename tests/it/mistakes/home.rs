//! Users without a home: `HOME` unset, and the numbered user of a container that no password file knows.

use std::os::unix::fs::PermissionsExt;

use crate::support::{Jeton, skip};
use crate::token::at_rest::make_key;
use crate::token::person::{home, is_root, orders, provider};

/// A line that runs the binary as a user that is in no password file, in a folder that is his.
fn as_nobody_known(jeton: &Jeton, settings: &str, line: &str) -> String {
    let folder = jeton.home().join("theirs");
    std::fs::create_dir_all(&folder).unwrap();
    // The folder that cargo builds into may be closed to others, and so may the test's own.
    for folder in [jeton.home().parent().unwrap(), &jeton.home()] {
        std::fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
    }
    format!(
        "set -e; cd theirs; cp \"$BIN\" jeton; chown -R 54321:54321 .; \
         unset HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR; {settings} \
         exec setpriv --reuid 54321 --regid 54321 --clear-groups ./jeton {line}"
    )
}

#[test]
fn a_user_without_a_home_is_told_what_to_give() {
    if !is_root() {
        skip("only root can become another user");
        return;
    }
    let jeton = Jeton::new();
    std::fs::create_dir_all(jeton.home().join("theirs")).unwrap();
    std::fs::write(
        jeton.home().join("theirs/jeton.toml"),
        orders("http://127.0.0.1:1"),
    )
    .unwrap();
    let run = jeton.shell(&as_nobody_known(&jeton, "", "token print"));
    let hint = "give --state-dir, JETON_STATE_DIR or state_dir";
    super::says(
        run.run(),
        3,
        "there is no home folder to keep the state in",
        hint,
    );
    let settings = "export JETON_STATE_DIR=state;";
    let run = jeton.shell(&as_nobody_known(&jeton, settings, "token login"));
    let error = "cannot log in to orders: there is no key for the token cache, and no home folder to make one in";
    let hint = "give one with --key-file or JETON_KEY_FILE, or set HOME";
    super::says(run.run(), 3, error, hint);
}

#[test]
fn a_user_without_a_home_can_work() {
    if !is_root() {
        skip("only root can become another user");
        return;
    }
    let server = provider(&[]);
    let jeton = home(&server);
    std::fs::create_dir_all(jeton.home().join("theirs")).unwrap();
    std::fs::write(
        jeton.home().join("theirs/jeton.toml"),
        orders(&server.issuer),
    )
    .unwrap();
    make_key(&jeton.home().join("theirs/key.txt"));
    let settings = "export JETON_STATE_DIR=state JETON_KEY_FILE=key.txt;";
    let run = jeton
        .shell(&as_nobody_known(&jeton, settings, "token print"))
        .run()
        .ok();
    assert_eq!(run.stderr, "");
    assert!(jeton.home().join("theirs/state/tokens/orders.age").exists());
}

/// Without HOME the password file says where home is; given folders go before it.
#[test]
fn home_is_unset() {
    let server = provider(&[]);
    let jeton = home(&server);
    let key = make_key(&jeton.home().join("key.txt"));
    let run = jeton
        .shell("unset HOME; exec \"$BIN\" token print orders")
        .env("JETON_KEY_FILE", &key)
        .run()
        .ok();
    assert!(!run.stdout.is_empty());
    assert!(
        jeton
            .home()
            .join(".local/state/jeton/tokens/orders.age")
            .exists()
    );
}
