//! The two pages that are measured, and how each comes to the point at which the clock starts.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use e2e::headers::Headers;
use e2e::places::in_project;
use e2e::site::{Site, SiteOptions};
use e2e::{Page, Stage};

use crate::probe;

/// Who is signed in: an account that sees every machine.
const ACCOUNT: &str = "admin@contoso.com";

/// A page that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The console in `dist/`.
    Console,
    /// The plain JavaScript page in `bench/vanilla/`.
    Plain,
}

impl Subject {
    /// The name in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Plain => "plain",
        }
    }

    /// Opens the page so that it starts, with a token at hand and its files in the browser's cache: the page was open
    /// before, without a token. Its clock is the browser's, from the beginning of that second navigation.
    ///
    /// The host of a plain page must be kept for as long as it is measured.
    ///
    /// # Errors
    /// When the page does not load, or the sign-in fails.
    pub async fn open(self, stage: &Stage, machines: usize) -> Result<Option<Site>> {
        let page = stage.page();
        match self {
            Self::Console => {
                page.open("/").await?;
                page.button("Sign in").await?;
                probe::install(&page, machines).await?;
                page.sign_in(ACCOUNT).await?;
                Ok(None)
            }
            Self::Plain => {
                let site = host(stage).await?;
                open_plain(&page, stage, &site, machines).await?;
                Ok(Some(site))
            }
        }
    }
}

async fn open_plain(page: &Page<'_>, stage: &Stage, site: &Site, machines: usize) -> Result<()> {
    let client = page.client();
    client.goto(site.origin()).await?;
    let token = stage.datacenter().token_for(ACCOUNT);
    let remember = "sessionStorage.setItem('service', arguments[0]); sessionStorage.setItem('token', arguments[1]);";
    client
        .execute(
            remember,
            vec![stage.datacenter().origin().into(), token.into()],
        )
        .await?;
    probe::install(page, machines).await?;
    client.goto(site.origin()).await?;
    Ok(())
}

/// Serves the plain page as the console is served: by the same host, under the same headers.
async fn host(stage: &Stage) -> Result<Site> {
    let text = fs::read_to_string(in_project("deploy/headers.txt"))
        .context("deploy/headers.txt is missing")?;
    let service = stage.datacenter().origin();
    Site::start(SiteOptions {
        dist: folder(),
        headers: Headers::parse(&text, service, service)?,
        ..SiteOptions::default()
    })
    .await
}

fn folder() -> PathBuf {
    in_project("bench/vanilla")
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn the_plain_page_needs_nothing_but_its_three_files() {
        let mut names: Vec<_> = std::fs::read_dir(folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["index.html", "vanilla.css", "vanilla.js"]);
    }
}
