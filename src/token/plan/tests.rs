//! Every case of the decision.

use jiff::Timestamp;
use secrecy::SecretString;

use super::*;
use crate::token::login::{FORMAT, Lost, fingerprint};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

fn at(minutes: i32) -> Moment {
    let boot = u64::try_from(minutes).unwrap() * 60_000;
    Moment::new(Timestamp::UNIX_EPOCH + MINUTE * minutes, Some(("a", boot)))
}

fn login(lifetime: Option<i32>, refresh: Option<&str>) -> Login {
    Login {
        format: FORMAT,
        profile: "p".into(),
        generation: 1,
        issuer: "i".into(),
        client_id: "c".into(),
        requested: Default::default(),
        endpoints: Default::default(),
        account: None,
        scope: None,
        obtained_at: at(0).at,
        issued: Some(at(0)),
        expires_at: lifetime.map(|minutes| at(minutes).at),
        access_token: SecretString::from("a"),
        refresh_token: refresh.map(SecretString::from),
        lost: None,
        replaces: None,
        id_token: None,
        recipients: Vec::new(),
        sealer: None,
        msal: None,
        later: Default::default(),
    }
}

fn policy(reacquire: bool, quota: &str) -> Policy {
    Policy {
        renew_before: MINUTE * 10,
        reacquire,
        quota: quota
            .split_whitespace()
            .map(|rate| rate.parse().unwrap())
            .collect(),
    }
}

fn policy_of(renew_before: &str) -> Policy {
    Policy {
        renew_before: renew_before.parse().unwrap(),
        ..policy(false, "")
    }
}

fn asked(times: u32, now: &Moment) -> Ledger {
    let mut ledger = Ledger::default();
    for _ in 0..times {
        let id = ledger.enter(Purpose::Renewal, Duration::from_secs(30), now);
        ledger.answered(id, now);
    }
    ledger
}

fn open(now: Moment) -> Breaker {
    let mut breaker = Breaker::default();
    for _ in 0..5 {
        breaker.failed(now.clone(), None, 1.0);
    }
    breaker
}

#[test]
fn what_a_token_asks_for() {
    let (person, service) = (policy(false, ""), policy(true, ""));
    let hour = |refresh| Some(login(Some(60), refresh));
    let needed = Need::Person;
    for (name, login, policy, minute, expected) in [
        (
            "cold, person",
            None,
            &person,
            0,
            needed(LoginReason::NoLogin),
        ),
        ("cold, service", None, &service, 0, Need::Now),
        ("fresh", hour(Some("r")), &person, 49, Need::Nothing),
        ("in the margin", hour(Some("r")), &person, 50, Need::Soon),
        (
            "in the margin, nothing to renew with",
            hour(None),
            &person,
            59,
            Need::Nothing,
        ),
        ("at its end", hour(Some("r")), &person, 60, Need::Now),
        (
            "ended, no refresh token",
            hour(None),
            &person,
            60,
            needed(LoginReason::Expired),
        ),
        ("ended, service", hour(None), &service, 60, Need::Now),
        (
            "short life: the margin is a third",
            Some(login(Some(6), Some("r"))),
            &person,
            3,
            Need::Nothing,
        ),
        (
            "short life, last third",
            Some(login(Some(6), Some("r"))),
            &person,
            4,
            Need::Soon,
        ),
        (
            "no known end",
            Some(login(None, None)),
            &person,
            9999,
            Need::Nothing,
        ),
    ] {
        assert_eq!(
            need(login.as_ref(), policy, &at(minute), true),
            expected,
            "{name}"
        );
    }
}

