//! The readers of the shapes, on the data of this crate and on texts that are no data.

use connect_model::{Kind, Limit, Place, Service, Shape, ShapeMember, Shapes, TimestampFormat};

fn shape(service: Service, name: &str) -> Shape<'static> {
    service.shapes().shape(name).unwrap_or_else(|| panic!("{service:?} has no `{name}`"))
}

fn member(service: Service, structure: &str, name: &str) -> ShapeMember<'static> {
    let member = shape(service, structure).members().find(|member| member.name == name);
    member.unwrap_or_else(|| panic!("`{structure}` has no `{name}`"))
}

#[test]
fn every_shape_is_found_by_its_name_and_names_others_that_are_there() {
    let (mut shapes_in_all, mut members, mut enums) = (0, 0, 0);
    for service in Service::ALL {
        let shapes = service.shapes();
        for shape in shapes.shapes() {
            assert_eq!(shapes.shape(shape.name()), Some(shape), "{service:?}");
            let parts = [shape.element(), shape.key(), shape.value()].into_iter().flatten();
            for name in shape.members().map(|member| member.shape).chain(parts) {
                assert!(shapes.shape(name).is_some(), "{service:?}: {shape:?} names `{name}`");
            }
            shapes_in_all += 1;
            members += shape.members().count();
            enums += usize::from(shape.values().next().is_some());
        }
    }
    assert_eq!((shapes_in_all, members, enums), (4558, 8706, 412));
}

#[test]
fn what_is_not_in_the_model_is_not_found() {
    let shapes = Service::Connect.shapes();
    for name in
        ["", "A", "instanceid", "InstanceI", "InstanceIds", "zz", " min 1", "min", "[shapes]"]
    {
        assert_eq!(shapes.shape(name), None, "{name}");
        assert_eq!(shapes.operation(name), None, "{name}");
        assert_eq!(shapes.input_of(name), None, "{name}");
        assert_eq!(shapes.error(name), None, "{name}");
    }
    // A shape, but no error.
    assert_eq!(shapes.error("InstanceId"), None);
}

#[test]
fn shapes_and_calls_say_the_same_of_each_operation() {
    for service in Service::ALL {
        let (calls, shapes) = (service.calls(), service.shapes());
        assert_eq!(calls.release(), shapes.release(), "{service:?}");
        assert!(calls.operations().map(|it| it.name()).eq(shapes.operations().map(|it| it.name)));
        for operation in calls.operations() {
            let name = operation.name();
            let input = shapes.input_of(name);
            let mut sent: Vec<_> = operation.members().collect();
            for member in input.iter().flat_map(Shape::members) {
                let position = sent.iter().position(|it| it.name == member.wire_name).unwrap();
                let sent = sent.remove(position);
                let kind = shapes.shape(member.shape).map(|shape| shape.kind_in(member.place));
                assert_eq!((Some(sent.kind), sent.place), (kind, member.place), "{name}");
                let marks = (member.is_required, member.is_idempotency_token);
                assert_eq!((sent.is_required, sent.is_idempotency_token), marks, "{name}");
            }
            assert_eq!(sent, [], "{name}");
            let outputs: Vec<_> = operation.outputs().map(|it| (it.name, it.place)).collect();
            let output = shapes.output_of(name);
            let members = output.iter().flat_map(Shape::members);
            let members: Vec<_> = members.map(|it| (it.wire_name, it.place)).collect();
            assert_eq!(outputs, members, "{name}");
            for code in operation.errors() {
                assert!(shapes.error(code).is_some(), "{name}: {code}");
            }
        }
        for (code, shape) in calls.errors().zip(shapes.errors()) {
            let error = shape.error().unwrap();
            assert_eq!((code.code, code.status), (error.code, error.status), "{service:?}");
        }
        assert_eq!(calls.errors().count(), shapes.errors().count(), "{service:?}");
    }
}

