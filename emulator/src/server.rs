//! The emulator on a loopback port.
//!
//! Written on hyper itself, because a fault may ask for what no framework offers: a connection that ends without an
//! answer, or in the middle of one.

use crate::{arm, emulator::Emulator, reply::Reply};
use futures_util::{StreamExt, stream};
use http::{HeaderValue, Request, Response, header};
use http_body_util::{BodyExt, Limited, StreamBody, combinators::UnsyncBoxBody};
use hyper::{
    body::{Bytes, Frame, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use std::{fmt, io, net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};

/// The largest body read into memory; anything longer is refused before it is read.
const LARGEST_BODY: usize = 2 * arm::LARGEST_BODY;

/// A server that runs; it ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    task: JoinHandle<()>,
}

impl Server {
    /// Ends it and waits until its port is free.
    pub async fn stop(mut self) {
        self.task.abort();
        // The task was aborted, which is all its result can say.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves an emulator at a loopback address. With port 0 the system chooses one, and the emulator's origin follows.
pub async fn start(emulator: Emulator, address: SocketAddr) -> io::Result<(SocketAddr, Server)> {
    if !address.ip().is_loopback() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "the emulator listens on loopback only",
        ));
    }
    let listener = TcpListener::bind(address).await?;
    let bound = listener.local_addr()?;
    if address.port() == 0 {
        emulator.settings().set_origin(&format!("http://{bound}"));
    }
    let task = tokio::spawn(accept(emulator, listener));
    Ok((bound, Server { task }))
}

async fn accept(emulator: Emulator, listener: TcpListener) {
    // Connections end with the server: the set aborts them when it is dropped.
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                connections.spawn(serve(emulator.clone(), stream));
                while connections.try_join_next().is_some() {}
            }
            // Out of file handles, most likely; they come back.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Serves one connection to its end.
async fn serve(emulator: Emulator, stream: TcpStream) {
    // Without this an answer of several packets waits for the client's acknowledgement. If it fails it is only slower.
    let _ = stream.set_nodelay(true);
    let mut cuts = emulator.cuts();
    let service = service_fn(|request| handle(emulator.clone(), request));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    loop {
        tokio::select! {
            // An error here is the client's leaving or a cut that was ordered.
            _ = connection.as_mut() => return,
            // A browser repeats a request by itself when a connection it had used before is cut. So the old ones are
            // closed as soon as a cut is ordered, and a cut befalls a new one.
            ordered = changed(&mut cuts) => if ordered {
                connection.as_mut().graceful_shutdown();
            },
        }
    }
}

async fn changed(cuts: &mut watch::Receiver<u64>) -> bool {
    match cuts.changed().await {
        Ok(()) => true,
        // The emulator lives as long as its connections; this only keeps the loop from spinning.
        Err(_) => std::future::pending().await,
    }
}

type Body = UnsyncBoxBody<Bytes, Broken>;

/// Why a connection ends early: because a fault says so.
#[derive(Clone, Copy, Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection is cut, as ordered")
    }
}

impl std::error::Error for Broken {}

async fn handle(emulator: Emulator, request: Request<Incoming>) -> Result<Response<Body>, Broken> {
    let (head, body) = request.into_parts();
    let reply = match Limited::new(body, LARGEST_BODY).collect().await {
        Ok(body) => emulator.answer(Request::from_parts(head, body.to_bytes().to_vec())),
        Err(_) => {
            let request = Request::from_parts(head, Vec::new());
            let response = emulator.too_large(&request);
            Reply::Answer {
                after: Duration::ZERO,
                response,
            }
        }
    };
    let (after, mut response) = match reply {
        Reply::Answer { after, response } => (after, response.map(whole)),
        Reply::Cut { after } => {
            tokio::time::sleep(after).await;
            return Err(Broken);
        }
        Reply::CutInBody { after, response } => (after, response.map(half)),
    };
    tokio::time::sleep(after).await;
    if emulator.faults().will_cut() {
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

/// The first half of a body, then a moment in which head and half go out, then the end of the connection.
fn half(mut body: Vec<u8>) -> Body {
    body.truncate(body.len() / 2);
    let end = stream::once(async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(Broken)
    });
    UnsyncBoxBody::new(StreamBody::new(stream::iter([frame(body)]).chain(end)))
}

fn whole(body: Vec<u8>) -> Body {
    UnsyncBoxBody::new(StreamBody::new(stream::iter([frame(body)])))
}

fn frame(bytes: Vec<u8>) -> Result<Frame<Bytes>, Broken> {
    Ok(Frame::data(Bytes::from(bytes)))
}
