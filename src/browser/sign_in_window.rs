//! Sign-in beside the page: in a hidden frame, or in a window of its own. The page and its forms stay.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, Element, MessageEvent};

/// Milliseconds to wait for a frame: when the authority must show something, it refuses to be framed and never answers.
const FRAME_PATIENCE_MS: u32 = 8_000;
/// Milliseconds to wait for a window in which a person types.
const WINDOW_PATIENCE_MS: u32 = 600_000;

/// Listens for the answer that the callback page sends for one state (`static/auth.js`).
struct Ear {
    channel: BroadcastChannel,
    answer: oneshot::Receiver<String>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Ear {
    fn open(state: &str) -> Option<Self> {
        let channel = BroadcastChannel::new(&["scvmm-auth-", state].concat()).ok()?;
        let (sender, answer) = oneshot::channel();
        let sender = Rc::new(RefCell::new(Some(sender)));
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let (Some(text), Some(sender)) =
                (event.data().as_string(), sender.borrow_mut().take())
            {
                // Nobody listens any more: the answer is dropped, as it should be.
                let _ = sender.send(text);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            answer,
            _heard: heard,
        })
    }

    async fn listen(&mut self, patience_ms: u32) -> Option<String> {
        match select(&mut self.answer, TimeoutFuture::new(patience_ms)).await {
            Either::Left((answer, _)) => answer.ok(),
            Either::Right(_) => None,
        }
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// Removes the frame when the wait is over or given up.
struct Frame(Element);

impl Drop for Frame {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// Asks in a hidden frame. `None` when no answer came: the authority wanted to show something, or the browser keeps its
/// session from frames.
pub async fn ask_in_frame(url: &str, state: &str) -> Option<String> {
    let mut ear = Ear::open(state)?;
    let document = web_sys::window()?.document()?;
    let frame = Frame(document.create_element("iframe").ok()?);
    for (name, value) in [
        ("hidden", ""),
        ("title", "Sign-in"),
        ("aria-hidden", "true"),
        ("sandbox", "allow-scripts allow-same-origin allow-forms"),
        ("src", url),
    ] {
        frame.0.set_attribute(name, value).ok()?;
    }
    document.body()?.append_child(&frame.0).ok()?;
    ear.listen(FRAME_PATIENCE_MS).await
}

/// A sign-in window that was opened by a click.
pub struct SignInWindow {
    ear: Ear,
}

impl SignInWindow {
    /// Opens the window. Must be called in the click itself, or the browser blocks it; then the outcome is `None`.
    pub fn open(url: &str, state: &str) -> Option<Self> {
        let ear = Ear::open(state)?;
        let features = "popup,width=520,height=680";
        web_sys::window()?
            .open_with_url_and_target_and_features(url, "_blank", features)
            .ok()??;
        Some(Self { ear })
    }

    /// Waits for the answer. Whether the window was closed cannot be known: authorities cut it off from its opener.
    pub async fn answer(mut self) -> Option<String> {
        self.ear.listen(WINDOW_PATIENCE_MS).await
    }
}
