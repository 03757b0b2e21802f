//! Where an order stands, in one set of words for all sources; an unknown word stays beside it as it came.

/// Where an order, or a line, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is not paid: nothing but its stock is to be kept for it.
    AwaitingPayment,
    Created,
    Preparing,
    Shipped,
    Delivered,
    Undelivered,
    Cancelled,
    Returned,
    /// Its lines are in other packages now.
    Replaced,
    /// A word that nobody documented, or none.
    Unknown,
}

/// A word in lower case, with nothing between its parts.
pub(super) fn plain(word: &str) -> String {
    let letters = word.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Words of the marketplaces and of common APIs, as [`plain`] gives them.
const WORDS: &[(Status, &[&str])] = &[
    (
        Status::AwaitingPayment,
        &[
            "awaiting",
            "verified",
            "paymentawaiting",
            "awaitingpayment",
            "pendingpayment",
            "unpaid",
        ],
    ),
    (
        Status::Created,
        &[
            "created",
            "new",
            "open",
            "placed",
            "received",
            "pending",
            "paid",
            "confirmed",
            "approved",
        ],
    ),
    (
        Status::Preparing,
        &[
            "preparing",
            "picking",
            "invoiced",
            "packaged",
            "packed",
            "processing",
            "inprogress",
            "readytoship",
            "fulfilling",
        ],
    ),
    (
        Status::Shipped,
        &[
            "shipped",
            "atcollectionpoint",
            "intransit",
            "outfordelivery",
            "dispatched",
            "sent",
        ],
    ),
    (
        Status::Delivered,
        &["delivered", "completed", "complete", "fulfilled", "closed"],
    ),
    (
        Status::Undelivered,
        &["undelivered", "deliveryfailed", "notdelivered"],
    ),
    (
        Status::Cancelled,
        &[
            "cancelled",
            "canceled",
            "unsupplied",
            "rejected",
            "failed",
            "expired",
            "voided",
        ],
    ),
    (
        Status::Returned,
        &["returned", "refunded", "returnaccepted"],
    ),
    (
        Status::Replaced,
        &["unpacked", "repack", "split", "replaced"],
    ),
];

impl Status {
    /// As it is kept in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingPayment => "awaiting_payment",
            Self::Created => "created",
            Self::Preparing => "preparing",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Cancelled => "cancelled",
            Self::Returned => "returned",
            Self::Replaced => "replaced",
            Self::Unknown => "unknown",
        }
    }

    /// What a source's word means.
    pub fn of(word: Option<&str>) -> Self {
        let plain = plain(word.unwrap_or_default());
        let known = WORDS
            .iter()
            .find(|(_, words)| words.contains(&plain.as_str()));
        known.map_or(Self::Unknown, |(status, _)| *status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_source_are_known() {
        for (word, status) in [
            ("Created", Status::Created),
            ("Awaiting", Status::AwaitingPayment),
            ("Picking", Status::Preparing),
            ("AtCollectionPoint", Status::Shipped),
            ("UnDelivered", Status::Undelivered),
            ("UnPacked", Status::Replaced),
            ("Unpacked", Status::Replaced),
            ("UnSupplied", Status::Cancelled),
            ("PaymentAwaiting", Status::AwaitingPayment),
            ("in_transit", Status::Shipped),
            ("ready-to-ship", Status::Preparing),
            ("Kargoda", Status::Unknown),
            ("", Status::Unknown),
        ] {
            assert_eq!(Status::of(Some(word)), status, "{word}");
        }
        assert_eq!(Status::of(None), Status::Unknown);
    }

    #[test]
    fn no_word_has_two_meanings() {
        let mut words: Vec<&str> = WORDS
            .iter()
            .flat_map(|(_, words)| words.iter().copied())
            .collect();
        words.sort_unstable();
        let all = words.len();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}
