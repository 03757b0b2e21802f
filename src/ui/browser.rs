//! Whether a browser can be opened for the person who is asked to sign in, and opening it. Never an error: the
//! page's address stands on the terminal in every case.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use url::Url;

use crate::config::Environment;

/// What tells whether somebody would see a browser.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// Somebody sits at a terminal.
    pub terminal: bool,
    /// `CI` is set.
    pub ci: bool,
    /// One of the variables of a session over SSH is set.
    pub ssh: bool,
    /// The user is root.
    pub root: bool,
    /// `DISPLAY` or `WAYLAND_DISPLAY` is set.
    pub display: bool,
    /// A system whose desktop needs no such variable.
    pub macos: bool,
    /// `BROWSER`.
    pub browser: Option<String>,
}

impl Surroundings {
    pub(super) fn of(environment: &Environment, terminal: bool) -> Self {
        let is_set = |name: &&str| environment.get(name).is_some();
        Self {
            terminal,
            ci: is_set(&"CI"),
            ssh: ["SSH_CONNECTION", "SSH_TTY"].iter().any(is_set),
            root: is_root(environment),
            display: ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(is_set),
            macos: cfg!(target_os = "macos"),
            browser: environment.get("BROWSER").map(str::to_owned),
        }
    }
}

fn is_root(environment: &Environment) -> bool {
    match std::fs::metadata("/proc/self") {
        Ok(process) => process.uid() == 0,
        Err(_) => environment.get("USER") == Some("root"),
    }
}

/// The program and its arguments that open `page`, or `None` where nobody would see it.
pub(super) fn opener(around: &Surroundings, page: &Url) -> Option<Vec<String>> {
    let remote = around.ssh && (around.root || !around.display);
    let desktop = around.display || around.macos || around.browser.is_some();
    let is_web = matches!(page.scheme(), "http" | "https");
    if !around.terminal || around.ci || remote || !desktop || !is_web {
        return None;
    }
    let Some(browser) = &around.browser else {
        let system = if around.macos { "open" } else { "xdg-open" };
        return Some(vec![system.to_owned(), page.to_string()]);
    };
    // Several are separated by colons; %s is the address, which otherwise comes last.
    let first = browser.split(':').find(|one| !one.trim().is_empty())?;
    let mut words: Vec<String> = first.split_whitespace().map(str::to_owned).collect();
    match words.iter().any(|word| word.contains("%s")) {
        true => {
            for word in &mut words {
                *word = word.replace("%s", page.as_str());
            }
        }
        false => words.push(page.to_string()),
    }
    Some(words)
}

/// Starts `words` and waits for nothing. A shell starts it in the background and ends at once, so that the
/// browser is nobody's child here; it has no part of the terminal.
pub(super) fn start(words: &[String]) {
    let started = Command::new("sh")
        .args(["-c", "\"$@\" &", "sh"])
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .status();
    if let Err(error) = started {
        tracing::debug!(%error, "no browser opened");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    fn at_a_desk() -> Surroundings {
        Surroundings {
            terminal: true,
            display: true,
            ..Surroundings::default()
        }
    }

    fn opened(around: &Surroundings, page: &str) -> Option<String> {
        let words = opener(around, &Url::parse(page).unwrap())?;
        Some(words.join(" "))
    }

    #[test]
    fn a_browser_is_opened_only_where_somebody_sees_it() {
        const PAGE: &str = "https://login.example/device?user_code=AB";
        let desk = at_a_desk();
        let bare = Surroundings {
            terminal: true,
            ..Surroundings::default()
        };
        let custom = |browser: &str| Some(browser.to_owned());
        let cases = [
            (desk.clone(), Some("xdg-open")),
            (
                Surroundings {
                    terminal: false,
                    ..desk.clone()
                },
                None,
            ),
            (
                Surroundings {
                    ci: true,
                    ..desk.clone()
                },
                None,
            ),
            (
                Surroundings {
                    ssh: true,
                    ..desk.clone()
                },
                Some("xdg-open"),
            ),
            (
                Surroundings {
                    root: true,
                    ..desk.clone()
                },
                Some("xdg-open"),
            ),
            (
                Surroundings {
                    ssh: true,
                    root: true,
                    ..desk.clone()
                },
                None,
            ),
            (
                Surroundings {
                    ssh: true,
                    display: false,
                    macos: true,
                    ..desk.clone()
                },
                None,
            ),
            (
                Surroundings {
                    ssh: true,
                    browser: custom("firefox"),
                    ..bare.clone()
                },
                None,
            ),
            (bare.clone(), None),
            (
                Surroundings {
                    macos: true,
                    ..bare.clone()
                },
                Some("open"),
            ),
            (
                Surroundings {
                    browser: custom("firefox"),
                    ..bare.clone()
                },
                Some("firefox"),
            ),
            (
                Surroundings {
                    browser: custom("firefox"),
                    ci: true,
                    ..bare.clone()
                },
                None,
            ),
            (
                Surroundings {
                    browser: custom(" : "),
                    ..bare
                },
                None,
            ),
        ];
        for (around, program) in cases {
            let expected = program.map(|program| format!("{program} {PAGE}"));
            assert_eq!(opened(&around, PAGE), expected, "{around:?}");
            assert_eq!(opened(&around, "file:///etc/passwd"), None);
            assert_eq!(opened(&around, "javascript:alert(1)"), None);
        }
    }

    #[test]
    fn browser_may_have_arguments_and_a_place_for_the_address() {
        let with = |browser: &str| Surroundings {
            browser: Some(browser.to_owned()),
            ..at_a_desk()
        };
        for (browser, expected) in [
            (
                "firefox --new-window",
                "firefox --new-window https://a.example/;rm",
            ),
            (
                "chromium --app=%s --quiet:lynx",
                "chromium --app=https://a.example/;rm --quiet",
            ),
            (":w3m", "w3m https://a.example/;rm"),
        ] {
            let opened = opened(&with(browser), "https://a.example/;rm");
            assert_eq!(opened.as_deref(), Some(expected));
        }
    }
}