#[test]
fn what_the_issuer_makes_of_it() {
    let service = policy(true, "5/h");
    let now = at(100);
    let (free, well) = (Ledger::default(), Breaker::default());
    let paused = || {
        let mut ledger = Ledger::default();
        ledger.pause(Some(Duration::from_secs(59)), &service.quota, &now);
        ledger
    };
    let hour = SignedDuration::from_secs(3601);
    let minute = SignedDuration::from_secs(60);
    for (name, need, ledger, breaker, expected) in [
        (
            "nothing needed",
            Need::Nothing,
            asked(9, &now),
            open(now.clone()),
            Plan::Use,
        ),
        (
            "ahead, all free",
            Need::Soon,
            free.clone(),
            well.clone(),
            Plan::RenewAhead,
        ),
        (
            "ahead, the last one is left",
            Need::Soon,
            asked(4, &now),
            well.clone(),
            Plan::Use,
        ),
        (
            "ahead, throttled",
            Need::Soon,
            paused(),
            well.clone(),
            Plan::Use,
        ),
        (
            "ahead, the issuer is down",
            Need::Soon,
            free.clone(),
            open(now.clone()),
            Plan::Use,
        ),
        (
            "needed, the last one is left",
            Need::Now,
            asked(4, &now),
            well.clone(),
            Plan::RenewNow,
        ),
        (
            "needed, used up",
            Need::Now,
            asked(5, &now),
            well.clone(),
            Plan::Wait(Hold::Quota, hour),
        ),
        (
            "needed, throttled",
            Need::Now,
            paused(),
            well.clone(),
            Plan::Wait(Hold::Throttled, minute),
        ),
        (
            "needed, the issuer is down",
            Need::Now,
            free.clone(),
            open(now.clone()),
            Plan::Wait(Hold::Breaker, SignedDuration::from_secs(30)),
        ),
        (
            "needed, time for a probe",
            Need::Now,
            free.clone(),
            open(at(99)),
            Plan::RenewNow,
        ),
        (
            "a person is needed",
            Need::Person(LoginReason::Expired),
            free,
            well,
            Plan::LoginNeeded(LoginReason::Expired),
        ),
    ] {
        assert_eq!(
            plan(need, &ledger, &breaker, &service, &now),
            expected,
            "{name}"
        );
    }
}

#[test]
fn the_margin_gives_way_to_the_quota() {
    for (quota, lifetime, margin_of, an_hour, out_of_reach) in [
        ("", 60, 600, 1.2, false),
        ("5/h", 60, 600, 1.2, false),
        ("5/h", 30, 600, 3.0, false),
        ("5/h", 20, 300, 4.0, false),
        ("5/h", 15, 0, 4.0, false),
        ("5/h", 12, 0, 5.0, false),
        ("5/h", 10, 0, 6.0, true),
        ("1/h", 60, 0, 1.0, false),
        ("", 5, 100, 18.0, false),
        ("60/m 5/h", 20, 300, 4.0, false),
    ] {
        let policy = policy(true, quota);
        let life = MINUTE * lifetime;
        let name = format!("{quota} {lifetime}");
        assert_eq!(margin(&policy, Some(life)).as_secs(), margin_of, "{name}");
        assert!(
            (requests_an_hour(&policy, life) - an_hour).abs() < 0.01,
            "{name}"
        );
        assert_eq!(is_out_of_reach(&policy, life), out_of_reach, "{name}");
    }
}

#[test]
fn a_refused_refresh_token_is_not_planned_with_again() {
    let person = policy(false, "");
    let mut login = login(Some(60), Some("r"));
    let lost = Lost {
        fingerprint: fingerprint(&SecretString::from("r")),
        at: at(1).at,
        error: "invalid_grant".into(),
        reply_lost_at: None,
    };
    login.lost = Some(lost.clone());
    assert_eq!(need(Some(&login), &person, &at(55), true), Need::Nothing);
    let reason = LoginReason::Refused(lost);
    assert_eq!(
        need(Some(&login), &person, &at(61), true),
        Need::Person(reason)
    );
    login.refresh_token = Some(SecretString::from("another"));
    assert_eq!(need(Some(&login), &person, &at(61), true), Need::Now);
}

#[test]
fn another_hosts_clock_counts_only_between_boots() {
    let person = policy(false, "");
    let login = login(Some(60), Some("r"));
    let stepped = Moment::new(at(600).at, Some(("a", 10 * 60_000)));
    assert_eq!(need(Some(&login), &person, &stepped, true), Need::Nothing);
    let elsewhere = Moment::new(at(600).at, Some(("b", 10 * 60_000)));
    assert_eq!(need(Some(&login), &person, &elsewhere, true), Need::Now);
    // Of a clock that was never compared ten minutes are allowed for.
    let short = policy_of("30s");
    assert_eq!(need(Some(&login), &short, &at(51), true), Need::Nothing);
    assert_eq!(need(Some(&login), &short, &at(51), false), Need::Soon);
}
