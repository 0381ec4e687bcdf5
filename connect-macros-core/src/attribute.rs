//! The arguments of the attribute: method, template and options.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, Meta, Token};

use crate::diagnostics::{Diagnostics, Reported};
use crate::names::nearest;
use crate::options::{self, OptionKind, Options};
use crate::parsing::{parse, skip, skip_value, value_span};
use crate::template::Template;

/// The options of an endpoint.
const OPTIONS: [OptionKind; 9] = [
    OptionKind::Name,
    OptionKind::Envelope,
    OptionKind::Pages,
    OptionKind::Service,
    OptionKind::Auth,
    OptionKind::Timeout,
    OptionKind::MaxAttempts,
    OptionKind::Unchecked,
    OptionKind::Crate,
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

/// Where the arguments of the attribute come from.
pub(crate) enum AttributeSource<'a> {
    /// The compiler, which hands a macro the arguments alone.
    Arguments(TokenStream),
    /// The whole attribute, inside the item of `#[connect_api]`.
    Attribute(&'a Attribute),
}

impl AttributeSource<'_> {
    fn span(&self) -> Span {
        match self {
            Self::Arguments(_) => Span::call_site(),
            Self::Attribute(attribute) => attribute.path().span(),
        }
    }
}

/// What the attribute says.
pub(crate) struct Arguments {
    pub(crate) method: Result<HttpMethod, Reported>,
    pub(crate) method_span: Span,
    pub(crate) template: Result<Template, Reported>,
    /// The options that have no mistake.
    pub(crate) options: Options,
    /// An error if one of the options, or what separates the arguments, has a mistake.
    pub(crate) options_read: Result<(), Reported>,
}

impl Arguments {
    pub(crate) fn parse(source: AttributeSource<'_>, diagnostics: &mut Diagnostics) -> Self {
        let place = source.span();
        let parser = |input: ParseStream<'_>| {
            let arguments = Self::read(input, place, diagnostics);
            skip(input);
            Ok(arguments)
        };
        let parsed = match source {
            AttributeSource::Arguments(tokens) => parser.parse2(tokens),
            AttributeSource::Attribute(attribute) => match &attribute.meta {
                // Reports arguments that end too early on the closing parenthesis.
                Meta::List(list) => list.parse_args_with(parser),
                Meta::NameValue(pair) => parser.parse2(pair.to_token_stream()),
                Meta::Path(_) => parser.parse2(TokenStream::new()),
            },
        };
        parsed.unwrap_or_else(|error| Self::unreadable(diagnostics.push(error)))
    }

    /// The arguments of an attribute whose mistake leaves nothing to read.
    fn unreadable(reported: Reported) -> Self {
        Self {
            method: Err(reported),
            method_span: Span::call_site(),
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
        let options_read = separated.and(options_read);
        Self { method, method_span: start, template, options, options_read }
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
    let starts_with_option = input.peek(Ident::peek_any) && input.peek2(Token![=]);
    let first = input.fork().call(Ident::parse_any);
    if starts_with_option && first.is_ok_and(|first| !is_method(&first.to_string())) {
        let message = "an option comes before the HTTP method and the path template";
        return Err(diagnostics.error(input.span(), message, EXAMPLE));
    }
    Ok(())
}

pub(crate) fn is_method(text: &str) -> bool {
    HttpMethod::ALL.iter().any(|method| method.as_str().eq_ignore_ascii_case(text))
}

fn read_method(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<HttpMethod, Reported> {
    let ident: Ident = parse(input, diagnostics)?;
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

/// Reports a token that separates the method from the template.
fn read_separator(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let has_comma = input.peek(Token![,]) && input.peek2(LitStr);
    if !has_comma && !input.peek(Token![=]) {
        return Ok(());
    }
    let token: TokenTree = parse(input, diagnostics)?;
    let message = format!("unexpected `{token}` between the HTTP method and the path template");
    Err(diagnostics.error(token.span(), message, EXAMPLE))
}

/// Reports an attribute that starts with the string `text`, which is a method in quotes or a template
/// without a method.
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
        let template = parse::<LitStr>(input, diagnostics)
            .and_then(|_| read_template(input, span, diagnostics));
        return (Err(reported), template);
    }
    if let Some((method, path)) = value.split_once(' ')
        && is_method(method)
    {
        let message = "the HTTP method is inside the quotes of the path template";
        let help = format!("write `{} \"{}\"`", method.to_uppercase(), path.trim());
        let reported = diagnostics.error(span, message, help);
        let after = parse::<LitStr>(input, diagnostics);
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
        return Template::parse(&parse(input, diagnostics)?, diagnostics);
    }
    let message = "the path template is not a string literal";
    let help =
        "write it out, such as `\"/user/federate/<InstanceId>\"`: it is read at compile time";
    let reported = diagnostics.error(value_span(input), message, help);
    skip_value(input);
    Err(reported)
}
