//! Starts the console in the page.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <h1>"SCVMM Console"</h1> });
}