#[test]
fn operations_have_shapes_and_marks() {
    let connect = Service::Connect.shapes();
    let start = connect.operation("start_outbound_voice_contact").unwrap();
    assert_eq!(start.name, "StartOutboundVoiceContact");
    assert_eq!(start.input, Some("StartOutboundVoiceContactRequest"));
    assert_eq!(start.output, Some("StartOutboundVoiceContactResponse"));
    assert_eq!((start.status, start.is_deprecated), (200, false));
    assert_eq!(connect.operation("DeleteUser").and_then(|operation| operation.output), None);
    assert_eq!(connect.output_of("DeleteUser"), None);
    for (service, name, status, marks) in [
        (Service::QConnect, "DeleteContent", 204, [false, true, false]),
        (Service::QConnect, "QueryAssistant", 200, [true, false, true]),
        (Service::Cases, "GetCase", 200, [false, false, true]),
        (Service::Cases, "CreateCase", 200, [false, true, false]),
    ] {
        let operation = service.shapes().operation(name).unwrap();
        assert_eq!(operation.status, status, "{name}");
        let found = [operation.is_deprecated, operation.is_idempotent, operation.is_read_only];
        assert_eq!(found, marks, "{name}");
    }
}

#[test]
fn shapes_have_their_kinds() {
    for (service, name, kind) in [
        (Service::Connect, "InstanceId", Kind::String),
        (Service::Connect, "WorkspaceFontFamily", Kind::String),
        (Service::Connect, "QueuePriority", Kind::Long),
        (Service::Connect, "UserSummaryList", Kind::List),
        (Service::Connect, "Attributes", Kind::Map),
        (Service::Connect, "UserSummary", Kind::Structure),
        (Service::Connect, "UserNotFoundException", Kind::Structure),
        (Service::Cases, "FieldValueUnion", Kind::Union),
        (Service::QConnect, "JSONDocument", Kind::Document),
        (Service::CampaignsV2, "Capacity", Kind::Double),
    ] {
        assert_eq!(shape(service, name).kind(), kind, "{name}");
    }
}

#[test]
fn every_kind_is_read() {
    for (first, kind) in [
        ("string", Some("string")),
        ("blob", Some("blob")),
        ("boolean", Some("boolean")),
        ("integer", Some("integer")),
        ("long", Some("long")),
        ("float", Some("float")),
        ("double", Some("double")),
        ("list", Some("list")),
        ("map", Some("map")),
        ("structure", Some("structure")),
        ("union", Some("union")),
        ("document", Some("document")),
        ("timestamp", Some("date-time")),
        ("timestamp\n format http-date", Some("http-date")),
        ("timestamp\n format date-time", Some("date-time")),
        ("timestamp\n format epoch-seconds", Some("epoch-seconds")),
        ("timestamp\n format string", Some("date-time")),
        // A format is no kind of a shape.
        ("date-time", None),
        ("number", None),
        ("", None),
    ] {
        let text = format!("\n[shapes]\nA {first}\n");
        let found = Shapes::new(&text).shape("A").map(|shape| shape.kind_in(Place::Query).name());
        assert_eq!(found, kind, "{first}");
    }
}

#[test]
fn a_timestamp_has_its_own_format_or_that_of_its_place() {
    use TimestampFormat::{DateTime, EpochSeconds, HttpDate};
    let places = [Place::Path, Place::Query, Place::Header, Place::Body];
    for (service, name, formats) in [
        (Service::Connect, "Timestamp", [DateTime, DateTime, HttpDate, EpochSeconds]),
        (Service::CampaignsV2, "TimeStamp", [DateTime; 4]),
        (Service::QConnect, "SyntheticTimestamp_epoch_seconds", [EpochSeconds; 4]),
    ] {
        let shape = shape(service, name);
        assert_eq!(
            places.map(|place| shape.kind_in(place)),
            formats.map(Kind::Timestamp),
            "{name}"
        );
        assert_eq!(shape.kind(), Kind::Timestamp(formats[3]), "{name}");
    }
    let modified = member(Service::Connect, "UpdateTestCaseRequest", "LastModifiedTime");
    assert_eq!(modified.wire_name, "x-amz-last-modified-time");
    assert_eq!((modified.place, modified.shape), (Place::Header, "Timestamp"));
}

