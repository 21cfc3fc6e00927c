//! The two pages of a sign-in that are not the console: the one that receives the answer, and the emulator's login.

use anyhow::Result;
use e2e::{StageOptions, scene};
use serde_json::{Value, json};

/// Opens auth.html in a frame of the page, and gives back what it hands over and the address it has then.
const FRAMED_ANSWER: &str = "
    const [fragment, state, done] = arguments;
    const channel = new BroadcastChannel('scvmm-auth-' + state);
    const frame = document.createElement('iframe');
    channel.onmessage = (event) => {
        channel.close();
        const left = frame.contentWindow.location.hash;
        frame.remove();
        done({ handedOver: event.data, left });
    };
    frame.src = 'auth.html' + fragment;
    document.body.append(frame);";

#[tokio::test]
async fn an_answer_that_arrives_in_a_frame_is_handed_over_and_leaves_no_trace_in_the_address()
-> Result<()> {
    scene("framed-answer", StageOptions::default(), async |stage| {
        let page = stage.page();
        page.open("/").await?;
        let fragment = "#error=login_required&state=f.0123456789";
        let arguments: Vec<Value> = vec![fragment.into(), "f.0123456789".into()];
        let answer = page
            .client()
            .execute_async(FRAMED_ANSWER, arguments)
            .await?;
        let handed_over = answer
            .get("handedOver")
            .and_then(Value::as_str)
            .unwrap_or_default();
        assert_eq!(
            handed_over.trim_start_matches('#'),
            fragment.trim_start_matches('#')
        );
        assert_eq!(
            answer.get("left"),
            Some(&json!("")),
            "the answer still stands in the address"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_login_page_is_accessible_and_offers_the_demo_accounts() -> Result<()> {
    scene("login-page", StageOptions::default(), async |stage| {
        let page = stage.page();
        let redirect: String =
            url::form_urlencoded::byte_serialize(format!("{}/auth.html", stage.address()).as_bytes()).collect();
        let authorize = format!(
            "{}/common/oauth2/authorize?client_id=8f2d4c1e-5b7a-4e0d-9c36-2a1b7e90d5f4&redirect_uri={redirect}\
             &response_type=id_token%20token&response_mode=fragment&resource=https%3A%2F%2Fmanagement.azure.com%2F\
             &state=r.1&nonce=n&scope=openid",
            stage.datacenter().origin()
        );
        page.client().goto(&authorize).await?;
        page.visible("//button[@name='account'][@value='admin@contoso.com']").await?;
        page.visible("//button[@name='account'][@value='reader@contoso.com']").await?;
        page.expect_accessible().await
    })
    .await
}
