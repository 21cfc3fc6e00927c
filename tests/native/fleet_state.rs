//! The fleet as the screens see it, before the emulator, in time that is moved by hand: what is shown when, what is asked
//! of the service in the background, and what an index that is behind must not undo.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use any_spawner::Executor;
use emulator::clock::Clock;
use emulator::faults::Fault;
use emulator::options::Options;
use leptos::prelude::Owner;
use leptos::task::spawn_local;
use scvmm_console::backend::Part;
use scvmm_console::http::transport::{Local, Timer};
use scvmm_console::model::failure::FailureKind;
use scvmm_console::model::resource_id::ResourceId;
use scvmm_console::state::attention::Attention;
use scvmm_console::state::fleet::{Fleet, Phase, Progress};

use crate::stage::{GRAPH, Stage, create, emulator, fault};

/// The lists of machines of each subscription.
pub const LISTS: &str = "/machines\\?";
pub const SQL: &str = "sql-prod-014";

/// Time in which a sleep ends when the clock has been moved so far.
pub struct MovedTime {
    clock: Clock,
    waiting: RefCell<Vec<(u64, Waker)>>,
}

impl Timer for MovedTime {
    fn now_ms(&self) -> u64 {
        u64::try_from(self.clock.now().unix_timestamp_nanos() / 1_000_000).unwrap()
    }

    fn sleep(&self, ms: u64) -> Local<'_, ()> {
        let due = self.now_ms() + ms;
        Box::pin(poll_fn(move |context| {
            if self.now_ms() >= due {
                return Poll::Ready(());
            }
            self.waiting
                .borrow_mut()
                .push((due, context.waker().clone()));
            Poll::Pending
        }))
    }
}

impl MovedTime {
    fn wake(&self) {
        let now = self.now_ms();
        let all = self.waiting.take();
        for (due, waker) in all {
            if due <= now {
                waker.wake();
            } else {
                self.waiting.borrow_mut().push((due, waker));
            }
        }
    }
}

/// A page that is hidden and seen again.
#[derive(Default)]
pub struct Page {
    hidden: Cell<bool>,
    changes: Cell<u32>,
    waiting: RefCell<Vec<Waker>>,
}

impl Attention for Page {
    fn is_hidden(&self) -> bool {
        self.hidden.get()
    }

    fn changed(&self) -> Local<'_, ()> {
        let seen = self.changes.get();
        Box::pin(poll_fn(move |context| {
            if self.changes.get() != seen {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        }))
    }
}

pub struct Scene {
    pub stage: Stage<MovedTime>,
    page: Rc<Page>,
    pub fleet: Fleet,
    _owner: Owner,
}

pub fn scene(account: &str, options: Options) -> Scene {
    // Another test may have done it.
    let _ = Executor::init_futures_executor();
    let owner = Owner::new();
    owner.set();
    let emulator = emulator(options);
    let time = Rc::new(MovedTime {
        clock: emulator.clock().clone(),
        waiting: RefCell::default(),
    });
    let stage = Stage::before(emulator, account, time);
    let page = Rc::new(Page::default());
    let fleet = Fleet::new(stage.backend.clone(), stage.time.clone(), page.clone());
    spawn_local(fleet.keep_fresh());
    Scene {
        stage,
        page,
        fleet,
        _owner: owner,
    }
}

/// A fleet that was read.
pub fn read(account: &str, options: Options) -> Scene {
    let scene = scene(account, options);
    scene.fleet.refresh();
    scene.pass(1);
    assert_eq!(scene.progress().phase, Phase::Done);
    scene
}

impl Scene {
    /// What is asked of this path is answered with this status from now on, so many times.
    pub fn refuse(&self, path: &str, status: u16, times: u32) {
        self.stage.fault(Fault {
            times,
            ..Fault::status(path, status)
        });
    }

    /// The parts that could not be read.
    pub fn failed(&self) -> Vec<Part> {
        let failed = self.progress().failed_parts.into_iter();
        failed.map(|(part, _)| part).collect()
    }

    /// Lets so many seconds pass.
    pub fn pass(&self, seconds: u64) {
        Executor::poll_local();
        for _ in 0..seconds * 10 {
            self.stage
                .emulator
                .clock()
                .advance(Duration::from_millis(100));
            self.stage.time.wake();
            Executor::poll_local();
        }
    }

