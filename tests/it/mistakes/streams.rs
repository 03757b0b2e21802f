//! Streams that are closed, full, or no terminal; terminals that can nothing.

use std::time::Duration;

use crate::support::{Jeton, Process, Stream};
use crate::token::person::{Pending, home, log_in, provider};

#[test]
fn stdin_is_closed() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = Pending::of(jeton.shell("exec \"$BIN\" token login <&-").spawn());
    login.approve();
    login.wait().ok();
    let run = jeton.shell("exec \"$BIN\" token reset <&-").run().fails(2);
    assert!(run.stderr.contains("nobody can be asked here"), "{run}");
}

#[test]
fn stdout_and_stderr_are_closed() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    jeton.shell("exec \"$BIN\" token status >&-").run().ok();
    let run = jeton.shell("exec \"$BIN\" token print 2>&-").run().ok();
    assert!(!run.stdout.is_empty());
    jeton
        .shell("exec \"$BIN\" token print nobody 2>&-")
        .run()
        .fails(3);
}

/// A reader that has enough, such as `head -1`, is no failure; nor does it make a panic.
#[test]
fn the_reader_goes_away() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    for command in [
        "token status",
        "token print",
        "token status -o json",
        "man",
        "config show --defaults",
        "--help",
    ] {
        let script = format!("{{ sleep 0.2; \"$BIN\" {command}; echo \"code $?\" >&2; }} | true");
        let run = jeton.shell(&script).run().ok();
        assert_eq!(run.stderr, "code 0\n", "{command}");
    }
    let run = jeton.shell("\"$BIN\" token status | head -1").run().ok();
    assert!(run.stdout.starts_with("PROFILE"), "{run}");
}

#[test]
fn stdout_is_a_full_disk() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    for command in [
        "token print",
        "token status",
        "token status -o json",
        "config show --defaults",
        "man",
        "completions bash",
    ] {
        let run = jeton
            .shell(&format!("exec \"$BIN\" {command} > /dev/full"))
            .run()
            .fails(1);
        assert_eq!(
            run.stderr, "error: cannot write the result: No space left on device\n",
            "{command}"
        );
    }
}

/// In a terminal of its own, as `script` makes one: a stranger's terminal may know no escape codes.
fn login_in_a_terminal(jeton: &Jeton, setting: &str) -> Process {
    let line = format!("{setting} exec script -qec '\"$BIN\" token login' /dev/null");
    jeton.shell(&line).spawn()
}

#[test]
fn a_dumb_terminal_gets_no_escape_codes() {
    let server = provider(&[("DEVICE_TTL", "3")]);
    let jeton = home(&server);
    for (setting, escapes) in [("TERM=xterm", true), ("TERM=dumb", false)] {
        let process = login_in_a_terminal(&jeton, setting);
        process.wait_for_line(Stream::Out, "and enter the code", Duration::from_secs(20));
        let run = process.wait(Duration::from_secs(20));
        assert!(run.stdout.contains("the code expired"), "{run}");
        assert_eq!(run.stdout.contains('\u{1b}'), escapes, "{setting}: {run}");
    }
}

#[test]
fn colours_can_be_refused() {
    let server = provider(&[]);
    let jeton = home(&server);
    for (words, colours) in [
        ("--color always", true),
        ("--color never", false),
        ("", false),
    ] {
        let run = jeton
            .shell(&format!("exec \"$BIN\" token print nobody {words}"))
            .run()
            .fails(3);
        assert_eq!(run.stderr.contains('\u{1b}'), colours, "{words:?}: {run}");
    }
    for setting in ["NO_COLOR=1", "CLICOLOR=0"] {
        let line = format!(
            "TERM=xterm {setting} exec script -qec '\"$BIN\" token print nobody' /dev/null"
        );
        let run = jeton.shell(&line).run();
        assert_eq!(
            run.stdout.contains('\u{1b}'),
            setting != "NO_COLOR=1",
            "{run}"
        );
    }
}
