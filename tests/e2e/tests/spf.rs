//! The console on Service Provider Foundation, behind the nginx that is deployed.

use anyhow::{Context, Result};
use e2e::walk::{asked, checkpoints};
use e2e::{Backend, Stage, StageOptions, scene};
use serde_json::{Value, json};

const SERVICE: &str =
    "/spf/SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/";

fn on_spf() -> StageOptions {
    StageOptions {
        backend: Backend::Spf,
        ..StageOptions::default()
    }
}

/// What a page of this origin gets when it asks below the service's root: status, Location and body.
async fn fetched(stage: &Stage, method: &str, below: &str, body: Option<Value>) -> Result<Value> {
    let script = "const [address, method, body, done] = arguments; \
        const headers = { Accept: 'application/json;odata=minimalmetadata', MaxDataServiceVersion: '3.0' }; \
        if (body) headers['Content-Type'] = 'application/json'; \
        fetch(address, { method, headers, body: body ?? undefined }) \
          .then(async (answer) => done({ status: answer.status, location: answer.headers.get('Location'), \
                                          job: answer.headers.get('x-ms-request-id'), text: await answer.text() })) \
          .catch((fault) => done({ status: 0, text: String(fault) }));";
    let words = vec![
        json!(format!("{SERVICE}{below}")),
        json!(method),
        json!(body.map(|body| body.to_string())),
    ];
    let answer = stage.page().client().execute_async(script, words).await?;
    Ok(answer)
}

fn document(answer: &Value) -> Result<Value> {
    let text = answer["text"].as_str().context("there is no body")?;
    serde_json::from_str(text).with_context(|| format!("{answer} is no JSON"))
}

#[tokio::test]
async fn a_page_reads_and_writes_checkpoints_through_nginx_and_sees_no_other_host() -> Result<()> {
    scene("spf-wire", on_spf(), async |stage| {
        let page = stage.page();
        page.open("/").await?;

        let found = fetched(
            stage,
            "GET",
            "VirtualMachines?$filter=Name%20eq%20'sql-prod-014'",
            None,
        )
        .await?;
        assert_eq!(found["status"], 200, "{found}");
        let found = document(&found)?;
        let own = format!("{}{SERVICE}$metadata#VirtualMachines", stage.address());
        assert_eq!(found["odata.metadata"], own.as_str());
        let machine = &found["value"][0];

        let name = "Before the upgrade";
        let body = json!({ "VMId": machine["ID"], "StampId": machine["StampId"], "Name": name });
        let made = fetched(
            stage,
            "POST",
            "VMCheckPoints?RunAsynchronously=1",
            Some(body),
        )
        .await?;
        assert_eq!(made["status"], 201, "{made}");
        let place = made["location"].as_str().context("there is no Location")?;
        let root = format!("{}{SERVICE}", stage.address());
        let key = place
            .strip_prefix(&root)
            .with_context(|| format!("{place} lies elsewhere"))?;
        page.until("the job's end", async || {
            let filter = format!(
                "Jobs?$filter=ID%20eq%20guid'{}'",
                made["job"].as_str().unwrap_or_default()
            );
            let jobs = document(&fetched(stage, "GET", &filter, None).await?)?;
            Ok(jobs["value"][0]["IsCompleted"] == true)
        })
        .await?;
        assert!(checkpoints(stage, "sql-prod-014").contains(&name.to_owned()));

        let renamed = json!({ "Name": "Kept" });
        let answer = fetched(stage, "MERGE", key, Some(renamed)).await?;
        assert_eq!(answer["status"], 204, "{answer}");
        assert!(checkpoints(stage, "sql-prod-014").contains(&"Kept".to_owned()));
        let answer = fetched(stage, "DELETE", key, None).await?;
        assert_eq!(answer["status"], 204, "{answer}");
        assert!(!checkpoints(stage, "sql-prod-014").contains(&"Kept".to_owned()));
        assert_eq!(
            asked(stage, "OPTIONS", ""),
            0,
            "nothing of it needs a preflight"
        );
        Ok(())
    })
    .await
}
