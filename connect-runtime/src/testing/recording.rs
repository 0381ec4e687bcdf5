//! Exchanges in a file, without the secrets in them.

mod failure;
mod file;
mod mask;
mod recorder;
mod replay;

pub use self::file::RecordingError;
pub use self::recorder::{Recorder, RecorderTransport};
pub use self::replay::Replay;
