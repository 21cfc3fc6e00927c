//! Answers `config.json` for an emulator on another port than the file in `static/` names. Trunk forwards the request.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::Project;

/// Starts answering on a loopback port, which is returned, for as long as xtask runs.
pub fn serve(project: &Project, emulator_port: u16) -> Result<u16> {
    let text = fs::read_to_string(project.path("static/config.json"))
        .context("static/config.json cannot be read")?;
    let body = moved(&text, emulator_port)?;
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
