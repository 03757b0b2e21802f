//! Five token requests an hour, whoever asks, dies or sets the clock. Hours pass as fast as the test wants
//! (`JETON_TEST_CLOCK`, in debug builds), for jeton and for the vendor who counts.

use std::time::Duration;

use serde_json::Value;

use crate::support::{Jeton, Process, Run, Vendor};

const MINUTE: i64 = 60;
const NO_DELAY: Duration = Duration::ZERO;

fn home(vendor: &Vendor, more: &str) -> Jeton {
    let jeton = Jeton::new().env("ORDERS_SECRET", "s");
    let url = &vendor.url;
    jeton.write_config(&format!(
        "[profiles.orders]\nprovider = \"oauth2\"\ngrant = \"client_credentials\"\ntoken_endpoint = \"{url}/token\"\n\
         client_id = \"c\"\nclient_secret = {{ env = \"ORDERS_SECRET\" }}\nquota = \"5/h\"\n{more}\n\
         [sources.partner-center]\nprofile = \"orders\"\nbase_url = \"{url}\"\n"
    ));
    jeton
}

/// A run at a second of the test's time; the wall clock is so many seconds off.
fn at(jeton: &Jeton, now: i64, off: i64, args: &[&str]) -> Process {
    let clock = format!("{} {now}", now + off);
    jeton.args(args).env("JETON_TEST_CLOCK", clock).spawn()
}

#[track_caller]
fn ended(process: Process) -> Run {
    process.wait(Duration::from_secs(60))
}

fn print_at(jeton: &Jeton, now: i64) -> Run {
    ended(at(jeton, now, 0, &["token", "print"]))
}

fn status_at(jeton: &Jeton, now: i64) -> Value {
    let run = ended(at(jeton, now, 0, &["token", "status", "-o", "json"])).ok();
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    document["profiles"][0].clone()
}

/// An hour's token serves twelve runs an hour, renewed ten minutes before its end.
#[test]
fn a_simulated_day_of_cron_costs_one_token_every_fifty_minutes() {
    let vendor = Vendor::start();
    let jeton = home(&vendor, "");
    for run in 0..288 {
        let now = run * 5 * MINUTE;
        vendor.set(now, 60 * MINUTE, NO_DELAY);
        let token = print_at(&jeton, now).ok().stdout;
        assert!(vendor.takes(token.trim()), "run {run}");
    }
    assert_eq!(vendor.asked(), 24 * 60 / 50 + 1);
    assert_eq!(vendor.broken(), Vec::<Vec<i64>>::new());
}

#[test]
fn the_sixth_request_is_not_sent_and_its_time_is_said() {
    let vendor = Vendor::start();
    let jeton = home(&vendor, "");
    vendor.set(0, 60 * MINUTE, NO_DELAY);
    for second in 0..5 {
        ended(at(&jeton, second, 0, &["token", "refresh"])).ok();
    }
    let run = ended(at(&jeton, 10, 0, &["token", "refresh"])).fails(5);
    assert!(
        run.stderr
            .contains("the quota of 5/h token requests at 127.0.0.1"),
        "{run}"
    );
    assert!(
        run.stderr
            .contains("nothing was sent; the next request is free in 60 min"),
        "{run}"
    );
    let run = ended(at(&jeton, 10, 0, &["token", "refresh", "-o", "json"])).fails(5);
    let error = serde_json::from_str::<Value>(&run.stdout).unwrap()["error"].clone();
    assert_eq!(error["code"], "rate_limited");
    assert!(error["retry_at"].is_string(), "{run}");
    // The token is good: whoever wants one has it.
    print_at(&jeton, 10).ok();
    assert_eq!(vendor.asked(), 5);
    let status = status_at(&jeton, 10);
    assert_eq!(status["quota"][0]["used"], 5);
    assert_eq!(status["quota"][0]["allowed"], 5);
    assert!(status["quota"][0]["next_free_at"].is_string());
    vendor.set(3602, 60 * MINUTE, NO_DELAY);
    ended(at(&jeton, 3602, 0, &["token", "refresh"])).ok();
    assert_eq!(vendor.broken(), Vec::<Vec<i64>>::new());
}

