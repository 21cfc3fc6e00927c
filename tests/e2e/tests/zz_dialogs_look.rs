use anyhow::Result;
use e2e::{Backend, StageOptions, scene};
use fantoccini::key::Key;
#[tokio::test]
async fn look() -> Result<()> {
    for (name, w, h, dark) in [("wide", 1440, 900, false), ("mid", 1050, 800, false), ("narrow", 480, 900, false), ("dark", 1440, 900, true)] {
        scene(&format!("z-{name}"), StageOptions { backend: Backend::Spf, ..StageOptions::default() }, async |stage| {
            let page = stage.page();
            page.viewport(w, h).await?;
            if dark { page.media("prefers-color-scheme", "dark").await?; }
            page.open("/").await?;
            page.wait_for_text("Running").await?;
            page.fill("Search machines", "sql-prod-014").await?;
            page.click_button("sql-prod-014").await?;
            page.wait_for_text("You are here").await?;
            let shot = async |n: &str| -> Result<()> {
                let png = page.client().screenshot().await?;
                std::fs::create_dir_all("/tmp/dlg")?;
                std::fs::write(format!("/tmp/dlg/{name}-{n}.png"), png)?;
                Ok(())
            };
            page.client().execute("document.querySelectorAll('.node-actions').forEach(n => n.classList.add('x')); const s = new CSSStyleSheet(); s.replaceSync('.node-actions{opacity:1 !important}'); document.adoptedStyleSheets = [s];", vec![]).await?;
            shot("tree").await?;
            page.click_button("Rename Before CU22").await?;
            page.fill("Name", "").await?;
            page.press(Key::Enter).await?;
            shot("edit").await?;
            page.expect_accessible().await?;
            page.click_button("Cancel").await?;
            page.click_button("Restore Before CU22").await?;
            page.wait_for_text("What changed").await?;
            shot("restore").await?;
            page.expect_accessible().await?;
            page.click_button("Restore").await?;
            page.wait_until_gone("What changed").await?;
            shot("waiting").await?;
            page.wait_for_text("Checkpoint restored").await?;
            shot("done").await?;
            Ok(())
        }).await?;
    }
    Ok(())
}
