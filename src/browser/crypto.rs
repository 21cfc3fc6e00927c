//! Randomness and digests, by the browser.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;

/// 32 bytes that nobody can guess. `None` when the browser has no randomness to give.
pub fn random_bytes() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    web_sys::window()?
        .crypto()
        .ok()?
        .get_random_values_with_u8_array(&mut bytes)
        .ok()?;
    Some(bytes)
}

/// SHA-256 of `text`. `None` on a page that is not a secure context.
pub async fn sha256(text: &str) -> Option<[u8; 32]> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    let data = Uint8Array::from(text.as_bytes());
    let promise = subtle
        .digest_with_str_and_buffer_source("SHA-256", &data)
        .ok()?;
    let digest = Uint8Array::new(&JsFuture::from(promise).await.ok()?);
    let mut bytes = [0; 32];
    (digest.length() == 32).then(|| digest.copy_to(&mut bytes))?;
    Some(bytes)
}

/// A number from 0 to below 1, for spreading work in time only.
pub fn random_fraction() -> f64 {
    js_sys::Math::random()
}
