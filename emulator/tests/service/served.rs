//! The loopback server, spoken to in plain bytes.

use emulator::{
    Emulator,
    clock::Clock,
    faults::{Cut, Fault},
    options::Options,
    server::{self, Server},
};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

async fn served() -> (Emulator, SocketAddr, Server) {
    let emulator = Emulator::new(
        Options {
            vms: 20,
            ..Options::default()
        },
        Clock::system(1000.0),
    );
    let (address, server) = server::start(emulator.clone(), "127.0.0.1:0".parse().unwrap())
        .await
        .unwrap();
    (emulator, address, server)
}

fn request(emulator: &Emulator, target: &str, more: &str) -> String {
    let token = emulator.token_for("admin@contoso.com");
    format!("GET {target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{more}\r\n")
}

/// Sends bytes on a new connection and reads to its end.
async fn spoken(address: SocketAddr, text: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    read_to_end(&mut stream).await
}

async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A connection that is reset rather than closed is at its end as well.
    let _ = timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes))
        .await
        .expect("the connection stays open");
    String::from_utf8(bytes).unwrap()
}

const CLOSE: &str = "Connection: close\r\n";
const SUBSCRIPTIONS: &str = "/subscriptions?api-version=2022-12-01";

#[tokio::test]
async fn it_answers_on_the_port_it_was_given_and_its_origin_follows() {
    let (emulator, address, server) = served().await;
    assert_eq!(emulator.settings().origin(), format!("http://{address}"));
    let answer = spoken(address, &request(&emulator, SUBSCRIPTIONS, CLOSE)).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert_eq!(answer.matches("content-length:").count(), 1);
    assert_eq!(answer.matches("\r\ndate:").count(), 1);
    server.stop().await;
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_doubled_first_slash_arrives() {
    let (emulator, address, _server) = served().await;
    let answer = spoken(
        address,
        &request(&emulator, &format!("/{SUBSCRIPTIONS}"), CLOSE),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}

#[tokio::test]
async fn a_cut_connection_ends_without_a_byte() {
    let (emulator, address, _server) = served().await;
    emulator.add_fault(Fault {
        cut: Cut::BeforeAnswer,
        ..Fault::default()
    });
    assert_eq!(
        spoken(address, &request(&emulator, SUBSCRIPTIONS, "")).await,
        ""
    );
    assert!(
        spoken(address, &request(&emulator, SUBSCRIPTIONS, CLOSE))
            .await
            .contains("200 OK")
    );
}

#[tokio::test]
async fn a_connection_cut_in_the_body_delivers_the_head_and_half_of_it() {
    let (emulator, address, _server) = served().await;
    let whole = spoken(address, &request(&emulator, SUBSCRIPTIONS, CLOSE)).await;
    emulator.add_fault(Fault {
        cut: Cut::InBody,
        ..Fault::default()
    });
    let half = spoken(address, &request(&emulator, SUBSCRIPTIONS, "")).await;
    let body = |answer: &str| answer.split_once("\r\n\r\n").unwrap().1.len();
    assert!(half.starts_with("HTTP/1.1 200 OK\r\n"), "{half}");
    assert_eq!(body(&half), body(&whole) / 2);
}

#[tokio::test]
async fn an_ordered_cut_closes_idle_connections_so_that_no_browser_repeats_the_request() {
    let (emulator, address, _server) = served().await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    idle.write_all(request(&emulator, SUBSCRIPTIONS, "").as_bytes())
        .await
        .unwrap();
    let mut first = [0; 15];
    idle.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    emulator.add_fault(Fault {
        cut: Cut::BeforeAnswer,
        path: "never asked".into(),
        ..Fault::default()
    });
    read_to_end(&mut idle).await;
    let answer = spoken(address, &request(&emulator, SUBSCRIPTIONS, "")).await;
    assert!(answer.contains("connection: close"), "{answer}");
}

#[tokio::test]
async fn a_delay_is_waited_for() {
    let (emulator, address, _server) = served().await;
    emulator.add_fault(Fault {
        delay_ms: 300,
        ..Fault::default()
    });
    let begun = std::time::Instant::now();
    spoken(address, &request(&emulator, SUBSCRIPTIONS, CLOSE)).await;
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_body_beyond_all_measure_is_refused_unread() {
    let (emulator, address, _server) = served().await;
    let head = request(
        &emulator,
        SUBSCRIPTIONS,
        "Connection: close\r\nContent-Length: 9000000\r\n",
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server may answer and close before all of it is written.
    let _ = stream.write_all(&vec![b'x'; 9_000_000]).await;
    let answer = read_to_end(&mut stream).await;
    assert!(
        answer.starts_with("HTTP/1.1 413 ") || answer.is_empty(),
        "{answer}"
    );
    assert!(
        spoken(address, &request(&emulator, SUBSCRIPTIONS, CLOSE))
            .await
            .contains("200 OK")
    );
}

#[tokio::test]
async fn it_listens_on_loopback_only() {
    let emulator = Emulator::new(
        Options {
            vms: 0,
            ..Options::default()
        },
        Clock::system(1.0),
    );
    let refused = server::start(emulator, "0.0.0.0:0".parse().unwrap()).await;
    assert_eq!(
        refused.unwrap_err().kind(),
        std::io::ErrorKind::InvalidInput
    );
}
