//! The console on Service Provider Foundation, behind the nginx that is deployed.

use anyhow::{Context, Result, bail};
use e2e::walk::{asked, checkpoints, create, tab_to, wait_for_focus};
use e2e::{Backend, Configuration, Page, Stage, StageOptions, scene};
use emulator::operation::plan::{Ending, Plan};
use emulator::options::spf::Authentication;
use emulator::spf::tenant::BRANCHES;
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Four checkpoints in a tree with a side branch.
const MACHINE: &str = "sql-prod-014";

const SERVICE: &str =
    "/spf/SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/";

fn on_spf() -> StageOptions {
    StageOptions {
        backend: Backend::Spf,
        ..StageOptions::default()
    }
}

/// Opens the page of a machine, found by searching for its name. Nobody signs in: nginx has seen to that.
async fn to_machine<'a>(stage: &'a Stage, machine: &str) -> Result<Page<'a>> {
    let page = stage.page();
    page.open("/").await?;
    page.wait_for_text("Running").await?;
    page.fill("Search machines", machine).await?;
    page.click_button(machine).await?;
    page.button("Create checkpoint").await?;
    Ok(page)
}

/// What the datacenter was asked to do, as method and address without the service's root and the ids.
fn acts(stage: &Stage) -> Vec<String> {
    let requests = stage.datacenter().requests();
    let acts = requests.iter().filter(|entry| entry.method != "GET");
    acts.map(|entry| {
        let set = entry.address.rsplit('/').next().unwrap_or_default();
        let set = set.split(['(', '?']).next().unwrap_or_default();
        format!("{} {set}", entry.method)
    })
    .collect()
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

#[tokio::test]
async fn machines_are_listed_without_a_sign_in_and_their_checkpoints_are_a_tree() -> Result<()> {
    scene("spf-list", on_spf(), async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.wait_for_text("Running").await?;
        page.wait_for_text("build-agent-33").await?;
        page.expect_accessible().await?;
        let page = to_machine(stage, MACHINE).await?;
        for name in checkpoints(stage, MACHINE) {
            page.wait_for_text(&name).await?;
        }
        page.wait_for_text("You are here").await?;
        page.expect_accessible().await?;
        let requests = stage.datacenter().requests();
        let elsewhere = requests
            .iter()
            .find(|entry| !entry.address.to_lowercase().starts_with("/sc2012r2/vmm/"));
        assert_eq!(elsewhere, None);
        assert!(
            requests
                .iter()
                .all(|entry| entry.authorized && entry.origin.is_none())
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_checkpoint_is_created_with_the_name_and_description_typed() -> Result<()> {
    scene("spf-create", on_spf(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        page.click_button("Create checkpoint").await?;
        page.fill("Name", "Before the upgrade").await?;
        page.fill("Description", "Change 50117").await?;
        page.expect_accessible().await?;
        page.click_button("Create").await?;
        page.wait_until_gone("Create a checkpoint of").await?;
        page.wait_for_text("Change 50117").await?;
        let machine = stage.datacenter().machine(MACHINE).context("no machine")?;
        let made = machine
            .checkpoints
            .iter()
            .find(|made| made.name == "Before the upgrade")
            .context("it was not made")?;
        assert_eq!(made.description, "Change 50117");
        assert_eq!(machine.current.as_ref(), Some(&made.id));
        assert_eq!(acts(stage), ["POST VMCheckPoints"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_machine_is_restored_and_every_checkpoint_stays() -> Result<()> {
    scene("spf-restore", on_spf(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let before = stage.datacenter().machine(MACHINE).context("no machine")?;
        let target = before
            .checkpoints
            .iter()
            .find(|checkpoint| checkpoint.name == "After CU22")
            .context("the datacenter has another tree")?;
        page.click_button("Restore After CU22").await?;
        page.wait_for_text("is lost").await?;
        page.wait_for_text("All checkpoints stay").await?;
        page.expect_accessible().await?;
        page.field(
            "Create a checkpoint of the present state first so that this restore can be undone",
        )
        .await?
        .click()
        .await?;
        page.click_button("Restore").await?;
        page.wait_until_gone("All checkpoints stay").await?;
        page.wait_for_text("Checkpoint restored").await?;
        let after = stage.datacenter().machine(MACHINE).context("no machine")?;
        assert_eq!(after.current.as_ref(), Some(&target.id));
        assert_eq!(after.checkpoints.len(), before.checkpoints.len());
        let [act] = &acts(stage)[..] else {
            bail!("{:?}", acts(stage))
        };
        assert!(
            act == "MERGE VMCheckPoints" || act == "PATCH VMCheckPoints",
            "{act}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_checkpoint_is_renamed_and_described() -> Result<()> {
    scene("spf-rename", on_spf(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        page.click_button("Rename After CU22").await?;
        page.fill("Name", "After CU23").await?;
        page.fill("Description", "Kept for the audit").await?;
        page.expect_accessible().await?;
        page.click_button("Save").await?;
        page.wait_for_text("Kept for the audit").await?;
        page.button("Rename After CU23").await?;
        let names = checkpoints(stage, MACHINE);
        assert!(names.contains(&"After CU23".to_owned()), "{names:?}");
        assert!(!names.contains(&"After CU22".to_owned()), "{names:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_checkpoint_is_renamed_by_keyboard_and_escape_changes_nothing() -> Result<()> {
    scene("spf-rename-keys", on_spf(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        // In the tree, to the checkpoint before the one that the machine stands on.
        tab_to(&page, "Before index rebuild").await?;
        page.press(Key::Left).await?;
        page.press(Key::F2).await?;
        wait_for_focus(&page, "Name").await?;
        page.type_text(" and more").await?;
        page.press(Key::Escape).await?;
        page.wait_until_gone("Nothing has been changed yet").await?;
        page.press(Key::F2).await?;
        wait_for_focus(&page, "Name").await?;
        page.chord(&[Key::Control.into(), 'a']).await?;
        page.type_text("After CU23").await?;
        page.press(Key::Enter).await?;
        page.button("Rename After CU23").await?;
        assert!(checkpoints(stage, MACHINE).contains(&"After CU23".to_owned()));
        assert_eq!(acts(stage), ["MERGE VMCheckPoints"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_checkpoint_is_deleted_and_its_children_stay() -> Result<()> {
    scene("spf-delete", on_spf(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let before = checkpoints(stage, MACHINE);
        page.click_button("Delete After CU22").await?;
        page.wait_for_text("This restore point is lost").await?;
        page.click_button("Delete").await?;
        page.wait_until_gone("This restore point is lost").await?;
        page.until("the deletion", async || {
            Ok(!checkpoints(stage, MACHINE).contains(&"After CU22".to_owned()))
        })
        .await?;
        assert_eq!(checkpoints(stage, MACHINE).len(), before.len() - 1);
        assert_eq!(acts(stage), ["DELETE VMCheckPoints"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_failed_job_shows_its_problem_and_what_vmm_recommends() -> Result<()> {
    scene("spf-failed-job", on_spf(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let before = checkpoints(stage, MACHINE);
        stage.datacenter().next_operation(Plan {
            problem: Some("VMM cannot find the host hv-02.contoso.com.".to_owned()),
            recommended_action: Some("Restart the agent on hv-02, then try again.".to_owned()),
            ..Plan::new(Ending::Failed)
        });
        create(&page, "Never made").await?;
        page.wait_for_text("VMM cannot find the host hv-02.contoso.com.")
            .await?;
        page.wait_for_text("Restart the agent on hv-02, then try again.")
            .await?;
        page.expect_accessible().await?;
        assert_eq!(checkpoints(stage, MACHINE), before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_role_that_may_only_restore_is_offered_nothing_else() -> Result<()> {
    let config =
        json!({ "backend": "spf", "serviceRoot": "/spf/", "subscription": BRANCHES.to_string() });
    let options = StageOptions {
        config: Configuration::Text(config.to_string()),
        ..on_spf()
    };
    scene("spf-restore-only", options, async |stage| {
        let page = to_machine(stage, "dc-branch-07").await?;
        for (name, offered) in [("Create checkpoint", false), ("Restore", true), ("Delete", false)] {
            let path = format!("//button[starts-with(normalize-space(.), '{name}') or starts-with(@aria-label, '{name}')]");
            let button = page.visible(&path).await?;
            let disabled = button.attr("aria-disabled").await?.as_deref() == Some("true")
                || button.attr("disabled").await?.is_some();
            assert_eq!(disabled, !offered, "{name}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_account_of_the_web_server_that_spf_refuses_is_explained_and_nobody_is_asked_for_a_password()
-> Result<()> {
    scene("spf-account", on_spf(), async |stage| {
        stage.datacenter().settings().change_spf(|spf| {
            spf.authentication = Authentication::Negotiate;
        });
        let page = stage.page();
        page.open("/").await?;
        page.wait_for_text("refuses the account of the web server")
            .await?;
        page.expect_accessible().await?;
        // The browser still has the person's sign-in: a 401 would have cost it.
        page.open("/").await?;
        page.wait_for_text("refuses the account of the web server")
            .await
    })
    .await
}
