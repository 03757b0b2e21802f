//! A wish to stop: asked for by a signal, or by a failure beside the work. Work that may be dropped is
//! dropped; work that must end (a renewal, a commit) is let end, and the wish is looked at after it.

use std::future::Future;

use tokio::sync::watch;

/// Who wants a stop, and whether one does.
#[derive(Clone)]
pub struct Halt {
    asked: Option<watch::Receiver<bool>>,
    or: Option<watch::Receiver<bool>>,
}

impl Halt {
    /// Asked for once the channel's value is true.
    pub fn new(asked: watch::Receiver<bool>) -> Self {
        Self {
            asked: Some(asked),
            or: None,
        }
    }

    /// Never asked for.
    pub fn never() -> Self {
        Self {
            asked: None,
            or: None,
        }
    }

    /// Asked for by this one, or by `other`.
    pub fn or(&self, other: watch::Receiver<bool>) -> Self {
        Self {
            asked: self.asked.clone(),
            or: Some(other),
        }
    }

    /// Whether it is asked for.
    pub fn is_asked(&self) -> bool {
        let wanted = |receiver: &Option<watch::Receiver<bool>>| {
            receiver.as_ref().is_some_and(|asked| *asked.borrow())
        };
        wanted(&self.asked) || wanted(&self.or)
    }

    /// The value of `work`, or `None` when a stop is asked for before: `work` is dropped then.
    pub async fn unless_asked<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = asked(self.asked.clone()) => None,
            () = asked(self.or.clone()) => None,
            value = work => Some(value),
        }
    }
}

/// Ends when a stop is asked for; never where nobody can ask any more.
async fn asked(receiver: Option<watch::Receiver<bool>>) {
    if let Some(mut receiver) = receiver
        && receiver.wait_for(|asked| *asked).await.is_ok()
    {
        return;
    }
    std::future::pending().await
}

#[cfg(test)]
mod tests {
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
}
