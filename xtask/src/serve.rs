//! `cargo xtask serve`: the emulator and `trunk serve` together, until Ctrl-C.

use std::env;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::child::{self, Background, cargo, program};
use crate::project::Project;
use crate::tools;

mod config;
mod trunk;

use trunk::Forward;

/// Where static/config.json expects the emulator.
const EMULATOR_PORT: u16 = 4080;

/// What the console is served for.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Backend {
    /// Azure Resource Manager, with a sign-in at Microsoft Entra.
    Arm,
    /// Service Provider Foundation, behind `/spf/` of the console's own server.
    Spf,
}

/// Options of `cargo xtask serve`.
#[derive(clap::Args)]
pub struct Options {
    /// The port of the console on 127.0.0.1; the next free one is taken when it is in use.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The port of the emulator on 127.0.0.1; the next free one is taken when it is in use.
    #[arg(long, default_value_t = EMULATOR_PORT)]
    emulator_port: u16,
    /// Which service the emulator plays behind the console.
    #[arg(long, value_enum, default_value_t = Backend::Arm)]
    backend: Backend,
    /// What else the emulator is told, for example `-- --vms 500 --speed 5`.
    #[arg(last = true)]
    emulator: Vec<String>,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    tools::for_building(project)?;
    println!("Building the emulator (the first time about two minutes)");
    child::run(cargo(project)?.args([
        "build",
        "--package",
        "emulator",
        "--bin",
        "emulator",
        "--quiet",
    ]))?;
    let stop = on_ctrl_c()?;

    let emulator_port = free_port(options.emulator_port, &[])?;
    let port = free_port(options.port, &[emulator_port])?;
    let mut emulator = Background::start(
        "the emulator",
        emulator(project, emulator_port, &options.emulator)?,
    )?;
    let forwards = forwards(project, options.backend, emulator_port)?;
    println!("Building the console (the first time about two minutes)");
    let mut trunk = Background::start("trunk", trunk(project, port, &forwards)?)?;

    let mut announced = false;
    while let Err(RecvTimeoutError::Timeout) = stop.recv_timeout(Duration::from_millis(300)) {
        emulator.still_runs()?;
        trunk.still_runs()?;
        if !announced && serves(port) {
            let sign_in = match options.backend {
                Backend::Arm => "Sign in as admin@contoso.com, no password.",
                Backend::Spf => "Nobody signs in: on SPF that is the web server's part.",
            };
            println!(
                "\nThe console: http://127.0.0.1:{port}/  {sign_in} Ctrl-C ends everything.\n"
            );
            announced = true;
        }
    }
    println!("\nStopped.");
    Ok(())
}

fn emulator(project: &Project, port: u16, more: &[String]) -> Result<Command> {
    // Cargo puts both programs in the same folder, wherever its target folder is.
    let own = env::current_exe().context("the place of xtask is unknown")?;
    let path = own.with_file_name(format!("emulator{}", env::consts::EXE_SUFFIX));
    let mut command = program(project, path)?;
    command
        .args(["--port", &port.to_string()])
        .args(more)
        .stdout(Stdio::null());
    Ok(command)
}

/// What Trunk passes on to others, which serve for as long as xtask runs.
fn forwards(project: &Project, backend: Backend, emulator_port: u16) -> Result<Vec<Forward>> {
    let config = match backend {
        // The file says it already.
        Backend::Arm if emulator_port == EMULATOR_PORT => return Ok(Vec::new()),
        Backend::Arm => config::of_azure(project, emulator_port)?,
        Backend::Spf => config::of_foundation(project)?,
    };
    let mut forwards = vec![Forward {
        from: "/config.json".to_owned(),
        to: format!("http://127.0.0.1:{}/config.json", config::serve(config)?),
        headers: Vec::new(),
    }];
    if backend == Backend::Spf {
        forwards.push(Forward {
            from: "/spf/".to_owned(),
            to: format!("http://127.0.0.1:{emulator_port}/"),
            // As the web server in production does, for the person who signed in there.
            headers: vec![("x-ms-principal-id", "admin@contoso.com")],
        });
    }
    Ok(forwards)
}

/// Trunk, from the project's own tools, with those tools on PATH: it uses the wasm-bindgen that it finds there.
fn trunk(project: &Project, port: u16, forwards: &[Forward]) -> Result<Command> {
    let mut command = program(project, project.tool("trunk"))?;
    // A folder of its own: dist/ is the release build's.
    let dist = project.path("target/serve");
    command
        .args(["serve", "--port", &port.to_string()])
        // NO_COLOR is any text by convention, but Trunk takes it for a flag of its own and accepts only true or false.
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    command.arg("--dist").arg(dist);
    if !forwards.is_empty() {
        command.args(["--config", trunk::write(project, forwards)?]);
    }
    Ok(command)
}

/// Whether the page is there: Trunk listens at once, but answers 404 until its first build is done.
fn serves(port: u16) -> bool {
    let mut status = [0; 12];
    let asked = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).and_then(|mut stream| {
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(
            stream,
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        stream.read_exact(&mut status)
    });
    asked.is_ok() && &status == b"HTTP/1.1 200"
}

/// The first free port from `first` on that is none of those already given away.
fn free_port(first: u16, taken: &[u16]) -> Result<u16> {
    let free = |port: &u16| {
        !taken.contains(port) && TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()
    };
    match (first..=first.saturating_add(100)).find(free) {
        Some(port) => Ok(port),
        None => bail!("no port from {first} on is free"),
    }
}

fn on_ctrl_c() -> Result<Receiver<()>> {
    let (send, receive) = channel();
    ctrlc::set_handler(move || {
        // A second Ctrl-C finds nobody waiting any more, which is as good as the first.
        let _ = send.send(());
    })?;
    Ok(receive)
}

#[cfg(test)]
mod tests {
    use super::free_port;
    use std::net::{Ipv4Addr, TcpListener};

    #[test]
    fn a_port_in_use_is_passed_over() {
        let used = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = used.local_addr().unwrap().port();
        assert_ne!(free_port(port, &[]).unwrap(), port);
    }

    #[test]
    fn a_port_given_away_is_passed_over() {
        let first = free_port(20_000, &[]).unwrap();
        assert_ne!(free_port(first, &[first]).unwrap(), first);
    }
}
