//! What a token costs who asks for it: a process with a warm cache, beside `true`, `age -d` of the same file and MSAL's silent path in
//! Python, in one run; a task of a process that has it in memory; a hundred processes that find it ended.
//!
//! `cargo bench --bench token`; needs `age` (or `JETON_TEST_AGE`) in the PATH, and for MSAL the Python that `JETON_TEST_MSAL` names.

#![allow(
    clippy::expect_used,
    reason = "a benchmark that cannot run says so and ends"
)]

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jeton::app::App;
use jeton::config::{Environment, Inputs};
use jeton::http::Bearer;

const RUNS: usize = 300;
/// MSAL takes a hundred times as long.
const MSAL_EVERY: usize = 10;
const ASKED: u32 = 1_000_000;
const STORM: usize = 100;
const PRINT: &str = "jeton token print";

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
    let mut print = Case::new(PRINT, jeton, &["--config", &config, "token", "print"]);
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
    let mut cases = vec![Case::new("true", "true", &[]), version, print, decrypt];
    if let Some(python) = std::env::var_os("JETON_TEST_MSAL") {
        let root = env!("CARGO_MANIFEST_DIR");
        let script = format!("{root}/benches/msal_silent.py");
        let cache = format!("{root}/tests/fixtures/msal/tenant.json");
        cases.push(Case::new(
            "MSAL's silent path in Python",
            python,
            &[&script, &cache],
        ));
    }
    // Taken in turns, so that a busy moment of the machine falls on all of them.
    for run in 0..RUNS {
        for (number, case) in cases.iter_mut().enumerate() {
            if number < 4 || run % MSAL_EVERY == 0 {
                case.run_once();
            }
        }
    }
    report(&mut cases);
    from_memory(home.path());
    storm();
}

/// Each against `jeton token print`.
#[allow(clippy::print_stdout, reason = "a benchmark prints its result")]
fn report(cases: &mut [Case]) {
    println!("{RUNS} runs of each, in turns; milliseconds from start to exit");
    let print = cases.iter_mut().find(|case| case.name == PRINT);
    let own = print.map_or(f64::NAN, |case| case.milliseconds(case.took.len() / 2));
    for case in cases {
        let (median, least) = (case.milliseconds(case.took.len() / 2), case.milliseconds(0));
        let ratio = median / own;
        println!(
            "{:<34} median {median:7.2}   min {least:7.2}   ratio {ratio:6.2}",
            case.name
        );
    }
}

/// What a sync asks before each request: the header of a token in memory.
#[allow(clippy::print_stdout, reason = "a benchmark prints its result")]
fn from_memory(home: &Path) {
    let folder = home.display().to_string();
    let variables = [
        ("JETON_CONFIG", format!("{folder}/jeton.toml")),
        ("HOME", folder.clone()),
    ];
    let inputs = Inputs {
        config: Some(home.join("jeton.toml")),
        flags: Vec::new(),
        env: Environment::from_pairs(home, variables),
    };
    let app = App::new(&inputs, false).expect("the demo's configuration");
    let manager = app.manager(None).expect("the demo's profile");
    let asked = app.block_on(async {
        manager.credential().await.expect("a token");
        let started = Instant::now();
        for _ in 0..ASKED {
            std::hint::black_box(manager.credential().await.expect("a token"));
        }
        started.elapsed()
    });
    let took = asked.expect("a runtime").as_nanos() / u128::from(ASKED);
    println!("Manager::credential from memory: {took} ns");
}

/// A hundred processes that find the same token at its end.
#[allow(clippy::print_stdout, reason = "a benchmark prints its result")]
fn storm() {
    let mut sandbox = Command::new(env!("CARGO_BIN_EXE_jeton"))
        .args(["sandbox", "run", "--port", "0", "--access-ttl", "3s"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the sandbox");
    let mut lines = BufReader::new(sandbox.stdout.take().expect("its output")).lines();
    let url = lines.find_map(|line| {
        let line = line.ok()?;
        let at = line.find("http://127.0.0.1:")?;
        let end = line[at..]
            .find([' ', '\'', ';'])
            .map_or(line.len(), |end| at + end);
        Some(line[at..end].to_owned())
    });
    let (url, home) = (
        url.expect("its address"),
        tempfile::tempdir().expect("a folder"),
    );
    let config = home.path().join("jeton.toml");
    let text = format!(
        "[profiles.p]\nprovider = \"oidc\"\nissuer = \"{url}\"\ngrant = \"client_credentials\"\nclient_id = \"orders-svc\"\nclient_secret = \"orders-svc-secret\"\n"
    );
    std::fs::write(&config, text).expect("a configuration");
    let print = || {
        let mut print = Command::new(env!("CARGO_BIN_EXE_jeton"));
        print
            .args(["-q", "token", "print", "--config"])
            .arg(&config);
        print.env_clear().env("HOME", home.path());
        print
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        print
    };
    let first = print().status().is_ok_and(|status| status.success());
    assert!(first, "the first token");
    std::thread::sleep(Duration::from_secs(4));
    let started = Instant::now();
    let running: Vec<_> = (0..STORM)
        .map(|_| print().spawn().expect("a process"))
        .collect();
    for mut process in running {
        let ended_well = process.wait().is_ok_and(|status| status.success());
        assert!(ended_well, "one of the storm failed");
    }
    println!(
        "{STORM} processes on one ended token: {} ms for all",
        started.elapsed().as_millis()
    );
    let _ = sandbox.kill().and_then(|()| sandbox.wait());
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
