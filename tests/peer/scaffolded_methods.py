"""Reads the methods that `cargo connect add` wrote, and writes a function to call each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TRAIT = re.compile(r"^pub trait (\w+) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
METHOD = re.compile(
    r"/// Calls \[`(?P<operation>\w+)`\].*?"
    r"#\[connect_endpoint\((?P<line>.*?)\)\]\s*"
    r"(?:#\[allow\(.*?\)\]\s*)?"
    r"(?P<asynchronous>async )?fn (?P<name>[\w#]+)\(\s*&self,?\s*(?P<parameters>.*?)\s*\)\s*"
    r"-> (?P<returned>[^;]*);",
    re.DOTALL,
)
PARAMETER = re.compile(
    r'(?:#\[(?P<place>\w+)(?:\("(?P<wire_name>[^"]+)"\))?\] )?(?P<name>[\w#]+): (?P<type>.*)'
)
# A name of the template's path or query.
LABEL = re.compile(r"<([^<>]+)>")


class Unreadable(Exception):
    """The code has a form that this check does not know."""


@dataclass(frozen=True)
class Parameter:
    name: str
    type: str
    # `body` or `header`, or None for a name of the template.
    place: str | None
    # None for the struct of a whole body, and for a name of the template.
    wire_name: str | None

    @property
    def is_whole_body(self) -> bool:
        return self.place == "body" and self.wire_name is None


@dataclass(frozen=True)
class Method:
    """The declaration of an operation."""

    operation: str
    name: str
    parameters: tuple[Parameter, ...]
    # The names of the template's path and query.
    labels: tuple[str, ...]
    has_pages: bool
    # False if a bearer token takes the place of the signature.
    is_signed: bool


def methods(code: str) -> tuple[str, list[Method]]:
    """Returns the name of the trait and its methods."""
    found = TRAIT.search(code)
    if found is None:
        raise Unreadable("there is no trait")
    name, body = found.groups()
    read = [_method(one) for one in METHOD.finditer(body)]
    if len(read) != body.count("#[connect_endpoint("):
        raise Unreadable(f"{body.count('#[connect_endpoint(')} methods, but {len(read)} are read")
    return name, read


def _method(found: re.Match[str]) -> Method:
    parameters = tuple(_parameter(" ".join(one.split())) for one in _split(found["parameters"]))
    return Method(
        operation=found["operation"],
        name=found["name"],
        parameters=parameters,
        labels=tuple(LABEL.findall(found["line"])),
        has_pages=found["returned"].startswith("Pages<"),
        is_signed=", auth = none" not in found["line"],
    )


def _parameter(text: str) -> Parameter:
    found = PARAMETER.fullmatch(text)
    if found is None:
        raise Unreadable(f"a parameter `{text}`")
    return Parameter(found["name"], _one_line(found["type"]), found["place"], found["wire_name"])


def _one_line(type_: str) -> str:
    """Returns a type without the breaks that rustfmt makes in a long one."""
    return re.sub(r",? ?>", ">", re.sub(r"< ", "<", type_))


def _split(parameters: str) -> Iterator[str]:
    """Splits at the commas that are in no brackets."""
    depth, start = 0, 0
    for index, char in enumerate(parameters):
        depth += (char in "<([") - (char in ">)]")
        if char == "," and depth == 0:
            yield parameters[start:index].strip()
            start = index + 1
    if last := parameters[start:].strip():
        yield last


def calls(code: str) -> str:
    """Returns a module with a function for each method of the trait, and a table of them."""
    of, read = methods(code)
    functions = "".join(_function(of, one) for one in read)
    rows = "".join(f'        ("{one.operation}", {one.name}),\n' for one in read)
    table = f"    pub(crate) const METHODS: crate::Methods = &[\n{rows}    ];\n"
    return f"\npub(crate) mod calls {{\n    use super::*;\n\n{table}{functions}}}\n"


def _function(of: str, method: Method) -> str:
    lines = []
    arguments = ["client"]
    for number, one in enumerate(method.parameters):
        owned, borrowed = _argument(one.type, f"a{number}")
        name = one.name.removeprefix("r#")
        lines.append(f'let a{number}: {owned} = arguments.get("{name}")?;')
        arguments.append(borrowed)
    called = f"{of}::{method.name}({', '.join(arguments)})"
    has_pages = method.has_pages
    lines.append(f"crate::paged({called}).await" if has_pages else f"crate::single({called}.await)")
    body = "".join(f"            {line}\n" for line in lines)
    given = "arguments" if method.parameters else "_"
    return (
        f"\n    fn {method.name}<'a>(\n        client: &'a connect_runtime::Client,\n"
        f"        {given}: &'a crate::Arguments,\n    )"
        f" -> crate::Answer<'a> {{\n        Box::pin(async move {{\n{body}        }})\n    }}\n"
    )


def _argument(type_: str, name: str) -> tuple[str, str]:
    """Returns the type that a value is read as, and the expression for the argument."""
    inner = re.fullmatch(r"Option<(.*)>", type_)
    if inner and inner[1].startswith("&"):
        owned, _ = _argument(inner[1], name)
        borrowed = {
            "&str": f"{name}.as_deref()",
            "&[&str]": f"{name}.as_deref().map(crate::texts).as_deref()",
        }.get(inner[1], f"{name}.as_deref()" if inner[1].startswith("&[") else f"{name}.as_ref()")
        return f"Option<{owned}>", borrowed
    if type_ == "&str":
        return "String", f"&{name}"
    if type_ == "&[&str]":
        return "Vec<String>", f"&crate::texts(&{name})"
    if found := re.fullmatch(r"&\[(.*)\]", type_):
        return f"Vec<{found[1]}>", f"&{name}"
    return (type_[1:], f"&{name}") if type_.startswith("&") else (type_, name)