    pub fn hide(&self, hidden: bool) {
        self.page.hidden.set(hidden);
        self.page.changes.set(self.page.changes.get() + 1);
        self.page.waiting.take().into_iter().for_each(Waker::wake);
        Executor::poll_local();
    }

    pub fn progress(&self) -> Progress {
        self.fleet.progress().get_untracked()
    }

    pub fn machines(&self) -> usize {
        self.fleet.rows().with_untracked(|rows| rows.all().len())
    }

    /// How many rows are told apart as known from before.
    pub fn muted(&self) -> usize {
        let rows = self.fleet.rows();
        rows.with_untracked(|rows| rows.all().iter().filter(|row| row.is_old()).count())
    }

    pub fn queries(&self) -> usize {
        self.stage.count("POST", GRAPH)
    }

    pub fn requests(&self) -> usize {
        self.stage.wire.sent.borrow().len()
    }

    pub fn checkpoints(&self, machine: &str) -> usize {
        let known = self.fleet.known(&self.stage.id(machine));
        known.unwrap().checkpoints.len()
    }

    /// What a person does at the page of a machine: it is read now.
    pub fn open(&self, machine: &str) {
        let (fleet, id) = (self.fleet, self.stage.id(machine));
        spawn_local(async move {
            fleet.read_now(&id).await.unwrap();
        });
        Executor::poll_local();
    }

    /// From now on the index tells what was so many seconds ago.
    pub fn delay_index(&self, seconds: u64) {
        let settings = self.stage.emulator.settings();
        settings.change_graph(|graph| graph.delay = Duration::from_secs(seconds));
    }

    /// Somebody else takes a checkpoint.
    pub fn take_checkpoint(&self, machine: &str) {
        self.stage.accepted(machine, &create("elsewhere", ""));
        self.stage.emulator.clock().advance(Duration::from_secs(60));
    }

    pub fn changed(&self) -> Vec<ResourceId> {
        self.fleet.changed().get_untracked()
    }
}

#[test]
fn a_fleet_is_read_and_then_refreshed_every_two_minutes() {
    let scene = read("admin", Options::default());
    assert_eq!(scene.machines(), 120);
    assert_eq!(scene.queries(), 1);
    scene.pass(110);
    assert_eq!(scene.queries(), 1);
    scene.pass(15);
    assert_eq!(scene.queries(), 2);
    scene.pass(360);
    assert_eq!(scene.queries(), 5);
    assert_eq!(scene.progress().not_since, None);
    assert_eq!(scene.progress().phase, Phase::Done);
}

#[test]
fn nothing_is_refreshed_while_the_page_is_hidden_and_at_once_when_it_is_seen_again() {
    let scene = read("admin", Options::default());
    scene.hide(true);
    scene.pass(900);
    assert_eq!(scene.queries(), 1);
    scene.hide(false);
    scene.pass(1);
    assert_eq!(scene.queries(), 2);
    scene.hide(true);
    scene.pass(20);
    scene.hide(false);
    scene.pass(20);
    assert_eq!(scene.queries(), 2, "it was not hidden for long");
}

#[test]
fn a_change_elsewhere_shows_in_the_background_is_marked_and_the_mark_goes() {
    let scene = read("admin", Options::default());
    let before = scene.checkpoints(SQL);
    scene.take_checkpoint(SQL);
    scene.pass(60);
    assert_eq!(scene.checkpoints(SQL), before + 1);
    assert_eq!(scene.changed(), [scene.stage.id(SQL)]);
    scene.pass(9);
    assert!(scene.changed().is_empty());
    scene.pass(130);
    assert!(scene.changed().is_empty(), "it is the same as before");
}

#[test]
fn a_machine_that_came_is_read_and_one_that_went_is_gone() {
    let options = |vms| Options {
        vms,
        ..Options::default()
    };
    let scene = read("admin", options(130));
    assert_eq!(scene.machines(), 130);
    // As when machines are deleted: the answers of a smaller fleet.
    let smaller = page_of(options(120));
    scene.stage.fault(Fault {
        body: Some(smaller),
        status: Some(200),
        ..Fault::status(GRAPH, 200)
    });
    scene.pass(125);
    assert_eq!(scene.machines(), 120);
    scene.pass(125);
    assert_eq!(scene.machines(), 130);
    assert_eq!(scene.progress().phase, Phase::Done);
}

