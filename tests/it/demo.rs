//! `jeton demo`: works with nothing set up, shows the whole way, and leaves nothing behind.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::support::{Jeton, Run, Stream};

/// Every file and folder below one.
fn below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.display().to_string());
        if path.is_dir() {
            found.extend(below(&path));
        }
    }
    found.sort();
    found
}

/// The home with its temporary folder and all else that a test's jeton can reach.
fn traces(home: &Jeton) -> Vec<String> {
    below(home.home().parent().unwrap())
}

#[track_caller]
fn whole_way(run: &Run) {
    assert_eq!(run.code, 0, "{run}");
    for words in [
        "logged in to partner-center as operator@sandbox.example",
        "state          valid",
        "referrals: 1,200 fetched, 1,200 inserted, 0 updated, 0 unchanged in ",
        // The second one asks for what changed, and its overlap.
        " fetched, 0 inserted, 0 updated, ",
        "partner_center_referrals  1,200",
    ] {
        assert!(run.stdout.contains(words), "{words:?} is not in\n{run}");
    }
    let (_, after) = run.stderr.split_once("and enter the code").expect("a code");
    let code = after.lines().nth(2).unwrap().trim();
    assert!(
        code.len() == 9 && code.as_bytes()[4] == b'-',
        "{code:?}\n{run}"
    );
    for words in [
        "$ jeton token login",
        "$ jeton token status",
        "$ jeton sync referrals",
        "$ jeton db count",
        "Next:\n  jeton config init ",
        "jeton token login  ",
        "DATABASE_URL=postgres://",
    ] {
        assert!(run.stderr.contains(words), "{words:?} is not in\n{run}");
    }
    assert!(
        !run.to_string().contains(['\u{1b}', '\r']),
        "nothing is drawn in a pipe\n{run}"
    );
}

#[test]
fn it_goes_the_whole_way_and_leaves_nothing() {
    let home = Jeton::new();
    let before = traces(&home);
    whole_way(&home.args(["demo"]).run());
    assert_eq!(traces(&home), before);
}

#[test]
fn no_configuration_network_or_terminal_is_in_its_way() {
    let home = Jeton::new();
    std::fs::write(home.home().join("jeton.toml"), "this is = = no toml").unwrap();
    home.write_config("[nonsense]\nkey = 1\n");
    // Whatever is not this machine would go through a proxy that is not there.
    let dead = "http://127.0.0.1:9";
    let run = home
        .args(["demo"])
        .env("TERM", "dumb")
        .env("HTTP_PROXY", dead)
        .env("http_proxy", dead)
        .env("HTTPS_PROXY", dead)
        .env("ALL_PROXY", dead)
        .env("DATABASE_URL", "postgres://nobody@127.0.0.1:9/none")
        .env("JETON_STATE_DIR", "/proc/nowhere")
        .env("HUNTER_PARTNER_CENTER_ENABLED", "false");
    whole_way(&run.run());
}

#[test]
fn it_can_be_kept() {
    let home = Jeton::new();
    let folder = home.home().join("kept");
    let run = home.args(["demo", "--keep", "kept"]).run().ok();
    assert!(
        run.stderr.contains(&format!(
            "it is kept: jeton --config {}/jeton.toml",
            folder.display()
        )),
        "{run}"
    );
    assert!(folder.join("jeton.db").is_file());
    assert!(folder.join("state/tokens/partner-center.age").is_file());
    let url = format!("sqlite://{}", folder.join("jeton.db").display());
    let count = home
        .args(["db", "count"])
        .env("DATABASE_URL", url)
        .run()
        .ok();
    assert!(count.stdout.contains("1,200"), "{count}");
    assert!(
        !traces(&home)
            .iter()
            .any(|path| path.contains("jeton-demo-"))
    );
}

