//! What a login shows and opens: the QR code, the browser, and none of what a hostile issuer writes.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use serde_json::{Value, json};

use super::person::{Pending, home, provider};
use crate::support::{Answer, Jeton, Process, Run, Scripted, Stream};

const LIMIT: Duration = Duration::from_secs(20);

/// An issuer that gives these answers, and a home that is pointed at it.
fn issuer(answers: &[Answer]) -> (Scripted, Jeton) {
    let server = answers
        .iter()
        .cloned()
        .fold(Scripted::start(), Scripted::then);
    let jeton = Jeton::new();
    jeton.write_config(&format!(
        "[profiles.plain]\nprovider = \"oauth2\"\nclient_id = \"x\"\ntoken_endpoint = \"{0}/token\"\n\
         device_authorization_endpoint = \"{0}/code\"\n",
        server.url
    ));
    (server, jeton)
}

fn code(user_code: &str, page: &str, complete: Option<&str>) -> Value {
    let mut code = json!({
        "device_code": "not-to-be-shown", "user_code": user_code, "verification_uri": page,
        "expires_in": 600, "interval": 1, "message": "call 0900 and read out your password",
    });
    if let Some(complete) = complete {
        code["verification_uri_complete"] = complete.into();
    }
    code
}

/// A login by this code, which the issuer then says has ended.
fn shown(code: &Value, options: &[&str]) -> Run {
    let ended = json!({"error": "expired_token"}).to_string();
    let (server, jeton) = issuer(&[Answer::new(200, code.to_string()), Answer::new(400, ended)]);
    let run = jeton.args([&["token", "login"], options].concat()).run();
    server.done();
    run.fails(4)
}

#[test]
fn what_an_issuer_writes_cannot_play_with_the_terminal() {
    let run = shown(
        &code(
            "\u{202e}AB\x1b]0;title\x07CD\x1b[2J\u{2066}-EF\x08\u{9b}31m\r\n\nGH",
            "https://login.example/\u{202e}x?a=\x1b[2J",
            Some("https://login.example/?code=\u{2067}\x1b]8;;https://evil.example\x07"),
        ),
        &[],
    );
    let hostile = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(run.stderr.chars().find(hostile), None, "{run}");
    assert!(run.stderr.contains("\n    ABCD-EF\n"), "{run}");
    assert!(
        run.stderr
            .contains("\n    https://login.example/%E2%80%AEx?a="),
        "{run}"
    );
    assert!(!run.stderr.contains("0900") && !run.stderr.contains("not-to-be-shown"));
}

#[test]
fn only_web_pages_are_links() {
    let complete = Some("javascript:alert(1)");
    let run = shown(&code("ABCD", "https://login.example/device", complete), &[]);
    assert!(!run.stderr.contains("javascript"), "{run}");
    assert!(!run.stderr.contains("or open this page"), "{run}");

    let code = code("ABCD", "javascript:alert(1)", None);
    let (server, jeton) = issuer(&[Answer::new(200, code.to_string())]);
    let run = jeton.args(["token", "login"]).run().fails(6);
    assert!(!run.stderr.contains("javascript"), "{run}");
    assert!(run.stderr.contains("something else than OAuth"), "{run}");
    server.done();
}

/// The drawn lines of a QR code.
fn drawing(text: &str) -> Vec<&str> {
    let is_drawn = |line: &&str| line.contains(['█', '▀', '▄']);
    text.lines().filter(is_drawn).collect()
}

