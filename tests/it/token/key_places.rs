//! The places that a key comes from besides a named file, and their order.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::at_rest::make_key;
use super::person::{home, provider};
use super::seal;
use crate::support::{Invocation, Jeton, OidcServer, Run};

struct Stage {
    _server: OidcServer,
    jeton: Jeton,
}

impl Stage {
    fn new() -> Self {
        let server = provider(&[]);
        let jeton = home(&server);
        Self {
            _server: server,
            jeton,
        }
    }

    fn key(&self, name: &str) -> PathBuf {
        make_key(&self.jeton.home().join(name))
    }

    /// A folder as systemd makes one, with this credential in it.
    fn credentials(&self, name: &str) -> PathBuf {
        let folder = self.jeton.home().join("credentials");
        std::fs::create_dir_all(&folder).unwrap();
        make_key(&folder.join(name))
    }

    fn login(&self) -> Invocation {
        self.jeton.args(["token", "login", "orders", "-o", "json"])
    }

    /// Adds `[key]` to the configuration.
    fn configure(&self, key: &str) {
        let text = std::fs::read_to_string(self.jeton.config_file()).unwrap();
        self.jeton.write_config(&format!("[key]\n{key}\n{text}"));
    }

    fn folder_of(path: &Path) -> String {
        path.parent().unwrap().display().to_string()
    }

    /// The login was sealed for this key, and no other key was made.
    #[track_caller]
    fn opens(&self, key: &Path) {
        let login = seal::opened_with(key, &seal::file(&self.jeton, "orders"));
        assert_eq!(login.unwrap()["profile"], "orders");
        assert!(!seal::key(&self.jeton).exists(), "no other key was made");
    }
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn secret(path: &Path) -> String {
    let text = text(path);
    let line = text
        .lines()
        .find(|line| line.starts_with("AGE-SECRET-KEY-1"));
    line.unwrap().to_owned()
}

#[track_caller]
fn source(run: &Run) -> String {
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    report["key"].as_str().unwrap().to_owned()
}

/// Its ACL shows as bits of the group, so its mode is not looked at.
#[test]
fn a_systemd_credential_is_a_key_whatever_its_mode() {
    let stage = Stage::new();
    let key = stage.credentials("jeton-key");
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o440)).unwrap();
    let run = stage.login();
    let run = run.env("CREDENTIALS_DIRECTORY", Stage::folder_of(&key));
    assert_eq!(source(&run.run().ok()), key.display().to_string());
    stage.opens(&key);
}

#[test]
fn other_credentials_are_passed_over() {
    let stage = Stage::new();
    let other = stage.credentials("postgres-password");
    let key = stage.key("mine.txt");
    for folder in [Stage::folder_of(&other), "/nowhere".to_owned()] {
        let run = stage.login().env("CREDENTIALS_DIRECTORY", folder);
        let run = run.env("JETON_KEY", text(&key)).run().ok();
        assert_eq!(source(&run), "JETON_KEY");
    }
    stage.opens(&key);
}

#[test]
fn a_credential_that_is_no_key_is_refused() {
    let stage = Stage::new();
    let key = stage.credentials("jeton-key");
    std::fs::write(&key, "hunter2-hunter2").unwrap();
    let run = stage.login().env("JETON_KEY", text(&stage.key("mine.txt")));
    let run = run.env("CREDENTIALS_DIRECTORY", Stage::folder_of(&key));
    let run = run.run().fails(3);
    let error = format!("{} holds no age identity", key.display());
    assert!(run.stdout.contains(&error), "{run}");
    assert!(!run.stdout.contains("hunter2"), "{run}");
}

#[test]
fn a_command_prints_the_key() {
    let stage = Stage::new();
    let key = stage.key("mine.txt");
    stage.configure(&format!("command = [\"cat\", {key:?}]"));
    let run = stage.login().run().ok();
    assert_eq!(source(&run), "the command `cat`");
    stage.opens(&key);
    let shown = stage.jeton.args(["config", "show"]).run().ok();
    assert!(shown.stdout.contains("[\"cat\", …]"), "{shown}");
}

/// It may ask a person for something.
#[test]
fn showing_the_configuration_runs_no_command() {
    let stage = Stage::new();
    stage.configure("command = [\"touch\", \"ran\"]");
    stage.jeton.args(["config", "show"]).run().ok();
    assert!(!stage.jeton.home().join("ran").exists());
    let check = stage.jeton.args(["config", "check"]).run().fails(3);
    assert!(check.stderr.contains("key.command: "), "{check}");
    assert!(stage.jeton.home().join("ran").exists());
}

#[test]
fn a_command_that_gives_no_key_is_an_error() {
    let table = [
        ("[\"false\"]", "key.command: the command `false` failed"),
        (
            "[\"true\"]",
            "key.command: { command = [\"true\"] } is empty",
        ),
        (
            "[\"/nowhere/x\"]",
            "key.command: cannot run the command `/nowhere/x`",
        ),
        (
            "[\"echo\", \"hunter2-hunter2\"]",
            "the command `echo` holds no age identity",
        ),
    ];
    for (command, error) in table {
        let stage = Stage::new();
        stage.configure(&format!("command = {command}"));
        let run = stage.login().env("JETON_KEY", text(&stage.key("mine.txt")));
        let run = run.run().fails(3);
        assert!(run.stdout.contains(&error.replace('"', "\\\"")), "{run}");
        assert!(!run.stdout.contains("hunter2"), "{run}");
        assert!(!seal::file(&stage.jeton, "orders").exists());
    }
}

