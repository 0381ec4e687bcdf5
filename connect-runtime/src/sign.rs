//! Loads credentials and signs requests.

mod canonical;
mod credentials;
mod hex;
mod key;
mod signer;
mod signing;

pub(crate) use self::credentials::{check, trimmed};
pub(crate) use self::signing::Signing;
