//! Runs the real binary as a user would, in a home of its own: no variable of the caller reaches it but PATH, the time zone is UTC
//! and the language C. `Jeton` is the home and lasts over many runs; `Invocation` is one command line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::process::{Process, Run};

const BINARY: &str = env!("CARGO_BIN_EXE_jeton");
const RUN_LIMIT: Duration = Duration::from_secs(60);

/// A user's home with nothing in it, gone when the value is.
pub struct Jeton {
    folder: TempDir,
    variables: Vec<(OsString, OsString)>,
}

impl Jeton {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut jeton = Self {
            folder,
            variables: Vec::new(),
        };
        let home = jeton.home();
        for (name, path) in [
            ("HOME", home.clone()),
            ("XDG_CONFIG_HOME", home.join(".config")),
            ("XDG_DATA_HOME", home.join(".local/share")),
            ("XDG_STATE_HOME", home.join(".local/state")),
            ("XDG_CACHE_HOME", home.join(".cache")),
            ("XDG_RUNTIME_DIR", jeton.folder.path().join("run")),
            ("TMPDIR", jeton.folder.path().join("tmp")),
        ] {
            make_private(&path);
            jeton = jeton.env(name, path);
        }
        jeton.env("TZ", "UTC").env("LANG", "C.UTF-8")
    }

    /// Sets a variable for every run in this home.
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Where jeton looks for its configuration when it is told nothing.
    pub fn config_file(&self) -> PathBuf {
        self.home().join(".config/jeton/jeton.toml")
    }

    /// Writes the configuration file, readable by its owner alone, and returns its path.
    pub fn write_config(&self, text: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let file = self.config_file();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
        file
    }

    /// A command line to run in this home.
    pub fn args<I>(&self, args: I) -> Invocation
    where
        I: IntoIterator,
        I::Item: Into<OsString>,
    {
        let mut command = self.command(BINARY);
        command.args(args.into_iter().map(Into::into));
        Invocation {
            command,
            stdin: None,
        }
    }

    /// A script for `sh` in this home, where the binary is `"$BIN"`.
    pub fn shell(&self, script: &str) -> Invocation {
        let mut command = self.command("sh");
        command.args(["-c", script]).env("BIN", BINARY);
        Invocation {
            command,
            stdin: None,
        }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.home());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.envs(self.variables.iter().cloned());
        command
    }
}

/// One run of the binary, not started yet.
pub struct Invocation {
    command: Command,
    stdin: Option<String>,
}

impl Invocation {
    /// Sets a variable for this run.
    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command.env(name, value.into());
        self
    }

    /// Adds a word to the end of the command line.
    pub fn arg(mut self, word: &str) -> Self {
        self.command.arg(word);
        self
    }

    /// What it reads from stdin; without this stdin is empty.
    pub fn stdin(mut self, text: impl Into<String>) -> Self {
        self.stdin = Some(text.into());
        self
    }

    /// Runs it to its end; panics with its output when it takes more than 60 s.
    #[track_caller]
    pub fn run(self) -> Run {
        self.spawn().wait(RUN_LIMIT)
    }

    /// Starts it and leaves it running; the home has to outlive it.
    pub fn spawn(mut self) -> Process {
        let mut process = Process::spawn(&mut self.command);
        process.feed(self.stdin.unwrap_or_default());
        process
    }
}

fn make_private(folder: &Path) {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .unwrap();
}
