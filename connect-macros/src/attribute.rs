//! The arguments of the attribute: method, template and options.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, Meta, Token};

use crate::diagnostics::{Diagnostics, Reported};
use crate::names::nearest;
use crate::options::{self, Known, Options, skip, skip_value, value_span};
use crate::template::Template;

/// The options of an endpoint.
const OPTIONS: [Known; 7] = [
    Known::Name,
    Known::Envelope,
    Known::Pages,
    Known::Service,
    Known::Auth,
    Known::Timeout,
    Known::MaxAttempts,
];
const EXAMPLE: &str = "write `#[connect_endpoint(GET \"/user/federate/<InstanceId>\")]`";

/// An HTTP method.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HttpMethod {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

impl HttpMethod {
    const ALL: [Self; 6] =
        [Self::Get, Self::Head, Self::Post, Self::Put, Self::Patch, Self::Delete];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    pub(crate) fn takes_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

/// The attribute as it was written.
pub(crate) enum Written<'a> {
    /// Its arguments, as the compiler hands them to a macro.
    OfMacro(TokenStream),
    /// The attribute inside the item of another macro.
    Attribute(&'a Attribute),
}

impl Written<'_> {
    fn span(&self) -> Span {
        match self {
            Self::OfMacro(_) => Span::call_site(),
            Self::Attribute(attribute) => attribute.path().span(),
        }
    }
}

/// What the attribute says.
pub(crate) struct Arguments {
    pub(crate) method: Result<HttpMethod, Reported>,
    pub(crate) template: Result<Template, Reported>,
    /// The options that have no mistake.
    pub(crate) options: Options,
    /// An error if one of the options, or what separates the arguments, has a mistake.
    pub(crate) options_read: Result<(), Reported>,
}

impl Arguments {
    pub(crate) fn parse(written: Written<'_>, diagnostics: &mut Diagnostics) -> Self {
        let place = written.span();
        let parser = |input: ParseStream<'_>| {
            let arguments = Self::read(input, place, diagnostics);
            skip(input);
            Ok(arguments)
        };
        let parsed = match written {
            Written::OfMacro(tokens) => parser.parse2(tokens),
            Written::Attribute(attribute) => match &attribute.meta {
                // Where the arguments end too early, it is at the parenthesis.
                Meta::List(list) => list.parse_args_with(parser),
                Meta::NameValue(pair) => parser.parse2(pair.to_token_stream()),
                Meta::Path(_) => parser.parse2(TokenStream::new()),
            },
        };
        parsed.unwrap_or_else(|error| Self::unreadable(diagnostics.push(error)))
    }

    /// An attribute with a mistake that leaves nothing to read.
    fn unreadable(reported: Reported) -> Self {
        Self {
            method: Err(reported),
            template: Err(reported),
            options: Options::default(),
            options_read: Err(reported),
        }
    }

    fn read(input: ParseStream<'_>, place: Span, diagnostics: &mut Diagnostics) -> Self {
        if let Err(reported) = check_start(input, place, diagnostics) {
            return Self::unreadable(reported);
        }
        let start = input.span();
        let mut separated = Ok(());
        let (method, template) = if input.peek(Ident) {
            let method = read_method(input, diagnostics);
            separated = read_separator(input, diagnostics);
            (method, read_template(input, start, diagnostics))
        } else if let Ok(text) = input.fork().parse::<LitStr>() {
            read_quoted(input, &text, diagnostics)
        } else {
            let message = "expected an HTTP method and a path template";
            return Self::unreadable(diagnostics.error(start, message, EXAMPLE));
        };
        let mut options = Options::default();
        let options_read = options::read_comma(input, &OPTIONS, diagnostics)
            .and_then(|()| options.read(input, &OPTIONS, diagnostics));
        Self { method, template, options, options_read: separated.and(options_read) }
    }
}

fn check_start(
    input: ParseStream<'_>,
    place: Span,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if input.is_empty() {
        let message = "`#[connect_endpoint]` needs an HTTP method and a path template";
        return Err(diagnostics.error(place, message, EXAMPLE));
    }
    let starts_with_option = input.peek(Ident) && input.peek2(Token![=]);
    let first = input.fork().parse::<Ident>();
    if starts_with_option && first.is_ok_and(|first| !is_method(&first.to_string())) {
        let message = "an option stands before the HTTP method and the path template";
        return Err(diagnostics.error(input.span(), message, EXAMPLE));
    }
    Ok(())
}

fn is_method(text: &str) -> bool {
    HttpMethod::ALL.iter().any(|method| method.as_str().eq_ignore_ascii_case(text))
}

fn read_method(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<HttpMethod, Reported> {
    let ident: Ident = options::parse(input, diagnostics)?;
    let written = ident.to_string();
    HttpMethod::named(&written).ok_or_else(|| {
        let known = HttpMethod::ALL.map(HttpMethod::as_str);
        let help = match nearest(&written, known) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("the methods are {}", known.map(|m| format!("`{m}`")).join(", ")),
        };
        diagnostics.error(ident.span(), format!("unknown HTTP method `{written}`"), help)
    })
}

/// Reads what is between the method and the template, where nothing should be.
fn read_separator(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let has_comma = input.peek(Token![,]) && input.peek2(LitStr);
    if !has_comma && !input.peek(Token![=]) {
        return Ok(());
    }
    let token: TokenTree = options::parse(input, diagnostics)?;
    let message = format!("unexpected `{token}` between the HTTP method and the path template");
    Err(diagnostics.error(token.span(), message, EXAMPLE))
}

/// Reads an attribute that starts with the string `text`: a method in quotes, or the template.
fn read_quoted(
    input: ParseStream<'_>,
    text: &LitStr,
    diagnostics: &mut Diagnostics,
) -> (Result<HttpMethod, Reported>, Result<Template, Reported>) {
    let (value, span) = (text.value(), text.span());
    if is_method(&value) {
        let message = format!("the HTTP method \"{value}\" is a string");
        let help = format!("write it without quotes: `{}`", value.to_uppercase());
        let reported = diagnostics.error(span, message, help);
        let template = options::parse::<LitStr>(input, diagnostics)
            .and_then(|_| read_template(input, span, diagnostics));
        return (Err(reported), template);
    }
    if let Some((method, path)) = value.split_once(' ')
        && is_method(method)
    {
        let message = "the HTTP method is inside the quotes of the path template";
        let help = format!("write `{} \"{}\"`", method.to_uppercase(), path.trim());
        let reported = diagnostics.error(span, message, help);
        let after = options::parse::<LitStr>(input, diagnostics);
        return (Err(reported), after.and(Err(reported)));
    }
    let message = "the HTTP method is missing before the path template";
    let reported = diagnostics.error(span, message, EXAMPLE);
    (Err(reported), read_template(input, span, diagnostics))
}

fn read_template(
    input: ParseStream<'_>,
    method: Span,
    diagnostics: &mut Diagnostics,
) -> Result<Template, Reported> {
    if input.is_empty() || input.peek(Token![,]) {
        let message = "the path template is missing after the HTTP method";
        return Err(diagnostics.error(method, message, EXAMPLE));
    }
    let fork = input.fork();
    if fork.parse::<LitStr>().is_ok_and(|literal| literal.suffix().is_empty()) {
        return Template::parse(&options::parse(input, diagnostics)?, diagnostics);
    }
    let message = "the path template is not a string literal";
    let help =
        "write it out, such as `\"/user/federate/<InstanceId>\"`: it is read at compile time";
    let reported = diagnostics.error(value_span(input), message, help);
    skip_value(input);
    Err(reported)
}
