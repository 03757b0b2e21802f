//! Signs of life for systemd (sd_notify(3)): ready, stopping, a line of status, and the watchdog. Nobody listens where
//! NOTIFY_SOCKET is not set, and then nothing is sent.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use tracing::debug;

use crate::config::Environment;

/// The way to the service manager.
pub struct Notify {
    socket: Option<UnixDatagram>,
    watchdog: Option<Duration>,
}

impl Notify {
    /// As the environment tells of it. `pid` is this process: the watchdog may be another one's.
    pub fn new(environment: &Environment, pid: u32) -> Self {
        let socket = environment.get("NOTIFY_SOCKET").and_then(connected);
        let number = |name| environment.get(name).and_then(|text| text.parse().ok());
        let is_ours = number("WATCHDOG_PID").is_none_or(|named: u64| named == u64::from(pid));
        let limit = number("WATCHDOG_USEC").filter(|limit| is_ours && *limit > 0);
        Self {
            watchdog: limit.map(Duration::from_micros),
            socket,
        }
    }

    /// How often [`Notify::alive`] is to be called: twice in the time after which the process counts as stuck.
    pub fn rhythm(&self) -> Option<Duration> {
        self.socket.as_ref()?;
        self.watchdog.map(|limit| limit / 2)
    }

    /// It does its work from here on.
    pub fn ready(&self, status: &str) {
        self.send(&format!("READY=1\nSTATUS={status}"));
    }

    /// It ends, and saves its work.
    pub fn stopping(&self) {
        self.send("STOPPING=1\nSTATUS=saving work");
    }

    /// It is not stuck.
    pub fn alive(&self) {
        self.send("WATCHDOG=1");
    }

    fn send(&self, state: &str) {
        if let Some(socket) = &self.socket
            && let Err(error) = socket.send(state.as_bytes())
        {
            debug!(%error, "the service manager cannot be told");
        }
    }
}

/// A path, or behind `@` a name without a file (unix(7)). It must not block: a manager that does not read is no reason.
fn connected(place: &str) -> Option<UnixDatagram> {
    let socket = UnixDatagram::unbound().ok()?;
    socket.set_nonblocking(true).ok()?;
    let connected = match place.strip_prefix('@') {
        Some(name) => connect_abstract(&socket, name),
        None => socket.connect(place),
    };
    match connected {
        Ok(()) => Some(socket),
        Err(error) => {
            debug!(%error, "the service manager cannot be reached");
            None
        }
    }
}

#[cfg(target_os = "linux")]
fn connect_abstract(socket: &UnixDatagram, name: &str) -> std::io::Result<()> {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::SocketAddr;

    socket.connect_addr(&SocketAddr::from_abstract_name(name)?)
}

#[cfg(not(target_os = "linux"))]
fn connect_abstract(_: &UnixDatagram, _: &str) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::path::Path;

    use super::*;

    fn notify(place: &str, more: &[(&str, &str)]) -> Notify {
        let pairs = more.iter().copied().chain([("NOTIFY_SOCKET", place)]);
        Notify::new(&Environment::from_pairs(Path::new("/"), pairs), 7)
    }

    fn heard(socket: &UnixDatagram) -> String {
        let mut bytes = [0; 100];
        let length = socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    }

    #[test]
    fn the_manager_hears_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let manager = UnixDatagram::bind(&path).unwrap();
        let notify = notify(&path.display().to_string(), &[]);
        notify.ready("2 jobs");
        assert_eq!(heard(&manager), "READY=1\nSTATUS=2 jobs");
        notify.alive();
        assert_eq!(heard(&manager), "WATCHDOG=1");
        notify.stopping();
        assert_eq!(heard(&manager), "STOPPING=1\nSTATUS=saving work");
        // One that is gone is no failure.
        drop(manager);
        notify.alive();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_without_a_file_is_found() {
        use std::os::linux::net::SocketAddrExt;
        use std::os::unix::net::SocketAddr;

        let name = format!("jeton-test-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&name).unwrap();
        let manager = UnixDatagram::bind_addr(&address).unwrap();
        notify(&format!("@{name}"), &[]).alive();
        assert_eq!(heard(&manager), "WATCHDOG=1");
    }

    #[test]
    fn the_rhythm_is_half_of_the_watchdogs_and_only_our_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let _manager = UnixDatagram::bind(&path).unwrap();
        let path = path.display().to_string();
        let limit = ("WATCHDOG_USEC", "30000000");
        for (place, more, rhythm) in [
            (path.as_str(), vec![limit], Some(15)),
            (&path, vec![limit, ("WATCHDOG_PID", "7")], Some(15)),
            (&path, vec![limit, ("WATCHDOG_PID", "8")], None),
            (&path, vec![("WATCHDOG_USEC", "0")], None),
            (&path, vec![], None),
            ("/nowhere", vec![limit], None),
        ] {
            let rhythm = rhythm.map(Duration::from_secs);
            assert_eq!(notify(place, &more).rhythm(), rhythm, "{place} {more:?}");
        }
    }
}