#[test]
fn a_qr_code_is_drawn_on_stderr_within_80_columns() {
    let complete = "https://login.example/device?user_code=ABCD-EFGH";
    let page = "https://login.example/device";
    let with = |options: &[&str], complete| shown(&code("ABCD-EFGH", page, complete), options);
    let run = with(&["--qr"], Some(complete));
    let lines = drawing(&run.stderr);
    // Version 3 and its quiet zone: 37 modules, two rows in a line.
    assert_eq!(lines.len(), 19, "{run}");
    assert!(lines.iter().all(|line| line.chars().count() == 37), "{run}");
    assert!(!run.stderr.contains('\x1b'), "{run}");
    assert!(run.stderr.contains(complete) && run.stderr.contains("\n    ABCD-EFGH\n"));
    let of_page = with(&["--qr", "-o", "json"], None);
    let smaller = drawing(&of_page.stderr);
    assert!(
        !smaller.is_empty() && smaller.len() < lines.len(),
        "{of_page}"
    );
    assert!(drawing(&of_page.stdout).is_empty(), "{of_page}");
    let colored = with(&["--qr", "--color", "always"], Some(complete));
    let explicit = colored.stderr.matches("\x1b[38;5;16;48;5;231m").count();
    assert_eq!(explicit, 19, "{colored}");
    assert!(
        drawing(&with(&[], None).stderr).is_empty(),
        "only when asked for"
    );

    let long = format!("{page}?{}", "x".repeat(600));
    let run = with(&["--qr"], Some(&long));
    assert!(drawing(&run.stderr).is_empty(), "{run}");
    assert!(
        run.stderr.contains("too long for a QR code in 80 columns"),
        "{run}"
    );
    assert!(run.stderr.contains(&long), "{run}");
}

/// A login on the terminal of script(1), with a browser that writes down what it is asked to open.
fn with_browser(jeton: &Jeton, options: &str, variables: &[(&str, &str)]) -> Process {
    let browser = jeton.home().join("browser");
    let opened = jeton.home().join("opened");
    let script = format!(
        "#!/bin/sh\necho noise; echo noise >&2\necho \"$@\" >> '{}'\nexec sleep 5\n",
        opened.display()
    );
    std::fs::write(&browser, script).unwrap();
    std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o700)).unwrap();
    // In the shell's place: killed with it, the terminal goes, and the login with the terminal.
    let login = format!("exec script -qefc \"$BIN token login {options}\" /dev/null < /dev/null");
    let mut shell = jeton
        .shell(&login)
        .env("TERM", "xterm")
        .env("BROWSER", browser.as_os_str());
    for (name, value) in variables {
        shell = shell.env(name, *value);
    }
    shell.spawn()
}

fn opened(jeton: &Jeton) -> String {
    std::thread::sleep(Duration::from_millis(700));
    std::fs::read_to_string(jeton.home().join("opened")).unwrap_or_default()
}

#[test]
fn a_browser_opens_the_page_with_the_code() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = with_browser(&jeton, "", &[]);
    let page = login.wait_for_line(Stream::Out, "user_code=", LIMIT);
    assert_eq!(opened(&jeton).trim(), page.trim());
    let said = login.output(Stream::Out);
    assert!(!said.contains("noise"), "{said}");
}

#[test]
fn no_browser_opens_where_nobody_would_see_it() {
    let server = provider(&[]);
    for (options, variables) in [
        ("--no-browser", &[][..]),
        ("", &[("CI", "true")]),
        ("", &[("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")]),
        ("< /dev/null", &[]),
        ("2> said", &[]),
    ] {
        let jeton = home(&server);
        let login = with_browser(&jeton, options, variables);
        if !options.starts_with("2>") {
            login.wait_for_line(Stream::Out, "and enter the code", LIMIT);
        }
        assert_eq!(opened(&jeton), "", "{options} {variables:?}");
    }
}

/// Of a login that goes on, the page may be open already.
#[test]
fn going_on_opens_nothing() {
    let server = provider(&[]);
    let jeton = home(&server);
    Pending::start(&jeton, &[]).process.kill();
    let login = with_browser(&jeton, "--resume", &[]);
    login.wait_for_line(Stream::Out, "and enter the code", LIMIT);
    assert_eq!(opened(&jeton), "");
}

#[test]
fn a_browser_that_does_not_start_is_no_failure() {
    let server = provider(&[]);
    let jeton = home(&server);
    let script = "exec script -qefc \"$BIN token login\" /dev/null < /dev/null";
    let login = jeton
        .shell(script)
        .env("BROWSER", "/nowhere/browser")
        .spawn();
    let page = login.wait_for_line(Stream::Out, "user_code=", LIMIT);
    crate::support::approve_http(page.trim(), &[]).ok();
    login.wait_for_line(Stream::Out, "logged in to staging as alice", LIMIT);
}
