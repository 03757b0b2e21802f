//! What the stand-ins of the marketplaces are asked to be.

use std::time::Duration;

/// How the marketplaces behave, beyond what their documents say.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How long a batch takes: only then is the catalogue changed.
    pub batch_time: Duration,
    /// How long Trendyol tells a batch's result; the others tell it six times as long.
    pub retention: Duration,
    /// How long Trendyol refuses the same body again.
    pub duplicate_window: Duration,
    /// One key in so many is refused; 0 is none.
    pub refuse: u64,
    /// Whether a key that was never created there is unknown.
    pub strict: bool,
    /// Whether created products are approved when their batch is finished.
    pub approve: bool,
    /// Whether there are windows of requests.
    pub windows: bool,
    /// How many products the gateway finds where it is told none.
    pub gateway_products: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            batch_time: Duration::from_secs(1),
            retention: Duration::from_secs(4 * 3600),
            duplicate_window: Duration::from_secs(15 * 60),
            refuse: 0,
            strict: false,
            approve: false,
            windows: true,
            gateway_products: 25,
        }
    }
}
