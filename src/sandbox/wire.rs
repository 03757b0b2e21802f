//! The sandbox's connections, which can be told to cut, reset or stall the answer they are about to write.
//! HTTP itself is hyper's; this file sees only bytes.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::IncomingStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Sleep;

/// How an answer is broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// The connection ends in order, in the middle of the body.
    Close,
    /// A TCP RST.
    Reset,
    /// Silence for so long, then the rest.
    Stall(Duration),
}

#[derive(Clone, Copy)]
enum Place {
    /// Bytes of body still to let through; the head is not out yet.
    Body(usize),
    Byte(usize),
}

/// One connection's orders, shared by the connection and whoever answers on it.
#[derive(Clone, Default)]
pub(super) struct Wire(Arc<Mutex<Option<(Break, Place)>>>);

impl Wire {
    /// Breaks the next answer before its first byte.
    pub(super) fn break_now(&self, how: Break) {
        self.set(Some((how, Place::Byte(0))));
    }

    /// Breaks the next answer after so many bytes of its body.
    pub(super) fn break_after(&self, body: usize, how: Break) {
        self.set(Some((how, Place::Body(body))));
    }

    /// Whether the next answer will not leave at all.
    pub(super) fn breaks_at_once(&self) -> bool {
        let order = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(*order, Some((_, Place::Byte(0))))
    }

    fn set(&self, order: Option<(Break, Place)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = order;
    }

    /// How much of `next` may be written, and what happens instead of the rest.
    fn allowance(&self, next: &[u8]) -> Option<(Break, usize)> {
        let mut order = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (how, place) = (*order)?;
        let left = match place {
            Place::Byte(left) => left,
            // hyper writes the whole head at once, so its end is in the first piece.
            Place::Body(left) => {
                let end = next.windows(4).position(|four| four == b"\r\n\r\n");
                end.map_or(0, |end| end + 4) + left
            }
        };
        *order = Some((how, Place::Byte(left)));
        Some((how, left))
    }
}

/// A loopback listener whose connections obey a [`Wire`].
pub(super) struct Gate(pub(super) TcpListener);

impl axum::serve::Listener for Gate {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        let (stream, peer) = axum::serve::Listener::accept(&mut self.0).await;
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "nodelay was refused");
        }
        let line = Line {
            stream,
            wire: Wire::default(),
            stall: None,
        };
        (line, peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Gate>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Gate>) -> Wire {
        stream.io().wire.clone()
    }
}

/// One connection.
pub(super) struct Line {
    stream: TcpStream,
    wire: Wire,
    stall: Option<Pin<Box<Sleep>>>,
}

impl AsyncWrite for Line {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let line = self.get_mut();
        if let Some(stall) = &mut line.stall {
            ready!(stall.as_mut().poll(cx));
            line.stall = None;
        }
        let Some((how, left)) = line.wire.allowance(bytes) else {
            return Pin::new(&mut line.stream).poll_write(cx, bytes);
        };
        if left > 0 {
            let piece = &bytes[..left.min(bytes.len())];
            let written = ready!(Pin::new(&mut line.stream).poll_write(cx, piece))?;
            line.wire.set(Some((how, Place::Byte(left - written))));
            return Poll::Ready(Ok(written));
        }
        line.wire.set(None);
        match how {
            Break::Close => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
            Break::Reset => {
                line.stream.set_zero_linger()?;
                Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
            }
            Break::Stall(length) => {
                line.stall = Some(Box::pin(tokio::time::sleep(length)));
                Pin::new(line).poll_write(cx, bytes)
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(cx, into)
    }
}
