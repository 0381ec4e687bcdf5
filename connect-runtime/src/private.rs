//! The items that expanded macro code uses. They are not part of the public API and change with the macros.
//!
//! The names of some traits appear in compiler messages, so they say what the user's type must be.

#[path = "private/kind.rs"]
mod kind;
#[path = "private/kind_checks.rs"]
mod kind_checks;

use std::future::Future;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};

pub use std::borrow::Cow;
pub use std::string::ToString;
pub use std::time::Duration;

use bytes::Bytes;
pub use http::Method;
pub use serde;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

pub use self::kind_checks::{
    ArnList, ArnText, BodyBlob, BodyBoolean, BodyList, BodyMap, BodyNumber, BodyStructure,
    BodyText, BodyTime, BodyTimeText, BodyUnion, KindUnknown, QueryValue,
};
use crate::attempt::CallLimits;
use crate::call::{Call, DecodeResponse, OutputDecoder, Sending};
use crate::client::{Client, ConnectClient};
pub use crate::declaration::operation::construct::{
    operation, with_auth, with_idempotency_token, with_max_attempts, with_paging, with_service,
    with_timeout,
};
pub use crate::declaration::operation::{Auth, Operation, RequestToken};
use crate::envelope::Envelope;
use crate::error::{ApiError, Error};
use crate::pages::{PageDecoder, PageSource, PageStream, Pages, decode_items, decode_output};
use crate::protocol::header_value::parse_header;
use crate::protocol::union::UnknownMember;
pub use crate::request::idempotency_token::idempotency_token;
pub use crate::request::{RESERVED_HEADERS, RequestBuilder};

/// The client of `C`, for the implementation that `#[connect_api]` writes.
///
/// The trait exists for its compile error. It is implemented for `()`, because the compiler shows the text of a
/// bound only if the bound is on another type than the trait that needs it.
#[diagnostic::on_unimplemented(
    message = "`{C}` is neither a client nor a fake",
    label = "does not implement the trait",
    note = "a type with a client implements `ConnectClient`, and a fake for tests implements the trait itself",
    note = "a pointer to a fake is not a fake: take `&(impl Trait + ?Sized)` and pass `&*pointer`, or take `&dyn Trait`"
)]
pub trait ClientOf<C: ?Sized> {
    fn client(owner: &C) -> &Client;
}

#[diagnostic::do_not_recommend]
impl<C: ConnectClient + ?Sized> ClientOf<C> for () {
    fn client(owner: &C) -> &Client {
        owner.client()
    }
}

/// Sends the request of an endpoint declared with `async`. `client` is `None` in a fake that does not
/// implement the method.
///
/// Expanded code calls this function instead of the trait method. The compiler then checks the bound in one
/// place and reports an unsuitable return type once.
pub fn send<R: AsyncReturn<V>, V>(
    client: Option<&Client>,
    request: RequestBuilder,
) -> impl Future<Output = R> + Send {
    R::send(client, request)
}

/// Builds the return value of an endpoint declared without `async`. `client` is `None` in a fake that does
/// not implement the method.
pub fn from_request<'a, R: DirectReturn<'a, V>, V>(
    client: Option<&'a Client>,
    request: RequestBuilder,
) -> R {
    R::from_request(client, request)
}

/// The return type of an endpoint declared with `async`; `V` is its envelope.
#[diagnostic::on_unimplemented(
    message = "an `async fn` endpoint returns `Result<T, E>`, not `{Self}`",
    label = "not a `Result`",
    note = "write `async fn …(&self, …) -> Result<Output>`"
)]
pub trait AsyncReturn<V>: Sized {
    fn send(client: Option<&Client>, request: RequestBuilder) -> impl Future<Output = Self> + Send;
}

impl<T, E: EndpointError, V: Envelope<T>> AsyncReturn<V> for Result<T, E> {
    fn send(client: Option<&Client>, request: RequestBuilder) -> impl Future<Output = Self> + Send {
        Call::new(client, request, decoder::<T, E, V>())
    }
}

/// The return type of an endpoint declared without `async`; `V` is its envelope.
#[diagnostic::on_unimplemented(
    message = "an endpoint without `async` returns `Call<'_, T>`, not `{Self}`",
    label = "not a `Call`",
    note = "write `fn …(&self, …) -> Call<'_, Output>`, or make it an `async fn` that returns `Result<Output>`",
    note = "`Pages<'_, Item>` needs the option `pages(token = \"…\", items = \"…\")`"
)]
pub trait DirectReturn<'a, V> {
    fn from_request(client: Option<&'a Client>, request: RequestBuilder) -> Self;
}

impl<'a, T, E: EndpointError, V: Envelope<T>> DirectReturn<'a, V> for Call<'a, T, E> {
    fn from_request(client: Option<&'a Client>, request: RequestBuilder) -> Self {
        Call::new(client, request, decoder::<T, E, V>())
    }
}

/// Builds the return value of an endpoint with `pages(…)`. `client` is `None` in a fake that does not
/// implement the method.
pub fn from_paged_request<'a, R: PagedReturn<'a, V>, V>(
    client: Option<&'a Client>,
    request: RequestBuilder,
) -> R {
    R::from_paged_request(client, request)
}