/// With an ended token and no request left, there is none to print.
#[test]
fn an_ended_token_with_nothing_left_to_ask_is_not_printed() {
    let vendor = Vendor::start();
    let jeton = home(&vendor, "");
    vendor.set(0, 5 * MINUTE, NO_DELAY);
    for second in 0..5 {
        ended(at(&jeton, second, 0, &["token", "refresh"])).ok();
    }
    vendor.set(10 * MINUTE, 5 * MINUTE, NO_DELAY);
    let run = print_at(&jeton, 10 * MINUTE).fails(5);
    assert_eq!(run.stdout, "");
    let status = status_at(&jeton, 10 * MINUTE);
    assert_eq!(status["state"], "expired");
    let check = ended(at(&jeton, 10 * MINUTE, 0, &["token", "status", "--check"])).fails(5);
    assert!(check.stdout.contains("the quota is used up for"), "{check}");
}

/// The margin that the quota affords is in force, and what it costs is shown.
#[test]
fn short_lives_have_shorter_margins() {
    for (lifetime, margin, too_small) in [
        (60, 600, false),
        (20, 300, false),
        (15, 0, false),
        (10, 0, true),
    ] {
        let vendor = Vendor::start();
        let jeton = home(&vendor, "");
        vendor.set(0, lifetime * MINUTE, NO_DELAY);
        let login = ended(at(&jeton, 0, 0, &["token", "login"])).ok();
        let status = status_at(&jeton, 1);
        assert_eq!(status["margin_seconds"], margin, "{lifetime}");
        assert_eq!(status["quota_too_small"], too_small, "{lifetime}");
        let said = login
            .stderr
            .contains("the quota is too small for tokens that live 10m");
        assert_eq!(said, too_small, "{login}");
    }
}

/// A 429 that no ledger foresaw: its Retry-After holds for everybody.
#[test]
fn a_429_is_obeyed_by_the_next_process() {
    let vendor = Vendor::start();
    let jeton = home(&vendor, "");
    vendor.set(0, 60 * MINUTE, NO_DELAY);
    // Somebody else uses the same client.
    for _ in 0..5 {
        crate::support::post_form(&format!("{}/token", vendor.url), &[]).unwrap();
    }
    print_at(&jeton, 1).fails(5);
    let asked = vendor.asked();
    let run = print_at(&jeton, 2).fails(5);
    assert!(
        run.stderr
            .contains("has asked to be left alone for a while"),
        "{run}"
    );
    assert_eq!(
        vendor.asked(),
        asked,
        "a fifth of an hour, as nothing else was said"
    );
    vendor.set(3700, 60 * MINUTE, NO_DELAY);
    print_at(&jeton, 3700).ok();
}

/// Damage is no licence: it counts as used up, and that ends after one window.
#[test]
fn a_ledger_that_cannot_be_read_counts_as_used_up_for_one_window() {
    let vendor = Vendor::start();
    let jeton = home(&vendor, "");
    vendor.set(0, 60 * MINUTE, NO_DELAY);
    print_at(&jeton, 0).ok();
    let folder = jeton.home().join(".local/state/jeton/ledgers");
    for entry in std::fs::read_dir(&folder).unwrap() {
        std::fs::write(entry.unwrap().path(), b"{").unwrap();
    }
    let run = ended(at(&jeton, 10, 0, &["token", "refresh"])).fails(5);
    assert!(
        run.stderr
            .contains("could not be read, and counts as used up"),
        "{run}"
    );
    let run = ended(at(&jeton, 3000, 0, &["token", "refresh"])).fails(5);
    assert!(
        run.stderr.contains("is free in 10 min"),
        "it counts down: {run}"
    );
    vendor.set(3700, 60 * MINUTE, NO_DELAY);
    ended(at(&jeton, 3700, 0, &["token", "refresh"])).ok();
    assert_eq!(vendor.asked(), 2);
}

