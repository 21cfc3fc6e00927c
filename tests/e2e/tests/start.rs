//! How the console starts: under the policy, with a frame before any code, and not at all when something is wrong.

use anyhow::Result;
use e2e::site::{Site, SiteOptions};
use e2e::walk::to_machines;
use e2e::{Stage, StageOptions, scene};
use serde_json::json;

/// What stands in the page when a file was changed on its way.
const NOT_LOADED: &str = "The console could not be loaded";

/// A page of somebody else with a frame in it.
async fn framed(address: &str) -> Result<Site> {
    let page = format!(
        "<!doctype html><html lang=en><title>Elsewhere</title><link rel=icon href=data:,><iframe src=\"{address}\"></iframe></html>"
    );
    Site::start(SiteOptions {
        files: vec![("/".to_owned(), Some(page))],
        ..SiteOptions::default()
    })
    .await
}

/// What can be read inside the only frame of the page.
async fn text_in_frame(stage: &Stage) -> Result<String> {
    let client = stage.page().client();
    client.enter_frame(0).await?;
    let text = stage.page().text().await;
    client.enter_parent_frame().await?;
    text
}

/// Whether the WebAssembly drew the page: then the message of the start is gone.
async fn has_started(stage: &Stage) -> Result<bool> {
    let found = stage
        .page()
        .client()
        .execute(
            "return document.getElementById('start-message') === null",
            Vec::new(),
        )
        .await?;
    Ok(found.as_bool() == Some(true))
}

#[tokio::test]
async fn the_console_starts_under_the_deployed_policy() -> Result<()> {
    scene("starts", StageOptions::default(), async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.until("the console", async || has_started(stage).await)
            .await?;
        page.wait_for_text("SCVMM Console").await
    })
    .await
}

#[tokio::test]
async fn the_policy_is_the_one_in_force() -> Result<()> {
    scene("policy", StageOptions::default(), async |stage| {
        let page = stage.page();
        page.open("/").await?;
        stage.expect_in_console("Content Security Policy");
        stage.expect_in_console("requires 'TrustedHTML' assignment");
        let script = "const style = document.createElement('style'); style.textContent = 'body { --probe: inline }'; \
                      document.head.append(style); \
                      return getComputedStyle(document.body).getPropertyValue('--probe');";
        let inline = page.client().execute(script, Vec::new()).await?;
        assert_eq!(inline, "", "an inline style was applied");
        let script = "const box = document.createElement('div'); \
                      try { box.innerHTML = '<img src=x onerror=alert(1)>'; } catch { return 'refused'; } return box.innerHTML;";
        let markup = page.client().execute(script, Vec::new()).await?;
        assert_eq!(markup, "refused", "markup with a script in it was taken");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_frame_stands_before_any_code_runs() -> Result<()> {
    scene("frame", StageOptions::default(), async |stage| {
        let page = stage.page();
        page.cdp(
            "Emulation.setScriptExecutionDisabled",
            serde_json::json!({ "value": true }),
        )
        .await?;
        page.open("/").await?;
        page.cdp(
            "Emulation.setScriptExecutionDisabled",
            serde_json::json!({ "value": false }),
        )
        .await?;
        let text = page.text().await?;
        assert!(text.contains("SCVMM Console"), "{text}");
        assert!(text.contains("Loading"), "{text}");
        page.expect_accessible().await
    })
    .await
}

#[tokio::test]
async fn webassembly_that_was_changed_on_its_way_is_refused() -> Result<()> {
    let options = StageOptions {
        tampered: Some(".wasm"),
        ..StageOptions::default()
    };
    scene("tampered-wasm", options, async |stage| {
        stage.expect_in_console("integrity");
        stage.expect_in_console(NOT_LOADED);
        let page = stage.page();
        page.open("/").await?;
        page.wait_for_text(NOT_LOADED).await?;
        assert!(!has_started(stage).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_script_that_was_changed_on_its_way_is_refused() -> Result<()> {
    let bindings = std::fs::read_dir(e2e::places::in_project("dist"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| name.starts_with("scvmm-console-") && name.ends_with(".js"));
    let name: &'static str = Box::leak(bindings.unwrap_or_default().into_boxed_str());
    assert_ne!(name, "", "dist/ holds no bindings");
    let options = StageOptions {
        tampered: Some(name),
        ..StageOptions::default()
    };
    scene("tampered-script", options, async |stage| {
        stage.expect_in_console("integrity");
        stage.expect_in_console(NOT_LOADED);
        let page = stage.page();
        page.open("/").await?;
        page.wait_for_text(NOT_LOADED).await?;
        assert!(!has_started(stage).await?);
        Ok(())
    })
    .await
}

/// Ends as a program does that meets a fault: a module of one function, which traps.
const TRAP: &str = "const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 97, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.a;
    if (arguments[0] === 'promise') { Promise.resolve().then(trap); } else { setTimeout(trap); }";

#[tokio::test]
async fn a_program_that_ends_in_a_fault_is_not_silent_about_it() -> Result<()> {
    scene("stopped", StageOptions::default(), async |stage| {
        stage.expect_in_console("RuntimeError: unreachable");
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        // Faults of scripts are the console's business only where the program itself is gone.
        let script = "setTimeout(() => window.dispatchEvent(new ErrorEvent('error', { error: new Error('x') })))";
        page.client().execute(script, vec![]).await?;
        page.client().execute(TRAP, vec![json!("timer")]).await?;
        page.wait_for_text("The console has stopped working")
            .await?;
        page.expect_accessible().await?;
        page.click_button("Look at the page first").await?;
        page.wait_until_gone("The console has stopped working")
            .await?;
        page.client().refresh().await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        page.client().execute(TRAP, vec![json!("promise")]).await?;
        page.click_button("Reload").await?;
        page.wait_until_gone("The console has stopped working")
            .await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn no_page_may_frame_the_console() -> Result<()> {
    scene("framed", StageOptions::default(), async |stage| {
        stage.expect_in_console("frame-ancestors");
        let elsewhere = framed(stage.address()).await?;
        stage.page().client().goto(elsewhere.origin()).await?;
        let text = text_in_frame(stage).await?;
        assert!(!text.contains("SCVMM Console"), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn framed_on_a_host_without_headers_the_console_does_not_start() -> Result<()> {
    let options = StageOptions {
        headers: false,
        ..StageOptions::default()
    };
    scene("framed-without-headers", options, async |stage| {
        let elsewhere = framed(stage.address()).await?;
        let page = stage.page();
        page.client().goto(elsewhere.origin()).await?;
        page.until("the refusal", async || {
            Ok(text_in_frame(stage)
                .await?
                .contains("does not run inside another page"))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn another_origin_may_not_frame_the_page_that_receives_the_sign_in() -> Result<()> {
    scene("framed-sign-in", StageOptions::default(), async |stage| {
        stage.expect_in_console("frame-ancestors");
        let elsewhere = framed(&format!("{}/auth.html", stage.address())).await?;
        stage.page().client().goto(elsewhere.origin()).await?;
        let text = text_in_frame(stage).await?;
        assert!(!text.contains("Signing in"), "{text}");
        Ok(())
    })
    .await
}
