#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

mod calls;
mod member;
mod operation;
mod records;
mod service;

pub use self::calls::{Calls, ErrorCode, Line, Release, without_label_names};
pub use self::member::{Kind, Member, Output, Place, TimestampFormat};
pub use self::operation::{Operation, Paging};
pub use self::service::Service;
