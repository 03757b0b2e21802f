//! The binary under `strace`: which calls of its first thread change files, and a run in which one of them is disturbed. The first
//! thread alone, so that the calls come in one order; what the others do shows in the run's outcome only.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use super::jeton::Jeton;
use super::process::Run;
use super::skip::skip;

/// Calls that change files, as far as a system has them.
const CHANGES: &str = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,\
     chmod,fchmod,fchown,ftruncate,flock,mkdir,mkdirat";

/// Tries to hit a call: more than the runtime ever writes between two of ours.
const TRIES: usize = 20;

/// Seconds of one run. A runtime whose own write was failed by mistake may never end.
const LIMIT: u32 = 10;

/// One call, by which it is found again in another run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Such as `fsync`.
    pub name: String,
    /// The file, below the folder that was watched; random parts of temporary names are a `*`.
    pub file: String,
    /// How many calls of this name came before, in any folder.
    before: usize,
    /// Whether it changes something below that folder.
    is_inside: bool,
    /// Whether it was kept from doing what it does.
    was_disturbed: bool,
}

/// Whether processes can be traced here; a word on stderr where not.
pub fn can_trace() -> bool {
    let traced = Command::new(program())
        .args(["-qq", "-o", "/dev/null", "true"])
        .status();
    let can = traced.is_ok_and(|status| status.success());
    if !can {
        skip("no strace here, or it may not trace");
    }
    can
}

fn program() -> OsString {
    std::env::var_os("JETON_TEST_STRACE").unwrap_or_else(|| "strace".into())
}

/// Runs it to its end: the calls that changed files below `folder`, in their order.
#[track_caller]
pub fn watch(jeton: &Jeton, folder: &Path, args: &str) -> (Run, Vec<Call>) {
    let (run, mut calls) = traced(jeton, folder, args, "");
    calls.retain(|call| call.is_inside);
    (run, calls)
}

/// What is done to a call.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The process ends before it.
    Kill,
    /// It fails with an error such as `EIO`.
    Fails(&'static str),
    /// It fails, and so does every later one of its name.
    FailsFromThen(&'static str),
}

/// Runs it with the `at`th of `calls` disturbed; `prepare` comes before each try. A call is found by counting, and a runtime writes
/// now and then to wake a thread: a run in which another call was hit says which way to go.
#[track_caller]
pub fn disturb(
    (jeton, folder, args): (&Jeton, &Path, &str),
    (calls, at): (&[Call], usize),
    fault: Fault,
    mut prepare: impl FnMut(),
) -> Run {
    let wanted = &calls[at];
    let mut nth = wanted.before + 1;
    for _ in 0..TRIES {
        prepare();
        let how = match fault {
            Fault::Kill => format!("signal=SIGKILL:when={nth}"),
            Fault::Fails(error) => format!("error={error}:when={nth}"),
            Fault::FailsFromThen(error) => format!("error={error}:when={nth}+"),
        };
        let inject = format!("-e inject={}:{how}", wanted.name);
        let (run, seen) = traced(jeton, folder, args, &inject);
        let before_hit = seen.iter().take_while(|call| !call.was_disturbed);
        let passed = before_hit.filter(|call| call.is_inside).count();
        let hit = seen.iter().find(|call| call.was_disturbed);
        match hit {
            Some(hit) if passed == at && (&hit.name, &hit.file) == (&wanted.name, &wanted.file) => {
                return run;
            }
            Some(_) if passed <= at => nth += 1,
            _ => nth = nth.saturating_sub(1).max(1),
        }
    }
    panic!("never hit {wanted:?}");
}

#[track_caller]
fn traced(jeton: &Jeton, folder: &Path, args: &str, inject: &str) -> (Run, Vec<Call>) {
    let log = jeton.home().join("strace.log");
    let line = format!(
        "exec timeout -s KILL {LIMIT} \"$STRACE\" -qq -y -o \"$LOG\" -e trace={CHANGES} {inject} \"$BIN\" {args}"
    );
    let run = jeton
        .shell(&line)
        .env("LOG", log.as_os_str())
        .env("STRACE", program())
        .run();
    let text = String::from_utf8_lossy(&std::fs::read(&log).unwrap()).into_owned();
    (run, calls(&text, folder))
}

/// Every call that was made, in the folder or not. Files are opened for reading, too: that changes nothing.
fn calls(log: &str, folder: &Path) -> Vec<Call> {
    let folder = format!("{}/", folder.display());
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let call = |line| {
        let (name, rest): (&str, &str) = str::split_once(line, '(')?;
        let count = counts.entry(name).or_default();
        *count += 1;
        let path = rest
            .rsplit_once(&folder)
            .map(|(_, path)| path.split(['"', '>']).next());
        Some(Call {
            name: name.to_owned(),
            file: without_random(path.flatten().unwrap_or_default()),
            before: *count - 1,
            is_inside: path.is_some() && (name != "openat" || rest.contains("O_CREAT")),
            was_disturbed: rest.ends_with("= ?") || rest.ends_with("(INJECTED)"),
        })
    };
    log.lines().filter_map(call).collect()
}

fn without_random(path: &str) -> String {
    let random = path
        .strip_suffix(".tmp")
        .and_then(|path| path.rsplit_once('.'));
    random.map_or_else(|| path.to_owned(), |(path, _)| format!("{path}.*.tmp"))
}
