//! Compares pictures of the console's screens, in five layouts, with their references; `cargo xtask test` runs it.
//!
//! `cargo xtask pictures --accept` makes what is drawn now the reference: after somebody has looked at it.

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use e2e::pictures::{Card, Purpose, take_all};
use e2e::walk::{create, send_create, to_machine, to_machines, until_read, without_graph};
use e2e::{Backend, Configuration, Page, Stage, StageOptions};
use emulator::faults::Fault;
use emulator::operation::plan::{Ending, Plan};
use fantoccini::key::Key;
use serde_json::json;

/// What the program ends with when the pictures could not be compared here.
const NOT_COMPARED: u8 = 3;

/// Compares pictures of the console's screens with their references.
#[derive(Parser)]
struct Arguments {
    /// Make what is drawn now the reference.
    #[arg(long)]
    accept: bool,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let card = Card::draw().await?;
    let refused = card.refuses()?;
    let purpose = match (arguments.accept, &refused) {
        (true, _) => Purpose::Accept,
        (false, None) => Purpose::Compare,
        (false, Some(_)) => Purpose::Keep,
    };
    if arguments.accept {
        card.accept()?;
    }
    let mut album = Album {
        purpose,
        faults: Vec::new(),
    };
    before_signing_in(&mut album).await?;
    wrong_configuration(&mut album).await?;
    machines(&mut album).await?;
    failed_part(&mut album).await?;
    one_machine(&mut album).await?;
    refused_request(&mut album).await?;
    operations(&mut album).await?;
    on_premises(&mut album).await?;
    if let (Some(why), false) = (refused, arguments.accept) {
        println!("NOT COMPARED: {why}. The pictures are in target/pictures.");
        return Ok(ExitCode::from(NOT_COMPARED));
    }
    for fault in &album.faults {
        println!("DIFFERENT: {fault}");
    }
    if album.faults.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "What is drawn now, and where it differs, is in target/pictures. If it is meant to be so: cargo xtask pictures --accept"
    );
    Ok(ExitCode::FAILURE)
}

/// What is done with the pictures, and what was wrong with them so far.
struct Album {
    purpose: Purpose,
    faults: Vec<String>,
}

impl Album {
    async fn take(&mut self, page: &Page<'_>, screen: &str) -> Result<()> {
        println!("  {screen}");
        let faults = take_all(page, screen, self.purpose).await?;
        self.faults.extend(faults);
        Ok(())
    }
}

async fn before_signing_in(album: &mut Album) -> Result<()> {
    let stage = Stage::start(&StageOptions::default()).await?;
    let page = stage.page();
    page.open("/").await?;
    page.button("Sign in").await?;
    album.take(&page, "sign-in").await?;
    stage.close().await
}

