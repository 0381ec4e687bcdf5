//! JSON bodies as restJson1 wants them.

use serde_json::Value;

/// Takes the members that are `null` out of every object of `json`.
///
/// AWS services take an absent member and refuse a `null` one; serde writes `null` for a `None`.
pub(super) fn without_null_members(json: Vec<u8>) -> serde_json::Result<Vec<u8>> {
    if !json.windows(5).any(|window| window == b":null") {
        return Ok(json);
    }
    let mut value: Value = serde_json::from_slice(&json)?;
    remove_null_members(&mut value);
    serde_json::to_vec(&value)
}

fn remove_null_members(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(remove_null_members);
        }
        Value::Array(elements) => elements.iter_mut().for_each(remove_null_members),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_members_go_and_all_else_stays() {
        for (json, expected) in [
            (r#"{"a":1}"#, r#"{"a":1}"#),
            (r#"{"a":null}"#, "{}"),
            (r#"{"a":{"b":null,"c":[{"d":null},null]},"e":0}"#, r#"{"a":{"c":[{},null]},"e":0}"#),
            (r#"{"a":":null"}"#, r#"{"a":":null"}"#),
            ("null", "null"),
        ] {
            let bytes = without_null_members(json.into()).unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        }
    }
}