/// The page that Resource Graph gives of another fleet.
pub fn page_of(options: Options) -> serde_json::Value {
    let other = read("admin", options);
    let bodies = other.stage.wire.heard.borrow();
    let page = bodies.iter().find(|body| body.contains("totalRecords"));
    serde_json::from_str(page.unwrap()).unwrap()
}

#[test]
fn an_index_that_is_behind_does_not_undo_what_the_machine_has_shown() {
    let scene = read("admin", Options::default());
    scene.delay_index(240);
    let before = scene.checkpoints(SQL);
    scene.take_checkpoint(SQL);
    scene.open(SQL);
    assert_eq!(scene.checkpoints(SQL), before + 1);
    scene.pass(130);
    assert!(scene.queries() > 1);
    assert_eq!(
        scene.checkpoints(SQL),
        before + 1,
        "the index still tells the old"
    );
    scene.fleet.refresh();
    scene.pass(1);
    assert_eq!(
        scene.checkpoints(SQL),
        before + 1,
        "and so it does for who asks"
    );
    scene.pass(400);
    assert_eq!(scene.checkpoints(SQL), before + 1);
    assert_eq!(
        scene.stage.count("GET", "virtualMachineInstances/default?"),
        3,
        "twice the one that has none, and the one that was opened"
    );
}

#[test]
fn what_is_read_while_the_index_answers_is_the_newer_one() {
    let scene = read("admin", Options::default());
    scene.delay_index(3_600);
    let before = scene.checkpoints(SQL);
    scene.take_checkpoint(SQL);
    scene.fleet.refresh();
    scene.open(SQL);
    scene.pass(2);
    assert_eq!(scene.checkpoints(SQL), before + 1);
    assert!(!scene.fleet.rows().with_untracked(|rows| {
        rows.get(&scene.stage.id(SQL))
            .unwrap()
            .instance
            .is_reading()
    }));
}

#[test]
fn a_background_refresh_that_fails_says_only_since_when() {
    let scene = read("admin", Options::default());
    let read_ms = scene.stage.time.now_ms() - 1_000;
    scene.refuse(GRAPH, 403, 1);
    scene.pass(125);
    let progress = scene.progress();
    let since_ms = progress.not_since.unwrap();
    assert!((read_ms..read_ms + 500).contains(&since_ms), "{since_ms}");
    assert_eq!(
        (progress.phase, progress.failure, progress.failed_parts),
        (Phase::Done, None, Vec::new())
    );
    assert_eq!(scene.machines(), 120);
    assert_eq!(
        scene
            .stage
            .count("GET", "Microsoft.HybridCompute/machines?"),
        0,
        "the long way is for who asks"
    );
    scene.pass(125);
    assert_eq!(scene.progress().not_since, None);
}

