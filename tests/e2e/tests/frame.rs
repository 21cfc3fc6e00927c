//! The frame around the pages: it stands before any code runs and never moves; the panel beside the list, and the keys that
//! all pages share.

use anyhow::Result;
use e2e::browser::WIDE;
use e2e::walk::{find_machine, to_machines, until_read, wait_for_focus};
use e2e::{Page, StageOptions, scene};
use emulator::faults::Fault;
use fantoccini::key::Key;
use serde_json::{Value, json};

const MACHINE: &str = "sql-prod-014";
/// Narrower than list and panel need beside each other.
const NARROW: (u32, u32) = (900, 700);

/// Where the parts of the frame stand.
async fn places(page: &Page<'_>) -> Result<Value> {
    let script = "const parts = { header: '.app-header', name: '.app-name', search: '.search input', nav: 'nav', \
                  machines: 'nav a', operations: 'nav a + a', content: 'main', heading: 'h1' }; \
                  return Object.fromEntries(Object.entries(parts).map(([name, selector]) => { \
                      const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect(); \
                      return [name, name === 'heading' ? [x, y, height] : [x, y, width, height]]; }));";
    Ok(page.client().execute(script, Vec::new()).await?)
}

/// How much of the page has moved by itself since it was loaded, as the browser measures it.
async fn shifted(page: &Page<'_>) -> Result<f64> {
    let script = "const done = arguments[0]; let sum = 0; \
                  new PerformanceObserver((list) => { \
                      for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; \
                  }).observe({ type: 'layout-shift', buffered: true }); \
                  setTimeout(() => done(sum), 300);";
    let sum = page.client().execute_async(script, Vec::new()).await?;
    Ok(sum.as_f64().unwrap_or(f64::NAN))
}

async fn run_scripts(page: &Page<'_>, run: bool) -> Result<()> {
    page.cdp(
        "Emulation.setScriptExecutionDisabled",
        json!({ "value": !run }),
    )
    .await
    .map(drop)
}

/// What the focus is on: the role of the element, or its name.
async fn focused_role(page: &Page<'_>) -> Result<String> {
    let script =
        "return document.activeElement.getAttribute('role') ?? document.activeElement.tagName";
    let role = page.client().execute(script, Vec::new()).await?;
    Ok(role.as_str().unwrap_or_default().to_owned())
}

async fn panel_stands(page: &Page<'_>) -> Result<bool> {
    let script = "return document.querySelector('.panel') !== null";
    let stands = page.client().execute(script, Vec::new()).await?;
    Ok(stands == true)
}

async fn wait_for_panel(page: &Page<'_>, stands: bool) -> Result<()> {
    page.until(
        "the panel",
        async || Ok(panel_stands(page).await? == stands),
    )
    .await
}

