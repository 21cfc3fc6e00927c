//! Time as the page has it.

use gloo_timers::future::TimeoutFuture;

use crate::http::transport::{Local, Timer};

/// The browser's clock and timers.
pub struct PageTimer;

impl Timer for PageTimer {
    fn now_ms(&self) -> u64 {
        now_ms()
    }

    fn sleep(&self, ms: u64) -> Local<'_, ()> {
        Box::pin(sleep(ms))
    }
}

/// Milliseconds of Unix time.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Waits.
pub async fn sleep(ms: u64) {
    // The browser's timers count in 31 bits; longer waits are cut, and whoever waits looks again.
    TimeoutFuture::new(
        u32::try_from(ms)
            .unwrap_or(u32::MAX)
            .min(i32::MAX.unsigned_abs()),
    )
    .await;
}
