//! Shows a device code (RFC 8628 3.3) and the time it has left. All of it goes to stderr: stdout is
//! for the result.

use std::io;
use std::time::Duration;

use dialoguer::console::Term;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::oneshot;

use super::browser::{self, Surroundings};
use super::qr::qr;
use super::{Ui, duration};
use crate::config::Environment;
use crate::token::{Look, Prompt, UserCode};

/// What every terminal has.
const COLUMNS: usize = 80;

/// Draws the code; the spinner ends with it.
pub struct CodePrompt<'a> {
    ui: &'a Ui,
    spinner: Option<ProgressBar>,
    qr: bool,
    browser: Option<Surroundings>,
}

impl<'a> CodePrompt<'a> {
    /// Draws nothing yet.
    pub fn new(ui: &'a Ui) -> Self {
        Self {
            ui,
            spinner: None,
            qr: false,
            browser: None,
        }
    }

    /// With a QR code of the page.
    pub fn with_qr(mut self) -> Self {
        self.qr = true;
        self
    }

    /// Opens the page in a browser, where somebody would see it.
    pub fn with_browser(mut self, environment: &Environment) -> Self {
        let terminal = self.ui.is_watched() && self.ui.is_typed();
        self.browser = Some(Surroundings::of(environment, terminal));
        self
    }

    fn draw_qr(&self, page: &str) {
        let columns = match Term::stderr().size_checked() {
            Some((_, columns)) => COLUMNS.min(columns.into()),
            None => COLUMNS,
        };
        let drawing = qr(page, columns, self.ui.colors());
        self.ui.insist(&drawing.unwrap_or_else(|| {
            format!("The page's address is too long for a QR code in {columns} columns.\n")
        }));
    }

    fn draw_spinner(&mut self) {
        if !self.ui.draws() || self.spinner.is_some() {
            return;
        }
        let style = ProgressStyle::with_template("{spinner} {msg}");
        let spinner = self.ui.bars.add(ProgressBar::new_spinner());
        spinner.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        spinner.enable_steady_tick(Duration::from_millis(120));
        self.spinner = Some(spinner);
    }

    fn clear_spinner(&mut self) {
        if let Some(spinner) = self.spinner.take() {
            spinner.finish_and_clear();
        }
    }
}

impl Prompt for CodePrompt<'_> {
    fn show(&mut self, code: &UserCode) {
        let complete = code.verification_uri_complete.as_ref();
        let page = complete.unwrap_or(&code.verification_uri);
        if self.qr {
            self.draw_qr(page.as_str());
        }
        let complete = match complete {
            Some(uri) => format!("\n\nor open this page, which has the code in it:\n\n    {uri}"),
            None => String::new(),
        };
        self.ui.insist(&format!(
            "To sign in, open this page on any device:\n\n    {}\n\nand enter the code (good for {}):\n\n    {}{complete}\n",
            code.verification_uri,
            whole(code.expires_in),
            code.user_code,
        ));
        let around = self.browser.take();
        if let Some(words) = around.and_then(|around| browser::opener(&around, page)) {
            browser::start(&words);
        }
    }

    fn waiting(&mut self, left: Duration) {
        self.draw_spinner();
        if let Some(spinner) = &self.spinner {
            spinner.set_message(format!(
                "waiting for approval, {} left (Ctrl-C stops, --resume goes on)",
                whole(left)
            ));
        }
    }

    fn ask(&mut self, why: Look<'_>, left: Duration) -> oneshot::Receiver<bool> {
        self.clear_spinner();
        let why = match why {
            Look::First => "Each look for the approval costs a request.".to_owned(),
            Look::NotYet => "It is not approved yet.".to_owned(),
            Look::Failed(reason) => format!("The issuer could not be asked: {reason}."),
        };
        self.ui.insist(&format!(
            "{why}\nPress Enter once it is approved ({} left, Ctrl-C keeps it pending).",
            whole(left)
        ));
        let (answer, answered) = oneshot::channel();
        // By itself, so that a stop does not wait for a line that never comes.
        std::thread::spawn(move || {
            let read = io::stdin().read_line(&mut String::new());
            let _ = answer.send(read.is_ok_and(|length| length > 0));
        });
        answered
    }
}

/// Without the tenths that tell a person nothing here.
fn whole(left: Duration) -> String {
    match (left + Duration::from_millis(500)).as_secs() {
        seconds @ ..60 => format!("{seconds} s"),
        seconds => duration(Duration::from_secs(seconds)),
    }
}

impl Drop for CodePrompt<'_> {
    fn drop(&mut self) {
        self.clear_spinner();
    }
}
