//! Binary data, which restJson1 sends as base64.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::protocol::value::{Place, ToValue};

/// Binary data that restJson1 sends as [base64 text][rule].
///
/// `Debug` shows only the length.
///
/// ```
/// use connect_runtime::Blob;
///
/// let blob: Blob = serde_json::from_str(r#""aGVsbG8=""#)?;
/// assert_eq!(&blob[..], b"hello");
/// assert_eq!(serde_json::to_string(&Blob::from(b"hello".to_vec()))?, r#""aGVsbG8=""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [rule]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#shape-serialization
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob(Bytes);

impl Blob {
    /// Wraps static bytes without copying them.
    pub const fn from_static(bytes: &'static [u8]) -> Self {
        Self(Bytes::from_static(bytes))
    }

    /// Returns the bytes.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl Deref for Blob {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

// Each type has its own implementation: a blanket one over `Into<Bytes>` would rule out any other.
macro_rules! from_owned {
    ($($owned:ty)*) => {$(
        impl From<$owned> for Blob {
            fn from(bytes: $owned) -> Self {
                Self(bytes.into())
            }
        }
    )*};
}

from_owned!(Bytes Vec<u8> Box<[u8]> String);

macro_rules! copied_from {
    ($($borrowed:ty)*) => {$(
        impl From<&$borrowed> for Blob {
            fn from(bytes: &$borrowed) -> Self {
                Self(Bytes::copy_from_slice(bytes.as_ref()))
            }
        }
    )*};
}

copied_from!([u8] str);

impl<const LENGTH: usize> From<[u8; LENGTH]> for Blob {
    fn from(bytes: [u8; LENGTH]) -> Self {
        bytes.as_slice().into()
    }
}

impl<const LENGTH: usize> From<&[u8; LENGTH]> for Blob {
    fn from(bytes: &[u8; LENGTH]) -> Self {
        bytes.as_slice().into()
    }
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blob({} bytes)", self.0.len())
    }
}

impl ToValue for Blob {
    fn to_value(&self, _place: Place) -> Cow<'_, str> {
        Cow::Owned(STANDARD.encode(&self.0))
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BlobVisitor;

        impl Visitor<'_> for BlobVisitor {
            type Value = Blob;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("base64 text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Blob, E> {
                let bytes = STANDARD.decode(text.as_bytes());
                // The error must not quote the text, which is user data.
                bytes
                    .map(Blob::from)
                    .map_err(|_| de::Error::custom("invalid value: string, expected base64 text"))
            }
        }

        deserializer.deserialize_str(BlobVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_bytes_round_trip() {
        for bytes in [vec![], vec![0], (0..=255).collect::<Vec<u8>>()] {
            let blob = Blob::from(bytes.clone());
            let json = serde_json::to_string(&blob).unwrap();
            assert_eq!(serde_json::from_str::<Blob>(&json).unwrap(), blob);
            assert_eq!(json.trim_matches('"'), blob.to_value(Place::Query));
        }
    }

    #[test]
    fn invalid_base64_is_rejected_without_being_quoted() {
        let error = serde_json::from_str::<Blob>(r#""hunter2!""#).unwrap_err().to_string();
        assert!(error.contains("base64") && !error.contains("hunter2"), "{error}");
        assert_eq!(format!("{:?}", Blob::from("hunter2")), "Blob(7 bytes)");
    }

    #[test]
    fn bytes_and_text_convert_into_a_blob() {
        let bytes = b"hi".to_vec();
        for blob in [
            Blob::from(bytes.clone()),
            Blob::from(Bytes::from(bytes.clone())),
            Blob::from(bytes.clone().into_boxed_slice()),
            Blob::from("hi".to_owned()),
            Blob::from("hi"),
            Blob::from(&bytes[..]),
            Blob::from(b"hi"),
            Blob::from(*b"hi"),
            Blob::from_static(b"hi"),
        ] {
            assert_eq!(blob.into_bytes(), bytes);
        }
    }
}
