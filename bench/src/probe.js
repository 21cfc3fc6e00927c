// Runs in the measured page before any of its own scripts. It knows the page by its ARIA attributes alone, which the
// console and the plain page share: a table with aria-rowcount, rows with aria-rowindex, the heading row as the first.
// MACHINES is how many machines there are.
"use strict";

if (window.top === window.self) {
  const list = () => document.querySelector("[aria-rowcount]");
  const rows = () => [...document.querySelectorAll("[aria-rowcount] [aria-rowindex]")].filter((row) => row.getAttribute("aria-rowindex") !== "1");
  const counted = () => Number(list()?.getAttribute("aria-rowcount") ?? 1) - 1;
  const elements = () => document.getElementsByTagName("*").length;
  const frame = () => new Promise((done) => requestAnimationFrame(() => done(performance.now())));

  /** The next task: after whatever runs now, and its microtasks. */
  const task = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(null);
    });
  /** When the next frame has been painted: the first task after it. */
  const painted = () => new Promise((done) => requestAnimationFrame(() => task().then(done)));
  const QUIET = 200;
  const quiet = (ms) => new Promise((done) => setTimeout(done, ms));

  // ---- What happens by itself: the first rows, the whole list, requests, the memory of WebAssembly.

  const seen = { first_rows: null, listed: null, all_read: null };
  let requests = 0;
  new PerformanceObserver((entries) => {
    requests += entries.getEntries().filter((entry) => entry.initiatorType === "fetch" && new URL(entry.name).origin !== location.origin).length;
  }).observe({ type: "resource" });

  const memories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await own.apply(WebAssembly, given);
      memories.push(...Object.values((made.instance ?? made).exports).filter((part) => part instanceof WebAssembly.Memory));
      return made;
    };
  }

  (async () => {
    while (seen.all_read === null) {
      const at = await painted();
      if (seen.first_rows === null && rows().some((row) => row.textContent.trim() !== "")) seen.first_rows = at;
      if (seen.listed === null && counted() >= MACHINES) seen.listed = at;
      if (seen.listed !== null && document.querySelector("progress") === null) seen.all_read = at;
    }
  })();

  // ---- What a person does.

  /** From `start` to the next paint, and to the paint after the last change of the document; changes that follow each other
      within QUIET belong together. */
  async function reaction(start) {
    const result = { paint: null, done: null };
    let waiting = false;
    const observer = new MutationObserver(async () => {
      if (waiting) return;
      waiting = true;
      const at = await painted();
      waiting = false;
      result.done = Math.max(result.done ?? 0, at - start);
    });
    observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
    result.paint = (await painted()) - start;
    result.done ??= result.paint;
    for (let before = null; before !== result.done || waiting;) {
      before = result.done;
      await quiet(QUIET);
    }
    observer.disconnect();
    return result;
  }

  const keys = { timed: false, pressed: 0, begun: 0, reactions: [], work: [], frames: null };
  addEventListener("keydown", (event) => {
    keys.pressed = event.timeStamp;
  }, true);

  // What is timed begins with the key and is looked for from here on: a driver sends the letter some milliseconds after
  // the key, and a frame that was asked for in between would make the letter wait for the next one.
  addEventListener("input", async () => {
    if (!keys.timed) return;
    keys.begun += 1;
    keys.reactions.push(await reaction(keys.pressed));
  }, true);

  // What the main thread does for a key: the page's handlers with what they leave to be done at once, and the frame that
  // follows, without the wait between them.
  addEventListener("input", () => {
    if (!keys.timed) return;
    const start = performance.now();
    const nextFrame = new Promise((done) => requestAnimationFrame(() => done(Promise.all([performance.now(), task()]))));
    // Added now, this one runs after every other listener.
    addEventListener("input", async () => {
      // Behind the microtasks that the handlers have left, and those that these leave.
      for (let hop = 0; hop < 100; hop += 1) await null;
      const handled = performance.now();
      const [began, ended] = await nextFrame;
      keys.work.push(handled - start + ended - began);
    }, { once: true });
  }, true);

  /** The times between frames, until told to stop. */
  async function recordFrames(record) {
    for (let last = await frame(); keys.frames === record;) {
      const now = await frame();
      record.push(now - last);
      last = now;
    }
  }

  function scroller() {
    for (let box = rows()[0]; box; box = box.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight) return box;
    }
    throw new Error("nothing to scroll");
  }

  async function scrolled(places) {
    const box = scroller();
    const result = { frames: [], elements: 0, blank: 0 };
    let last = await painted();
    for (const place of places(box)) {
      box.scrollTop = place;
      const now = await painted();
      result.frames.push(now - last);
      last = now;
      result.elements = Math.max(result.elements, elements());
      // What was painted must not have been an empty place.
      const { top, bottom } = box.getBoundingClientRect();
      const middle = (top + bottom) / 2;
      if (!rows().some((row) => row.getBoundingClientRect().top <= middle && row.getBoundingClientRect().bottom >= middle)) result.blank += 1;
    }
    await quiet(QUIET);
    result.elements = Math.max(result.elements, elements());
    box.scrollTop = 0;
    await quiet(QUIET);
    return result;
  }

  window.benchProbe = {
    seen: () => ({ ...seen, requests, counted: counted() }),
    still: () => ({
      first_paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
      elements: elements(),
      wasm: memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    }),
    /** From now on what a key causes is timed. */
    startTiming: () => {
      keys.timed = true;
    },
    timed: () => ({ ended: keys.begun === keys.reactions.length, reactions: keys.reactions, counted: counted() }),
    stopTiming: () => {
      keys.timed = false;
      return { reactions: keys.reactions, work: keys.work };
    },
    /** From now on frames are recorded. A browser that is asked for each frame draws them at its own pace, so that a key
        waits for the next one: while frames are recorded, no key is timed. */
    startFrames: () => {
      keys.frames = [];
      recordFrames(keys.frames);
    },
    stopFrames: () => {
      const { frames } = keys;
      keys.frames = null;
      return frames;
    },
    /** Five rows a frame, as with a fast wheel. */
    scroll: (steps) => scrolled((box) => Array.from({ length: steps }, (_, step) => Math.min((step + 1) * 180, box.scrollHeight - box.clientHeight))),
    /** To places all over the list, as with the scroll bar: no row stays. */
    jump: (jumps) => scrolled((box) => Array.from({ length: jumps }, (_, step) => ((step * 17) % jumps) / jumps * (box.scrollHeight - box.clientHeight))),
    sort: async (heading, clicks) => {
      const head = [...list().querySelectorAll("th, [role=columnheader]")].find((head) => head.textContent.trim().startsWith(heading));
      const button = head.querySelector("button") ?? head;
      const reactions = [];
      for (let click = 0; click < clicks; click += 1) {
        const before = head.getAttribute("aria-sort");
        // Somewhere within a frame, as a person's click would be.
        await quiet(5 + 3 * (click % 6));
        const start = performance.now();
        button.click();
        reactions.push(await reaction(start));
        if (head.getAttribute("aria-sort") === before) throw new Error(`${heading} does not sort`);
      }
      return reactions;
    },
  };
}