#[test]
fn a_background_refresh_that_breaks_off_takes_no_machine_away() {
    let options = Options {
        vms: 2_500,
        ..Options::default()
    };
    let scene = read("admin", options);
    assert_eq!(scene.machines(), 2_500);
    scene
        .stage
        .fault(fault(r#"{"path":"ResourceGraph","skip":1,"status":400}"#));
    scene.pass(125);
    assert!(scene.progress().not_since.is_some());
    assert_eq!(scene.machines(), 2_500);
}

#[test]
fn reading_that_is_stopped_stays_so_until_somebody_asks() {
    let options = Options {
        vms: 5_000,
        ..Options::default()
    };
    let scene = scene("admin", options);
    scene
        .stage
        .emulator
        .settings()
        .change_graph(|graph| graph.quota = 2);
    scene.fleet.refresh();
    scene.pass(1);
    assert_eq!(scene.progress().phase, Phase::Listing);
    assert_eq!(scene.machines(), 2_000);
    scene.fleet.stop();
    assert_eq!(scene.progress().phase, Phase::Stopped);
    let counted = scene.fleet.rows().with_untracked(|rows| rows.progress());
    assert_eq!(
        (counted.1, scene.progress().all_of(counted.1)),
        (2_000, Some(5_000))
    );
    let requests = scene.requests();
    scene.pass(600);
    assert_eq!((scene.requests(), scene.machines()), (requests, 2_000));
    scene.fleet.refresh();
    scene.pass(15);
    assert_eq!(
        (scene.progress().phase, scene.machines()),
        (Phase::Done, 5_000)
    );
}

#[test]
fn one_part_is_read_once_more_and_only_that() {
    let scene = scene("admin", Options::default());
    scene.refuse(GRAPH, 403, 2);
    scene.refuse(LISTS, 403, 2);
    scene.fleet.refresh();
    scene.pass(20);
    let failed = scene.failed();
    let [one, other] = failed.as_slice() else {
        panic!("{failed:?}");
    };
    let before = scene.machines();
    let first = |part: &Part| {
        let list = format!(
            "{}/providers/Microsoft.HybridCompute/machines?api-version=2024-07-10",
            part.id
        );
        let sent = scene.stage.wire.sent.borrow();
        sent.iter().filter(|(_, url)| url.ends_with(&list)).count()
    };
    let lists = [one, other].map(first);
    scene.fleet.try_again(one);
    scene.fleet.try_again(one);
    assert_eq!(scene.progress().again, std::slice::from_ref(one));
    scene.pass(20);
    let expected = [lists[0] + 1, lists[1]];
    assert_eq!([one, other].map(first), expected, "once, for asking twice");
    let progress = scene.progress();
    assert_eq!(progress.failed_parts.len(), 1);
    assert!(progress.is_refused(other) && !progress.is_refused(one));
    assert_eq!((progress.phase, progress.again), (Phase::Done, Vec::new()));
    let after = scene.machines();
    assert!(after > before);
    scene.fleet.try_again(other);
    scene.pass(20);
    assert!(scene.progress().failed_parts.is_empty());
    assert_eq!(scene.machines(), 120);
}

#[test]
fn a_part_that_is_read_once_more_does_not_make_whole_what_was_stopped() {
    let scene = scene("admin", Options::default());
    for befalls in [
        r#"{"path":"ResourceGraph","status":403}"#,
        r#"{"path":"/machines\\?","status":403}"#,
        r#"{"path":"virtualMachineInstances","status":429,"headers":{"Retry-After":"60"},"times":8}"#,
    ] {
        scene.stage.fault(fault(befalls));
    }
    scene.fleet.refresh();
    scene.pass(5);
    let part = scene.failed().remove(0);
    assert!(scene.progress().is_reading());
    scene.fleet.stop();
    scene.fleet.try_again(&part);
    assert!(scene.progress().is_reading());
    scene.pass(20);
    let progress = scene.progress();
    assert_eq!(
        (progress.phase, progress.failed_parts.len()),
        (Phase::Stopped, 0)
    );
    scene.fleet.refresh();
    scene.pass(20);
    assert_eq!(
        (scene.progress().phase, scene.machines()),
        (Phase::Done, 120)
    );

    // All of it was read: what is stopped then is that part alone.
    scene.fleet.try_again(&part);
    scene.fleet.stop();
    assert_eq!(scene.progress().phase, Phase::Stopped);
    scene.fleet.try_again(&part);
    scene.pass(20);
    assert_eq!(scene.progress().phase, Phase::Done);
}

#[test]
fn a_part_that_fails_once_more_is_named_once() {
    let scene = scene("admin", Options::default());
    scene.refuse(GRAPH, 403, 10);
    scene.refuse(LISTS, 403, 3);
    scene.fleet.refresh();
    scene.pass(5);
    let part = scene.failed().remove(0);
    scene.refuse(LISTS, 404, 1);
    scene.fleet.try_again(&part);
    scene.pass(5);
    let progress = scene.progress();
    assert_eq!(progress.failed_parts.len(), 3);
    let (last, failure) = progress.failed_parts.last().unwrap();
    assert_eq!((last, failure.kind()), (&part, &FailureKind::NotFound));
    assert!(progress.again.is_empty());
}

#[test]
fn a_part_that_heals_in_the_background_is_no_failure_any_more() {
    let scene = scene("admin", Options::default());
    scene.refuse(GRAPH, 403, 1);
    scene.refuse(LISTS, 403, 1);
    scene.fleet.refresh();
    scene.pass(20);
    assert_eq!(scene.progress().failed_parts.len(), 1);
    scene.pass(130);
    assert!(scene.progress().failed_parts.is_empty());
    assert_eq!(scene.machines(), 120);
}

#[test]
fn who_signs_out_leaves_nothing_that_goes_on() {
    let scene = read("admin", Options::default());
    scene.fleet.clear();
    let requests = scene.requests();
    scene.pass(600);
    assert_eq!((scene.requests(), scene.machines()), (requests, 0));
    assert_eq!(scene.progress(), Progress::default());
}
