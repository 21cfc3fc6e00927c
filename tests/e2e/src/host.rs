//! What serves the console on a stage: a static host before Azure, nginx before Service Provider Foundation.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use emulator::options::spf::Authentication;
use serde_json::{Value, json};
use url::Url;

use crate::browser::Browser;
use crate::datacenter::Datacenter;
use crate::headers::Headers;
use crate::places::in_project;
use crate::proxy::{PERSON, Proxy, ProxyOptions, SPF_ACCOUNT, SPF_ADDRESS};
use crate::site::{Site, SiteOptions};
use crate::stage::{Backend, Configuration, StageOptions};

/// A running host; it ends with this value.
pub(crate) enum Host {
    Files(Site),
    Nginx(Proxy),
}

impl Host {
    pub async fn start(options: &StageOptions, datacenter: &Datacenter) -> Result<Self> {
        match options.backend {
            Backend::Arm => Ok(Self::Files(files(options, datacenter).await?)),
            Backend::Spf => Ok(Self::Nginx(nginx(options, datacenter)?)),
        }
    }

    /// The origin of the console, without a final slash.
    pub fn origin(&self) -> &str {
        match self {
            Self::Files(site) => site.origin(),
            Self::Nginx(proxy) => proxy.origin(),
        }
    }

    /// What the addresses of the service begin with, as the page asks it. A refusal there is no fault of the page.
    pub fn service(&self, datacenter: &Datacenter) -> String {
        match self {
            Self::Files(_) => datacenter.origin().to_owned(),
            Self::Nginx(proxy) => format!("{}/spf/", proxy.origin()),
        }
    }

    /// What it wrote down of its own faults.
    pub fn errors(&self) -> String {
        match self {
            Self::Files(_) => String::new(),
            Self::Nginx(proxy) => proxy.errors(),
        }
    }

    /// Lines of the browser's console that belong to signing in: the browser looks for an icon of the file that is opened
    /// for it, which no page of the console makes it do.
    pub fn expected_in_console(&self) -> Vec<String> {
        match self {
            Self::Files(_) => Vec::new(),
            Self::Nginx(proxy) => vec![format!("{}/favicon.ico", proxy.origin())],
        }
    }

    /// Signs the browser in, if the host asks for it.
    pub async fn let_in(&self, browser: &Browser, address: &str) -> Result<()> {
        match self {
            Self::Files(_) => Ok(()),
            Self::Nginx(_) => sign_in(browser, address).await,
        }
    }
}

async fn files(options: &StageOptions, datacenter: &Datacenter) -> Result<Site> {
    let dist = in_project("dist");
    ensure!(
        dist.join("index.html").exists(),
        "{} holds no build: run `cargo xtask build`",
        dist.display()
    );
    let config = match &options.config {
        Configuration::Fitting => Some(config_for(datacenter.origin()).to_string()),
        Configuration::Text(text) => Some(text.clone()),
        Configuration::Missing => None,
    };
    let headers = match options.headers {
        true => {
            let text = fs::read_to_string(in_project("deploy/headers.txt"))
                .context("deploy/headers.txt is missing")?;
            Headers::parse(&text, datacenter.origin(), datacenter.origin())?
        }
        false => Headers::default(),
    };
    Site::start(SiteOptions {
        dist,
        headers,
        files: vec![("/config.json".to_owned(), config)],
        tampered: options.tampered,
    })
    .await
}

/// nginx before the emulator, which asks for the server's account and writes its own address into what it answers.
fn nginx(options: &StageOptions, datacenter: &Datacenter) -> Result<Proxy> {
    ensure!(
        options.headers && options.tampered.is_none(),
        "nginx serves what is deployed, with the headers that are deployed"
    );
    let config = match &options.config {
        Configuration::Fitting => fs::read_to_string(in_project("deploy/config.spf.json"))
            .context("deploy/config.spf.json is missing")?,
        Configuration::Text(text) => text.clone(),
        Configuration::Missing => bail!("nginx always has a config.json"),
    };
    let (user, password) = SPF_ACCOUNT;
    datacenter.settings().change_spf(|spf| {
        spf.authentication = Authentication::Basic {
            user: user.to_owned(),
            password: password.to_owned(),
        };
        spf.origin = Some(SPF_ADDRESS.trim_end_matches('/').to_owned());
    });
    Proxy::start(&ProxyOptions {
        config,
        behind: datacenter.origin().replace("http://", ""),
        ..ProxyOptions::default()
    })
}

/// Gives name and password once, as a person does when the browser asks; it then sends them along by itself. The page
/// itself is opened without them, for a page may not fetch from an address that contains any.
async fn sign_in(browser: &Browser, address: &str) -> Result<()> {
    let (name, password) = PERSON;
    let mut icon = Url::parse(address)?.join("icon.svg")?;
    let set = icon.set_username(name).is_ok() && icon.set_password(Some(password)).is_ok();
    ensure!(set, "{address} takes no name and password");
    browser.client().goto(icon.as_str()).await?;
    Ok(())
}

/// The configuration for an emulator, as an administrator would write it.
fn config_for(emulator: &str) -> Value {
    json!({
        "backend": "arm",
        "cloud": { "authority": emulator, "resourceManager": emulator, "audience": "https://management.azure.com/" },
        "tenant": "common",
        "clientId": "8f2d4c1e-5b7a-4e0d-9c36-2a1b7e90d5f4",
        "flow": "implicit",
    })
}
