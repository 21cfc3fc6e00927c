//! Serves the emulator on 127.0.0.1 until Ctrl-C.

use clap::Parser;
use emulator::{
    accounts::ACCOUNTS,
    clock::Clock,
    emulator::Emulator,
    faults::Fault,
    operation::plan::Plan,
    options::{
        GraphOptions, InstanceTable, Options, SpfOptions,
        spf::{Authentication, ParentIds, offset},
    },
    server,
    spf::tenant::TENANTS,
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    process::ExitCode,
    time::Duration,
};
use time::UtcOffset;

/// A simulated datacenter: Microsoft Entra sign-in, Azure Resource Manager and Service Provider Foundation for SCVMM
/// machines, on loopback.
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
    #[command(flatten)]
    graph: GraphArguments,
    #[command(flatten)]
    spf: SpfArguments,
}

/// What Azure Resource Graph does.
#[derive(Debug, clap::Args)]
struct GraphArguments {
    /// How long after Resource Manager the index of Resource Graph shows a change; --speed divides it.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    graph_delay: u64,
    /// How many queries a person may send to Resource Graph in a window.
    #[arg(long, value_name = "N", default_value_t = 15)]
    graph_quota: u32,
    /// How long such a window is.
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    graph_window: u64,
    /// How many rows one page of Resource Graph holds at most.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    graph_page_size: usize,
    /// The table of Resource Graph in which VM instances stand: resources, extensibility or nowhere.
    #[arg(long, value_name = "WHICH", default_value = "extensibility")]
    graph_instances: InstanceTable,
}

/// What Service Provider Foundation does.
#[derive(Debug, clap::Args)]
struct SpfArguments {
    /// What the web server of Service Provider Foundation asks for: none, negotiate, basic:USER:PASSWORD or bearer:TOKEN.
    #[arg(long, value_name = "FORM", default_value = "none")]
    spf_authentication: Authentication,
    /// Takes requests without x-ms-principal-id as well.
    #[arg(long)]
    spf_optional_principal: bool,
    /// How many entities one page of a feed holds; all, if absent.
    #[arg(long, value_name = "N")]
    spf_page_size: Option<usize>,
    /// What ParentCheckpointID names: id or checkpoint_id.
    #[arg(long, value_name = "WHICH", default_value = "checkpoint_id")]
    spf_parent_ids: ParentIds,
    /// Lets roots name a parent that is no checkpoint.
    #[arg(long)]
    spf_orphans: bool,
    /// Scheme, host and port of the addresses in answers, as https://spf.contoso.com:8090; the request's, if absent.
    #[arg(long, value_name = "ORIGIN")]
    spf_origin: Option<String>,
    /// The VMM server's offset from UTC.
    #[arg(long, value_name = "OFFSET", default_value = "-07:00", allow_hyphen_values = true, value_parser = offset)]
    spf_utc_offset: UtcOffset,
    /// Writes moments without their offset.
    #[arg(long)]
    spf_bare_times: bool,
    /// The name of a machine whose Status is a word that nobody has heard of.
    #[arg(long, value_name = "MACHINE")]
    spf_strange_status: Option<String>,
    /// Leaves out x-ms-request-id, by which a client finds the job.
    #[arg(long)]
    spf_hide_job_ids: bool,
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
    print_roots(address);
    tokio::signal::ctrl_c().await?;
    server.stop().await;
    Ok(())
}

fn print_roots(address: SocketAddr) {
    let service = "Microsoft.Management.Odata.svc/";
    println!("Service Provider Foundation, administrator: http://{address}/SC2012R2/VMM/{service}");
    for tenant in &TENANTS {
        let (id, cloud) = (tenant.subscription, tenant.cloud.cloud_name);
        println!("  {cloud}: http://{address}/SC2012R2/VMM/{id}/{service}");
        println!(
            "  the same through Windows Azure Pack: http://{address}/{id}/services/systemcenter/vmm/"
        );
    }
}

fn spf_options(arguments: &SpfArguments) -> SpfOptions {
    SpfOptions {
        authentication: arguments.spf_authentication.clone(),
        require_principal: !arguments.spf_optional_principal,
        page_size: arguments.spf_page_size,
        parent_ids: arguments.spf_parent_ids,
        orphans: arguments.spf_orphans,
        origin: arguments.spf_origin.clone(),
        utc_offset: arguments.spf_utc_offset,
        bare_times: arguments.spf_bare_times,
        strange_status: arguments.spf_strange_status.clone(),
        hide_job_ids: arguments.spf_hide_job_ids,
        ..SpfOptions::default()
    }
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
        graph: GraphOptions {
            delay: Duration::from_secs(arguments.graph.graph_delay),
            quota: arguments.graph.graph_quota,
            window: Duration::from_secs(arguments.graph.graph_window),
            page_size: arguments.graph.graph_page_size,
            instances: arguments.graph.graph_instances,
        },
        spf: spf_options(&arguments.spf),
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