/// The return type of an endpoint with `pages(…)`; `V` is its envelope.
#[diagnostic::on_unimplemented(
    message = "an endpoint with `pages(…)` returns `Pages<'_, Item>` or `Call<'_, Page>`, not `{Self}`",
    label = "cannot be fetched page by page",
    note = "the envelope decodes any JSON: `envelope = Raw` has no pages"
)]
pub trait PagedReturn<'a, V> {
    fn from_paged_request(client: Option<&'a Client>, request: RequestBuilder) -> Self;
}

impl<'a, Item, E, V> PagedReturn<'a, V> for Pages<'a, Item, E>
where
    Item: PageItem,
    E: EndpointError,
    V: Envelope<Box<RawValue>>,
{
    fn from_paged_request(client: Option<&'a Client>, request: RequestBuilder) -> Self {
        let decoder = PageDecoder {
            decode: decode_items::<Item, V>,
            read_error: V::error,
            convert_error: E::from_error,
            limits: CallLimits::default(),
        };
        let operation = request.operation();
        let source = match client {
            Some(client) => {
                PageSource::fetch(client.dispatcher(), operation, request.finish(), decoder)
            }
            None => PageSource::unimplemented(operation, E::from_error),
        };
        Pages::new(PageStream::new(source))
    }
}

/// The item of a page.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the item of a page",
    label = "does not implement `serde::Deserialize`, or borrows",
    note = "derive it: `#[derive(serde::Deserialize)]`, and use `String` instead of `&str`"
)]
pub trait PageItem: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<Item: DeserializeOwned> PageItem for Item {}

impl<'a, T, E, V> PagedReturn<'a, V> for Call<'a, T, E>
where
    E: EndpointError,
    V: Envelope<T> + Envelope<Box<RawValue>>,
{
    fn from_paged_request(client: Option<&'a Client>, request: RequestBuilder) -> Self {
        Call::new(client, request, decoder::<T, E, V>()).with_paging(decode_output::<T, V>)
    }
}

fn decoder<T, E: EndpointError, V: Envelope<T>>() -> OutputDecoder<T, E> {
    OutputDecoder { poll: poll::<T, E, V>, read_error: V::error, convert_error: E::from_error }
}

/// Sends a call and decodes its response.
fn poll<T, E: EndpointError, V: Envelope<T>>(
    call: &mut Sending<'_>,
    context: &mut Context<'_>,
) -> Poll<Result<T, E>> {
    let mut decoded = Decoded::<T, V> { output: None, envelope: PhantomData };
    let is_decoded = ready!(call.poll_decoded(context, &mut decoded));
    Poll::Ready(match decoded.output {
        Some(output) if is_decoded => Ok(output),
        _ => Err(E::from_error(call.take_error())),
    })
}

/// The place for the output of a call with envelope `V`.
struct Decoded<T, V> {
    output: Option<T>,
    envelope: PhantomData<V>,
}

impl<T, V: Envelope<T>> DecodeResponse for Decoded<T, V> {
    fn decode(&mut self, response: &http::Response<Bytes>) -> Result<(), Error> {
        V::decode_into(response, &mut self.output)
    }
}

/// The error type of an endpoint, which must implement `From<Error>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of an endpoint",
    label = "does not implement `From<connect_runtime::Error>`",
    note = "write `impl From<connect_runtime::Error> for {Self} {{ … }}`, or return `Result<Output>`"
)]
pub trait EndpointError {
    fn from_error(error: Error) -> Self;
}

#[diagnostic::do_not_recommend]
impl<E: From<Error>> EndpointError for E {
    fn from_error(error: Error) -> Self {
        error.into()
    }
}

/// Adds the types of an operation to its metadata, which only the feature `testing` needs.
#[cfg(not(feature = "testing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_outcome {
    ($operation:expr, $returned:ty) => {
        $operation
    };
}

/// Returns what checks the members of an error, which only the feature `testing` needs.
#[cfg(not(feature = "testing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __error_probe {
    ($members:ty) => {
        ::core::option::Option::None
    };
}

/// An error type whose codes are known. `#[derive(ConnectError)]` implements it for checks in tests.
pub trait ErrorCodes {
    const CODES: &'static [&'static str];
    const MEMBERS: &'static [ErrorMembers];
}

/// A code, and what checks the type of the members of its variant.
pub type ErrorMembers = (&'static str, Option<fn(&mut dyn std::any::Any)>);

/// Whether the value is `null`, which means that a union does not have this member.
pub fn is_null(member: &UnknownMember) -> bool {
    member.value.0.is_null()
}

/// Reads a header of an error response into the field of an error variant. Returns `None` if it does not
/// fit the type; an absent header fits an `Option`.
pub fn read_header<T: HeaderMember>(error: &ApiError, name: &'static str) -> Option<T> {
    parse_header(error.headers().get(name))
}

/// The type of a field with `#[header]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a header",
    label = "does not implement `serde::Deserialize`, or borrows",
    note = "use `Option<String>`, or an `Option` of a number, `bool`, `HttpDate` or an enum with `#[derive(ConnectEnum)]`"
)]
pub trait HeaderMember: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> HeaderMember for T {}

/// Converts the service's error into the field of an error variant.
pub fn hold_api_error<T: HoldsApiError>(error: ApiError) -> T {
    T::hold(error)
}

/// The field of a variant with `#[code]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold the answer of the service",
    label = "is not `ApiError`",
    note = "write `ApiError`, or name the members of the error: `{{ resource_type: Option<String> }}`"
)]
pub trait HoldsApiError {
    fn hold(error: ApiError) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: From<ApiError>> HoldsApiError for T {
    fn hold(error: ApiError) -> Self {
        error.into()
    }
}
