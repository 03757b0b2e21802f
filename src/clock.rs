//! The only place that reads the time.
//!
//! Everything else takes `now` as an argument, so that plans are functions of values.

use std::time::Instant;

/// The wall clock, in UTC: for what is stored or compared with an issuer's times.
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// The clock that never goes back: for deadlines and elapsed times within this process.
pub fn monotonic() -> Instant {
    Instant::now()
}
