//! A serde `Deserializer` over the merged tree, whose errors know path and origin.
//!
//! Text from variables and flags is read as the target type asks: the one place for that.

use serde::de::{
    self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};

use super::error::Error;
use super::fault::Fault;
use super::node::{Item, Node, join};

/// Reads a whole tree as `T`.
pub(super) fn from_tree<'de, T: de::Deserialize<'de>>(tree: &Node) -> Result<T, Error> {
    let root = At {
        node: tree,
        path: String::new(),
    };
    T::deserialize(root).map_err(|fault| fault.at("", &tree.origin).into())
}

/// A node and how it is called.
struct At<'a> {
    node: &'a Node,
    path: String,
}

impl At<'_> {
    fn seed<'de, S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Fault> {
        let (path, origin) = (self.path.clone(), &self.node.origin);
        seed.deserialize(self)
            .map_err(|fault| fault.at(&path, origin))
    }
}

macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            match &self.node.item {
                Item::Raw(text) => match text.trim().parse() {
                    Ok(number) => visitor.visit_i64(number),
                    Err(_) => Err(Fault::wrong(format!("{text:?} is not a whole number"))),
                },
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for At<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.item {
            Item::Raw(text) | Item::String(text) => visitor.visit_str(text),
            Item::Integer(number) => visitor.visit_i64(*number),
            Item::Bool(value) => visitor.visit_bool(*value),
            Item::Array(items) => visitor.visit_seq(Items::new(items, &self.path)),
            Item::Table(entries) => visitor.visit_map(Entries {
                rest: entries.iter(),
                value: None,
                path: &self.path,
            }),
            Item::Other(what) => Err(de::Error::invalid_type(Unexpected::Other(what), &visitor)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Item::Raw(text) = &self.node.item else {
            return self.deserialize_any(visitor);
        };
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => visitor.visit_bool(true),
            "false" | "0" | "no" | "off" => visitor.visit_bool(false),
            _ => Err(Fault::wrong(format!("{text:?} is not true or false"))),
        }
    }

    integers! { deserialize_i64 deserialize_u32 deserialize_u64 }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Item::Raw(text) = &self.node.item else {
            return self.deserialize_any(visitor);
        };
        let origin = &self.node.origin;
        let items: Vec<Node> = list(text)?
            .into_iter()
            .map(|item| Node::new(Item::Raw(item), origin.clone()))
            .collect();
        visitor.visit_seq(Items::new(&items, &self.path))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.node.item {
            Item::Raw(text) | Item::String(text) => {
                visitor.visit_enum(text.as_str().into_deserializer())
            }
            _ => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        tuple tuple_struct map struct identifier ignored_any
    }
}

/// A list in one line of text: a JSON array, or words between commas or spaces.
fn list(text: &str) -> Result<Vec<String>, Fault> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text)
            .map_err(|_| Fault::wrong("the text is not a JSON array of strings".to_owned()));
    }
    let words = text.split(|letter: char| letter == ',' || letter.is_whitespace());
    Ok(words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect())
}

struct Entries<'a> {
    rest: std::slice::Iter<'a, (String, Node)>,
    value: Option<At<'a>>,
    path: &'a str,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some((key, node)) = self.rest.next() else {
            return Ok(None);
        };
        let path = join(self.path, key);
        let name = key.as_str().into_deserializer();
        let name = seed
            .deserialize(name)
            .map_err(|fault: Fault| fault.at(&path, &node.origin))?;
        self.value = Some(At { node, path });
        Ok(Some(name))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        match self.value.take() {
            Some(value) => value.seed(seed),
            None => Err(de::Error::custom("a value was asked for before its key")),
        }
    }
}

struct Items<'a> {
    rest: std::iter::Enumerate<std::slice::Iter<'a, Node>>,
    path: &'a str,
}

impl<'a> Items<'a> {
    fn new(items: &'a [Node], path: &'a str) -> Self {
        Self {
            rest: items.iter().enumerate(),
            path,
        }
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let Some((index, node)) = self.rest.next() else {
            return Ok(None);
        };
        let path = format!("{}[{index}]", self.path);
        At { node, path }.seed(seed).map(Some)
    }
}
