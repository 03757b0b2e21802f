//! A JSON document whose last field is a list that nobody holds whole: each item is printed when it is there.

use serde::Serialize;

use super::{Document, Error, JSON_FORMAT, Ui};

/// An open document; [`end`](Self::end) closes it.
pub struct Listing<'a> {
    ui: &'a Ui,
    empty: bool,
}

impl Ui {
    /// Begins the document: the fields of `head`, then the list `name`.
    pub fn listing(&self, head: &impl Serialize, name: &str) -> Result<Listing<'_>, Error> {
        let document = Document {
            format: JSON_FORMAT,
            result: head,
        };
        let text = pretty(&document)?;
        let open = text.trim_end_matches('}').trim_end();
        self.line(&format!("{open},\n  \"{name}\": ["))?;
        Ok(Listing {
            ui: self,
            empty: true,
        })
    }
}

impl Listing<'_> {
    /// Prints the next item.
    pub fn item(&mut self, item: &impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string(item).map_err(|error| Error::Output(error.into()))?;
        let comma = if self.empty { "    " } else { "    ," };
        self.empty = false;
        self.ui.line(&format!("{comma}{text}"))
    }

    /// Closes the document.
    pub fn end(self) -> Result<(), Error> {
        self.ui.line("  ]\n}")
    }
}

fn pretty(document: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string_pretty(document).map_err(|error| Error::Output(error.into()))
}
