//! One state folder and several users, or several hosts whose clocks do not agree. Users and mounts need root: without it these
//! tests say that they did nothing.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use super::at_rest::{everything, make_key};
use super::person::{home, is_root, orders, printed, provider};
use super::seal;
use super::together;
use crate::support::{Invocation, Jeton, OidcServer, Process, Run, skip};

const USERS: [u32; 2] = [41_001, 41_002];
const GROUP: u32 = 41_000;
const MANY: usize = 20;

fn wait_all(running: Vec<Process>) -> Vec<Run> {
    let limit = Duration::from_secs(90);
    running
        .into_iter()
        .map(|run| run.wait(limit).ok())
        .collect()
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// A volume that two users of one group share, each with a home of his own.
struct Shared {
    folder: TempDir,
    users: Vec<(u32, Jeton)>,
}

impl Shared {
    /// `None`, and a word on stderr, where nobody can be another user.
    fn new(server: &OidcServer) -> Option<Self> {
        if !is_root() || !can("setpriv") {
            skip("only root can be two users");
            return None;
        }
        let folder = TempDir::new().unwrap();
        set_mode(folder.path(), 0o755);
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("state")).unwrap();
        chown(at("state"), None, Some(GROUP)).unwrap();
        set_mode(&at("state"), 0o770);
        let settings = format!(
            "state_mode = \"0660\"\nstate_group = \"{GROUP}\"\n\n{}",
            orders(&server.issuer)
        );
        std::fs::write(at("jeton.toml"), settings).unwrap();
        set_mode(&at("jeton.toml"), 0o644);
        // Users may not come to where the build lies.
        std::fs::copy(env!("CARGO_BIN_EXE_jeton"), at("jeton")).unwrap();
        let key = std::fs::read_to_string(make_key(&at("key.txt"))).unwrap();
        let user = |id: u32| {
            let home = at(&id.to_string());
            std::fs::create_dir(&home).unwrap();
            chown(&home, Some(id), Some(id)).unwrap();
            let mut jeton = Jeton::new();
            for name in [
                "HOME",
                "TMPDIR",
                "XDG_CONFIG_HOME",
                "XDG_DATA_HOME",
                "XDG_STATE_HOME",
                "XDG_CACHE_HOME",
                "XDG_RUNTIME_DIR",
            ] {
                jeton = jeton.env(name, &home);
            }
            let jeton = jeton
                .env("JETON_CONFIG", at("jeton.toml"))
                .env("JETON_STATE_DIR", at("state"))
                .env("JETON_KEY", key.as_str())
                .env("JETON", at("jeton"))
                .env("ORDERS_SECRET", "orders-svc-secret");
            (id, jeton)
        };
        let users = USERS.map(user).into();
        Some(Self { folder, users })
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// A command line of one of the users.
    fn of(&self, user: usize, args: &str) -> Invocation {
        let (id, jeton) = &self.users[user];
        jeton.shell(&format!(
            "cd && umask 077 && exec setpriv --reuid {id} --regid {id} --groups {GROUP} \"$JETON\" {args}"
        ))
    }

    /// Both at once, half of the processes each.
    fn together(&self, args: &str, clock: &str) -> Vec<Run> {
        let spawn = |number: usize| {
            self.of(number % 2, args)
                .env("JETON_TEST_CLOCK", clock)
                .spawn()
        };
        wait_all((0..MANY).map(spawn).collect())
    }

    #[track_caller]
    fn all_is_as_declared(&self) {
        let mut owners = Vec::new();
        for path in everything(&self.state()) {
            let found = std::fs::metadata(&path).unwrap();
            let wanted = if path.is_dir() { 0o2770 } else { 0o660 };
            let is = (found.mode() & 0o7777, found.gid());
            assert_eq!(is, (wanted, GROUP), "{:o} {}", is.0, path.display());
            owners.push(found.uid());
        }
        assert!(
            owners.iter().all(|owner| USERS.contains(owner)),
            "{owners:?}"
        );
    }
}

fn can(program: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    output.is_ok_and(|output| output.status.success())
}

#[test]
fn two_users_of_a_group_renew_in_turn() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let Some(shared) = Shared::new(&server) else {
        return;
    };
    let first = shared.of(0, "token print orders").run().ok();
    assert_eq!(
        shared.of(1, "token print orders").run().ok().stdout,
        first.stdout
    );
    assert_eq!(server.token_requests(), 1);
    shared.all_is_as_declared();
    for turn in 1..5 {
        shared.of(turn % 2, "token refresh orders").run().ok();
        let tokens = [0, 1].map(|user| shared.of(user, "token print orders").run().ok().stdout);
        assert_eq!(tokens[0], tokens[1]);
        assert_eq!(server.token_requests(), 1 + turn);
        shared.all_is_as_declared();
    }
    for user in [1, 0] {
        shared.of(user, "token reset orders --yes").run().ok();
        shared.of(1 - user, "token print orders").run().ok();
        shared.all_is_as_declared();
    }
}