#[tokio::test]
async fn the_frame_before_any_code_stands_where_the_running_one_does() -> Result<()> {
    scene("frame-places", StageOptions::default(), async |stage| {
        let page = stage.page();
        for (width, height) in [WIDE, (480, 800)] {
            page.viewport(width, height).await?;
            run_scripts(&page, false).await?;
            page.open("/").await?;
            run_scripts(&page, true).await?;
            let before = places(&page).await?;
            if width == WIDE.0 {
                to_machines(stage, "admin@contoso.com").await?;
            } else {
                page.open("/").await?;
                page.wait_for_text("Running").await?;
            }
            assert_eq!(before, places(&page).await?, "{width} pixels wide");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_moves_while_the_console_starts_and_reads() -> Result<()> {
    let options = StageOptions {
        vms: 3_000,
        ..StageOptions::default()
    };
    scene("frame-shift", options, async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.button("Sign in").await?;
        assert!(shifted(&page).await? < 0.01, "before signing in");
        to_machines(stage, "admin@contoso.com").await?;
        // Several requests, each of which takes a while.
        stage.datacenter().add_fault(Fault {
            path: "ResourceGraph".to_owned(),
            delay_ms: 500,
            times: 1_000,
            ..Fault::default()
        });
        for (width, height) in [WIDE, (1_024, 768), (700, 800), (480, 800)] {
            page.viewport(width, height).await?;
            page.client().refresh().await?;
            page.wait_for_text("of 3,000 read").await?;
            until_read(&page).await?;
            let moved = shifted(&page).await?;
            assert!(moved < 0.01, "{moved} at {width} pixels");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_shown_no_list_while_the_program_comes() -> Result<()> {
    let options = StageOptions {
        tampered: Some(".wasm"),
        ..StageOptions::default()
    };
    scene("frame-guest", options, async |stage| {
        stage.expect_in_console("integrity");
        stage.expect_in_console("The console could not be loaded");
        let page = stage.page();
        page.open("/").await?;
        page.wait_for_text("could not be loaded").await?;
        let text = page.text().await?;
        assert!(!text.contains("Operations"), "{text}");
        page.expect_accessible().await
    })
    .await
}

#[tokio::test]
async fn the_panel_opens_and_closes_by_keyboard_and_by_going_back() -> Result<()> {
    scene("panel-keys", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.fill("Search machines", MACHINE).await?;
        page.wait_for_text("1 of 40").await?;
        let mut list = page.client().current_url().await?;
        page.until("the address to hold the search", async || {
            list = page.client().current_url().await?;
            Ok(list.as_str().ends_with(MACHINE))
        })
        .await?;
        page.until("the grid", async || {
            page.press(Key::Tab).await?;
            Ok(focused_role(&page).await?.ends_with("grid"))
        })
        .await?;
        page.press(Key::Down).await?;
        page.press(Key::Enter).await?;
        page.wait_for_text("You are here").await?;
        wait_for_focus(&page, MACHINE).await?;
        assert!(
            page.client()
                .current_url()
                .await?
                .as_str()
                .contains("open=")
        );
        page.expect_accessible().await?;

        page.press(Key::Escape).await?;
        wait_for_panel(&page, false).await?;
        page.until("the focus in the grid", async || {
            Ok(focused_role(&page).await?.ends_with("grid"))
        })
        .await?;
        assert_eq!(page.client().current_url().await?, list);

        page.press(Key::Enter).await?;
        wait_for_panel(&page, true).await?;
        page.client().back().await?;
        wait_for_panel(&page, false).await?;
        assert_eq!(page.client().current_url().await?, list);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_address_is_not_behind_when_the_page_is_reloaded_by_key() -> Result<()> {
    scene("address-at-once", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.fill("Search machines", "sql").await?;
        page.until("the address to hold the search", async || {
            Ok(page.client().current_url().await?.as_str().ends_with("?q=sql"))
        })
        .await?;
        // In one breath, so that the address has no time to follow by itself.
        let script = "const field = document.getElementById('search');
            field.value = 'sql-prod';
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            const soon = () => new Promise((done) => setTimeout(done));
            const key = new KeyboardEvent('keydown', { key: arguments[0], bubbles: true });
            return soon().then(() => field.dispatchEvent(key)).then(soon).then(() => location.hash);";
        let hash = page.client().execute(script, vec![json!("x")]).await?;
        assert_eq!(hash, "#/machines?q=sql", "only the keys of the browser");
        let hash = page.client().execute(script, vec![json!("F5")]).await?;
        assert_eq!(hash, "#/machines?q=sql-prod");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_address_with_an_open_machine_shows_it_and_closing_stays_in_the_list() -> Result<()> {
    scene("panel-address", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        find_machine(&page, MACHINE).await?;
        page.client().refresh().await?;
        page.wait_for_text("You are here").await?;
        assert!(panel_stands(&page).await?);
        page.click("//section[contains(@class, 'panel')]//a[.='Open page']")
            .await?;
        page.visible(&format!("//h1[.='{MACHINE}']")).await?;
        assert!(!panel_stands(&page).await?);
        page.client().back().await?;
        wait_for_panel(&page, true).await?;
        page.click_button("Close").await?;
        wait_for_panel(&page, false).await?;
        page.visible("//h1[.='Machines']").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn where_there_is_no_room_the_panel_covers_the_list() -> Result<()> {
    scene("panel-narrow", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.viewport(NARROW.0, NARROW.1).await?;
        find_machine(&page, MACHINE).await?;
        wait_for_focus(&page, MACHINE).await?;
        let text = page.text().await?;
        assert!(!text.contains("Subscription"), "the list is hidden: {text}");
        page.expect_accessible().await?;
        page.click_button("Back to the list").await?;
        page.wait_for_text("1 of 40").await?;
        assert!(!panel_stands(&page).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_question_mark_lists_the_keys() -> Result<()> {
    scene("shortcuts", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.type_text("?").await?;
        page.visible("//dialog//h2[.='Keyboard shortcuts']").await?;
        page.expect_accessible().await?;
        page.press(Key::Escape).await?;
        page.wait_until_gone("This list of keys").await?;
        page.click("//nav//button[contains(., 'Keyboard shortcuts')]")
            .await?;
        page.visible("//dialog//h2[.='Keyboard shortcuts']").await?;
        page.press(Key::Enter).await?;
        page.wait_until_gone("This list of keys").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_does_not_want_single_keys_turns_them_off_for_good() -> Result<()> {
    scene("single-keys", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.type_text("?").await?;
        page.click("//dialog//label[contains(., 'wherever the focus is')]")
            .await?;
        page.press(Key::Escape).await?;
        page.wait_until_gone("This list of keys").await?;
        for _ in 0..2 {
            page.type_text("?/").await?;
            assert!(!page.focused().await?.starts_with("Search machines"));
            assert!(!page.text().await?.contains("This list of keys"));
            page.client().refresh().await?;
            page.wait_for_text("Running").await?;
        }
        page.click("//nav//button[contains(., 'Keyboard shortcuts')]")
            .await?;
        page.click("//dialog//label[contains(., 'wherever the focus is')]")
            .await?;
        page.press(Key::Escape).await?;
        page.wait_until_gone("This list of keys").await?;
        page.type_text("/").await?;
        wait_for_focus(&page, "Search machines").await
    })
    .await
}

#[tokio::test]
async fn completion_and_saved_views_are_accessible() -> Result<()> {
    scene("frame-accessible", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.fill("Search machines", "state:").await?;
        page.visible("//*[@role='option'][contains(., 'Running')]")
            .await?;
        page.press(Key::Down).await?;
        page.expect_accessible().await?;
        page.press(Key::Enter).await?;
        page.click_button("Save this view…").await?;
        page.fill("Name", "What runs").await?;
        page.expect_accessible().await?;
        page.click_button("Save").await?;
        page.visible("//nav//a[starts-with(., 'What runs')][@aria-current]")
            .await?;
        page.click("//nav//summary").await?;
        page.button("Rename…").await?;
        page.expect_accessible().await?;
        page.client().refresh().await?;
        page.visible("//nav//a[starts-with(., 'What runs')][@aria-current]")
            .await?;
        Ok(())
    })
    .await
}
