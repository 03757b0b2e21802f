//! The text is what node_exporter takes, whatever the labels are; other syncs' series and what a failing run does not
//! know stay.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn full() -> RunMetrics {
    RunMetrics {
        sync: "referrals".to_owned(),
        inserted: 200_000,
        updated: 12,
        unchanged: 3,
        rejected: 1,
        pages: 2_001,
        response_bytes: 277_000_000,
        requests: 2_003,
        duration: Duration::from_millis(9_250),
        ended_at: at(1_900_000_000),
        exit_code: 7,
        last_success: Some(at(1_900_000_000)),
        missing_rows: Some(2),
        breakers: vec![
            HostState {
                host: "login.example:8443".to_owned(),
                state: State::HalfOpen,
            },
            HostState {
                host: "api.example".to_owned(),
                state: State::Open,
            },
        ],
        quotas: vec![QuotaLeft {
            profile: "partner-center".to_owned(),
            window: "5/h".to_owned(),
            left: 4,
        }],
        token_expiries: vec![("partner-center".to_owned(), at(1_900_003_600))],
    }
}

const GOLDEN: &str = r#"# HELP jeton_sync_last_run_records Records of the last run, by what became of them.
# TYPE jeton_sync_last_run_records gauge
jeton_sync_last_run_records{sync="referrals",outcome="inserted"} 200000
jeton_sync_last_run_records{sync="referrals",outcome="rejected"} 1
jeton_sync_last_run_records{sync="referrals",outcome="unchanged"} 3
jeton_sync_last_run_records{sync="referrals",outcome="updated"} 12
# HELP jeton_sync_last_run_pages Pages that the last run committed.
# TYPE jeton_sync_last_run_pages gauge
jeton_sync_last_run_pages{sync="referrals"} 2001
# HELP jeton_sync_last_run_response_bytes Bytes of the upstream's answers to the last run, decompressed.
# TYPE jeton_sync_last_run_response_bytes gauge
jeton_sync_last_run_response_bytes{sync="referrals"} 277000000
# HELP jeton_sync_last_run_requests Requests of the last run to the upstream, also those that failed.
# TYPE jeton_sync_last_run_requests gauge
jeton_sync_last_run_requests{sync="referrals"} 2003
# HELP jeton_sync_last_run_duration_seconds How long the last run took.
# TYPE jeton_sync_last_run_duration_seconds gauge
jeton_sync_last_run_duration_seconds{sync="referrals"} 9.25
# HELP jeton_sync_last_run_end_timestamp_seconds When the last run ended, however it did.
# TYPE jeton_sync_last_run_end_timestamp_seconds gauge
jeton_sync_last_run_end_timestamp_seconds{sync="referrals"} 1900000000
# HELP jeton_sync_last_run_exit_code Exit code of the last run: 0 done, 7 done in part, else see jeton help.
# TYPE jeton_sync_last_run_exit_code gauge
jeton_sync_last_run_exit_code{sync="referrals"} 7
# HELP jeton_sync_last_success_timestamp_seconds When a run last reached its end, exit code 0 or 7; 0 where none is known.
# TYPE jeton_sync_last_success_timestamp_seconds gauge
jeton_sync_last_success_timestamp_seconds{sync="referrals"} 1900000000
# HELP jeton_sync_missing_rows Rows that have missing_since: the upstream no longer lists them.
# TYPE jeton_sync_missing_rows gauge
jeton_sync_missing_rows{sync="referrals"} 2
# HELP jeton_sync_breaker_state Breaker of a host: 0 closed, 1 half-open, 2 open: the host is left alone.
# TYPE jeton_sync_breaker_state gauge
jeton_sync_breaker_state{sync="referrals",host="api.example"} 2
jeton_sync_breaker_state{sync="referrals",host="login.example:8443"} 1
# HELP jeton_sync_token_requests_left Token requests that a window of the quota leaves free.
# TYPE jeton_sync_token_requests_left gauge
jeton_sync_token_requests_left{sync="referrals",profile="partner-center",window="5/h"} 4
# HELP jeton_sync_token_expiry_timestamp_seconds When the profile's access token ends.
# TYPE jeton_sync_token_expiry_timestamp_seconds gauge
jeton_sync_token_expiry_timestamp_seconds{sync="referrals",profile="partner-center"} 1900003600
"#;

