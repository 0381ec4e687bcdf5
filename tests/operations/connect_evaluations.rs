//! Defines cases for Amazon Connect evaluations: a union, and numbers that JSON cannot represent.

use std::collections::BTreeMap;

use connect_runtime::{Call, ConnectUnion, Float, UnknownMember, connect_api};
use serde::Serialize;
use serde_json::{Value, json};

use super::case::{Case, INSTANCE, QUEUE_ARN, case};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Answer {
    value: Option<AnswerValue>,
}

#[derive(ConnectUnion)]
enum AnswerValue {
    StringValue(String),
    NumericValue(Float),
    NotApplicable(bool),
    #[member("StringValues")]
    Strings(Vec<String>),
    #[other]
    Other(UnknownMember),
}

#[connect_api]
pub(crate) trait Evaluations {
    #[connect_endpoint(POST "/contact-evaluations/<InstanceId>/<EvaluationId>/submit")]
    fn submit_contact_evaluation(
        &self,
        instance_id: &str,
        evaluation_id: &str,
        #[body("Answers")] answers: &BTreeMap<&str, Answer>,
        #[body("Notes")] notes: Option<&Value>,
        #[body("SubmittedBy")] submitted_by: Option<Value>,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("body-doubles", |c| {
            let answers = doubles()
                .map(|(name, double)| (name, answer(AnswerValue::NumericValue(Float(double)))));
            let notes = json!({ "n": { "Value": "" } });
            c.submit_contact_evaluation(INSTANCE, "e", &answers.into(), Some(&notes), None).into()
        }),
        case("body-union-kinds", |c| {
            let answers = BTreeMap::from([
                ("text", answer(AnswerValue::StringValue(String::new()))),
                ("none", answer(AnswerValue::NotApplicable(false))),
                ("many", answer(AnswerValue::Strings(vec![String::new(), "a".into()]))),
                ("empty", Answer { value: None }),
            ]);
            let submitted_by = json!({ "ConnectUserArn": QUEUE_ARN });
            c.submit_contact_evaluation(INSTANCE, "e", &answers, None, Some(submitted_by)).into()
        }),
    ]
}

fn answer(value: AnswerValue) -> Answer {
    Answer { value: Some(value) }
}

fn doubles() -> [(&'static str, f64); 15] {
    [
        ("whole", 5.0),
        ("tenth", 0.1),
        ("third", 1.0 / 3.0),
        ("large", 1e21),
        ("largest", f64::MAX),
        ("small", 1e-7),
        ("smallest", 5e-324),
        ("zero", 0.0),
        ("minus-zero", -0.0),
        ("minus", -12345.6789),
        ("past-i64", 1e19),
        ("odd", 9_007_199_254_740_992.0),
        ("not-a-number", f64::NAN),
        ("infinite", f64::INFINITY),
        ("minus-infinite", f64::NEG_INFINITY),
    ]
}
