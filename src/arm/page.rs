//! Lists of Azure Resource Manager: `{"value": […], "nextLink": …}`, followed page by page to the end.

use serde_json::Value;

use super::client::{Client, foreign};
use super::error;
use crate::http::field;
use crate::model::failure::Failure;

/// More pages than these are no list but a circle in disguise.
const MOST: usize = 5_000;

/// Reads a list from `url` on, and gives the rows of each page to `each` as the page arrives.
///
/// # Errors
/// When a page cannot be read, is no page, or points to an address outside the endpoint or to a page that was read
/// before. The rows before it have been given.
pub async fn read_all(
    client: &Client,
    url: String,
    what: &str,
    each: &mut dyn FnMut(&[Value]),
) -> Result<(), Failure> {
    let mut read: Vec<String> = Vec::new();
    let mut url = url;
    loop {
        let answer = client.get(&url, what).await?;
        let page = field::body(&answer.response.body).unwrap_or_default();
        if !page.get("value").is_some_and(Value::is_array) {
            return Err(error::unreadable(
                &answer,
                "The service's answer is not a list.",
            ));
        }
        each(field::list(&page, "value"));
        // Absent, null and empty all end the list.
        let next = field::text(&page, "nextLink");
        if next.is_empty() {
            return Ok(());
        }
        let Some(next) = client.given_address(next) else {
            return Err(foreign(&answer.sent.request));
        };
        read.push(url);
        if read.contains(&next) || read.len() >= MOST {
            return Err(error::unreadable(
                &answer,
                "The list never ends: the service pointed to a page that was read before.",
            ));
        }
        url = next;
    }
}