/// A series: its name and its labels in the order of their names.
type Series = (String, BTreeMap<String, String>);

/// The classic format as node_exporter reads it, and more strictly: HELP, then TYPE, then all samples of a family in
/// one piece; legal names; the three escapes; no times; no series twice; a last line that ends.
fn strictly(text: &str) -> BTreeMap<Series, f64> {
    let legal = |name: &str, colon: bool| {
        let mut chars = name.chars();
        let first = chars.next().unwrap();
        assert!(first.is_ascii_alphabetic() || first == '_', "{name}");
        assert!(chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || colon && c == ':'));
    };
    assert!(text.is_empty() || text.ends_with('\n'), "{text}");
    let mut series = BTreeMap::new();
    let mut families = BTreeSet::new();
    let mut open: Option<(String, bool)> = None;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').unwrap();
            legal(name, true);
            assert!(!help.is_empty() && !help.contains('\\'), "{line}");
            assert!(families.insert(name.to_owned()), "twice: {line}");
            open = Some((name.to_owned(), false));
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert_eq!((name, kind), (open.as_ref().unwrap().0.as_str(), "gauge"));
            open = Some((name.to_owned(), true));
        } else {
            let end = line.find(['{', ' ']).unwrap();
            assert_eq!(open, Some((line[..end].to_owned(), true)), "{line}");
            let (labels, rest) = labels(&line[end..]);
            labels.keys().for_each(|name| legal(name, false));
            let value = rest.strip_prefix(' ').unwrap();
            assert!(!value.contains(' '), "a time: {line}");
            let value: f64 = value.parse().unwrap();
            let known = series.insert((line[..end].to_owned(), labels), value);
            assert_eq!(known, None, "twice: {line}");
        }
    }
    series
}

/// `{a="b",c="d"} rest`, with what is left behind it.
fn labels(text: &str) -> (BTreeMap<String, String>, &str) {
    let mut found = BTreeMap::new();
    let Some(mut rest) = text.strip_prefix('{') else {
        return (found, text);
    };
    loop {
        let (name, after) = rest.split_once("=\"").unwrap();
        let (mut value, mut chars) = (String::new(), after.chars());
        loop {
            match chars.next().unwrap() {
                '"' => break,
                '\\' => value.push(match chars.next().unwrap() {
                    'n' => '\n',
                    '"' => '"',
                    '\\' => '\\',
                    other => panic!("escape {other:?} in {text}"),
                }),
                plain => value.push(plain),
            }
        }
        assert_eq!(found.insert(name.to_owned(), value), None, "{text}");
        rest = chars.as_str();
        match rest.chars().next().unwrap() {
            ',' => rest = &rest[1..],
            '}' => return (found, &rest[1..]),
            other => panic!("{other:?} in {text}"),
        }
    }
}

/// Where Prometheus's own checker is installed, its word counts too.
fn promtool(text: &str) {
    let mut command = Command::new("promtool");
    command.args(["check", "metrics"]).stdin(Stdio::piped());
    let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut checker) = piped.spawn() else {
        return;
    };
    let mut stdin = checker.stdin.take().unwrap();
    stdin.write_all(text.as_bytes()).unwrap();
    drop(stdin);
    let said = checker.wait_with_output().unwrap();
    let said = (
        said.status,
        String::from_utf8(said.stdout),
        String::from_utf8(said.stderr),
    );
    assert!(said.0.success(), "{said:?}");
}

#[test]
fn the_text_is_this_one() {
    let text = full().render("").unwrap();
    assert_eq!(text, GOLDEN);
    strictly(&text);
    promtool(&text);
}

