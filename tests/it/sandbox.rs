//! `jeton sandbox` as a user has it: its environment in a shell, the same data for the same seed, its end.

use std::time::Duration;

use crate::support::{Jeton, Sandbox, Stream, get};
use crate::sync::stage::{Stage, page};

#[test]
fn its_environment_is_for_a_shell() {
    let sandbox = Sandbox::start(&["--referrals", "3"]);
    let port = sandbox.url.rsplit_once(':').unwrap().1;
    let home = Jeton::new();
    let printed = home.args(["sandbox", "env", "--port", port]).run().ok();
    assert_eq!(printed.stderr, "");
    // The folder is the home's, and each process has a home of its own here.
    let own = ["JETON_STATE_DIR", "JETON_KEY_FILE", "DATABASE_URL"];
    for name in own {
        let folder = home.home().join(".cache/jeton/sandbox");
        let line = printed.stdout.lines().find(|line| line.contains(name));
        assert!(
            line.unwrap().contains(folder.to_str().unwrap()),
            "{printed}"
        );
    }
    for (name, value) in sandbox
        .env
        .iter()
        .filter(|(name, _)| !own.contains(&name.as_str()))
    {
        assert!(
            printed
                .stdout
                .contains(&format!("export {name}='{value}'\n")),
            "{printed}"
        );
    }
    let script = format!(
        "set -eu; eval \"$(\"$BIN\" sandbox env --port {port})\"; \"$BIN\" config show -o json"
    );
    let shown = home.shell(&script).run().ok();
    let list = format!("{}/v1.0/engagements", sandbox.url);
    assert!(shown.stdout.contains(&list), "{shown}");
    let json = home
        .args(["sandbox", "env", "--port", port, "-o", "json"])
        .run()
        .ok();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["url"], sandbox.url);
    assert_eq!(
        json["environment"].as_object().unwrap().len(),
        sandbox.env.len()
    );
}

/// All pages of a listing, with the address that differs taken out.
fn pages(stage: &Stage) -> Vec<String> {
    let token = stage.token();
    let (mut pages, mut query) = (Vec::new(), String::new());
    loop {
        let body = page(&stage.sandbox, &token, &query).body;
        let next: serde_json::Value = serde_json::from_str(&body).unwrap();
        pages.push(body.replace(&stage.sandbox.url, "SANDBOX"));
        match next["@odata.nextLink"].as_str() {
            Some(link) => query = format!("?{}", link.split_once('?').unwrap().1),
            None => return pages,
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    let options = [
        "--referrals",
        "120",
        "--page-size",
        "30",
        "--malformed",
        "40",
    ];
    let seeded = |seed| Stage::new(&[&options[..], &["--seed", seed]].concat());
    let first = pages(&seeded("7"));
    assert!(first.len() >= 4);
    assert_eq!(first, pages(&seeded("7")));
    assert_ne!(first, pages(&seeded("8")));
}

#[test]
fn it_ends_when_it_is_told_to() {
    for signal in ["INT", "TERM"] {
        let home = Jeton::new();
        let run = home.args(["sandbox", "run", "--port", "0"]).spawn();
        run.wait_for_line(Stream::Err, "Ctrl-C stops it", Duration::from_secs(20));
        run.signal(signal);
        run.wait(Duration::from_secs(5)).ok();
    }
}

#[test]
fn a_taken_port_is_said() {
    let sandbox = Sandbox::start(&[]);
    let port = sandbox.url.rsplit_once(':').unwrap().1;
    let run = Jeton::new()
        .args(["sandbox", "run", "--port", port])
        .run()
        .fails(1);
    let words = format!("error: cannot start the sandbox: cannot listen on 127.0.0.1:{port}: ");
    assert!(run.stderr.starts_with(&words), "{run}");
    assert!(
        run.stdout.is_empty(),
        "no environment of a sandbox that is not there"
    );
}

#[test]
fn wrong_faults_name_the_right_ones() {
    for (fault, words) in [
        ("429", "'429' has no rate: write it as 429=5%"),
        (
            "418=1%",
            "no fault is called '418': use 401, 429, 500, 502, 503, html, truncate, reset, stall, slow, repeat, foreign or lost",
        ),
        ("429=200%", "'200%' is no rate: use 5% or 0.05"),
        (
            "db:429=1%",
            "'db' can have no faults: use api, token or market",
        ),
    ] {
        let run = Jeton::new()
            .args(["sandbox", "run", "--fault", fault])
            .run()
            .fails(2);
        assert!(run.stderr.contains(words), "{run}");
    }
}

#[test]
fn it_listens_on_this_machine_alone_and_its_pages_need_a_token() {
    let sandbox = Sandbox::start(&["--referrals", "1"]);
    let port: u16 = sandbox.url.rsplit_once(':').unwrap().1.parse().unwrap();
    let sockets = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let wanted = format!(":{port:04X} 00000000:0000 0A ");
    let listening: Vec<&str> = sockets.lines().filter(|l| l.contains(&wanted)).collect();
    assert!(
        listening.len() == 1 && listening[0].contains(" 0100007F:"),
        "{listening:?}"
    );
    let reply = get(&format!("{}/v1.0/engagements/referrals", sandbox.url)).unwrap();
    assert_eq!(reply.status, 401, "{reply:?}");
}