#[test]
fn shapes_have_their_limits() {
    let integer = |limit| Some(Limit::Integer(limit));
    for (service, name, min, max) in [
        (Service::Connect, "InstanceId", integer(1), integer(100)),
        (Service::Connect, "QueuePriority", integer(1), integer(i64::MAX)),
        (Service::CampaignsV2, "Capacity", Some(Limit::Float(0.01)), integer(1)),
        (Service::Participant, "AttachmentIdList", integer(1), integer(1)),
        (Service::Participant, "AttachmentSizeInBytes", integer(1), None),
        (Service::Connect, "UserSummary", None, None),
    ] {
        let shape = shape(service, name);
        assert_eq!((shape.min(), shape.max()), (min, max), "{name}");
    }
    for (limit, text, integer, float) in [
        (Limit::Integer(100), "100", Some(100), 100.0),
        (Limit::Integer(-1), "-1", Some(-1), -1.0),
        (Limit::Float(0.5), "0.5", None, 0.5),
        (Limit::Float(5.0), "5", None, 5.0),
    ] {
        assert_eq!(limit.to_string(), text);
        assert_eq!((limit.as_i64(), limit.as_f64().to_bits()), (integer, f64::to_bits(float)));
    }
}

#[test]
fn shapes_have_patterns_values_parts_and_marks() {
    let fonts = shape(Service::Connect, "WorkspaceFontFamily");
    let names: Vec<_> = fonts.values().collect();
    assert_eq!(names[..2], ["Arial", "Courier New"]);
    assert_eq!(fonts.pattern(), None);
    let media_type = shape(Service::QConnect, "QuickResponseType");
    assert_eq!(
        media_type.pattern(),
        Some("(application/x\\.quickresponse;format=(plain|markdown))")
    );

    let fields = shape(Service::Cases, "AuditEventFieldList");
    assert!(fields.is_sparse());
    assert_eq!(
        (fields.element(), fields.key(), fields.value()),
        (Some("AuditEventField"), None, None)
    );
    let attributes = shape(Service::Connect, "Attributes");
    assert_eq!((attributes.element(), attributes.is_sparse()), (None, false));
    assert_eq!(
        (attributes.key(), attributes.value()),
        (Some("AttributeName"), Some("AttributeValue"))
    );

    assert!(shape(Service::Connect, "Password").is_sensitive());
    assert!(!shape(Service::Connect, "InstanceId").is_sensitive());
    assert!(shape(Service::CustomerProfiles, "Gender").is_deprecated());
    assert!(!shape(Service::Connect, "InstanceId").is_deprecated());
}

#[test]
fn members_have_their_wire_names_places_and_marks() {
    let connect = Service::Connect;
    for (service, structure, name, wire_name, place, marks) in [
        (
            connect,
            "ListUsersRequest",
            "InstanceId",
            "InstanceId",
            Place::Path,
            [true, false, false],
        ),
        (
            connect,
            "ListUsersRequest",
            "MaxResults",
            "maxResults",
            Place::Query,
            [false, false, false],
        ),
        (
            connect,
            "StartOutboundVoiceContactRequest",
            "ClientToken",
            "ClientToken",
            Place::Body,
            [false, true, false],
        ),
        (
            Service::Participant,
            "SendEventRequest",
            "ConnectionToken",
            "X-Amz-Bearer",
            Place::Header,
            [true, false, false],
        ),
        (
            Service::CustomerProfiles,
            "GetSegmentEstimateResponse",
            "StatusCode",
            "StatusCode",
            Place::Status,
            [false, false, false],
        ),
        (
            Service::Cases,
            "InternalServerException",
            "retryAfterSeconds",
            "Retry-After",
            Place::Header,
            [false, false, false],
        ),
    ] {
        let found = member(service, structure, name);
        assert_eq!((found.wire_name, found.place), (wire_name, place), "{structure}: {name}");
        let found = [found.is_required, found.is_idempotency_token, found.is_deprecated];
        assert_eq!(found, marks, "{structure}: {name}");
    }
    let is_deprecated = |member: &ShapeMember<'_>| member.is_deprecated;
    let deprecated =
        connect.shapes().shapes().flat_map(|shape| shape.members()).filter(is_deprecated);
    assert_eq!(deprecated.count(), 5);
}

