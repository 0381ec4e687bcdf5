#![forbid(unsafe_code)]
// The README's examples need the feature.
#![cfg_attr(feature = "shapes", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "shapes"),
    doc = "The facts of AWS's public model of the Amazon Connect services, without the shapes."
)]

mod calls;
#[cfg(feature = "shapes")]
mod limit;
mod member;
mod near;
mod operation;
mod records;
mod release;
mod service;
#[cfg(feature = "shapes")]
mod shape;
#[cfg(feature = "shapes")]
mod shapes;
mod words;

pub use self::calls::{Calls, ErrorCode, Line, without_label_names};
#[cfg(feature = "shapes")]
pub use self::limit::Limit;
pub use self::member::{Kind, Member, Output, Place, TimestampFormat};
pub use self::near::{edits, is_same_folded, is_slip, slips};
pub use self::operation::{Operation, Paging};
pub use self::release::Release;
pub use self::service::Service;
#[cfg(feature = "shapes")]
pub use self::shape::{ErrorResponse, Shape, ShapeMember};
#[cfg(feature = "shapes")]
pub use self::shapes::{OperationShapes, Shapes};
pub use self::words::{snake_case, snake_case_without_plurals};
