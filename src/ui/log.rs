//! Log lines on stderr, written around progress bars instead of through them.

use std::io::{self, Write};

use indicatif::MultiProgress;
use tracing_subscriber::fmt::MakeWriter;

/// Makes a writer for each event.
#[derive(Clone)]
pub struct LogWriter {
    bars: MultiProgress,
}

/// One event on its way.
pub struct Line(MultiProgress);

impl LogWriter {
    pub(super) fn new(bars: MultiProgress) -> Self {
        Self { bars }
    }
}

impl MakeWriter<'_> for LogWriter {
    type Writer = Line;

    fn make_writer(&self) -> Line {
        Line(self.bars.clone())
    }
}

impl Write for Line {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stderr().write(text))
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
