//! `config.json` as an administrator may leave it: the page says what to correct.

use anyhow::Result;
use e2e::walk::asked;
use e2e::{Configuration, StageOptions, scene};

#[tokio::test]
async fn a_wrong_configuration_is_a_page_that_names_the_key() -> Result<()> {
    let options = StageOptions {
        config: Configuration::Text(
            r#"{ "backend": "arm", "cloud": "AzureCloud", "tenant": "common", "clientId": "not a guid", "flow": "magic" }"#
                .to_owned(),
        ),
        ..StageOptions::default()
    };
    scene("wrong-config", options, async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.wait_for_text("This console is not configured yet")
            .await?;
        page.wait_for_text("clientId").await?;
        page.wait_for_text("flow").await?;
        page.expect_accessible().await?;
        assert_eq!(asked(stage, "GET", ""), 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_missing_configuration_is_a_page_that_names_the_file() -> Result<()> {
    let options = StageOptions {
        config: Configuration::Missing,
        ..StageOptions::default()
    };
    scene("no-config", options, async |stage| {
        stage.expect_in_console("config.json");
        let page = stage.page();
        page.open("/").await?;
        page.wait_for_text("This console is not configured yet")
            .await?;
        page.wait_for_text("config.json").await?;
        page.wait_for_text("The server answered 404.").await?;
        page.expect_accessible().await?;
        assert_eq!(asked(stage, "GET", ""), 0);
        Ok(())
    })
    .await
}
