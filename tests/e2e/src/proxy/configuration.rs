//! The deployed configuration with the addresses and places of one test, and the rest of an nginx around it.

use std::ffi::OsString;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};

use super::ProxyOptions;

/// The ports of one nginx on 127.0.0.1.
pub(super) struct Ports {
    redirect: u16,
    tls: u16,
    /// The console over plain http.
    pub plain: u16,
    spf: u16,
}

impl Ports {
    /// Free at this moment; another program may take one before nginx does.
    pub fn free() -> Result<Self> {
        let held: Vec<TcpListener> = (0..4)
            .map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
            .collect::<std::io::Result<_>>()?;
        let ports: Vec<u16> = held
            .iter()
            .map(|held| Ok(held.local_addr()?.port()))
            .collect::<std::io::Result<_>>()?;
        match ports[..] {
            [redirect, tls, plain, spf] => Ok(Self {
                redirect,
                tls,
                plain,
                spf,
            }),
            _ => bail!("four ports were asked for"),
        }
    }
}

/// The deployed configuration with the addresses and places of this test.
pub(super) fn moved(
    deployed: &str,
    options: &ProxyOptions,
    ports: &Ports,
    folder: &Path,
    brotli: bool,
) -> Result<String> {
    let Ports {
        redirect,
        tls,
        plain,
        spf,
    } = ports;
    let here = |name: &str| forward_slashes(&folder.join(name));
    let expected = match options.genuine {
        true => here("spf.contoso.com.pem"),
        false => here("console.contoso.com.pem"),
    };
    let mut changes = vec![
        (
            "listen 80;".to_owned(),
            format!("listen 127.0.0.1:{redirect};"),
        ),
        (
            "listen 443 ssl http2;".to_owned(),
            // Over plain http too, for a browser that would not believe the certificate. 127.0.0.1 counts as secure.
            format!("listen 127.0.0.1:{tls} ssl http2; listen 127.0.0.1:{plain};"),
        ),
        (
            "server spf.contoso.com:8090;".to_owned(),
            format!("server 127.0.0.1:{spf};"),
        ),
        (
            "https://console.contoso.com/spf/".to_owned(),
            format!("http://127.0.0.1:{plain}/spf/"),
        ),
        (
            "root /srv/scvmm-console;".to_owned(),
            format!("root {};", here("files")),
        ),
        (
            "/etc/ssl/certs/ca-certificates.crt;".to_owned(),
            format!("{expected};"),
        ),
        (
            "/etc/scvmm-console/console.contoso.com".to_owned(),
            here("console.contoso.com"),
        ),
        (
            "/etc/scvmm-console/people;".to_owned(),
            format!("{};", here("people")),
        ),
        (
            "include /etc/scvmm-console/spf-account.conf;".to_owned(),
            format!("include {};", here("spf-account.conf")),
        ),
    ];
    if brotli {
        changes.push((
            "#brotli_static on;".to_owned(),
            "brotli_static on;".to_owned(),
        ));
    }
    if let Some(seconds) = options.patience {
        changes.push((
            "proxy_read_timeout    540s;".to_owned(),
            format!("proxy_read_timeout {seconds}s;"),
        ));
    }
    let mut text = deployed.to_owned();
    for (from, to) in changes {
        ensure!(
            text.contains(&from),
            "deploy/nginx.conf no longer holds `{from}`, which the tests replace"
        );
        text = text.replace(&from, &to);
    }
    Ok(text)
}

/// The rest of an nginx: what a distribution's own nginx.conf has, and the SPF host.
pub(super) fn around(options: &ProxyOptions, ports: &Ports, brotli: Option<&OsString>) -> String {
    let module = brotli
        .map(|module| {
            format!(
                "load_module \"{}\";\n",
                forward_slashes(&PathBuf::from(module))
            )
        })
        .unwrap_or_default();
    let (spf, behind) = (ports.spf, &options.behind);
    format!(
        r#"{module}daemon off;
# One process, as whoever runs the test: no other user could read its folder.
master_process off;
pid nginx.pid;
error_log error.log warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path temporary/body;
    proxy_temp_path temporary/proxy;
    fastcgi_temp_path temporary/fastcgi;
    uwsgi_temp_path temporary/uwsgi;
    scgi_temp_path temporary/scgi;
    include console.conf;
    server {{
        listen 127.0.0.1:{spf} ssl;
        server_name spf.contoso.com;
        ssl_certificate spf.contoso.com.pem;
        ssl_certificate_key spf.contoso.com.key;
        client_max_body_size 10m;
        location / {{
            proxy_pass http://{behind};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Connection "";
            proxy_read_timeout 600s;
            proxy_next_upstream off;
            error_page 502 = @broken;
        }}
        # A connection that breaks behind it breaks before it too.
        location @broken {{ return 444; }}
    }}
}}
"#
    )
}

/// nginx reads a backslash as an escape.
fn forward_slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
