//! What the emulator does with a request: answer it, or break the connection.

use http::Response;
use std::time::Duration;

/// The outcome of a request. The core never sleeps: whoever carries the reply waits `after` first.
#[derive(Debug)]
pub enum Reply {
    /// An answer.
    Answer {
        /// How long the service takes.
        after: Duration,
        /// What it then says.
        response: Response<Vec<u8>>,
    },
    /// The connection ends without an answer. Whether the request took effect is part of the fault.
    Cut {
        /// How long until then.
        after: Duration,
    },
    /// The head and half of the body arrive, then the connection ends.
    CutInBody {
        /// How long until then.
        after: Duration,
        /// The answer of which only half arrives.
        response: Response<Vec<u8>>,
    },
}

impl Reply {
    /// The whole answer, if there is one, whatever its delay.
    pub fn response(self) -> Option<Response<Vec<u8>>> {
        match self {
            Self::Answer { response, .. } => Some(response),
            Self::Cut { .. } | Self::CutInBody { .. } => None,
        }
    }
}