#[test]
fn a_failing_run_takes_over_what_it_does_not_know() {
    let failed = RunMetrics {
        sync: "referrals".to_owned(),
        exit_code: 6,
        ended_at: at(1_900_000_900),
        ..RunMetrics::default()
    };
    let first = failed.render("").unwrap();
    assert!(first.contains("jeton_sync_last_success_timestamp_seconds{sync=\"referrals\"} 0\n"));
    assert!(!first.contains("missing_rows"), "not known: {first}");
    strictly(&first);

    let later = failed.render(GOLDEN).unwrap();
    for line in [
        "jeton_sync_last_success_timestamp_seconds{sync=\"referrals\"} 1900000000",
        "jeton_sync_missing_rows{sync=\"referrals\"} 2",
        "jeton_sync_last_run_exit_code{sync=\"referrals\"} 6",
        "jeton_sync_last_run_end_timestamp_seconds{sync=\"referrals\"} 1900000900",
    ] {
        assert!(later.contains(line), "{line}\n{later}");
    }
    assert!(
        !later.contains("breaker") && !later.contains("profile="),
        "the last run's: {later}"
    );
    strictly(&later);
}

#[test]
fn other_syncs_stay_and_a_newer_jetons_families_too() {
    let newer = "# HELP jeton_new Of later.\n# TYPE jeton_new gauge\njeton_new{sync=\"orders\"} 1\n\
                 jeton_new{sync=\"referrals\"} 2\n";
    let orders = RunMetrics {
        sync: "orders".to_owned(),
        ..full()
    };
    let both = orders.render(&format!("{GOLDEN}{newer}")).unwrap();
    let both = full().render(&both).unwrap();
    let series = strictly(&both);
    promtool(&both);
    for (name, labels) in strictly(GOLDEN).into_keys() {
        let mut others = labels.clone();
        others.insert("sync".to_owned(), "orders".to_owned());
        assert!(series.contains_key(&(name.clone(), labels)), "{name}");
        assert!(series.contains_key(&(name.clone(), others)), "{name}");
    }
    // Whose they were wrote them anew, without these.
    assert!(!both.contains("jeton_new"), "{both}");
    let kept = RunMetrics {
        sync: "products".to_owned(),
        ..full()
    };
    assert!(kept.render(newer).unwrap().starts_with(newer));
}

#[test]
fn text_of_somebody_else_is_refused_by_its_line() {
    let help = "# HELP a b\n# TYPE a gauge\n";
    for (text, line) in [
        ("notes", 1),
        ("\n", 1),
        ("a{sync=\"x\"} 1\n", 1),
        ("# TYPE a gauge\n", 1),
        ("# HELP a b\n# TYPE a counter\n", 2),
        (&format!("{help}a 1\n"), 3),
        (&format!("{help}a{{host=\"x\"}} 1\n"), 3),
        (&format!("{help}a{{sync=\"x\"}} 1 1900000000000\n"), 3),
        (&format!("{help}a{{sync=\"x\" 1\n"), 3),
        (&format!("{help}a{{sync=\"x\\q\"}} 1\n"), 3),
        (&format!("{help}a{{sync=\"x\"}} one\n"), 3),
        (&format!("{help}b{{sync=\"x\"}} 1\n"), 3),
    ] {
        assert_eq!(full().render(text), Err(NotOurs { line }), "{text}");
    }
}

proptest! {
    /// Names come from configurations and URLs: any text is written, and read again, as it is.
    #[test]
    fn any_label_survives(sync in "\\PC*|[\\\\\"\n{}, =#]*", profile in "\\PC*|[\\\\\"\n{}, =#]*", left in 0u32..) {
        let metrics = RunMetrics {
            sync: sync.clone(),
            quotas: vec![QuotaLeft { profile: profile.clone(), window: "5/h".to_owned(), left }],
            last_success: Some(at(1)),
            ..RunMetrics::default()
        };
        let text = metrics.render(GOLDEN).unwrap();
        let labels = [("sync", sync.as_str()), ("profile", &profile), ("window", "5/h")];
        let labels = labels.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let series = ("jeton_sync_token_requests_left".to_owned(), labels.into());
        let read = strictly(&text);
        prop_assert_eq!(read.get(&series), Some(&f64::from(left)));
        prop_assert_eq!(&metrics.render(&text).unwrap(), &text);
    }
}