/// Two profiles of one client share its quota.
#[test]
fn two_profiles_of_one_client_are_inside_one_quota() {
    let vendor = Vendor::start();
    let url = &vendor.url;
    let second = format!(
        "[profiles.second]\nprovider = \"oauth2\"\ngrant = \"client_credentials\"\ntoken_endpoint = \"{url}/token\"\n\
         client_id = \"c\"\nclient_secret = {{ env = \"ORDERS_SECRET\" }}\nquota = \"QUOTA\"\n"
    );
    let jeton = home(&vendor, &second.replace("QUOTA", "5/h"));
    vendor.set(0, 60 * MINUTE, NO_DELAY);
    for (number, profile) in ["orders", "second", "orders", "second", "orders"]
        .iter()
        .enumerate()
    {
        let second = i64::try_from(number).unwrap();
        ended(at(&jeton, second, 0, &["token", "refresh", profile])).ok();
    }
    ended(at(&jeton, 10, 0, &["token", "refresh", "second"])).fails(5);
    assert_eq!(vendor.asked(), 5);
    let jeton = home(&vendor, &second.replace("QUOTA", "6/h"));
    let run = jeton.args(["token", "status"]).run().fails(3);
    assert!(
        run.stderr
            .contains("are of one client and name different quotas"),
        "{run}"
    );
}

/// Cron through forty simulated hours: runs that are killed, an API that refuses tokens, lives of 5 to 60
/// minutes, a wall clock that jumps. The vendor never counts a sixth request in any hour.
#[test]
fn five_hundred_simulated_runs_never_ask_a_sixth_time() {
    let vendor = Vendor::start();
    let jeton = home(&vendor, "");
    ended(jeton.args(["db", "migrate"]).spawn()).ok();
    let mut dice = fastrand::Rng::with_seed(seed());
    let (mut now, mut off) = (0i64, 0i64);
    let (mut printed, mut waited, mut killed) = (0, 0, Vec::new());
    for run in 0..500 {
        now += dice.i64(10..570);
        if dice.u8(..) < 20 {
            off = dice.i64(-7200..7200);
        }
        let delay = Duration::from_millis(dice.u64(0..40));
        vendor.set(now, dice.i64(5..=60) * MINUTE, delay);
        if dice.u8(..) < 20 {
            vendor.revoke_all();
        }
        let args: &[&str] = match dice.u8(..10) {
            0 => &["token", "refresh"],
            1..5 => &["sync", "referrals"],
            _ => &["token", "print"],
        };
        let process = at(&jeton, now, off, args);
        if dice.u8(..10) < 3 {
            std::thread::sleep(Duration::from_millis(dice.u64(0..90)));
            process.kill();
            killed.push(now);
            continue;
        }
        let run_ended = ended(process);
        match (args[1], run_ended.code) {
            ("print", 0) => {
                printed += 1;
                assert!(!run_ended.stdout.trim().is_empty(), "run {run}");
            }
            (_, 0) => {}
            (_, 5) => {
                waited += 1;
                let dead = killed.iter().filter(|at| now - **at < 3700).count();
                let known = vendor.asked_within(3700) + dead;
                assert!(known >= 5, "run {run} waited for nothing: {run_ended}");
            }
            // Two tokens in a row that the API refuses.
            ("referrals", 4) => {}
            _ => panic!(
                "run {run} {args:?}: exit code {}\n{run_ended}",
                run_ended.code
            ),
        }
    }
    assert_eq!(vendor.broken(), Vec::<Vec<i64>>::new());
    assert!(
        printed > 100 && waited < 200,
        "{printed} printed, {waited} waited"
    );
    assert!(
        vendor.asked() > 60,
        "{} requests in {now} s",
        vendor.asked()
    );
}

/// Another one each time, told when the test fails.
fn seed() -> u64 {
    let given = std::env::var("JETON_TEST_SEED")
        .ok()
        .and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(|| fastrand::u64(..));
    eprintln!("JETON_TEST_SEED={seed}");
    seed
}
