//! The state folder is a volume that somebody else mounted: locks that exclude nobody, a single file in the place of a folder.

use std::process::Command;

use super::person::{Pending, home, is_root, provider};
use super::seal;
use crate::support::skip;

/// A C library that makes every lock succeed, as some network file systems do.
fn no_locks(folder: &std::path::Path) -> std::path::PathBuf {
    let (source, library) = (folder.join("flock.c"), folder.join("flock.so"));
    let text = "int flock(int file, int how) { (void)file; (void)how; return 0; }\n";
    std::fs::write(&source, text).unwrap();
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .args([&library, &source])
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    library
}

#[test]
fn no_login_where_locks_exclude_nobody() {
    let server = provider(&[]);
    let jeton = home(&server);
    let library = no_locks(&jeton.home());
    let asked = server.requests().len();
    for profile in ["staging", "orders"] {
        let login = jeton.args(["token", "login", profile]);
        let run = login.env("LD_PRELOAD", &library).run().fails(3);
        let said = "cannot be shared safely: a lock there excludes nobody";
        assert!(run.stderr.contains(said), "{run}");
        assert!(
            run.stderr.contains("file system with working locks"),
            "{run}"
        );
    }
    assert_eq!(server.requests().len(), asked, "nothing was asked");
    jeton.args(["token", "login", "orders"]).run().ok();
    let left: Vec<_> = std::fs::read_dir(seal::folder(&jeton))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("probe"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Nor is one gone on with: the approval is not spent.
#[test]
fn no_login_goes_on_where_locks_exclude_nobody() {
    let server = provider(&[]);
    let jeton = home(&server);
    let library = no_locks(&jeton.home());
    Pending::start(&jeton, &[]).process.kill();
    let asked = server.requests().len();
    let resume = jeton.args(["token", "login", "--resume"]);
    let run = resume.env("LD_PRELOAD", &library).run().fails(3);
    let said = "cannot be shared safely: a lock there excludes nobody";
    assert!(run.stderr.contains(said), "{run}");
    assert_eq!(server.requests().len(), asked, "nothing was asked");
}

/// Docker's `-v ./login.age:/state/tokens/orders.age`: found out before a token is spent on it.
#[test]
fn a_mounted_single_file_is_refused_before_anything_is_asked() {
    if !is_root() {
        skip("only root may mount");
        return;
    }
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    let file = seal::file(&jeton, "orders");
    seal::expire(&jeton, "orders");
    let mounted = jeton.home().join("one.age");
    std::fs::copy(&file, &mounted).unwrap();
    let bind = Command::new("mount")
        .arg("--bind")
        .args([&mounted, &file])
        .status();
    if !bind.unwrap().success() {
        skip("no mounts here");
        return;
    }
    let asked = server.token_requests();
    let run = jeton.args(["token", "print", "orders"]).run();
    assert!(
        Command::new("umount")
            .arg(&file)
            .status()
            .unwrap()
            .success()
    );
    let run = run.fails(3);
    let said = "it is a mount of a single file; mount its folder instead";
    assert!(run.stderr.contains(said), "{run}");
    assert_eq!(server.token_requests(), asked);
    jeton.args(["token", "print", "orders"]).run().ok();
}