#[test]
fn a_command_that_hangs_is_given_up() {
    let stage = Stage::new();
    stage.configure("command = [\"sleep\", \"300\"]");
    let started = Instant::now();
    let run = stage.login().run().fails(3);
    assert!(started.elapsed() < Duration::from_secs(20), "{run}");
    assert!(run.stdout.contains("did not end within 10 s"), "{run}");
}

#[test]
fn an_empty_command_is_refused() {
    let stage = Stage::new();
    for command in ["[]", "[\"\"]"] {
        stage
            .jeton
            .write_config(&format!("[key]\ncommand = {command}\n"));
        let run = stage.jeton.args(["config", "check"]).run().fails(3);
        assert!(run.stderr.contains("the command is empty"), "{run}");
    }
}

/// Each place in turn is taken away; the next one is used then.
#[test]
fn the_order_is_file_credential_command_variable_data_folder() {
    let stage = Stage::new();
    let (file, command, variable) = (
        stage.key("file.txt"),
        stage.key("command.txt"),
        stage.key("variable.txt"),
    );
    let credential = stage.credentials("jeton-key");
    let show = |given: usize| {
        let mut run = stage.jeton.args(["key", "show", "-o", "json"]);
        if given > 3 {
            run = run.env("JETON_KEY_FILE", &file);
        }
        if given > 2 {
            run = run.env("CREDENTIALS_DIRECTORY", Stage::folder_of(&credential));
        }
        if given > 1 {
            run = run.env("JETON_KEY__COMMAND", format!("[\"cat\",{command:?}]"));
        }
        if given > 0 {
            run = run.env("JETON_KEY", secret(&variable));
        }
        let run = run.run().ok();
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        report["source"].as_str().unwrap().to_owned()
    };
    stage.jeton.args(["key", "generate"]).run().ok();
    let order = [4, 3, 2, 1, 0].map(show);
    assert_eq!(
        order,
        [
            "file",
            "credentials_directory",
            "command",
            "environment",
            "data_folder"
        ]
    );
}

/// As `age` itself does, from a line as from a file.
#[test]
fn several_identities_stand_in_a_variable() {
    let stage = Stage::new();
    let (new, old) = (stage.key("new.txt"), stage.key("old.txt"));
    stage.login().env("JETON_KEY", secret(&old)).run().ok();
    for between in ["\n", " ", ",", ", "] {
        let keys = format!("{}{between}{}", secret(&new), secret(&old));
        let run = stage.jeton.args(["token", "print", "orders"]);
        run.env("JETON_KEY", keys).run().ok();
    }
    let keys = format!("{} {}", secret(&new), secret(&old));
    let run = stage.jeton.args(["token", "login", "orders", "--force"]);
    run.env("JETON_KEY", keys).run().ok();
    stage.opens(&new);
}

#[test]
fn an_empty_name_of_a_key_file() {
    let stage = Stage::new();
    let run = stage.jeton.args(["key", "show", "--key-file", ""]);
    run.run().fails(2);
    // A variable that is set to nothing counts as unset, as everywhere.
    let run = stage.login().env("JETON_KEY_FILE", "");
    run.run().ok();
    assert!(seal::key(&stage.jeton).exists());
}

/// `--key-file <(pass show jeton)`: it is read once, for the whole run.
#[test]
fn a_pipe_is_a_key_file() {
    let stage = Stage::new();
    let key = stage.key("mine.txt");
    let script = "mkfifo -m 600 pipe; cat mine.txt > pipe & exec \"$BIN\" token login orders --key-file pipe";
    let run = stage.jeton.shell(script).run().ok();
    assert_eq!(run.stderr, "", "it is not read twice");
    stage.opens(&key);
    let bash = "exec bash -c '\"$BIN\" token login orders --force --key-file <(cat mine.txt)'";
    let run = stage.jeton.shell(bash).run().ok();
    assert_eq!(run.stderr, "", "it is not read twice");
    stage.opens(&key);
}

#[test]
fn a_pipe_that_nobody_writes_to_ends_in_time() {
    let stage = Stage::new();
    let pipe = stage.jeton.home().join("pipe");
    let made = Command::new("mkfifo")
        .args(["-m", "600"])
        .arg(&pipe)
        .status();
    assert!(made.unwrap().success());
    let started = Instant::now();
    let run = stage.login().env("JETON_KEY_FILE", &pipe).run().fails(3);
    assert!(started.elapsed() < Duration::from_secs(20), "{run}");
    assert!(run.stdout.contains("nobody wrote to within 10 s"), "{run}");
}

#[test]
fn a_device_is_refused() {
    let stage = Stage::new();
    for device in ["/dev/zero", "/dev/null", "/dev/tty"] {
        let run = stage.login().env("JETON_KEY_FILE", device).run().fails(3);
        let error = format!("the key file {device} is neither a file nor a pipe");
        assert!(run.stdout.contains(&error), "{run}");
    }
}

/// A recipient that is none may be a secret by mistake.
#[test]
fn a_secret_among_the_recipients_is_not_repeated() {
    let stage = Stage::new();
    let secret = secret(&stage.key("mine.txt"));
    let run = stage.login().env("JETON_KEY__RECIPIENTS", &secret).run();
    let run = run.fails(3);
    assert!(
        run.stdout
            .contains("key.recipients: a value is not an age recipient"),
        "{run}"
    );
    assert!(!run.stdout.contains(&secret) && !run.stderr.contains(&secret));
}
