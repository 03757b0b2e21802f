//! Why a cache of MSAL's cannot be read, or a login not be taken from one or put into one.

/// A file, or a login, that does not go over. Never holds a secret; names from a file are of one line.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No bytes, or no entries.
    #[error("it is empty")]
    Empty,
    /// Somebody else has the key.
    #[error("it is encrypted by {0}")]
    Encrypted(&'static str),
    /// Not JSON. Where, because the text itself may be a secret.
    #[error("it is not JSON (line {line}, column {column})")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON of another shape.
    #[error("its layout is not that of MSAL's cache, or of a later one: {0}")]
    Layout(&'static str),
    /// The profile is of a kind that such a cache does not hold.
    #[error("MSAL's caches have no place for such a profile: {0}")]
    NoSuchCache(&'static str),
    /// Entries, but none for the profile.
    #[error("nothing in it fits; the profile wants {wanted}; there is {}", listed(.there))]
    NothingFits {
        /// What the profile wants.
        wanted: String,
        /// What the file has, one login each.
        there: Vec<String>,
    },
    /// More accounts than one.
    #[error("several accounts fit: {}", .0.join(", "))]
    Several(Vec<String>),
    /// An account that fits in everything, but whose token has ended for good.
    #[error("the access token of {account} has ended, and there is no refresh token")]
    Ended {
        /// The account.
        account: String,
    },
    /// MSAL looks tokens up by account.
    #[error("the issuer did not say who signed in, and MSAL finds tokens by account")]
    Nobody,
    /// MSAL's public client would be refused.
    #[error("its client has a secret, which MSAL's public client does not send")]
    Confidential,
    /// MSAL refuses to start with such an issuer.
    #[error("MSAL wants an authority of https with a path, and the issuer is {0}")]
    Authority(String),
}

fn listed(there: &[String]) -> String {
    match there {
        [] => "no login".to_owned(),
        there => there.join("; "),
    }
}