/// The lock may have been made by whoever came first, whatever the command.
#[test]
fn a_lock_of_one_user_is_a_lock_of_the_other() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    for (first, second) in [
        ("login", "print"),
        ("print", "reset --yes"),
        ("login", "login --force"),
    ] {
        let Some(shared) = Shared::new(&server) else {
            return;
        };
        for (user, verb) in [(0, first), (1, second)] {
            let (verb, flags) = verb.split_once(' ').unwrap_or((verb, ""));
            shared
                .of(user, &format!("token {verb} orders {flags}"))
                .run()
                .ok();
            shared.all_is_as_declared();
        }
        // The lock survives a reset, and the next one finds another's.
        shared.of(0, "token reset orders --yes").run().ok();
        shared.of(1, "token login orders").run().ok();
    }
}

/// From nothing, when folders and locks are made by both at once, and an hour later.
#[test]
fn two_users_at_once_send_one_request() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let Some(shared) = Shared::new(&server) else {
        return;
    };
    together::slow(&server);
    together::one_token(&shared.together("token print orders", "0 0"));
    assert_eq!(server.token_requests(), 1);
    shared.all_is_as_declared();
    together::one_token(&shared.together("token print orders", "3700 3700"));
    assert_eq!(server.token_requests(), 2);
    shared.all_is_as_declared();
}

/// A host whose clock is off: `libfaketime` moves the wall clock, and a mount gives it a boot of its own.
struct Host<'a> {
    jeton: &'a Jeton,
    library: PathBuf,
    name: &'static str,
    off: &'static str,
}

const FAST: (&str, &str) = ("11111111-1111-4111-8111-111111111111", "+10m");
const SLOW: (&str, &str) = ("22222222-2222-4222-8222-222222222222", "-10m");

impl<'a> Host<'a> {
    /// A fast one and a slow one; `None`, and a word on stderr, where they cannot be had.
    fn pair(jeton: &'a Jeton) -> Option<[Self; 2]> {
        let library = faketime().filter(|_| is_root() && can_mount());
        if library.is_none() {
            skip("no libfaketime here, or nothing can be mounted");
        }
        let library = library?;
        Some([FAST, SLOW].map(|(name, off)| {
            std::fs::write(jeton.home().join(format!("boot-{name}")), name).unwrap();
            Self {
                jeton,
                library: library.clone(),
                name,
                off,
            }
        }))
    }

    fn of(&self, args: &str) -> Invocation {
        let script = "mount --bind \"$HOME/boot-$BOOT\" /proc/sys/kernel/random/boot_id \
             && export LD_PRELOAD=\"$FAKE\" && exec \"$BIN\" ";
        let script = format!("exec unshare --mount sh -c '{script}{args}'");
        self.jeton
            .shell(&script)
            .env("BOOT", self.name)
            .env("FAKE", &self.library)
            .env("FAKETIME", self.off)
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("NO_FAKE_STAT", "1")
    }

    #[track_caller]
    fn printed(&self) -> String {
        let run = self.of("token print orders").run().ok();
        run.stdout.trim_end().to_owned()
    }

    /// How far it takes the issuer to be ahead.
    #[track_caller]
    fn issuer_ahead(&self) -> Option<f64> {
        let run = self.of("token status orders -o json").run().ok();
        let status: Value = serde_json::from_str(&run.stdout).unwrap();
        status["profiles"][0]["issuer_ahead_seconds"].as_f64()
    }
}

/// `JETON_TEST_FAKETIME`, else where Debian's package puts it.
fn faketime() -> Option<PathBuf> {
    if let Some(library) = std::env::var_os("JETON_TEST_FAKETIME") {
        return Some(library.into());
    }
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten();
    let library = |folder: std::fs::DirEntry| folder.path().join("faketime/libfaketime.so.1");
    folders.map(library).find(|library| library.exists())
}

fn can_mount() -> bool {
    let line = "mount --bind /dev/null /proc/sys/kernel/random/boot_id";
    let output = Command::new("unshare")
        .args(["--mount", "sh", "-c", line])
        .output();
    output.is_ok_and(|output| output.status.success())
}

fn fresh() -> (OidcServer, Jeton) {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    printed(&jeton, "orders");
    (server, jeton)
}

