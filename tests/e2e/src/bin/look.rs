//! Opens the built console against an emulator of its own and takes pictures of it.
//!
//! `cargo run -p e2e --bin look -- --sign-in admin@contoso.com --hash '#/machines' --wait-text Running --out pictures`
//! `cargo run -p e2e --bin look -- --backend spf --wait-text Running`

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::{Parser, ValueEnum};
use e2e::{Backend, Page, Stage, StageOptions};
use fantoccini::Locator;
use serde_json::json;
use tokio::time::sleep;

/// Opens the built console and takes pictures of it.
#[derive(Parser)]
struct Arguments {
    /// Which service stands behind the console. On `spf` nginx serves it, and nobody signs in.
    #[arg(long, value_enum, default_value_t = Behind::Arm)]
    backend: Behind,
    /// Sign in with this account first.
    #[arg(long)]
    sign_in: Option<String>,
    /// Then go to this address inside the console, for example `#/machines`.
    #[arg(long)]
    hash: Option<String>,
    /// Wait for this text before anything is clicked; can be given several times.
    #[arg(long)]
    wait_text: Vec<String>,
    /// What to do then, in this order: `button=NAME`, `click=CSS`, `type=CSS=TEXT`, `keys=TEXT`, `wait=TEXT`,
    /// `script=JAVASCRIPT`, `sleep=SECONDS`, `shot=NAME`; can be given several times.
    #[arg(long = "do", value_name = "STEP")]
    steps: Vec<String>,
    /// Click this element; done after all `--do`.
    #[arg(long, value_name = "CSS")]
    click: Vec<String>,
    /// Type into an element; done after all `--click`.
    #[arg(long = "type", value_name = "CSS=TEXT")]
    type_text: Vec<String>,
    /// Where the pictures go.
    #[arg(long, default_value = "target/screenshots")]
    out: PathBuf,
    /// The name of the last picture.
    #[arg(long, default_value = "look")]
    name: String,
    /// As a system in dark mode.
    #[arg(long)]
    dark: bool,
    /// As a system that forces its own colours.
    #[arg(long)]
    forced_colors: bool,
    /// As a page that is read from right to left.
    #[arg(long)]
    rtl: bool,
    /// Width of the page in CSS pixels.
    #[arg(long, default_value_t = 1440)]
    width: u32,
    /// Height of the page in CSS pixels.
    #[arg(long, default_value_t = 900)]
    height: u32,
    /// How many SCVMM machines the emulator has.
    #[arg(long, default_value_t = 120)]
    vms: usize,
    /// How many times faster than the real service operations run.
    #[arg(long, default_value_t = 1.0)]
    speed: f64,
    /// Order a fault of the emulator, as `{"path":"createCheckpoint","status":409}`; can be given several times.
    #[arg(long, value_name = "JSON")]
    fault: Vec<String>,
    /// Order how the next operation ends, as `{"outcome":"failed"}`.
    #[arg(long, value_name = "JSON")]
    next_operation: Option<String>,
    /// Also print what axe finds.
    #[arg(long)]
    axe: bool,
    /// Also print what can be read.
    #[arg(long)]
    text: bool,
}

/// The services by the words of `config.json`.
#[derive(Clone, Copy, ValueEnum)]
enum Behind {
    Arm,
    Spf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let options = StageOptions {
        backend: match arguments.backend {
            Behind::Arm => Backend::Arm,
            Behind::Spf => Backend::Spf,
        },
        vms: arguments.vms,
        speed: arguments.speed,
        ..StageOptions::default()
    };
    let stage = Stage::start(&options).await?;
    for fault in &arguments.fault {
        stage.datacenter().add_fault(serde_json::from_str(fault)?);
    }
    if let Some(plan) = &arguments.next_operation {
        stage
            .datacenter()
            .next_operation(serde_json::from_str(plan)?);
    }
    let outcome = look(&stage.page(), &arguments).await;
    if outcome.is_err() {
        // The picture of the moment it failed says more than the error; without one the error must do.
        let _ = shot(&stage.page(), &arguments.out, "failed").await;
    }
    for entry in stage.console().await? {
        println!(
            "console: {} [{}] {}",
            entry.level, entry.source, entry.message
        );
    }
    stage.close().await?;
    outcome
}

async fn look(page: &Page<'_>, arguments: &Arguments) -> Result<()> {
    page.viewport(arguments.width, arguments.height).await?;
    let mut features = Vec::new();
    if arguments.dark {
        features.push(json!({ "name": "prefers-color-scheme", "value": "dark" }));
    }
    if arguments.forced_colors {
        features.push(json!({ "name": "forced-colors", "value": "active" }));
    }
    page.cdp(
        "Emulation.setEmulatedMedia",
        json!({ "features": features }),
    )
    .await?;
    page.open("/").await?;
    if let Some(account) = &arguments.sign_in {
        page.sign_in(account).await?;
    }
    if let Some(hash) = &arguments.hash {
        page.client()
            .execute("location.hash = arguments[0]", vec![hash.as_str().into()])
            .await?;
    }
    for text in &arguments.wait_text {
        page.wait_for_text(text).await?;
    }
    for step in &arguments.steps {
        act(page, step, &arguments.out)
            .await
            .with_context(|| format!("--do '{step}'"))?;
    }
    for css in &arguments.click {
        act(page, &format!("click={css}"), &arguments.out).await?;
    }
    for typed in &arguments.type_text {
        act(page, &format!("type={typed}"), &arguments.out).await?;
    }
    if arguments.rtl {
        script(page, "document.documentElement.dir = 'rtl'").await?;
    }
    // Whatever was clicked last has had time to show.
    sleep(Duration::from_millis(400)).await;
    shot(page, &arguments.out, &arguments.name).await?;
    if arguments.text {
        println!("{}", page.text().await?);
    }
    if arguments.axe {
        for violation in page.axe().await? {
            println!("axe: {violation}");
        }
    }
    Ok(())
}

async fn act(page: &Page<'_>, step: &str, out: &std::path::Path) -> Result<()> {
    let (verb, what) = step.split_once('=').context("a step is VERB=WHAT")?;
    match verb {
        "button" => page.click_button(what).await,
        "click" => Ok(page
            .client()
            .wait()
            .for_element(Locator::Css(what))
            .await?
            .click()
            .await?),
        "type" => {
            // The element's own address may hold "=", the text begins after the last one.
            let (css, text) = what.rsplit_once('=').context("type=CSS=TEXT")?;
            Ok(page
                .client()
                .wait()
                .for_element(Locator::Css(css))
                .await?
                .send_keys(text)
                .await?)
        }
        "keys" => page.type_text(what).await,
        "script" => {
            println!("{}", script(page, what).await?);
            Ok(())
        }
        "wait" => page.wait_for_text(what).await,
        "sleep" => {
            sleep(Duration::try_from_secs_f64(what.parse()?)?).await;
            Ok(())
        }
        "shot" => shot(page, out, what).await,
        _ => bail!("unknown step {verb}"),
    }
}

async fn script(page: &Page<'_>, script: &str) -> Result<serde_json::Value> {
    Ok(page.client().execute(script, Vec::new()).await?)
}

async fn shot(page: &Page<'_>, out: &std::path::Path, name: &str) -> Result<()> {
    fs::create_dir_all(out)?;
    let path = out.join(format!("{name}.png"));
    fs::write(&path, page.client().screenshot().await?)?;
    println!("{}", path.display());
    Ok(())
}
