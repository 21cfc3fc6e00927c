//! What outlives the tab: a few values under their keys, in the browser's database (IndexedDB). No token is ever kept here.
//!
//! A browser that refuses, as in a private window or when the disk is full, is without memory: nothing is found, nothing is
//! kept, and nobody is told. The database is opened for each errand and closed after it, so that no tab holds up another.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

const NAME: &str = "scvmm-console";
const STORE: &str = "kept";
/// Of the database itself; what is kept in it says its own version.
const VERSION: u32 = 1;

// A binding of our own: one type does for database, request, transaction and store, and no type has to be checked.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = web_sys::EventTarget, extends = js_sys::Object)]
    type Thing;
    #[wasm_bindgen(catch, js_namespace = indexedDB)]
    fn open(name: &str, version: u32) -> Result<Thing, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn result(this: &Thing) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = transaction)]
    fn upgrade(this: &Thing) -> Option<Thing>;
    #[wasm_bindgen(catch, method, js_name = createObjectStore)]
    fn create(this: &Thing, store: &str) -> Result<Thing, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn transaction(this: &Thing, store: &str, mode: &str) -> Result<Thing, JsValue>;
    #[wasm_bindgen(catch, method, js_name = objectStore)]
    fn store(this: &Thing, name: &str) -> Result<Thing, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn get(this: &Thing, key: &str) -> Result<Thing, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn put(this: &Thing, value: &Array, key: &str) -> Result<Thing, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn clear(this: &Thing) -> Result<Thing, JsValue>;
    #[wasm_bindgen(method)]
    fn close(this: &Thing);
}

/// A value of the database: bytes in pieces, so that a large one need not be in the program's memory at once.
pub struct Pieces(Array);

impl Pieces {
    /// None yet.
    pub fn new() -> Self {
        Self(Array::new())
    }

    /// Adds one.
    pub fn push(&self, piece: &[u8]) {
        self.0.push(&Uint8Array::from(piece));
    }

    /// One of them; `None` past the last.
    pub fn at(&self, place: u32) -> Option<Vec<u8>> {
        (place < self.0.length()).then(|| Uint8Array::new(&self.0.get(place)).to_vec())
    }
}

impl Default for Pieces {
    fn default() -> Self {
        Self::new()
    }
}

/// What is kept under a key.
pub async fn get(key: &str) -> Option<Pieces> {
    pieces(run(Errand::Get(key)).await?)
}

/// Keeps a value under a key, in place of what was there. `false` when the browser does not allow it, or the condition does
/// not hold.
pub async fn put(key: &str, value: &Pieces, condition: Option<Condition<'_>>) -> bool {
    run(Errand::Put(key, value, condition)).await.is_some()
}

/// What must hold for a value to be kept. It is looked at when nobody else can change it any more, not in another tab either.
pub struct Condition<'a> {
    /// The key that is looked under.
    pub key: &'a str,
    /// Whether what is there is as it must be.
    pub holds: &'a dyn Fn(&Pieces) -> bool,
}

/// Forgets everything.
pub async fn clear() {
    // A database that refuses to forget refuses to give as well.
    run(Errand::Clear).await;
}

/// What the database is opened for.
enum Errand<'a> {
    Get(&'a str),
    Put(&'a str, &'a Pieces, Option<Condition<'a>>),
    Clear,
}

async fn run(errand: Errand<'_>) -> Option<JsValue> {
    let request = open(NAME, VERSION).ok()?;
    settled(&request).await?;
    let database: Thing = request.result().unchecked_into();
    // The database is new: its store is made now, and only then is it open.
    if request.upgrade().is_some() {
        database.create(STORE).ok()?;
        settled(&request).await?;
    }
    let found = within(&database, errand).await;
    database.close();
    found
}

async fn within(database: &Thing, errand: Errand<'_>) -> Option<JsValue> {
    let transaction = database.transaction(STORE, "readwrite").ok()?;
    let store = transaction.store(STORE).ok()?;
    if let Errand::Put(_, _, Some(Condition { key, holds })) = &errand {
        let request = store.get(key).ok()?;
        settled(&request).await?;
        pieces(request.result()).filter(|found| holds(found))?;
    }
    let request = match errand {
        Errand::Get(key) => store.get(key),
        Errand::Put(key, value, _) => store.put(&value.0, key),
        Errand::Clear => store.clear(),
    }
    .ok()?;
    // Only with the transaction is it really kept.
    settled(&transaction).await?;
    Some(request.result())
}

/// A value that was found; nothing under a key is `undefined`.
fn pieces(found: JsValue) -> Option<Pieces> {
    Array::is_array(&found).then(|| Pieces(found.unchecked_into()))
}

/// Waits for the next good end of a request or a transaction; `None` is a bad one.
async fn settled(thing: &Thing) -> Option<()> {
    let promise = Promise::new(&mut |good, bad| {
        let listen = |name, to| {
            // A listener for an event that never comes does no harm.
            let _ = thing.add_event_listener_with_callback(name, to);
        };
        for name in ["upgradeneeded", "success", "complete"] {
            listen(name, &good);
        }
        for name in ["error", "abort"] {
            listen(name, &bad);
        }
    });
    JsFuture::from(promise).await.ok().map(drop)
}
