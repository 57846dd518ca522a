//! The fields of a JSON record that are read; the others are passed over, since a corpus may carry more
//! annotation than text. A field of another type spoils no record; of a field given twice the last counts.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// One record, its fields as they stand.
#[derive(Debug, Default)]
pub(crate) struct JsonRecord<'a> {
    pub id: Option<Field<'a>>,
    pub url: Option<Field<'a>>,
    pub outlet: Option<Field<'a>>,
    pub title: Option<Field<'a>>,
    pub published: Option<Field<'a>>,
    pub language: Option<Field<'a>>,
    pub text: Option<Field<'a>>,
    pub html: Option<Field<'a>>,
}

impl<'a> JsonRecord<'a> {
    fn field(&mut self, name: &str) -> Option<&mut Option<Field<'a>>> {
        Some(match name {
            "id" => &mut self.id,
            "url" => &mut self.url,
            "outlet" => &mut self.outlet,
            "title" => &mut self.title,
            "published" => &mut self.published,
            "language" => &mut self.language,
            "text" => &mut self.text,
            "html" => &mut self.html,
            _ => return None,
        })
    }
}

/// The records of a value: an object is one, an array holds as many as it has elements.
/// What is neither is a record without fields.
#[derive(Debug)]
pub(crate) struct Several<'a>(pub Vec<JsonRecord<'a>>);

/// The value of a field.
#[derive(Debug)]
pub(crate) enum Field<'a> {
    Text(Cow<'a, str>),
    Number(i64),
    Decimal(f64),
    Other,
}

macro_rules! others {
    ($($visit:ident: $kind:ty),*) => {
        $(fn $visit<E>(self, _: $kind) -> Result<Self::Value, E> { Ok(Self::Value::other()) })*
    };
}

/// What a value of no use is read as.
trait Other {
    fn other() -> Self;
}

impl Other for Field<'_> {
    fn other() -> Self {
        Self::Other
    }
}

impl Other for JsonRecord<'_> {
    fn other() -> Self {
        Self::default()
    }
}

impl Other for Several<'_> {
    fn other() -> Self {
        Self(vec![JsonRecord::default()])
    }
}

struct FieldVisitor;

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Field<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Owned(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Field::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(number).map_or(Field::Other, Field::Number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Field::Decimal(number))
    }

    others!(visit_bool: bool);

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Field::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Field::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Field::Other)
    }
}

impl<'de> Deserialize<'de> for Field<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = JsonRecord<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut record = JsonRecord::default();
        while let Some(name) = map.next_key::<Name>()? {
            match record.field(&name.0) {
                Some(field) => *field = Some(map.next_value()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(record)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(JsonRecord::default())
    }

    others!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(JsonRecord::default())
    }
}

/// The name of a field, borrowed where it has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Field::deserialize(deserializer)? {
            Field::Text(text) => Ok(Self(text)),
            _ => Ok(Self(Cow::Borrowed(""))),
        }
    }
}

impl<'de> Deserialize<'de> for JsonRecord<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RecordVisitor)
    }
}

struct SeveralVisitor;

impl<'de> Visitor<'de> for SeveralVisitor {
    type Value = Several<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a record or an array of records")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Ok(Several(vec![RecordVisitor.visit_map(map)?]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut records = Vec::new();
        while let Some(record) = seq.next_element()? {
            records.push(record);
        }
        Ok(Several(records))
    }

    others!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Several::other())
    }
}

impl<'de> Deserialize<'de> for Several<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SeveralVisitor)
    }
}
