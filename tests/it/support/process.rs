//! A child process whose output is read as it comes, so that a test can wait for a line or for the end, never for ever.
//! Ends with the test: dropping it kills the process. It stays in the test's process group, for the runner to clean up.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// One of the two outputs of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Out,
    Err,
}

/// How a process ended and all it printed.
#[derive(Debug)]
pub struct Run {
    /// Exit code; 128 + signal when a signal ended it, as a shell says it.
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Panics with both outputs unless the exit code is 0.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.fails(0)
    }

    /// Panics with both outputs unless the exit code is this one.
    #[track_caller]
    pub fn fails(self, code: i32) -> Self {
        assert!(
            self.code == code,
            "exit code {}, not {code}\n{self}",
            self.code
        );
        self
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "--- stdout\n{}--- stderr\n{}---",
            self.stdout, self.stderr
        )
    }
}

#[derive(Default)]
struct Output {
    text: String,
    ended: bool,
}

type Shared = Arc<(Mutex<Output>, Condvar)>;

/// A running child process.
pub struct Process {
    name: String,
    child: Child,
    stdin: Option<ChildStdin>,
    out: Shared,
    err: Shared,
}

impl Process {
    /// Starts the command with both outputs captured and stdin held open until [`Process::close_stdin`] or the end.
    pub fn spawn(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        let out = collect(child.stdout.take().unwrap());
        let err = collect(child.stderr.take().unwrap());
        let stdin = child.stdin.take();
        Self {
            name,
            child,
            stdin,
            out,
            err,
        }
    }

    /// Writes a line to stdin.
    pub fn send_line(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("stdin is closed");
        writeln!(stdin, "{line}").unwrap();
        stdin.flush().unwrap();
    }

    /// Writes all of it and closes stdin. A process that ends without reading it is no failure.
    pub fn feed(&mut self, text: String) {
        let mut stdin = self.stdin.take().expect("stdin is closed");
        thread::spawn(move || stdin.write_all(text.as_bytes()));
    }

    pub fn close_stdin(&mut self) {
        self.stdin = None;
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What came out so far.
    pub fn output(&self, stream: Stream) -> String {
        self.shared(stream).0.lock().unwrap().text.clone()
    }

    /// Waits for a whole line that contains the words and returns it. Looks at what was printed before the call, too.
    #[track_caller]
    pub fn wait_for_line(&self, stream: Stream, words: &str, limit: Duration) -> String {
        let deadline = Instant::now() + limit;
        let (lock, changed) = &**self.shared(stream);
        let mut output = lock.lock().unwrap();
        loop {
            let whole = output
                .text
                .rfind('\n')
                .map_or("", |end| &output.text[..end]);
            if let Some(line) = whole.lines().find(|line| line.contains(words)) {
                return line.to_owned();
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if output.ended || left.is_zero() {
                let how = if output.ended { "ended" } else { "went on" };
                drop(output);
                panic!(
                    "{} {how} without printing {words:?} in {limit:?}\n{}",
                    self.name,
                    self.printed()
                );
            }
            output = changed.wait_timeout(output, left).unwrap().0;
        }
    }

    /// Whether it has ended by itself; [`Process::wait`] then gives how, at once.
    pub fn has_ended(&self) -> bool {
        let stat = self.stat();
        stat.is_empty() || stat.starts_with('Z')
    }

    /// What `/proc` says of it behind its name (proc(5)); nothing once it is gone.
    fn stat(&self) -> String {
        let stat = format!("/proc/{}/stat", self.id());
        let text = std::fs::read_to_string(stat).unwrap_or_default();
        let (_, behind) = text.rsplit_once(") ").unwrap_or_default();
        behind.to_owned()
    }

    /// A line of its status in `/proc`, such as `RssAnon:`, in KiB; 0 once it is gone.
    pub fn kib(&self, name: &str) -> u64 {
        let status = format!("/proc/{}/status", self.id());
        let text = std::fs::read_to_string(status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        kib.unwrap_or(0)
    }

    /// What it has used of the processor, in hundredths of a second.
    pub fn ticks(&self) -> u64 {
        let stat = self.stat();
        let fields = stat.split(' ').skip(11).take(2);
        fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
    }

    /// Waits for the end; kills the process and panics with its output when that takes longer than the limit.
    #[track_caller]
    pub fn wait(mut self, limit: Duration) -> Run {
        let deadline = Instant::now() + limit;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if Instant::now() >= deadline {
                self.stop();
                panic!(
                    "{} was killed after {limit:?}\n{}",
                    self.name,
                    self.printed()
                );
            }
            thread::sleep(Duration::from_millis(5));
        };
        Run {
            code: code_of(status),
            stdout: self.rest(Stream::Out),
            stderr: self.rest(Stream::Err),
        }
    }

    /// Sends a signal by its name without SIG, such as TERM.
    pub fn signal(&self, name: &str) {
        let command = format!("kill -{name} {}", self.id());
        assert!(
            Command::new("sh")
                .args(["-c", &command])
                .status()
                .unwrap()
                .success(),
            "{command}"
        );
    }

    /// Kills it (SIGKILL) and returns what it had printed.
    pub fn kill(mut self) -> Run {
        self.stop();
        self.wait(Duration::from_secs(10))
    }

    fn stop(&mut self) {
        // It may have ended by itself just now; wait() takes the status in both cases.
        if self.child.kill().is_ok() {
            self.child.wait().unwrap();
        }
    }

    fn shared(&self, stream: Stream) -> &Shared {
        match stream {
            Stream::Out => &self.out,
            Stream::Err => &self.err,
        }
    }

    /// The whole of a stream after the end. A grandchild may still hold the pipe, so not without a limit.
    fn rest(&self, stream: Stream) -> String {
        let (lock, changed) = &**self.shared(stream);
        let output = lock.lock().unwrap();
        let limit = Duration::from_secs(2);
        let (output, _) = changed
            .wait_timeout_while(output, limit, |output| !output.ended)
            .unwrap();
        output.text.clone()
    }

    fn printed(&self) -> String {
        let mut text = String::new();
        for stream in [Stream::Out, Stream::Err] {
            write!(text, "--- {stream:?}\n{}", self.output(stream)).unwrap();
        }
        text
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Reads lines in a thread of their own until the pipe closes; bytes that are no UTF-8 are shown as such.
fn collect(pipe: impl Read + Send + 'static) -> Shared {
    let shared = Shared::default();
    let writer = Arc::clone(&shared);
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            writer
                .0
                .lock()
                .unwrap()
                .text
                .push_str(&String::from_utf8_lossy(&line));
            writer.1.notify_all();
            line.clear();
        }
        writer.0.lock().unwrap().ended = true;
        writer.1.notify_all();
    });
    shared
}

fn code_of(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or_default())
}