#[test]
fn errors_have_status_code_and_fault() {
    for (service, code, status, is_server_fault) in [
        (Service::Connect, "UserNotFoundException", 404, false),
        (Service::Connect, "InternalServiceException", 500, true),
        (Service::Cases, "InternalServerException", 500, true),
        (Service::Cases, "ServiceQuotaExceededException", 402, false),
        (Service::QConnect, "RequestTimeoutException", 408, false),
    ] {
        let error = service.shapes().error(code).and_then(|shape| shape.error()).unwrap();
        assert_eq!((error.code, error.status), (code, status));
        assert_eq!(error.is_server_fault, is_server_fault, "{code}");
    }
    assert_eq!(shape(Service::Connect, "InstanceId").error(), None);
    assert_eq!(
        Service::ALL.map(|service| service.shapes().errors().count()).iter().sum::<usize>(),
        74
    );
}

/// A text with what a pattern and an enum may hold.
const ODD: &str = "# Odd.
release 1.0.0 2026-01-02

[operations]
A
 input B
 status many
B

[shapes]
B structure
 body A As
 body A
 sideways A B
 body Same B as
 body Marked B required odd
 body Last B required token deprecated as last
C string
 pattern [shapes]
 enum  min 3
 enum [errors]
 enum 
D number
E string
 min few
F
G string
";

#[test]
fn what_is_not_understood_is_not_there() {
    let shapes = Shapes::new(ODD);
    assert_eq!((shapes.release().version, shapes.release().date), ("1.0.0", "2026-01-02"));
    let names: Vec<_> = shapes.shapes().map(|shape| shape.name()).collect();
    assert_eq!(names, ["B", "C", "E", "G"]);
    let members: Vec<_> = shapes.input_of("a").unwrap().members().collect();
    let names: Vec<_> = members.iter().map(|member| (member.name, member.wire_name)).collect();
    assert_eq!(names, [("A", "A"), ("Last", "last")]);
    assert!(members[1].is_required && members[1].is_idempotency_token && members[1].is_deprecated);
    let text = shapes.shape("C").unwrap();
    assert_eq!((text.pattern(), text.min()), (Some("[shapes]"), None));
    assert_eq!(text.values().collect::<Vec<_>>(), [" min 3", "[errors]", ""]);
    assert_eq!(shapes.shape("E").and_then(|shape| shape.min()), None);
    for name in ["D", "F", "shapes]", "[shapes]", "[errors]", "enum", "pattern"] {
        assert_eq!(shapes.shape(name), None, "{name}");
    }
    let operation = shapes.operation("A").unwrap();
    assert_eq!((operation.input, operation.output, operation.status), (Some("B"), None, 200));
    assert_eq!(shapes.errors().count(), 0);
    assert_eq!(format!("{text:?}"), "C (string)");
}

#[test]
fn no_text_makes_a_reader_panic() {
    let text = ODD.replace('B', "ä");
    let cuts = (0..text.len()).filter_map(|end| Some((text.get(..end)?, text.get(end..)?)));
    for (before, after) in cuts {
        for text in
            [before.to_owned(), format!("\n[shapes]\n{after}"), before.replace('\n', "\r\n")]
        {
            let shapes = Shapes::new(&text);
            for shape in shapes.shapes() {
                let facts = (shape.kind(), shape.min(), shape.max(), shape.error());
                let _ = (facts, shape.members().count(), shape.values().count());
            }
            let _ =
                (shapes.shape("C"), shapes.operation("a"), shapes.error("C"), shapes.input_of("A"));
        }
    }
}
