//! The options of the attributes.

mod duration;
mod pages;

use std::time::Duration;

use proc_macro2::{Span, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Lit, LitInt, LitStr, Path, Token, Type, token};

pub(crate) use self::pages::{NamedToken, PagesOption, TokenPlace};
use crate::diagnostics::{Diagnostics, Reported};
use crate::names::{nearest, pascal_case};

/// The options that are given. One with a mistake counts as not given: who reads it gets the error.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) name: Option<String>,
    pub(crate) envelope: Option<Path>,
    pub(crate) pages: Option<PagesOption>,
    pub(crate) service: Option<Path>,
    pub(crate) auth: Option<Auth>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_attempts: Option<u32>,
    pub(crate) error: Option<Type>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Auth {
    SigV4,
    None,
}

/// The options that there are.
#[derive(Clone, Copy)]
pub(crate) enum Known {
    Name,
    Envelope,
    Pages,
    Service,
    Auth,
    Timeout,
    MaxAttempts,
    Error,
}

impl Known {
    /// Those that one of the attributes has alone.
    const OF_ONE_PLACE: [(Self, &str); 3] = [
        (Self::Name, "connect_endpoint"),
        (Self::Pages, "connect_endpoint"),
        (Self::Error, "connect_api"),
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Envelope => "envelope",
            Self::Pages => "pages",
            Self::Service => "service",
            Self::Auth => "auth",
            Self::Timeout => "timeout",
            Self::MaxAttempts => "max_attempts",
            Self::Error => "error",
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::Name => "name = \"GetUser\"",
            Self::Envelope => "envelope = Bare",
            Self::Pages => pages::EXAMPLE,
            Self::Service => "service = CASES",
            Self::Auth => "auth = none",
            Self::Timeout => "timeout = \"5s\"",
            Self::MaxAttempts => "max_attempts = 1",
            Self::Error => "error = MyError",
        }
    }
}

/// Lists the options.
pub(crate) fn help(known: &[Known]) -> String {
    let mut examples: Vec<String> =
        known.iter().map(|option| format!("`{}`", option.example())).collect();
    let last = examples.pop().unwrap_or_default();
    format!("the options are {} and {last}", examples.join(", "))
}

