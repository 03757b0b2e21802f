//! SIGINT and SIGTERM as a request: the first one lets the work in hand be saved, the second one ends
//! the process at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::Error;
use crate::coordination::Halt;

/// What asked for the stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// `kill`, a container's stop, a timer's limit.
    Terminate,
}

impl Signal {
    /// 128 and the signal's number, as a shell reports it.
    pub fn exit_code(self) -> u8 {
        match self {
            Signal::Interrupt => 130,
            Signal::Terminate => 143,
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
        let (mut interrupt, mut terminate) = (
            signal(SignalKind::interrupt()).map_err(Error::Signals)?,
            signal(SignalKind::terminate()).map_err(Error::Signals)?,
        );
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
                };
                let code = i32::from(signal.exit_code());
                // Whoever sees that a stop is asked for also sees by what.
                number.store(code, Ordering::Release);
                if ask.send_replace(true) {
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
            _ => None,
        }
    }
}
