//! The options of the attributes.

mod duration;
mod pages;

use std::time::Duration;

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitInt, LitStr, Path, Token, Type, token};

pub(crate) use self::pages::{NamedToken, PageNames, PagesOption, TokenPlace};
use crate::diagnostics::{Diagnostics, Reported};
use crate::names::{nearest, pascal_case};
use crate::parsing::{parse, read_value, skip, skip_value};
use crate::runtime::Runtime;

/// The options of an attribute. An option with a mistake is absent, and [`Options::read`] returns the
/// error.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) name: Option<LitStr>,
    pub(crate) envelope: Option<Path>,
    pub(crate) pages: Option<PagesOption>,
    pub(crate) service: Option<Path>,
    pub(crate) auth: Option<Auth>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_attempts: Option<u32>,
    pub(crate) error: Option<Type>,
    pub(crate) runtime: Option<Runtime>,
    /// Whether the declaration is not held against AWS's model.
    pub(crate) is_unchecked: bool,
    /// A mistake in one of the options. It may be the one that names the service or the operation.
    pub(crate) mistake: Option<Reported>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Auth {
    SigV4,
    None,
}

/// An option of `#[connect_endpoint]` or `#[connect_api]`.
#[derive(Clone, Copy)]
pub(crate) enum OptionKind {
    Name,
    Envelope,
    Pages,
    Service,
    Auth,
    Timeout,
    MaxAttempts,
    Error,
    Unchecked,
    Crate,
}

impl OptionKind {
    /// The options that only one of the attributes has.
    const OF_ONE_ATTRIBUTE: [(Self, &str); 3] = [
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
            Self::Unchecked => "unchecked",
            Self::Crate => "crate",
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
            Self::Unchecked => "unchecked",
            Self::Crate => "crate = company::connect_runtime",
        }
    }
}

/// The help that lists the allowed options.
pub(crate) fn help(allowed: &[OptionKind]) -> String {
    let mut examples: Vec<String> =
        allowed.iter().map(|option| format!("`{}`", option.example())).collect();
    let last = examples.pop().unwrap_or_default();
    if examples.is_empty() {
        return format!("the option is {last}");
    }
    format!("the options are {} and {last}", examples.join(", "))
}

impl Options {
    /// Where expanded code finds the runtime.
    pub(crate) fn runtime(&self) -> Runtime {
        self.runtime.clone().unwrap_or_default()
    }

