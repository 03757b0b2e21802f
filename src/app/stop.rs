//! SIGINT, SIGTERM and SIGHUP as a request: the first one lets the work in hand be saved, another one ends
//! the process at once. A lost terminal may be told twice, by its shell and by the system: SIGHUP only asks.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::Error;
use crate::coordination::Halt;
use crate::fsio;

/// What Linux says of this process.
const STATUS: &str = "/proc/self/status";
/// In bytes; it has about 1,500.
const LARGEST_STATUS: u64 = 64 << 10;

/// What asked for the stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// `kill`, a container's stop, a timer's limit.
    Terminate,
    /// The terminal is gone: an SSH session that broke.
    Hangup,
}

impl Signal {
    /// 128 and the signal's number, as a shell reports it.
    pub fn exit_code(self) -> u8 {
        match self {
            Signal::Interrupt => 130,
            Signal::Terminate => 143,
            Signal::Hangup => 129,
        }
    }
}

/// Listens until the process ends.
#[derive(Clone)]
pub struct Stop {
    asked: watch::Receiver<bool>,
    signal: Arc<AtomicI32>,
}

impl Stop {
    /// Starts listening; must be called within the runtime.
    pub fn listen() -> Result<Self, Error> {
        let listener = |kind| signal(kind).map_err(Error::Signals);
        let mut interrupt = listener(SignalKind::interrupt())?;
        let mut terminate = listener(SignalKind::terminate())?;
        let mut hangup = match keeps_its_hangup() {
            true => None,
            false => Some(listener(SignalKind::hangup())?),
        };
        let (ask, asked) = watch::channel(false);
        let stop = Self {
            asked,
            signal: Arc::new(AtomicI32::new(0)),
        };
        let number = Arc::clone(&stop.signal);
        tokio::spawn(async move {
            loop {
                let signal = tokio::select! {
                    _ = interrupt.recv() => Signal::Interrupt,
                    _ = terminate.recv() => Signal::Terminate,
                    () = next(&mut hangup) => Signal::Hangup,
                };
                let code = i32::from(signal.exit_code());
                // Whoever sees that a stop is asked for also sees by what: by the first one.
                let first = number.compare_exchange(0, code, Ordering::AcqRel, Ordering::Acquire);
                ask.send_replace(true);
                if first.is_err() && signal != Signal::Hangup {
                    std::process::exit(code);
                }
            }
        });
        Ok(stop)
    }

    /// Turns true when a stop is asked for.
    pub fn receiver(&self) -> watch::Receiver<bool> {
        self.asked.clone()
    }

    /// The same for whoever works.
    pub fn halt(&self) -> Halt {
        Halt::new(self.receiver())
    }

    /// The signal that asked.
    pub fn signal(&self) -> Option<Signal> {
        match self.signal.load(Ordering::Acquire) {
            130 => Some(Signal::Interrupt),
            143 => Some(Signal::Terminate),
            129 => Some(Signal::Hangup),
            _ => None,
        }
    }
}

async fn next(signal: &mut Option<tokio::signal::unix::Signal>) {
    match signal {
        Some(signal) => drop(signal.recv().await),
        None => std::future::pending().await,
    }
}

/// Whether SIGHUP is left as it was found: ignored, as `nohup` leaves it. Where nobody tells, it keeps its
/// meaning, and ends the process.
fn keeps_its_hangup() -> bool {
    let status = fsio::read(Path::new(STATUS), LARGEST_STATUS).ok().flatten();
    status.is_none_or(|status| ignores_hangup(&String::from_utf8_lossy(&status)))
}

/// Of `/proc/self/status` (proc(5)): a bit for each signal, the first one is SIGHUP's.
fn ignores_hangup(status: &str) -> bool {
    let mut lines = status.lines();
    let mask = lines.find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_none_or(|mask| mask & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ignored_hangup_is_seen() {
        for (status, ignored) in [
            (
                "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000001\n",
                true,
            ),
            (
                "SigIgn:\t0000000000001000\nSigCgt:\t0000000000000001\n",
                false,
            ),
            ("SigIgn:\t0000000000001001\n", true),
            ("Name:\tjeton\n", true),
            ("SigIgn:\tnone\n", true),
        ] {
            assert_eq!(ignores_hangup(status), ignored, "{status}");
        }
    }
}
