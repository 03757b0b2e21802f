//! Prometheus' classic text format, as far as node_exporter's textfile collector takes it and we write it: gauges
//! with HELP and TYPE, each family in one piece, no times.

use std::collections::BTreeMap;
use std::fmt;

/// The text holds something that jeton does not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is none that jeton writes")]
pub struct NotOurs {
    /// Counted from 1.
    pub line: usize,
}

/// Families in the order of their first mention; a newer jeton's are kept as they are.
#[derive(Debug, Default)]
pub(super) struct Document {
    families: Vec<Family>,
}

#[derive(Debug)]
struct Family {
    name: String,
    help: String,
    /// By the text of the labels, which is how a series is known.
    samples: BTreeMap<String, Sample>,
}

#[derive(Debug)]
struct Sample {
    sync: String,
    value: f64,
}

impl Document {
    pub(super) fn parse(text: &str) -> Result<Self, NotOurs> {
        let mut document = Self::default();
        for (index, line) in text.lines().enumerate() {
            let read = document.read(line);
            read.ok_or(NotOurs { line: index + 1 })?;
        }
        Ok(document)
    }

    /// Reads one line of what [`Display`](fmt::Display) writes; `None` is another one.
    fn read(&mut self, line: &str) -> Option<()> {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ')?;
            self.family(name, help);
            return Some(());
        }
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ')?;
            return (kind == "gauge" && self.find(name).is_some()).then_some(());
        }
        let (name, rest) = line.split_once('{')?;
        let (labels, value) = rest.rsplit_once("} ")?;
        let value = value.parse().ok()?;
        let sync = label(labels, "sync")?;
        let samples = &mut self.find(name)?.samples;
        samples.insert(labels.to_owned(), Sample { sync, value });
        Some(())
    }

    fn find(&mut self, name: &str) -> Option<&mut Family> {
        let mut families = self.families.iter_mut();
        families.find(|family| family.name == name)
    }

    /// Adds a family, or changes its help, which is plain text.
    pub(super) fn family(&mut self, name: &str, help: &str) {
        let help = help.to_owned();
        match self.find(name) {
            Some(family) => family.help = help,
            None => self.families.push(Family {
                name: name.to_owned(),
                help,
                samples: BTreeMap::new(),
            }),
        }
    }

    /// A sample of a family that is there.
    pub(super) fn add(&mut self, name: &str, labels: &[(&str, &str)], value: f64) {
        let text: Vec<String> = labels
            .iter()
            .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
            .collect();
        let text = text.join(",");
        let sync = label(&text, "sync").unwrap_or_default();
        if let Some(family) = self.find(name) {
            family.samples.insert(text, Sample { sync, value });
        }
    }

    /// The value of the family's first series of `sync`.
    pub(super) fn value(&mut self, name: &str, sync: &str) -> Option<f64> {
        let mut samples = self.find(name)?.samples.values();
        let sample = samples.find(|sample| sample.sync == sync)?;
        Some(sample.value)
    }

    /// Drops every series of `sync`.
    pub(super) fn forget(&mut self, sync: &str) {
        for family in &mut self.families {
            family.samples.retain(|_, sample| sample.sync != sync);
        }
    }
}

/// A family without a sample is left out.
impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for family in &self.families {
            let samples = family.samples.iter();
            let samples = samples.map(|(labels, sample)| (labels, sample.value));
            write_family(f, (&family.name, "gauge", &family.help), samples)?;
        }
        Ok(())
    }
}

/// Nothing where there is no sample.
fn write_family(
    out: &mut impl fmt::Write,
    (name, kind, help): (&str, &str, &str),
    samples: impl Iterator<Item = (impl fmt::Display, f64)>,
) -> fmt::Result {
    let mut samples = samples.peekable();
    if samples.peek().is_some() {
        writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")?;
    }
    for (labels, value) in samples {
        writeln!(out, "{name}{{{labels}}} {value}")?;
    }
    Ok(())
}

/// A family by itself, a sample for each value of one label; nothing where there is none.
pub fn family<'s>(
    what: (&str, &str, &str),
    label: &str,
    samples: impl Iterator<Item = (&'s str, f64)>,
) -> String {
    let labelled = |(of, value): (&str, f64)| (format!("{label}=\"{}\"", escaped(of)), value);
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = write_family(&mut text, what, samples.map(labelled));
    text
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

/// The value of a label in `a="1",b="2"`; `None` also where the text is not of this form.
fn label(labels: &str, wanted: &str) -> Option<String> {
    let mut rest = labels;
    let mut found = None;
    loop {
        let (name, after) = rest.split_once("=\"")?;
        let mut value = String::new();
        let mut chars = after.char_indices();
        let end = loop {
            match chars.next()? {
                (at, '"') => break at,
                (_, '\\') => value.push(match chars.next()?.1 {
                    'n' => '\n',
                    plain @ ('\\' | '"') => plain,
                    _ => return None,
                }),
                (_, plain) => value.push(plain),
            }
        };
        if name == wanted {
            found = Some(value);
        }
        match after[end + 1..].strip_prefix(',') {
            Some(next) => rest = next,
            None if after.len() == end + 1 => return found,
            None => return None,
        }
    }
}
