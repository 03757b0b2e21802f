//! The peers under `tests/peers`, each a real process on loopback that ends with the test: the authorization server, the people
//! who approve a login, the proxy that loses connections. What they can do is said at the top of their scripts.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use super::process::{Process, Run, Stream};
use super::wire;

const START_LIMIT: Duration = Duration::from_secs(20);
const APPROVE_LIMIT: Duration = Duration::from_secs(45);

/// A script of `tests/peers`.
pub fn script(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "peers", name]
        .iter()
        .collect()
}

fn node(name: &str) -> Command {
    assert!(
        std::env::var_os("JETON_TEST_NODE").is_some(),
        "set JETON_TEST_NODE or use tests/run"
    );
    let mut command = Command::new("node");
    command.arg(script(name));
    command
}

/// oidc-provider as `tests/peers/oidc-server.mjs` sets it up.
pub struct OidcServer {
    /// URL of the issuer, no slash at its end.
    pub issuer: String,
    process: Process,
    folder: TempDir,
}

impl OidcServer {
    /// Starts it on a free port with these settings, such as `("ACCESS_TTL", "60")`; faults to order are on.
    #[track_caller]
    pub fn start(settings: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut command = node("oidc-server.mjs");
        command
            .env("PORT", "0")
            .env("CTL", "1")
            .env("REQUEST_LOG", folder.path().join("requests"));
        command.envs(settings.iter().copied());
        let process = Process::spawn(&mut command);
        let ready = process.wait_for_line(Stream::Out, "ready ", START_LIMIT);
        let issuer = ready.trim_start_matches("ready ").to_owned();
        Self {
            issuer,
            process,
            folder,
        }
    }

    /// URL of a path at this server.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.issuer)
    }

    /// Every request so far, oldest first: `path`, `grant_type`, `client_id`, `auth` (the scheme), `status`, `error`, `ms`, `user_agent`, `fault`.
    pub fn requests(&self) -> Vec<Value> {
        let log = std::fs::read_to_string(self.folder.path().join("requests")).unwrap_or_default();
        log.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// How many of them went to the token endpoint: what an issuer's quota counts.
    pub fn token_requests(&self) -> usize {
        self.requests()
            .iter()
            .filter(|request| request["path"] == "/token")
            .count()
    }

    /// Orders a fault, or a list of them; the rules are described in `oidc-middleware.mjs`.
    #[track_caller]
    pub fn rule(&self, rule: &Value) {
        let reply = wire::post_json(&self.url("/_ctl"), rule).unwrap();
        assert_eq!(reply.status, 200, "{reply:?}");
    }

    /// What the server itself printed, for a test's message.
    pub fn said(&self) -> String {
        self.process.output(Stream::Err)
    }
}

/// Approves (or, with `--deny`, refuses) a device login by walking the pages' forms, without a browser.
pub fn approve_http(url: &str, args: &[&str]) -> Run {
    approve("approve.mjs", url, args)
}

/// The same at a server of a certificate authority of one's own.
pub fn approve_trusting(authority: &Path, url: &str) -> Run {
    let mut command = node("approve.mjs");
    command.arg(url).env("NODE_EXTRA_CA_CERTS", authority);
    run(&mut command)
}

/// The same in a headless Chromium.
pub fn approve_browser(url: &str, args: &[&str]) -> Run {
    assert!(
        std::env::var_os("JETON_TEST_CHROMIUM").is_some(),
        "set JETON_TEST_CHROMIUM or use tests/run"
    );
    approve("approve-browser.mjs", url, args)
}

fn approve(name: &str, url: &str, args: &[&str]) -> Run {
    run(node(name).arg(url).args(args))
}

fn run(command: &mut Command) -> Run {
    let mut process = Process::spawn(command);
    process.close_stdin();
    process.wait(APPROVE_LIMIT)
}

/// `tests/peers/faultproxy.mjs` in front of one upstream.
pub struct FaultProxy {
    /// Where it listens, as host:port.
    pub address: String,
    process: Process,
    orders: usize,
}

impl FaultProxy {
    /// Listens on a free port and passes on to the upstream, a host:port.
    #[track_caller]
    pub fn start(upstream: &str) -> Self {
        let process = Process::spawn(node("faultproxy.mjs").args(["127.0.0.1:0", upstream]));
        let ready = process.wait_for_line(Stream::Out, "ready ", START_LIMIT);
        let address = ready.trim_start_matches("ready ").to_owned();
        Self {
            address,
            process,
            orders: 0,
        }
    }

    /// Gives an order, such as `json!({"down": true})`, and waits until it is obeyed.
    #[track_caller]
    pub fn order(&mut self, order: &Value) {
        self.orders += 1;
        let mut order = order.clone();
        order["id"] = self.orders.into();
        self.process.send_line(&order.to_string());
        let answer = format!("answer {} ", self.orders);
        let line = self
            .process
            .wait_for_line(Stream::Out, &answer, START_LIMIT);
        assert!(line.ends_with(" done"), "{line}");
    }
}
