//! Shows a device code (RFC 8628 3.3) and the time it has left. All of it goes to stderr: stdout is
//! for the result.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::{Ui, duration};
use crate::token::{Prompt, UserCode};

/// Draws the code; the spinner ends with it.
pub struct CodePrompt<'a> {
    ui: &'a Ui,
    spinner: Option<ProgressBar>,
}

impl<'a> CodePrompt<'a> {
    /// Draws nothing yet.
    pub fn new(ui: &'a Ui) -> Self {
        Self { ui, spinner: None }
    }
}

impl Prompt for CodePrompt<'_> {
    fn show(&mut self, code: &UserCode) {
        let complete = match &code.verification_uri_complete {
            Some(uri) => format!("\n\nor open this page, which has the code in it:\n\n    {uri}"),
            None => String::new(),
        };
        self.ui.insist(&format!(
            "To sign in, open this page on any device:\n\n    {}\n\nand enter the code (good for {}):\n\n    {}{complete}\n",
            code.verification_uri,
            duration(code.expires_in),
            code.user_code,
        ));
        if self.ui.draws() {
            let style = ProgressStyle::with_template("{spinner} {msg}");
            let spinner = self.ui.bars.add(ProgressBar::new_spinner());
            spinner.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            spinner.enable_steady_tick(Duration::from_millis(120));
            self.spinner = Some(spinner);
        }
    }

    fn waiting(&mut self, left: Duration) {
        if let Some(spinner) = &self.spinner {
            spinner.set_message(format!(
                "waiting for approval, {} left (Ctrl-C stops)",
                duration(left)
            ));
        }
    }
}

impl Drop for CodePrompt<'_> {
    fn drop(&mut self) {
        if let Some(spinner) = &self.spinner {
            spinner.finish_and_clear();
        }
    }
}