    /// Reads all options. Reports those that are not `allowed`, and those with a mistake.
    pub(crate) fn read(
        &mut self,
        input: ParseStream<'_>,
        allowed: &[OptionKind],
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Reported> {
        let mut result = Ok(());
        while !input.is_empty() {
            result = result.and(self.read_one(input, allowed, diagnostics));
            result = result.and(read_comma(input, allowed, diagnostics));
        }
        self.mistake = self.mistake.or(result.err());
        result
    }

    fn read_one(
        &mut self,
        input: ParseStream<'_>,
        allowed: &[OptionKind],
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Reported> {
        let is_bare = is_bare(input);
        let is_option = input.peek(Ident::peek_any)
            && (is_bare || input.peek2(Token![=]) || input.peek2(token::Paren));
        if !is_option {
            let reported =
                diagnostics.error(input.span(), "expected `option = value`", help(allowed));
            skip(input);
            return Err(reported);
        }
        // `crate` is a keyword.
        let written = input.call(Ident::parse_any).map_err(|error| diagnostics.push(error))?;
        let Some(option) = allowed.iter().copied().find(|option| written == option.name()) else {
            let reported = report_unknown(&written, allowed, diagnostics);
            skip_value(input);
            return Err(reported);
        };
        match option {
            // `pages` takes parentheses instead of a value, or nothing.
            OptionKind::Pages => return self.read_value(input, option, &written, diagnostics),
            OptionKind::Unchecked => return self.read_unchecked(input, &written, diagnostics),
            _ => {}
        }
        if is_bare {
            let help = format!("write `{}`", option.example());
            let message = format!("the option `{written}` has no value");
            return Err(diagnostics.error(written.span(), message, help));
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

    fn read_unchecked(
        &mut self,
        input: ParseStream<'_>,
        written: &Ident,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Reported> {
        if !input.is_empty() && !input.peek(Token![,]) {
            skip_value(input);
            let message = "the option `unchecked` takes no value";
            return Err(diagnostics.error(written.span(), message, "write `unchecked` alone"));
        }
        if self.is_unchecked {
            return Err(report_twice(written, diagnostics));
        }
        self.is_unchecked = true;
        Ok(())
    }

    fn read_value(
        &mut self,
        input: ParseStream<'_>,
        option: OptionKind,
        written: &Ident,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Reported> {
        match option {
            OptionKind::Name => {
                let message = "the value of `name` is not a string";
                let value = read_value(input, diagnostics, message, NAME_HELP)
                    .and_then(|value| operation_name(value, diagnostics));
                set_once(&mut self.name, value, written, diagnostics)
            }
            OptionKind::Envelope => {
                let message = "the value of `envelope` is not the path of a type";
                let value = read_value(input, diagnostics, message, ENVELOPE_HELP);
                set_once(&mut self.envelope, value, written, diagnostics)
            }
            OptionKind::Pages => {
                let value = pages::read(input, written, diagnostics);
                set_once(&mut self.pages, value, written, diagnostics)
            }
            OptionKind::Service => {
                let message = "the value of `service` is not the path of a constant";
                let value = read_value(input, diagnostics, message, SERVICE_HELP);
                set_once(&mut self.service, value, written, diagnostics)
            }
            OptionKind::Auth => {
                let value = read_auth(input, diagnostics);
                set_once(&mut self.auth, value, written, diagnostics)
            }
            OptionKind::Timeout => {
                let message = "the value of `timeout` is not a string";
                let value = read_value(input, diagnostics, message, duration::HELP)
                    .and_then(|value| duration::parse(&value, diagnostics));
                set_once(&mut self.timeout, value, written, diagnostics)
            }
            OptionKind::MaxAttempts => {
                let value = read_max_attempts(input, diagnostics);
                set_once(&mut self.max_attempts, value, written, diagnostics)
            }
            OptionKind::Error => {
                let message = "the value of `error` is not a type";
                let value = read_value(input, diagnostics, message, "write `error = MyError`");
                set_once(&mut self.error, value, written, diagnostics)
            }
            OptionKind::Unchecked => self.read_unchecked(input, written, diagnostics),
            OptionKind::Crate => {
                let message = "the value of `crate` is not a path";
                let value = read_value(input, diagnostics, message, CRATE_HELP);
                set_once(&mut self.runtime, value, written, diagnostics)
            }
        }
    }
}

/// Whether the next argument is one word.
fn is_bare(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    fork.call(Ident::parse_any).is_ok() && (fork.is_empty() || fork.peek(Token![,]))
}

/// Reads the comma before another option, unless the input ends.
pub(crate) fn read_comma(
    input: ParseStream<'_>,
    allowed: &[OptionKind],
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if input.is_empty() {
        return Ok(());
    }
    if input.peek(Token![,]) {
        return parse::<Token![,]>(input, diagnostics).map(drop);
    }
    let message = "expected `,` before an option";
    let reported = diagnostics.error(input.span(), message, help(allowed));
    skip(input);
    Err(reported)
}

/// Reports an option that is not one of those that are `allowed` here.
fn report_unknown(
    written: &Ident,
    allowed: &[OptionKind],
    diagnostics: &mut Diagnostics,
) -> Reported {
    let of_other = OptionKind::OF_ONE_ATTRIBUTE.iter().find(|(option, _)| written == option.name());
    let (message, help) = match of_other {
        Some((option, place)) => (
            format!("the option `{written}` belongs to `#[{place}]`"),
            format!("write `#[{place}(…, {})]`", option.example()),
        ),
        None => {
            let near = nearest(&written.to_string(), allowed.iter().map(|option| option.name()));
            let help = near.map_or_else(|| help(allowed), |near| format!("did you mean `{near}`?"));
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
const CRATE_HELP: &str = "write `crate = company::connect_runtime`, the path at which your crate finds `connect_runtime`";
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
    let message = "the value of `max_attempts` is not a positive whole number";
    let value: LitInt = read_value(input, diagnostics, message, MAX_ATTEMPTS_HELP)?;
    match value.base10_parse() {
        Ok(number @ 1..) => Ok(number),
        _ => Err(diagnostics.error(value.span(), message, MAX_ATTEMPTS_HELP)),
    }
}

fn operation_name(value: LitStr, diagnostics: &mut Diagnostics) -> Result<LitStr, Reported> {
    let name = value.value();
    if is_operation_name(&name) && value.suffix().is_empty() {
        return Ok(value);
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

/// Whether `name` is written as the operations in AWS's models are.
pub(crate) fn is_operation_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|character| character.is_ascii_alphanumeric())
}

fn set_once<V>(
    target: &mut Option<V>,
    value: Result<V, Reported>,
    option: &Ident,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if target.is_some() {
        return Err(report_twice(option, diagnostics));
    }
    *target = Some(value?);
    Ok(())
}

fn report_twice(option: &Ident, diagnostics: &mut Diagnostics) -> Reported {
    let message = format!("the option `{option}` is given twice");
    diagnostics.error(option.span(), message, "remove one of them")
}