#[test]
fn json_is_one_document() {
    let run = Jeton::new().args(["demo", "-o", "json"]).run().ok();
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}\n{run}"));
    assert_eq!(report["format"], 1);
    let steps = report["steps"].as_array().unwrap();
    let commands: Vec<&str> = steps
        .iter()
        .map(|step| step["command"].as_str().unwrap())
        .collect();
    assert_eq!(
        commands,
        [
            "token login",
            "token status partner-center",
            "sync referrals",
            "sync referrals",
            "tenant add demo",
            "integration set trendyol --tenant demo --seller-id 123456 --key-from env:SANDBOX_KEY --secret-from env:SANDBOX_SECRET",
            "integration set hepsiburada --tenant demo --seller-id 00000000-0000-4000-8000-000000000001 --secret-from env:SANDBOX_SECRET",
            "integration set n11 --tenant demo --key-from env:SANDBOX_KEY --secret-from env:SANDBOX_SECRET",
            "db import products products.csv",
            "sync products --marketplace trendyol,hepsiburada,n11",
            "db import products products.csv",
            "sync products --marketplace trendyol,hepsiburada,n11",
            "sync orders --since 2d",
            "db count"
        ]
    );
    assert_eq!(steps[2]["result"]["inserted"], 1_200);
    let second = &steps[3]["result"];
    assert_eq!(second["mode"], "incremental");
    assert_eq!(second["unchanged"], second["fetched"]);
    assert!(second["fetched"].as_u64() < Some(100), "{second}");
    for (step, accepted) in [(9, 5_000), (11, 50)] {
        let syncs = steps[step]["result"]["syncs"].as_array().unwrap();
        assert_eq!(syncs.len(), 3);
        for sync in syncs {
            assert_eq!(sync["outcome"], "succeeded", "{sync}");
            assert_eq!(sync["syncedCount"], accepted, "{sync}");
        }
    }
    assert_eq!(steps[13]["result"]["counts"][0]["rows"], 1_200);
    assert_eq!(steps[13]["result"]["counts"][1]["rows"], 5_000);
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let home = Jeton::new();
    let run = home
        .shell("\"$BIN\" demo -q 2> err | head -1; cat err >&2")
        .run()
        .ok();
    assert_eq!(run.stdout.lines().count(), 1, "{run}");
    for word in ["error", "panicked", "Broken pipe"] {
        assert!(!run.stderr.contains(word), "{run}");
    }
    let left: Vec<String> = traces(&home)
        .into_iter()
        .filter(|path| path.contains("jeton-demo-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_stop_leaves_no_key_and_no_token() {
    for (signal, code, words) in [
        ("INT", 130, "and enter the code"),
        ("TERM", 143, "$ jeton sync referrals"),
    ] {
        let home = Jeton::new();
        let before = traces(&home);
        let run = home.args(["demo"]).spawn();
        run.wait_for_line(Stream::Err, words, Duration::from_secs(20));
        run.signal(signal);
        run.wait(Duration::from_secs(5)).fails(code);
        assert_eq!(traces(&home), before);
    }
}

#[test]
fn a_person_can_approve_it() {
    let home = Jeton::new();
    let run = home.args(["demo", "--interactive"]).spawn();
    let base = run.wait_for_line(
        Stream::Err,
        "its login runs at http://",
        Duration::from_secs(20),
    );
    let base = base
        .rsplit_once(" at ")
        .unwrap()
        .1
        .trim_end_matches('.')
        .to_owned();
    run.wait_for_line(Stream::Err, "and enter the code", Duration::from_secs(20));
    std::thread::sleep(Duration::from_millis(300));
    let said = run.output(Stream::Err);
    assert!(!said.contains("approves it by itself"), "{said}");
    let code = said
        .split_once("and enter the code")
        .unwrap()
        .1
        .lines()
        .nth(2)
        .unwrap()
        .trim()
        .to_owned();
    let approved =
        crate::support::post_form(&format!("{base}/_sandbox/approve?user_code={code}"), &[]);
    assert_eq!(approved.unwrap().status, 204);
    whole_way(&run.wait(Duration::from_secs(60)));
}