async fn wrong_configuration(album: &mut Album) -> Result<()> {
    let options = StageOptions {
        config: Configuration::Text(r#"{ "clientId": "not a guid" }"#.to_owned()),
        ..StageOptions::default()
    };
    let stage = Stage::start(&options).await?;
    let page = stage.page();
    page.open("/").await?;
    page.wait_for_text("clientId").await?;
    album.take(&page, "configuration").await?;
    stage.close().await
}

async fn machines(album: &mut Album) -> Result<()> {
    let stage = Stage::start(&StageOptions::default()).await?;
    let page = to_machines(&stage, "admin@contoso.com").await?;
    until_read(&page).await?;
    album.take(&page, "machines").await?;
    page.click("//summary[contains(., 'State')]").await?;
    album.take(&page, "filter").await?;
    page.press(Key::Escape).await?;
    page.open("/#/machines?group=subscription&sort=-checkpoints")
        .await?;
    page.wait_for_text("Contoso Branch Offices").await?;
    page.click("//*[@role='checkbox']").await?;
    page.wait_for_text("selected").await?;
    album.take(&page, "grouped-and-selected").await?;
    page.open("/#/machines?q=colour:blue").await?;
    page.wait_for_text("There is no field").await?;
    album.take(&page, "faulty-search").await?;
    page.fill("Search machines", "nowhere").await?;
    page.wait_for_text("Nothing found").await?;
    album.take(&page, "nothing-found").await?;
    page.click("//button[contains(., 'Keyboard shortcuts')]")
        .await?;
    page.wait_for_text("Close").await?;
    album.take(&page, "shortcuts").await?;
    page.click_button("Close").await?;
    page.fill("Search machines", "sql").await?;
    page.click_button("Save this view…").await?;
    page.fill("Name", "Databases that must not stop").await?;
    page.click_button("Save").await?;
    page.visible("//nav//a[starts-with(., 'Databases')][@aria-current]")
        .await?;
    page.click_button("Columns").await?;
    page.wait_for_text("Reset columns").await?;
    album.take(&page, "saved-view-and-columns").await?;
    stage.close().await
}

async fn failed_part(album: &mut Album) -> Result<()> {
    let stage = Stage::start(&StageOptions::default()).await?;
    // Where the index answers, it leaves out in silence what this account may not see.
    without_graph(&stage);
    let page = to_machines(&stage, "reader@contoso.com").await?;
    page.wait_for_text("A subscription could not be read")
        .await?;
    until_read(&page).await?;
    album.take(&page, "failed-part").await?;
    stage.close().await
}

async fn one_machine(album: &mut Album) -> Result<()> {
    let stage = Stage::start(&StageOptions::default()).await?;
    let page = to_machine(&stage, "sql-prod-014").await?;
    page.wait_for_text("You are here").await?;
    album.take(&page, "panel").await?;
    page.click_button("Open page").await?;
    page.wait_for_text("State in Azure").await?;
    album.take(&page, "machine").await?;
    page.click_button("Create checkpoint").await?;
    // Else it would hold the time.
    page.fill("Name", "Before CU23").await?;
    album.take(&page, "create").await?;
    page.click_button("Cancel").await?;
    page.click_button("Restore Before CU22").await?;
    page.wait_for_text("What changed on this machine since")
        .await?;
    album.take(&page, "restore").await?;
    page.click_button("Keep the present state").await?;
    page.click_button("Delete Before CU22").await?;
    page.button("Keep checkpoint").await?;
    album.take(&page, "delete").await?;
    stage.close().await
}

async fn refused_request(album: &mut Album) -> Result<()> {
    let stage = Stage::start(&StageOptions::default()).await?;
    let page = to_machine(&stage, "sql-prod-014").await?;
    stage.datacenter().add_fault(Fault {
        method: Some("POST".to_owned()),
        path: "createCheckpoint".to_owned(),
        status: Some(409),
        body: Some(json!({ "error": {
            "code": "Conflict", "message": "The machine is busy.", "target": "sql-prod-014",
            "details": [{ "code": "VmmJobRunning", "message": "Job 4711 runs." }]
        } })),
        ..Fault::default()
    });
    send_create(&page, "Before CU23").await?;
    page.wait_for_text("Job 4711 runs.").await?;
    album.take(&page, "refused").await?;
    stage.close().await
}

async fn operations(album: &mut Album) -> Result<()> {
    let stage = Stage::start(&StageOptions::default()).await?;
    let page = to_machine(&stage, "sql-prod-014").await?;
    stage.datacenter().next_operation(Plan::new(Ending::Failed));
    create(&page, "Before CU23").await?;
    page.wait_for_text("Create checkpoint failed").await?;
    stage.datacenter().next_operation(Plan::new(Ending::Never));
    create(&page, "Before CU24").await?;
    page.wait_for_text("is still under way").await?;
    page.click("//nav//a[contains(., 'Operations')]").await?;
    page.wait_for_text("Creating checkpoint").await?;
    album.take(&page, "operations").await?;
    stage.close().await
}

async fn on_premises(album: &mut Album) -> Result<()> {
    let options = StageOptions {
        backend: Backend::Spf,
        ..StageOptions::default()
    };
    let stage = Stage::start(&options).await?;
    let page = stage.page();
    page.open("/").await?;
    page.wait_for_text("Running").await?;
    until_read(&page).await?;
    album.take(&page, "machines-on-premises").await?;
    stage.close().await
}
