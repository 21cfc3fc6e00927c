//! Signing in, and not.

use anyhow::Result;
use e2e::{StageOptions, scene};

#[tokio::test]
async fn a_person_signs_in_and_sees_the_machines_of_three_subscriptions() -> Result<()> {
    scene("sign-in", StageOptions::default(), async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.button("Sign in").await?;
        page.expect_accessible().await?;
        page.sign_in("admin@contoso.com").await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        let address = page.client().current_url().await?;
        assert!(!address.as_str().contains("token"), "{address}");
        let unauthorized: Vec<_> = stage
            .datacenter()
            .requests()
            .into_iter()
            .filter(|entry| {
                entry.address.contains("api-version") && entry.method == "GET" && !entry.authorized
            })
            .collect();
        assert!(unauthorized.is_empty(), "asked without a token");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_cancels_on_the_login_page_is_back_at_the_start_and_not_told_of_an_error() -> Result<()>
{
    scene(
        "sign-in-cancelled",
        StageOptions::default(),
        async |stage| {
            let page = stage.page();
            page.open("/").await?;
            page.click_button("Sign in").await?;
            page.click("//*[@id='cancel']").await?;
            page.wait_for_text("when you have changed your mind")
                .await?;
            page.button("Sign in").await?;
            page.expect_accessible().await
        },
    )
    .await
}

#[tokio::test]
async fn a_reload_comes_back_to_the_same_page_without_typing() -> Result<()> {
    scene("reload", StageOptions::default(), async |stage| {
        let page = e2e::walk::to_machine(stage, "sql-prod-014").await?;
        page.wait_for_text("You are here").await?;
        let before = page.client().current_url().await?;
        page.client().refresh().await?;
        page.wait_for_text("You are here").await?;
        assert_eq!(page.client().current_url().await?, before);
        Ok(())
    })
    .await
}
