//! For tests: a transport that answers from a script and remembers what was sent, a clock that jumps, and the simplest
//! way to run a future.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::transport::{Local, NoAnswer, Request, Response, Timer, Transport};

/// Answers in the order of its script.
#[derive(Default)]
pub struct Script {
    answers: RefCell<VecDeque<Result<Response, NoAnswer>>>,
    sent: RefCell<Vec<Request>>,
}

impl Script {
    /// A script of these answers.
    pub fn of(answers: impl IntoIterator<Item = Result<Response, NoAnswer>>) -> Self {
        Self {
            answers: RefCell::new(answers.into_iter().collect()),
            ..Self::default()
        }
    }

    /// What was sent so far.
    pub fn sent(&self) -> Vec<Request> {
        self.sent.borrow().clone()
    }

    /// The addresses of what was sent so far.
    pub fn urls(&self) -> Vec<String> {
        self.sent
            .borrow()
            .iter()
            .map(|request| request.url.clone())
            .collect()
    }

    /// Whether every answer was asked for.
    pub fn is_played(&self) -> bool {
        self.answers.borrow().is_empty()
    }
}

impl Transport for Script {
    fn send(&self, request: Request) -> Local<'_, Result<Response, NoAnswer>> {
        let url = request.url.clone();
        self.sent.borrow_mut().push(request);
        let answer = self.answers.borrow_mut().pop_front();
        Box::pin(async move {
            // As on a network, others go on meanwhile.
            pause().await;
            answer.unwrap_or_else(|| panic!("no answer in the script for {url}"))
        })
    }
}

/// An answer for a script.
pub fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Response, NoAnswer> {
    Ok(Response {
        status,
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: body.to_owned(),
    })
}

/// A clock that jumps over every wait, and remembers it.
#[derive(Default)]
pub struct JumpingClock {
    now_ms: Cell<u64>,
    waits: RefCell<Vec<u64>>,
}

impl JumpingClock {
    /// The waits so far.
    pub fn waits(&self) -> Vec<u64> {
        self.waits.borrow().clone()
    }
}

impl Timer for JumpingClock {
    fn now_ms(&self) -> u64 {
        self.now_ms.get()
    }

    fn sleep(&self, ms: u64) -> Local<'_, ()> {
        self.now_ms.set(self.now_ms.get().saturating_add(ms));
        self.waits.borrow_mut().push(ms);
        Box::pin(std::future::ready(()))
    }
}

/// Runs a future that needs no waking to its end.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return result;
        }
    }
}

/// Lets others go on once.
pub async fn pause() {
    let mut waited = false;
    std::future::poll_fn(|_| {
        if std::mem::replace(&mut waited, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}
