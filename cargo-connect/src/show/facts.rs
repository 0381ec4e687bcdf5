//! What a shape is, in a few words.

use connect_model::{Kind, Place, Shape, Shapes};

use crate::range::range;

/// Returns the kind and the limits, such as `string, 1 to 100 characters`.
pub(super) fn of(shape: &Shape<'static>, place: Place, shapes: Shapes<'static>) -> String {
    let mut facts = vec![kind(shape, place, shapes)];
    facts.extend(range(shape));
    if shape.is_sensitive() {
        facts.push("sensitive".to_owned());
    }
    facts.join(", ")
}

fn kind(shape: &Shape<'static>, place: Place, shapes: Shapes<'static>) -> String {
    let named = |name: Option<&'static str>| {
        let shape = name.and_then(|name| shapes.shape(name));
        shape.map_or_else(|| "value".to_owned(), |shape| kind(&shape, Place::Body, shapes))
    };
    match shape.kind_in(place) {
        Kind::String if shape.values().next().is_some() => "enum".to_owned(),
        Kind::List => format!("list of {}", named(shape.element())),
        Kind::Map => format!("map of {}", named(shape.value())),
        Kind::Structure | Kind::Union => shape.name().to_owned(),
        kind => kind.name().to_owned(),
    }
}