impl Options {
    /// Reads the options to the end of the input, of those that are `known`.
    pub(crate) fn read(
        &mut self,
        input: ParseStream<'_>,
        known: &[Known],
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Reported> {
        let mut result = Ok(());
        while !input.is_empty() {
            result = result.and(self.read_one(input, known, diagnostics));
            result = result.and(read_comma(input, known, diagnostics));
        }
        result
    }

    fn read_one(
        &mut self,
        input: ParseStream<'_>,
        known: &[Known],
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Reported> {
        let is_option = input.peek(Ident) && (input.peek2(Token![=]) || input.peek2(token::Paren));
        if !is_option {
            let reported =
                diagnostics.error(input.span(), "expected `option = value`", help(known));
            skip(input);
            return Err(reported);
        }
        let written: Ident = parse(input, diagnostics)?;
        let Some(option) = known.iter().copied().find(|option| written == option.name()) else {
            let reported = report_unknown(&written, known, diagnostics);
            skip_value(input);
            return Err(reported);
        };
        if matches!(option, Known::Pages) {
            let value = pages::read(input, &written, diagnostics);
            return set(&mut self.pages, value, &written, diagnostics);
        }
        if input.peek(token::Paren) {
            let message = format!("the option `{written}` takes no parentheses");
            let help = format!("write `{}`", option.example());
            let reported = diagnostics.error(written.span(), message, help);
            skip_value(input);
            return Err(reported);
        }
        parse::<Token![=]>(input, diagnostics)?;
        if input.is_empty() || input.peek(Token![,]) {
            let help = format!("write `{}`", option.example());
            let message = format!("the option `{written}` has no value");
            return Err(diagnostics.error(written.span(), message, help));
        }
        self.read_value(input, option, &written, diagnostics)
    }

    fn read_value(
        &mut self,
        input: ParseStream<'_>,
        option: Known,
        written: &Ident,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Reported> {
        match option {
            Known::Name => {
                let message = "the value of `name` is not a string";
                let value = read_value(input, diagnostics, message, NAME_HELP)
                    .and_then(|value| operation_name(&value, diagnostics));
                set(&mut self.name, value, written, diagnostics)
            }
            Known::Envelope => {
                let message = "the value of `envelope` is not the path of a type";
                let value = read_value(input, diagnostics, message, ENVELOPE_HELP);
                set(&mut self.envelope, value, written, diagnostics)
            }
            Known::Pages => {
                let value = pages::read(input, written, diagnostics);
                set(&mut self.pages, value, written, diagnostics)
            }
            Known::Service => {
                let message = "the value of `service` is not the path of a constant";
                let value = read_value(input, diagnostics, message, SERVICE_HELP);
                set(&mut self.service, value, written, diagnostics)
            }
            Known::Auth => {
                let value = read_auth(input, diagnostics);
                set(&mut self.auth, value, written, diagnostics)
            }
            Known::Timeout => {
                let message = "the value of `timeout` is not a string";
                let value = read_value(input, diagnostics, message, duration::HELP)
                    .and_then(|value| duration::parse(&value, diagnostics));
                set(&mut self.timeout, value, written, diagnostics)
            }
            Known::MaxAttempts => {
                let value = read_max_attempts(input, diagnostics);
                set(&mut self.max_attempts, value, written, diagnostics)
            }
            Known::Error => {
                let message = "the value of `error` is not a type";
                let value = read_value(input, diagnostics, message, "write `error = MyError`");
                set(&mut self.error, value, written, diagnostics)
            }
        }
    }
}

/// Reads the comma before another option.
pub(crate) fn read_comma(
    input: ParseStream<'_>,
    known: &[Known],
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if input.is_empty() {
        return Ok(());
    }
    if input.peek(Token![,]) {
        return parse::<Token![,]>(input, diagnostics).map(drop);
    }
    let message = "expected `,` before an option";
    let reported = diagnostics.error(input.span(), message, help(known));
    skip(input);
    Err(reported)
}

/// Reports an option that is not one of those that are `known` here.
fn report_unknown(written: &Ident, known: &[Known], diagnostics: &mut Diagnostics) -> Reported {
    let of_other = Known::OF_ONE_PLACE.iter().find(|(option, _)| written == option.name());
    let (message, help) = match of_other {
        Some((option, place)) => (
            format!("the option `{written}` is one of `#[{place}]`"),
            format!("write `#[{place}(…, {})]`", option.example()),
        ),
        None => {
            let near = nearest(&written.to_string(), known.iter().map(|option| option.name()));
            let help = near.map_or_else(|| help(known), |near| format!("did you mean `{near}`?"));
            (format!("unknown option `{written}`"), help)
        }
    };
    diagnostics.error(written.span(), message, help)
}

const NAME_HELP: &str = "write `name = \"GetFederationToken\"`";
const ENVELOPE_HELP: &str =
    "write `envelope = Adaptive`, `Wrapped`, `Bare`, `Raw` or the path of your own type";
const SERVICE_HELP: &str = "write `service = CASES`, another constant of `connect_runtime::service` or the path of your own";
const AUTH_HELP: &str =
    "write `auth = none` for an operation that is not signed, or `auth = sigv4`";
const MAX_ATTEMPTS_HELP: &str = "write `max_attempts = 1` to send the request once";

fn read_auth(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Result<Auth, Reported> {
    let message = "the value of `auth` is not `none` or `sigv4`";
    let value: Ident = read_value(input, diagnostics, message, AUTH_HELP)?;
    match value.to_string().as_str() {
        "none" => Ok(Auth::None),
        "sigv4" => Ok(Auth::SigV4),
        _ => Err(diagnostics.error(value.span(), message, AUTH_HELP)),
    }
}

fn read_max_attempts(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<u32, Reported> {
    let message = "the value of `max_attempts` is not a whole number from 1";
    let value: LitInt = read_value(input, diagnostics, message, MAX_ATTEMPTS_HELP)?;
    match value.base10_parse() {
        Ok(number @ 1..) => Ok(number),
        _ => Err(diagnostics.error(value.span(), message, MAX_ATTEMPTS_HELP)),
    }
}

/// Reads the value of an option, or passes over what is there instead.
fn read_value<V: Parse>(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
    message: &str,
    help: &str,
) -> Result<V, Reported> {
    let fork = input.fork();
    // Where the comma is missing before another option, that is the mistake to tell.
    let is_whole = |rest: ParseStream<'_>| {
        let is_option = rest.peek2(Token![=]) || rest.peek2(token::Paren);
        rest.is_empty() || rest.peek(Token![,]) || rest.peek(Ident) && is_option
    };
    if fork.parse::<V>().is_ok() && is_whole(&fork) {
        return parse(input, diagnostics);
    }
    let reported = diagnostics.error(value_span(input), message, help);
    skip_value(input);
    Err(reported)
}

pub(crate) fn value_span(input: ParseStream<'_>) -> Span {
    input.fork().parse::<Lit>().map_or_else(|_| input.span(), |literal| literal.span())
}

fn operation_name(value: &LitStr, diagnostics: &mut Diagnostics) -> Result<String, Reported> {
    let name = value.value();
    if is_operation_name(&name) && value.suffix().is_empty() {
        return Ok(name);
    }
    let proposal = pascal_case(&name.replace([' ', '-'], "_"));
    let help = if is_operation_name(&proposal) {
        format!("write `name = \"{proposal}\"`")
    } else {
        "start with an upper-case letter and use ASCII letters and digits".to_owned()
    };
    let message = format!("`{name}` is not the name of an operation");
    Err(diagnostics.error(value.span(), message, help))
}

/// Whether `name` has the form of the names in AWS's models.
pub(crate) fn is_operation_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|character| character.is_ascii_alphanumeric())
}

fn set<V>(
    target: &mut Option<V>,
    value: Result<V, Reported>,
    option: &Ident,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if target.is_some() {
        let message = format!("the option `{option}` is given twice");
        return Err(diagnostics.error(option.span(), message, "remove one of them"));
    }
    *target = Some(value?);
    Ok(())
}

/// Parses what is known to be there.
pub(crate) fn parse<T: Parse>(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<T, Reported> {
    input.parse().map_err(|error| diagnostics.push(error))
}

/// Passes over the rest of the input, which a parser must read to its end.
pub(crate) fn skip(input: ParseStream<'_>) {
    while !input.is_empty() {
        skip_token(input);
    }
}

/// Passes over the rest of a value.
pub(crate) fn skip_value(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        skip_token(input);
    }
}

fn skip_token(input: ParseStream<'_>) {
    // There is a token unless the input is empty.
    let _: syn::Result<TokenTree> = input.parse();
}
