//! What goes wrong at an operator's desk: each mistake with the words it is answered by and its exit code.

mod cache;
mod config;
mod disk;
mod home;
mod issuer;
mod streams;

use crate::support::Run;

/// Fails with this code, this error and this hint on stderr, and nothing on stdout.
#[track_caller]
fn says(run: Run, code: i32, error: &str, hint: &str) {
    let run = run.fails(code);
    let hint = match hint {
        "" => String::new(),
        hint => format!("hint: {hint}\n"),
    };
    assert_eq!(run.stderr, format!("error: {error}\n{hint}"));
    assert_eq!(run.stdout, "");
}
