//! Answers `config.json` when it is not the file in `static/`: for an emulator on another port than that file names, or
//! for another back end. Trunk forwards the request.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::Project;

/// What stands in `static/`, with the emulator on this port.
///
/// # Errors
/// When the file is missing or is not JSON.
pub fn of_azure(project: &Project, emulator_port: u16) -> Result<String> {
    let text = fs::read_to_string(project.path("static/config.json"))
        .context("static/config.json cannot be read")?;
    moved(&text, emulator_port)
}

/// The example for Service Provider Foundation, which names the emulator's first subscription.
///
/// # Errors
/// When the file is missing.
pub fn of_foundation(project: &Project) -> Result<String> {
    fs::read_to_string(project.path("deploy/config.spf.json"))
        .context("deploy/config.spf.json cannot be read")
}

/// Starts answering with this text on a loopback port, which is returned, for as long as xtask runs.
///
/// # Errors
/// When no port can be had.
pub fn serve(body: String) -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A browser that hangs up early has lost nothing but its own answer.
            let _ = answer(&stream, &body);
        }
    });
    Ok(port)
}

fn answer(mut stream: &TcpStream, body: &str) -> std::io::Result<()> {
    // The request ends with an empty line; what it asks for is known already.
    let head = BufReader::new(stream).lines();
    for line in head {
        if line?.is_empty() {
            break;
        }
    }
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// The configuration with both addresses of the emulator moved; a cloud given by name is real Azure and stays.
fn moved(text: &str, emulator_port: u16) -> Result<String> {
    let mut config: Value = serde_json::from_str(text).context("static/config.json is not JSON")?;
    if let Some(cloud) = config.get_mut("cloud").and_then(Value::as_object_mut) {
        let origin = format!("http://127.0.0.1:{emulator_port}");
        for key in ["authority", "resourceManager"] {
            cloud.insert(key.to_owned(), Value::String(origin.clone()));
        }
    }
    Ok(config.to_string())
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn both_addresses_of_the_emulator_move() {
        let text = r#"{"cloud":{"authority":"http://127.0.0.1:4080","resourceManager":"http://127.0.0.1:4080","audience":"a"}}"#;
        let moved = moved(text, 4081).unwrap();
        assert_eq!(moved.matches("http://127.0.0.1:4081").count(), 2);
        assert!(moved.contains(r#""audience":"a""#));
    }

    #[test]
    fn a_real_cloud_stays() {
        assert_eq!(
            moved(r#"{"cloud":"AzureCloud"}"#, 4081).unwrap(),
            r#"{"cloud":"AzureCloud"}"#
        );
    }
}
