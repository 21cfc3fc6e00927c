//! A real nginx that runs `deploy/nginx.conf` itself: only addresses and places of files are replaced, and each of them
//! must be there to be replaced.
//!
//! A second server of the same nginx plays the SPF host: it has the TLS and the name that `spf.contoso.com` would have,
//! and hands everything on to the emulator, or to whatever a test puts there.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use process_wrap::std::{ChildWrapper, CommandWrap};
use rcgen::CertifiedKey;
use tempfile::TempDir;

use crate::places::in_project;

mod configuration;

use configuration::{Ports, around, moved};

/// Who may open the console: name and password, without a colon in either.
pub const PERSON: (&str, &str) = ("admin@contoso.com", "for-the-console");

/// The account of the web server on SPF.
pub const SPF_ACCOUNT: (&str, &str) = (r"CONTOSO\svc-scvmm", "for-spf");

/// `printf 'CONTOSO\svc-scvmm:for-spf' | base64`
const SPF_ACCOUNT_BASE64: &str = "Q09OVE9TT1xzdmMtc2N2bW06Zm9yLXNwZg==";

/// SPF's own address as its answers write it, with a final slash.
pub const SPF_ADDRESS: &str = "https://spf.contoso.com:8090/";

/// How often it is started when somebody else got one of its ports.
const TRIES: u32 = 4;

/// How long it may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

/// What an nginx is set up with.
#[derive(Clone, Debug)]
pub struct ProxyOptions {
    /// The text of `config.json`.
    pub config: String,
    /// Host and port behind the SPF host, plain http.
    pub behind: String,
    /// Whether the SPF host has the certificate that nginx expects of it.
    pub genuine: bool,
    /// How many seconds nginx waits for SPF, if not as long as it is deployed with.
    pub patience: Option<u32>,
}

impl Default for ProxyOptions {
    fn default() -> Self {
        Self {
            config: String::new(),
            behind: String::new(),
            genuine: true,
            patience: None,
        }
    }
}

/// A running nginx; it ends with this value.
pub struct Proxy {
    child: Box<dyn ChildWrapper>,
    origin: String,
    /// Configuration, files and logs; removed in the end.
    folder: TempDir,
}

impl Proxy {
    /// Starts the nginx named by NGINX, else `nginx` from PATH, on free ports of 127.0.0.1.
    ///
    /// # Errors
    /// When there is no nginx, when it refuses the configuration (its own words are in the error), or when
    /// `deploy/nginx.conf` no longer holds what is to be replaced.
    pub fn start(options: &ProxyOptions) -> Result<Self> {
        for _ in 1..TRIES {
            match Self::start_once(options) {
                // Another test got the port between the moment it was found free and now.
                Err(fault) if format!("{fault:#}").contains("Address already in use") => {}
                started => return started,
            }
        }
        Self::start_once(options)
    }

    fn start_once(options: &ProxyOptions) -> Result<Self> {
        let folder = TempDir::new()?;
        let at = |name: &str| folder.path().join(name);
        let ports = Ports::free()?;
        let origin = format!("http://127.0.0.1:{}", ports.plain);

        lay_out_files(&at("files"), &options.config)?;
        certificate("console.contoso.com", folder.path())?;
        certificate("spf.contoso.com", folder.path())?;
        let (name, password) = PERSON;
        fs::write(at("people"), format!("{name}:{{PLAIN}}{password}\n"))?;
        fs::write(
            at("spf-account.conf"),
            format!("proxy_set_header Authorization \"Basic {SPF_ACCOUNT_BASE64}\";\n"),
        )?;

        let deployed = fs::read_to_string(in_project("deploy/nginx.conf"))
            .context("deploy/nginx.conf is missing")?;
        let brotli = env::var_os("NGINX_BROTLI");
        let own = moved(&deployed, options, &ports, folder.path(), brotli.is_some())?;
        fs::write(at("console.conf"), own)?;
        fs::write(at("nginx.conf"), around(options, &ports, brotli.as_ref()))?;

        let mut proxy = Self {
            child: spawn(folder.path())?,
            origin,
            folder,
        };
        proxy.wait_until_it_listens(ports.plain)?;
        Ok(proxy)
    }

    /// The origin of the console, without a final slash.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What nginx has written to its error log.
    #[must_use]
    pub fn errors(&self) -> String {
        fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default()
    }

    /// Whether it sends brotli: only with a module, which not every nginx has.
    #[must_use]
    pub fn has_brotli(&self) -> bool {
        env::var_os("NGINX_BROTLI").is_some()
    }

    fn wait_until_it_listens(&mut self, port: u16) -> Result<()> {
        // The file is written once all ports are its own.
        let written = self.folder.path().join("nginx.pid");
        let end = std::time::Instant::now() + PATIENCE;
        while std::time::Instant::now() < end {
            if let Some(status) = self.child.try_wait()? {
                bail!("nginx ended with {status}: {}", self.errors());
            }
            if written.exists() && TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("nginx does not listen: {}", self.errors())
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // It may have ended already, and then there is nothing left to end.
        let _ = self.child.kill();
    }
}

fn spawn(folder: &Path) -> Result<Box<dyn ChildWrapper>> {
    let program = program();
    fs::create_dir(folder.join("temporary"))?;
    let mut command = Command::new(&program);
    command
        .arg("-p")
        .arg(folder)
        .args(["-c", "nginx.conf", "-e", "error.log"])
        // nginx takes a variable of this name for a list of sockets that another nginx hands over.
        .env_remove("NGINX")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut wrap = CommandWrap::from(command);
    #[cfg(unix)]
    wrap.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    wrap.wrap(process_wrap::std::JobObject);
    wrap.spawn().with_context(|| {
        format!(
            "{} cannot be started. These tests need a real nginx: name it in NGINX, or let `cargo xtask test` find one",
            program.display()
        )
    })
}

/// The one that xtask names, or has unpacked, or the one on PATH.
fn program() -> OsString {
    let unpacked = in_project(".tools/nginx/usr/sbin/nginx");
    env::var_os("NGINX").unwrap_or_else(|| match unpacked.exists() {
        true => unpacked.into(),
        false => "nginx".into(),
    })
}

/// `dist/` as an administrator copies it, with a config.json of its own.
fn lay_out_files(to: &Path, config: &str) -> Result<()> {
    let dist = in_project("dist");
    ensure!(
        dist.join("index.html").exists(),
        "{} holds no build: run `cargo xtask build`",
        dist.display()
    );
    fs::create_dir(to)?;
    for entry in fs::read_dir(&dist)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    fs::write(to.join("config.json"), config)?;
    Ok(())
}

/// A certificate for this name that nobody but who is given it believes: `<name>.pem` and `<name>.key`.
fn certificate(name: &str, folder: &Path) -> Result<()> {
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(vec![name.to_owned()])?;
    fs::write(folder.join(format!("{name}.pem")), cert.pem())?;
    fs::write(
        folder.join(format!("{name}.key")),
        signing_key.serialize_pem(),
    )?;
    Ok(())
}
