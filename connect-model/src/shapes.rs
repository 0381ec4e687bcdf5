//! The data file `<service>.shapes`.

use std::fmt;

use crate::records;
use crate::release::Release;
use crate::shape::Shape;

/// The shapes of one service, which borrow the text of a data file.
///
/// A shape is what AWS's models call a type: of a request, a response, an error, or of a value in one. A
/// search for one shape reads only the records that it compares with.
///
/// ```
/// use connect_model::Service;
///
/// let shapes = Service::Connect.shapes();
/// let input = shapes.input_of("CreateUser").expect("it is in the model");
/// let member = input.members().find(|member| member.name == "Username").expect("so is its member");
/// let name = shapes.shape(member.shape).expect("each member has a shape");
/// let max = name.max().and_then(|max| max.as_i64());
/// assert_eq!((member.is_required, max), (true, Some(100)));
/// ```
#[derive(Clone, Copy)]
pub struct Shapes<'a> {
    release: Release<'a>,
    errors: &'a str,
    operations: &'a str,
    graph: &'a str,
}

/// The shapes and marks of one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationShapes<'a> {
    /// The name of the operation, such as `GetFederationToken`.
    pub name: &'a str,
    /// The name of the structure with the members of a request.
    pub input: Option<&'a str>,
    /// The name of the structure with the members of a response.
    pub output: Option<&'a str>,
    /// The HTTP status of a success, such as 200 or 204.
    pub status: u16,
    /// Whether AWS advises against the operation.
    pub is_deprecated: bool,
    /// Whether the model says that a second identical request changes nothing more. AWS leaves the mark
    /// out of many operations for which this is true.
    pub is_idempotent: bool,
    /// Whether the model says that the operation changes nothing. AWS leaves the mark out of many
    /// operations for which this is true.
    pub is_read_only: bool,
}

impl<'a> Shapes<'a> {
    /// Reads the text of a data file. A record that it does not understand is not there.
    pub fn new(text: &'a str) -> Self {
        Self {
            release: Release::read(text),
            errors: records::section(text, "errors"),
            operations: records::section(text, "operations"),
            graph: records::section(text, "shapes"),
        }
    }

    /// Returns the release that the facts are of.
    pub const fn release(&self) -> Release<'a> {
        self.release
    }

    /// Finds a shape by its name, in exactly this case.
    pub fn shape(&self, name: &str) -> Option<Shape<'a>> {
        records::find(self.graph, |record| records::name(record).cmp(name)).and_then(Shape::read)
    }

    /// Returns all shapes, sorted by their names.
    pub fn shapes(&self) -> impl Iterator<Item = Shape<'a>> + use<'a> {
        records::all(self.graph).filter_map(Shape::read)
    }

    /// Finds an operation by its name. Ignores case and `_`, as
    /// [`Calls::operation`](crate::Calls::operation) does.
    pub fn operation(&self, name: &str) -> Option<OperationShapes<'a>> {
        records::find_ignoring_case(self.operations, name).map(OperationShapes::read)
    }

    /// Returns all operations, sorted by their names in lower case.
    pub fn operations(&self) -> impl Iterator<Item = OperationShapes<'a>> + use<'a> {
        records::all(self.operations).map(OperationShapes::read)
    }

    /// Returns the structure with the members of an operation's request. Finds the operation as
    /// [`Self::operation`] does.
    pub fn input_of(&self, operation: &str) -> Option<Shape<'a>> {
        self.shape(self.operation(operation)?.input?)
    }

    /// Returns the structure with the members of an operation's response. Finds the operation as
    /// [`Self::operation`] does.
    pub fn output_of(&self, operation: &str) -> Option<Shape<'a>> {
        self.shape(self.operation(operation)?.output?)
    }

    /// Finds the structure of the error with this code, such as `ResourceNotFoundException`.
    pub fn error(&self, code: &str) -> Option<Shape<'a>> {
        let record = records::find(self.errors, |record| records::name(record).cmp(code))?;
        self.shape(error_shape(record)?)
    }

    /// Returns the structures of all errors, sorted by their codes.
    pub fn errors(&self) -> impl Iterator<Item = Shape<'a>> + use<'a> {
        let shapes = *self;
        records::all(self.errors).filter_map(move |record| shapes.shape(error_shape(record)?))
    }
}

impl<'a> OperationShapes<'a> {
    /// Reads a record of the section `operations`.
    fn read(record: &'a str) -> Self {
        let fact = |prefix| record.lines().find_map(|line| line.strip_prefix(prefix));
        let is_marked = |mark| record.lines().any(|line| line == mark);
        Self {
            name: records::name(record),
            input: fact(" input "),
            output: fact(" output "),
            status: fact(" status ").and_then(|status| status.parse().ok()).unwrap_or(200),
            is_deprecated: is_marked(" deprecated"),
            is_idempotent: is_marked(" idempotent"),
            is_read_only: is_marked(" readonly"),
        }
    }
}

impl fmt::Debug for Shapes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shapes").field("release", &self.release).finish_non_exhaustive()
    }
}

/// The second word of a record of the section `errors`.
fn error_shape(record: &str) -> Option<&str> {
    record.split_ascii_whitespace().nth(1)
}
