//! How long `jeton token print` takes from a warm cache, start to exit, beside `age -d` of the same file and `true`, in one run.
//!
//! `cargo bench --bench token_print`; needs `age` (or `JETON_TEST_AGE`) in the PATH. Prints medians and minima in milliseconds.

#![allow(
    clippy::expect_used,
    reason = "a benchmark that cannot run says so and ends"
)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 300;

struct Case {
    name: &'static str,
    command: Command,
    took: Vec<Duration>,
}

impl Case {
    fn new(name: &'static str, program: impl Into<OsString>, args: &[&str]) -> Self {
        let mut command = Command::new(program.into());
        command
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Self {
            name,
            command,
            took: Vec::new(),
        }
    }

    fn run_once(&mut self) {
        let start = Instant::now();
        let status = self.command.status();
        self.took.push(start.elapsed());
        let ended_well = status.is_ok_and(|status| status.success());
        assert!(ended_well, "{} does not run", self.name);
    }

    fn milliseconds(&mut self, at: usize) -> f64 {
        self.took.sort_unstable();
        self.took[at].as_secs_f64() * 1000.0
    }
}

fn main() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let cache = warm_cache(home.path());
    let place = |name: &str| home.path().join(name).display().to_string();
    let age = std::env::var_os("JETON_TEST_AGE").unwrap_or_else(|| "age".into());
    let jeton = env!("CARGO_BIN_EXE_jeton");
    let config = place("jeton.toml");
    let mut print = Case::new(
        "jeton token print",
        jeton,
        &["--config", &config, "token", "print"],
    );
    let mut version = Case::new("jeton --version", jeton, &["--version"]);
    for case in [&mut print, &mut version] {
        case.command.env_clear().env("HOME", home.path());
    }
    let key = place("data/key.txt");
    let decrypt = Case::new(
        "age -d of the same file",
        age,
        &["-d", "-i", &key, &cache.display().to_string()],
    );
    let mut cases = [Case::new("true", "true", &[]), version, print, decrypt];
    // Taken in turns, so that a busy moment of the machine falls on all of them.
    for _ in 0..RUNS {
        cases.iter_mut().for_each(Case::run_once);
    }
    report(&mut cases);
}

#[allow(clippy::print_stdout, reason = "a benchmark prints its result")]
fn report(cases: &mut [Case]) {
    println!("{RUNS} runs of each, in turns; milliseconds from start to exit");
    for case in cases {
        let (median, least) = (case.milliseconds(RUNS / 2), case.milliseconds(0));
        println!("{:<26} median {median:6.2}   min {least:6.2}", case.name);
    }
}

/// The folder of a demo: a login that is good for an hour, its key and its configuration.
fn warm_cache(folder: &Path) -> PathBuf {
    let mut demo = Command::new(env!("CARGO_BIN_EXE_jeton"));
    demo.args(["-q", "demo", "--keep"]).arg(folder);
    let made = demo.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(
        made.is_ok_and(|status| status.success()),
        "the demo does not run"
    );
    folder.join("state/tokens/partner-center.age")
}
