//! Serves the emulator on 127.0.0.1 until Ctrl-C.

use clap::Parser;
use emulator::{
    accounts::ACCOUNTS, clock::Clock, emulator::Emulator, faults::Fault, operation::plan::Plan,
    options::Options, server,
};
use std::{net::Ipv4Addr, process::ExitCode, time::Duration};

/// A simulated datacenter: Microsoft Entra sign-in and Azure Resource Manager for SCVMM machines, on loopback.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 4080)]
    port: u16,
    /// How many SCVMM machines there are.
    #[arg(long, default_value_t = 120)]
    vms: usize,
    /// Same seed, same datacenter.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many times faster than the real service operations run.
    #[arg(long, default_value_t = 1.0)]
    speed: f64,
    /// How long a token is good for.
    #[arg(long, value_name = "SECONDS", default_value_t = 3599)]
    token_lifetime: u64,
    /// How many machines one page of a list holds.
    #[arg(long, default_value_t = 50)]
    page_size: usize,
    /// Keeps pages from reading Location, Retry-After and other headers.
    #[arg(long)]
    hide_headers: bool,
    /// Sends a Retry-After header while operations run; the real service sends none.
    #[arg(long, value_name = "SECONDS")]
    retry_after: Option<u32>,
    /// Another registered application (client id).
    #[arg(long, value_name = "GUID")]
    client_id: Vec<String>,
    /// Another registered redirect URI.
    #[arg(long, value_name = "URI")]
    redirect_uri: Vec<String>,
    /// Orders a fault, as `{"path":"createCheckpoint","status":503}`.
    #[arg(long, value_name = "JSON", value_parser = json::<Fault>)]
    fault: Vec<Fault>,
    /// Orders how the next operation ends, as `{"outcome":"failed"}`.
    #[arg(long, value_name = "JSON", value_parser = json::<Plan>)]
    next_operation: Vec<Plan>,
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The emulator cannot listen: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> std::io::Result<()> {
    let emulator = Emulator::new(options(&arguments), Clock::system(arguments.speed));
    arguments
        .fault
        .into_iter()
        .for_each(|fault| emulator.add_fault(fault));
    arguments
        .next_operation
        .into_iter()
        .for_each(|plan| emulator.next_operation(plan));
    let (address, server) =
        server::start(emulator, (Ipv4Addr::LOCALHOST, arguments.port).into()).await?;
    let accounts: Vec<&str> = ACCOUNTS.iter().map(|account| account.upn).collect();
    println!(
        "Emulator: http://{address} (accounts: {}; no password)",
        accounts.join(", ")
    );
    tokio::signal::ctrl_c().await?;
    server.stop().await;
    Ok(())
}

fn options(arguments: &Arguments) -> Options {
    let mut options = Options {
        seed: arguments.seed,
        vms: arguments.vms,
        origin: format!("http://127.0.0.1:{}", arguments.port),
        token_lifetime: Duration::from_secs(arguments.token_lifetime),
        page_size: arguments.page_size,
        retry_after: arguments.retry_after,
        expose_headers: !arguments.hide_headers,
        ..Options::default()
    };
    options
        .client_ids
        .extend(arguments.client_id.iter().cloned());
    options
        .redirect_uris
        .extend(arguments.redirect_uri.iter().cloned());
    options
}
