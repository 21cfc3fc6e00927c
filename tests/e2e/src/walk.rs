//! Ways through the console that many tests begin with.

use anyhow::Result;
use fantoccini::Locator;

use crate::page::Page;
use crate::stage::Stage;

/// Signs in as the administrator and opens the page of a machine, found by searching for its name.
///
/// # Errors
/// When a step of the way is missing.
pub async fn to_machine<'a>(stage: &'a Stage, machine: &str) -> Result<Page<'a>> {
    let page = stage.page();
    page.open("/").await?;
    page.sign_in("admin@contoso.com").await?;
    page.wait_for_text("Running").await?;
    page.client()
        .find(Locator::Css("input[type=search]"))
        .await?
        .send_keys(machine)
        .await?;
    page.click_button(machine).await?;
    page.wait_for_text("Checkpoint type").await?;
    Ok(page)
}

/// The names of a machine's checkpoints as they really are, oldest first.
#[must_use]
pub fn checkpoints(stage: &Stage, machine: &str) -> Vec<String> {
    let state = stage.datacenter().machine(machine);
    state
        .into_iter()
        .flat_map(|state| state.checkpoints)
        .map(|checkpoint| checkpoint.name)
        .collect()
}

/// The actions the emulator was asked for, as method and last part of the path, in order.
#[must_use]
pub fn actions(stage: &Stage) -> Vec<String> {
    let entries = stage
        .datacenter()
        .requests()
        .into_iter()
        .filter(|entry| entry.method == "POST");
    let path = |address: &str| address.split('?').next().unwrap_or_default().to_owned();
    entries
        .map(|entry| path(&entry.address))
        .filter(|path| !path.contains("/oauth2/"))
        .filter_map(|path| path.rsplit('/').next().map(str::to_owned))
        .collect()
}
