//! The device authorization grant (RFC 8628): a code for a person, who approves it elsewhere, and polls until
//! that is decided. What is pending outlives the process, in [`super::pending`].

mod authorize;
mod poll;
mod wait;

use std::time::Duration;

use tokio::sync::oneshot;
use url::Url;

pub(super) use authorize::authorize;
pub(super) use wait::{Wait, turn};

/// What the person needs. Server text in it is safe to show.
#[derive(Clone, Debug)]
pub struct UserCode {
    /// The page to open, http or https.
    pub verification_uri: Url,
    /// The page with the code in it, where the issuer has one.
    pub verification_uri_complete: Option<Url>,
    /// The code to type.
    pub user_code: String,
    /// How long it is still good for.
    pub expires_in: Duration,
}

/// When the issuer is asked whether the code is approved. Each poll is a token request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// By itself, a full interval after each answer.
    #[default]
    Steady,
    /// When the person says that it is approved.
    OnEnter,
    /// Once, now.
    Once,
    /// Not by this process: the code is shown and kept.
    Never,
}

/// Why the person is asked to say when the code is approved.
#[derive(Clone, Copy, Debug)]
pub enum Look<'a> {
    /// Nothing was asked yet.
    First,
    /// It was not approved yet.
    NotYet,
    /// The issuer could not be asked, and why.
    Failed(&'a str),
}

/// Who shows the code; drawn by `ui`, or answered by a test.
pub trait Prompt {
    /// The code is there.
    fn show(&mut self, code: &UserCode);

    /// Still undecided; called before every poll.
    fn waiting(&mut self, left: Duration);

    /// Asks the person to say when it is approved. The answer is `false`, or never comes, where nobody is
    /// there any more.
    fn ask(&mut self, _why: Look<'_>, _left: Duration) -> oneshot::Receiver<bool> {
        oneshot::channel().1
    }
}
