//! The only place that reads the time.
//!
//! Everything else takes `now` as an argument, so that plans are functions of values.

mod moment;

use std::time::Instant;

pub use moment::Moment;

/// The wall clock, in UTC: for what is stored or compared with an issuer's times.
pub fn now() -> jiff::Timestamp {
    #[cfg(debug_assertions)]
    let ahead = hastened::wall();
    #[cfg(not(debug_assertions))]
    let ahead = jiff::SignedDuration::ZERO;
    jiff::Timestamp::now()
        .saturating_add(ahead)
        .unwrap_or(jiff::Timestamp::MAX)
}

/// The clock that never goes back: for deadlines and elapsed times within this process.
pub fn monotonic() -> Instant {
    Instant::now()
}

/// This moment on both clocks that last longer than a process.
pub fn moment() -> Moment {
    Moment::new(now(), boot())
}

/// Which boot of which kernel this is, and the milliseconds since then, sleep included. `None` where the
/// system does not tell.
#[cfg(target_os = "linux")]
fn boot() -> Option<(&'static str, u64)> {
    use std::sync::OnceLock;

    use rustix::time::{ClockId, clock_gettime};

    static ID: OnceLock<Option<String>> = OnceLock::new();
    let id = ID.get_or_init(|| {
        let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        // In a time namespace the count since boot is another one.
        let namespace = std::fs::read_link("/proc/self/ns/time").unwrap_or_default();
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        Some(format!(
            "{}/{}",
            boot.trim(),
            digits(&namespace.to_string_lossy())
        ))
    });
    let time = clock_gettime(ClockId::Boottime);
    let seconds = u64::try_from(time.tv_sec).ok()?;
    let millis = u64::try_from(time.tv_nsec).ok()? / 1_000_000;
    #[cfg(debug_assertions)]
    let seconds = seconds.saturating_add_signed(hastened::boot());
    Some((id.as_deref()?, seconds * 1000 + millis))
}

#[cfg(not(target_os = "linux"))]
fn boot() -> Option<(&'static str, u64)> {
    None
}

/// Time that is ahead of itself, so that tests live through hours in seconds. Not in a release build.
#[cfg(debug_assertions)]
pub mod hastened {
    use std::sync::atomic::{AtomicI64, Ordering};

    static WALL: AtomicI64 = AtomicI64::new(0);
    static BOOT: AtomicI64 = AtomicI64::new(0);

    /// Seconds that the wall clock, and the count since boot, are ahead of the system's: `"3600 60"`.
    pub fn set(text: &str) {
        let mut seconds = text.split(' ').map(|word| word.parse().unwrap_or(0));
        WALL.store(seconds.next().unwrap_or(0), Ordering::Relaxed);
        BOOT.store(seconds.next().unwrap_or(0), Ordering::Relaxed);
    }

    pub(super) fn wall() -> jiff::SignedDuration {
        jiff::SignedDuration::from_secs(WALL.load(Ordering::Relaxed))
    }

    pub(super) fn boot() -> i64 {
        BOOT.load(Ordering::Relaxed)
    }
}