/// Both have renewed once, so that each clock was compared with the issuer's.
#[test]
fn hosts_that_know_their_clocks_agree_on_a_tokens_end() {
    let (server, jeton) = fresh();
    let Some([fast, slow]) = Host::pair(&jeton) else {
        return;
    };
    for host in [&fast, &slow] {
        host.of("token refresh orders").run().ok();
    }
    for (host, expected) in [(&fast, -600.0), (&slow, 600.0)] {
        let ahead = host.issuer_ahead().expect("it was compared");
        assert!((ahead - expected).abs() < 5.0, "{ahead} of {}", host.off);
        // A person looks at this host's clock.
        let run = host.of("token status orders").run().ok();
        assert!(run.stdout.contains("expires        in 60 min ("), "{run}");
        assert!(run.stdout.contains("renews         in 50 min ("), "{run}");
    }
    let sent = server.token_requests();
    // A quarter of an hour is left, five minutes by the fast clock: nobody renews. Twelve minutes the same.
    for left in [3500, 900, 720] {
        seal::set_end(&jeton, "orders", left);
        let token = seal::opened(&jeton, "orders")["access_token"].clone();
        assert_eq!(
            [fast.printed(), slow.printed()],
            [token.as_str().unwrap(); 2],
            "{left} s left"
        );
    }
    assert_eq!(server.token_requests(), sent);
    // Five minutes, a quarter of an hour by the slow clock: it is due. A minute ago: it is not printed.
    for left in [300, -60] {
        for (host, requests) in [(&slow, 1), (&fast, 1)] {
            seal::set_end(&jeton, "orders", left);
            let old = seal::opened(&jeton, "orders")["access_token"].clone();
            let sent = server.token_requests();
            assert_ne!(
                host.printed(),
                old.as_str().unwrap(),
                "{left} s left, clock {}",
                host.off
            );
            assert_eq!(server.token_requests() - sent, requests);
        }
    }
}

#[test]
fn hosts_whose_clocks_disagree_send_one_request() {
    let (server, jeton) = fresh();
    let Some(hosts) = Host::pair(&jeton) else {
        return;
    };
    for compared in [false, true] {
        seal::expire(&jeton, "orders");
        let sent = server.token_requests();
        together::slow(&server);
        let spawn = |number: usize| hosts[number % 2].of("token print orders").spawn();
        let runs = wait_all((0..MANY).map(spawn).collect());
        let renewed = seal::opened(&jeton, "orders")["access_token"].clone();
        assert_eq!(
            server.token_requests() - sent,
            1,
            "compared before: {compared}"
        );
        // The slow host takes it for one that is still good, and waits all the same.
        let late = runs
            .iter()
            .filter(|run| run.stdout.trim_end() != renewed)
            .count();
        assert_eq!(late, 0, "printed an ended token");
        eprintln!("compared before: {compared}, {late} of {MANY} printed the old token");
        for host in &hosts {
            host.of("token refresh orders").run().ok();
        }
    }
}

/// A clock that was never compared with the issuer's is believed until the first answer. Within the margin that costs
/// nothing but a renewal that comes early.
#[test]
fn a_host_that_knows_nothing_of_its_clock_believes_it() {
    let (server, jeton) = fresh();
    let Some([fast, slow]) = Host::pair(&jeton) else {
        return;
    };
    let token = printed(&jeton, "orders");
    assert_eq!(
        (fast.printed(), slow.printed()),
        (token.clone(), token.clone())
    );
    assert_eq!((fast.issuer_ahead(), slow.issuer_ahead()), (None, None));
    assert_eq!(server.token_requests(), 1);
    // It ended a minute ago, in nine minutes by the slow clock: that is within the margin, so it is renewed.
    seal::expire(&jeton, "orders");
    assert_ne!(slow.printed(), token);
    assert_eq!(server.token_requests(), 2);
    assert!((slow.issuer_ahead().unwrap() - 600.0).abs() < 5.0);
    // A quarter of an hour is left, five minutes by the fast clock: renewed early, once.
    for requests in [3, 3] {
        seal::set_end(&jeton, "orders", 900);
        fast.printed();
        assert_eq!(server.token_requests(), requests);
    }
    assert!((fast.issuer_ahead().unwrap() + 600.0).abs() < 5.0);
}

/// One `sudo` does not shut out the service whose folder it is.
#[test]
fn what_root_writes_stays_the_services() {
    if !is_root() {
        eprintln!("skipped: only root may change to another user");
        return;
    }
    use std::os::unix::fs::MetadataExt;
    let server = provider(&[]);
    let jeton = super::person::home(&server);
    let state = jeton.home().join("service");
    std::fs::create_dir(&state).unwrap();
    std::os::unix::fs::chown(&state, Some(41_001), Some(41_001)).unwrap();
    let folder = state.to_str().unwrap();
    for command in ["print", "refresh"] {
        let run = jeton
            .args(["--state-dir", folder, "token", command, "orders"])
            .run();
        run.ok();
        for path in super::at_rest::everything(&state) {
            let owner = std::fs::metadata(&path).unwrap().uid();
            assert_eq!(owner, 41_001, "{}", path.display());
        }
    }
}
