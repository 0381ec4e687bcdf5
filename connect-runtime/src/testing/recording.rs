//! Records exchanges to a file, with secrets masked, and replays them.

mod failure;
mod file;
mod mask;
mod recorder;
mod replay;

pub use self::file::RecordingError;
pub use self::recorder::{Recorder, RecorderTransport};
pub use self::replay::Replay;
