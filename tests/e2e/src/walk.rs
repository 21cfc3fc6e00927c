//! Ways through the console that many tests begin with.

use anyhow::{Result, bail};
use emulator::faults::Fault;
use fantoccini::Locator;
use fantoccini::key::Key;

use crate::page::Page;
use crate::stage::Stage;

/// From now on Resource Graph refuses everybody, so that each subscription and each machine is asked by itself.
pub fn without_graph(stage: &Stage) {
    stage.datacenter().add_fault(Fault {
        times: 1_000,
        ..Fault::status("Microsoft.ResourceGraph", 403)
    });
}

/// Signs in, and waits until machines are listed and some of them read.
///
/// # Errors
/// When a step of the way is missing.
pub async fn to_machines<'a>(stage: &'a Stage, account: &str) -> Result<Page<'a>> {
    let page = stage.page();
    page.open("/").await?;
    page.sign_in(account).await?;
    page.wait_for_text("Running").await?;
    Ok(page)
}

/// Waits until no reading goes on.
///
/// # Errors
/// When it does not end.
pub async fn until_read(page: &Page<'_>) -> Result<()> {
    page.until("the end of reading", async || {
        let bars = page.client().find_all(Locator::Css("progress")).await?;
        Ok(bars.is_empty())
    })
    .await
}

/// Signs in as the administrator and opens the page of a machine, found by searching for its name.
///
/// # Errors
/// When a step of the way is missing.
pub async fn to_machine<'a>(stage: &'a Stage, machine: &str) -> Result<Page<'a>> {
    to_machine_as(stage, "admin@contoso.com", machine).await
}

/// Signs in with this account and opens the page of a machine, found by searching for its name.
///
/// # Errors
/// When a step of the way is missing.
pub async fn to_machine_as<'a>(stage: &'a Stage, account: &str, machine: &str) -> Result<Page<'a>> {
    let page = to_machines(stage, account).await?;
    find_machine(&page, machine).await?;
    Ok(page)
}

/// Searches for a machine from wherever the page is, and opens it.
///
/// # Errors
/// When the list does not show it.
pub async fn find_machine(page: &Page<'_>, machine: &str) -> Result<()> {
    page.fill("Search machines", machine).await?;
    page.click_button(machine).await?;
    page.wait_for_text("Checkpoint type").await
}

/// Opens the create dialog on a machine's page, types a name and sends it.
///
/// # Errors
/// When the dialog does not open.
pub async fn send_create(page: &Page<'_>, name: &str) -> Result<()> {
    page.click_button("Create checkpoint").await?;
    page.fill("Name", name).await?;
    page.click_button("Create").await
}

/// Takes a checkpoint on a machine's page and waits until the service has accepted, which closes the dialog.
///
/// # Errors
/// When the dialog does not open, or does not close.
pub async fn create(page: &Page<'_>, name: &str) -> Result<()> {
    send_create(page, name).await?;
    page.wait_until_gone("Create a checkpoint of").await
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
        // Neither changes anything; a question to Resource Graph is a POST too.
        .filter(|path| !path.contains("/oauth2/") && !path.contains("Microsoft.ResourceGraph"))
        .filter_map(|path| path.rsplit('/').next().map(str::to_owned))
        .collect()
}

/// How many requests the emulator got whose method and address fit.
#[must_use]
pub fn asked(stage: &Stage, method: &str, part: &str) -> usize {
    let requests = stage.datacenter().requests();
    let fits = requests
        .iter()
        .filter(|entry| entry.method == method && entry.address.contains(part));
    fits.count()
}

/// Presses Tab until what has the focus begins with this name.
///
/// # Errors
/// When Tab does not come there.
pub async fn tab_to(page: &Page<'_>, name: &str) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..60 {
        page.press(Key::Tab).await?;
        let at = page.focused().await?;
        if at.starts_with(name) {
            return Ok(());
        }
        passed.push(at);
    }
    bail!("Tab does not come to {name}, only to {passed:?}")
}

/// Waits until what has this name has the focus.
///
/// # Errors
/// When something else keeps it.
pub async fn wait_for_focus(page: &Page<'_>, name: &str) -> Result<()> {
    let mut at = String::new();
    let arrived = page
        .until(&format!("the focus on {name}"), async || {
            at = page.focused().await?;
            Ok(at == name)
        })
        .await;
    arrived.map_err(|fault| fault.context(format!("it is on {at}")))
}
