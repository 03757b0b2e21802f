//! A wish to stop: asked for by a signal, by a failure beside the work, or by a deadline. Work that may be dropped is
//! dropped; work that must end (a renewal, a commit) is let end, and the wish is looked at after it.

use std::future::{Future, poll_fn};
use std::task::Poll;
use std::time::Instant;

use tokio::sync::watch;

use crate::clock;

/// Who wants a stop, and whether one does.
#[derive(Clone, Default)]
pub struct Halt {
    asked: Vec<watch::Receiver<bool>>,
    deadline: Option<Instant>,
}

impl Halt {
    /// Asked for once the channel's value is true.
    pub fn new(asked: watch::Receiver<bool>) -> Self {
        Self::never().or(asked)
    }

    /// Never asked for.
    pub fn never() -> Self {
        Self::default()
    }

    /// Asked for by this one, or by `other`.
    pub fn or(&self, other: watch::Receiver<bool>) -> Self {
        let mut both = self.clone();
        both.asked.push(other);
        both
    }

    /// Asked for by this one, or by the time.
    pub fn until(&self, deadline: Option<Instant>) -> Self {
        let earliest = self.deadline.into_iter().chain(deadline).min();
        Self {
            deadline: earliest,
            ..self.clone()
        }
    }

    /// Whether it is asked for.
    pub fn is_asked(&self) -> bool {
        let expired = self.deadline.is_some_and(|at| clock::monotonic() >= at);
        expired || self.asked.iter().any(|asked| *asked.borrow())
    }

    /// The value of `work`, or `None` when a stop is asked for before: `work` is dropped then.
    pub async fn unless_asked<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.wait() => None,
            value = work => Some(value),
        }
    }

    /// Ends when a stop is asked for; never where nobody can ask any more.
    async fn wait(&self) {
        let wishes = self
            .asked
            .iter()
            .cloned()
            .map(|asked| Box::pin(wanted(asked)));
        let mut wishes: Vec<_> = wishes.collect();
        let any = poll_fn(|context| {
            match wishes
                .iter_mut()
                .any(|wish| wish.as_mut().poll(context).is_ready())
            {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        });
        tokio::select! {
            () = any => {}
            () = passed(self.deadline) => {}
        }
    }
}

async fn wanted(mut asked: watch::Receiver<bool>) {
    if asked.wait_for(|asked| *asked).await.is_err() {
        std::future::pending().await
    }
}

async fn passed(deadline: Option<Instant>) {
    match deadline {
        Some(at) => tokio::time::sleep_until(at.into()).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn either_one_stops_the_work() {
        let (first, asked) = watch::channel(false);
        let (second, or) = watch::channel(false);
        let halt = Halt::new(asked).or(or);
        assert!(!halt.is_asked());
        assert_eq!(halt.unless_asked(async { 1 }).await, Some(1));
        drop(first);
        assert_eq!(halt.unless_asked(async { 2 }).await, Some(2));
        second.send_replace(true);
        assert!(halt.is_asked());
        assert_eq!(halt.unless_asked(std::future::pending::<u8>()).await, None);
    }

    #[tokio::test]
    async fn so_does_the_earlier_deadline() {
        let now = clock::monotonic();
        let later = Halt::never().until(Some(now + Duration::from_secs(3600)));
        assert!(!later.is_asked());
        assert!(!later.until(None).is_asked());
        let soon = later.until(Some(now + Duration::from_millis(1)));
        assert_eq!(soon.unless_asked(std::future::pending::<u8>()).await, None);
        assert!(soon.is_asked());
    }
}
