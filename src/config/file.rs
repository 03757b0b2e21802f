//! A config file's text as a tree with lines. It knows no key.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Error;
use super::node::{Item, Node, Origin};

/// Reads TOML; `path` is only what messages call the file.
pub(super) fn parse(text: &str, path: &Path) -> Result<Node, Error> {
    let reader = Reader {
        path: path.to_path_buf(),
        newlines: text.match_indices('\n').map(|(at, _)| at).collect(),
    };
    match DeTable::parse(text) {
        Ok(table) => Ok(Node::new(reader.table(table.get_ref()), reader.origin(0))),
        Err(error) => Err(reader.syntax(text, &error)),
    }
}

struct Reader {
    path: PathBuf,
    newlines: Vec<usize>,
}

impl Reader {
    fn line(&self, offset: usize) -> usize {
        self.newlines.partition_point(|newline| *newline < offset) + 1
    }

    fn origin(&self, offset: usize) -> Origin {
        Origin::File {
            path: self.path.clone(),
            line: self.line(offset),
        }
    }

    fn table(&self, table: &DeTable<'_>) -> Item {
        let mut entries: Vec<_> = table.iter().collect();
        // The parser sorts by name; people expect the order in which they wrote.
        entries.sort_by_key(|(key, _)| key.span().start);
        let nodes = entries.into_iter().map(|(key, value)| {
            // The key's line: a value over several lines is found where it begins.
            let node = Node::new(self.item(value.get_ref()), self.origin(key.span().start));
            (key.get_ref().to_string(), node)
        });
        Item::Table(nodes.collect())
    }

    fn item(&self, value: &DeValue<'_>) -> Item {
        match value {
            DeValue::String(text) => Item::String(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or(Item::Other("a number out of range"), Item::Integer),
            DeValue::Boolean(value) => Item::Bool(*value),
            DeValue::Array(values) => Item::Array(values.iter().map(|v| self.node(v)).collect()),
            DeValue::Table(table) => self.table(table),
            DeValue::Float(_) => Item::Other("a number with a fraction"),
            DeValue::Datetime(_) => Item::Other("a date"),
        }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        Node::new(self.item(value.get_ref()), self.origin(value.span().start))
    }

    /// Only toml's reason, not its picture of the line, which may hold a secret.
    fn syntax(&self, text: &str, error: &toml::de::Error) -> Error {
        let offset = text.floor_char_boundary(error.span().map_or(0, |span| span.start));
        let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        Error::Syntax {
            path: self.path.clone(),
            line: self.line(offset),
            column: text[line_start..offset].chars().count() + 1,
            reason: error.message().replace('\n', "; "),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(node: &Node, path: &[&str]) -> usize {
        match &node.get(path).unwrap().origin {
            Origin::File { line, .. } => *line,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn every_node_has_its_line_and_tables_their_order() {
        let text = "state_dir = \"/s\"\n\n[profiles.z]\nscopes = [\n  \"a\",\n  \"b\",\n]\n\
                    [profiles.a]\nclient_id.x = 1\n[http]\ntimeout = '''\n1s'''\n";
        let tree = parse(text, Path::new("jeton.toml")).unwrap();
        assert_eq!(line(&tree, &["state_dir"]), 1);
        assert_eq!(line(&tree, &["profiles", "z"]), 3);
        assert_eq!(line(&tree, &["profiles", "z", "scopes"]), 4);
        assert_eq!(line(&tree, &["profiles", "a", "client_id", "x"]), 9);
        assert_eq!(line(&tree, &["http", "timeout"]), 11);
        let names: Vec<&str> = tree
            .get(&["profiles"])
            .unwrap()
            .entries()
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["z", "a"]);
    }

    #[test]
    fn a_syntax_error_has_line_and_column_but_not_the_text() {
        let error = |text: &str| {
            parse(text, Path::new("jeton.toml"))
                .err()
                .unwrap()
                .to_string()
        };
        assert_eq!(
            error("a = 1\nclient_secret = \"s3cret\n"),
            "jeton.toml:2:24: invalid basic string, expected `\"`"
        );
        assert_eq!(error("a = 1\na = 2\n"), "jeton.toml:2:1: duplicate key");
        assert_eq!(
            error("ä = é\n"),
            "jeton.toml:1:1: invalid unquoted key, expected letters, numbers, `-`, `_`"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_a_tree_or_an_error(text in "(?s).{0,200}|([a-b\\[\\]{}=\"'#. 1\\n]){0,80}") {
            let _ = parse(&text, Path::new("x"));
        }
    }
}
