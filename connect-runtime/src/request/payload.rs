//! Bodies that are not JSON.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;

use crate::protocol::blob::Blob;

/// A type that can be the raw body of an endpoint.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the payload of an endpoint",
    label = "is no text or bytes",
    note = "use `&[u8]`, `Vec<u8>`, `Bytes`, `&str`, `String`, or an `Option` of one; a JSON body is `#[body]`"
)]
pub trait Payload {
    /// Returns the bytes, or `None` if the request has no body.
    fn to_payload(&self) -> Option<Bytes>;
}

macro_rules! copied_payload {
    ($($bytes:ty)*) => {$(
        impl Payload for $bytes {
            fn to_payload(&self) -> Option<Bytes> {
                let bytes: &[u8] = self.as_ref();
                Some(Bytes::copy_from_slice(bytes))
            }
        }
    )*};
}

copied_payload!([u8] Vec<u8> str String);

impl Payload for Bytes {
    fn to_payload(&self) -> Option<Bytes> {
        Some(self.clone())
    }
}

impl Payload for Blob {
    fn to_payload(&self) -> Option<Bytes> {
        Some(self.clone().into_bytes())
    }
}

impl<const N: usize> Payload for [u8; N] {
    fn to_payload(&self) -> Option<Bytes> {
        self.as_slice().to_payload()
    }
}

macro_rules! payload_behind_pointer {
    ($([$($generics:tt)+] $pointer:ty;)+) => {$(
        impl<$($generics)+> Payload for $pointer {
            fn to_payload(&self) -> Option<Bytes> {
                (**self).to_payload()
            }
        }
    )+};
}

payload_behind_pointer! {
    [P: Payload + ?Sized] &P;
    [P: Payload + ?Sized] &mut P;
    [P: Payload + ?Sized] Box<P>;
    [P: Payload + ?Sized] Rc<P>;
    [P: Payload + ?Sized] Arc<P>;
    [P: Payload + ToOwned + ?Sized] Cow<'_, P>;
}

impl<P: Payload> Payload for Option<P> {
    fn to_payload(&self) -> Option<Bytes> {
        self.as_ref()?.to_payload()
    }
}
