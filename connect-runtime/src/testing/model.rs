//! AWS's public model at work in the stand-in: routing, refusal and samples.

mod input;
mod limits;
mod output;
mod pattern;
mod random;
mod refusal;
mod routes;
mod sample;
mod text;
mod validate;
mod violation;

pub(super) use self::input::{Input, read};
pub(super) use self::output::respond;
pub(super) use self::random::Random;
pub(super) use self::refusal::{Reason, Refused};
pub(super) use self::routes::{ModelRoute, Routes, declared_service};
pub use self::sample::Samples;
pub(super) use self::sample::{PageToken, SampleContext, Sampler, hash, page_token, time};
pub(super) use self::text::{ACCOUNT, TextContext, id, uuid};
pub(super) use self::validate::validate;
#[cfg(test)]
pub(super) use self::validate::validate_output;
