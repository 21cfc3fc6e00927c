// The same list as the console's, by hand and with nothing beside it: what a browser can do at best. It reads the same
// answers of Resource Manager in the same way: subscriptions, machines page by page, and each virtual machine by itself,
// those on the screen first. The benchmark puts the service's address and a token into sessionStorage.
"use strict";

const ROW = 36;
const MARGIN = 6;
const PARTS_AT_ONCE = 4;
const READERS = 8;
const GATHER_MS = 80;
const COLUMNS = [
  ["name", "Name"], ["state", "State"], ["checkpoints", "Checkpoints"], ["type", "Checkpoint type"],
  ["system", "Operating system"], ["place", "Lives on"], ["group", "Resource group"], ["subscription", "Subscription"],
];

const service = sessionStorage.getItem("service");
const token = sessionStorage.getItem("token");
const element = (css) => document.querySelector(css);
const [search, summary, scroll, table, body] = ["input", "#summary", "#scroll", "table", "#rows"].map(element);
const [above, below] = document.querySelectorAll(".spacer td");
const byNumber = new Intl.Collator("en", { numeric: true });

const all = [];
let shown = [];
let sort = { column: "name", by: 1 };
const progress = { parts: 0, read: 0, listing: true };
let visible = [];

// ---- Drawing: a fixed set of rows, whose texts change.

const pool = [];

function draw() {
  const first = Math.max(0, Math.min(shown.length, Math.floor(scroll.scrollTop / ROW)) - MARGIN);
  const last = Math.min(shown.length, Math.ceil((scroll.scrollTop + scroll.clientHeight) / ROW) + MARGIN);
  visible = shown.slice(first, last);
  while (pool.length < visible.length) {
    const row = document.createElement("tr");
    row.append(...COLUMNS.map(() => document.createElement("td")));
    pool.push(row);
  }
  while (body.childElementCount > visible.length) body.lastElementChild.remove();
  visible.forEach((machine, place) => {
    const row = pool[place];
    row.setAttribute("aria-rowindex", first + place + 2);
    COLUMNS.forEach(([key], column) => {
      const cell = row.children[column];
      const text = String(machine[key] ?? "");
      if (cell.textContent !== text) cell.textContent = text;
    });
    if (!row.isConnected) body.append(row);
  });
  above.style.height = `${first * ROW}px`;
  below.style.height = `${(shown.length - last) * ROW}px`;
}

function choose() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const { column, by } = sort;
  shown = all.filter((machine) => words.every((word) => machine.text.includes(word)));
  shown.sort((a, b) => {
    const [x, y] = [a[column] ?? "", b[column] ?? ""];
    // What is not known comes last in either direction.
    if (x === "" || y === "") return (x === "") - (y === "") || byNumber.compare(a.name, b.name);
    return by * (typeof x === "number" ? x - y : byNumber.compare(x, y)) || byNumber.compare(a.name, b.name);
  });
  table.setAttribute("aria-rowcount", shown.length + 1);
  draw();
}

function tell() {
  const counted = search.value.trim() ? `${shown.length} of ${all.length}` : `${all.length}`;
  summary.textContent = `${counted} in ${progress.parts} subscriptions`;
  if (progress.listing || progress.read < all.length) {
    const bar = document.createElement("progress");
    bar.max = Math.max(1, all.length);
    bar.value = progress.read;
    summary.append(" ", bar);
  }
}

let due = false;
let again = false;

/** Redraws a moment later, with all that comes until then; chooses anew only if what is listed may have changed. */
function changed(anew) {
  again ||= anew;
  if (due) return;
  due = true;
  setTimeout(() => {
    due = false;
    again ? choose() : draw();
    again = false;
    tell();
  }, GATHER_MS);
}

// ---- Reading.

async function get(url) {
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` }, cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return answer.json();
}

async function pages(url, each) {
  for (let next = url; next;) {
    const page = await get(next);
    each(page.value);
    next = page.nextLink;
  }
}

const workers = (count, work) => Promise.all(Array.from({ length: count }, work));

function searchable(machine) {
  machine.text = COLUMNS.map(([key]) => machine[key] ?? "").join("\n").toLowerCase();
}

async function listPart(part) {
  const url = `${service}/subscriptions/${part.subscriptionId}/providers/Microsoft.HybridCompute/machines?api-version=2024-07-10`;
  await pages(url, (rows) => {
    for (const { id, name, kind } of rows) {
      if (kind?.toLowerCase() !== "scvmm") continue;
      const machine = { id, name, group: id.split("/")[4], subscription: part.displayName };
      searchable(machine);
      all.push(machine);
    }
    changed(true);
  });
}

const lastSegment = (id) => (id ?? "").split("/").pop();

async function readMachine(machine) {
  machine.asked = true;
  const path = machine.id.split("/").map(encodeURIComponent).join("/");
  const url = `${service}${path}/providers/Microsoft.ScVmm/virtualMachineInstances/default?api-version=2024-06-01`;
  try {
    const { properties } = await get(url);
    const { infrastructureProfile: place = {}, osProfile: system = {} } = properties;
    machine.state = properties.powerState;
    machine.checkpoints = place.checkpoints?.length ?? 0;
    machine.type = place.checkpointType;
    machine.system = system.osSku || [system.osType, system.osVersion].filter(Boolean).join(" ");
    machine.place = [place.vmmServerId, place.cloudId].map(lastSegment).filter(Boolean).join(" / ");
    searchable(machine);
  } catch {
    machine.state = "Not read";
  }
  progress.read += 1;
  changed(search.value.trim() !== "" || !["name", "group", "subscription"].includes(sort.column));
}

async function reader() {
  let next = 0;
  for (;;) {
    while (all[next]?.asked) next += 1;
    const machine = visible.find((row) => !row.asked) ?? all[next];
    if (machine) await readMachine(machine);
    else if (progress.listing) await new Promise((done) => setTimeout(done, GATHER_MS));
    else return;
  }
}

async function read() {
  const parts = [];
  await pages(`${service}/subscriptions?api-version=2022-12-01`, (rows) => parts.push(...rows.filter((row) => row.state === "Enabled")));
  progress.parts = parts.length;
  const readers = workers(READERS, reader);
  await workers(PARTS_AT_ONCE, async () => {
    for (let part = parts.shift(); part; part = parts.shift()) await listPart(part);
  });
  progress.listing = false;
  await readers;
  changed(true);
}

// ---- What a person does.

const headings = COLUMNS.map(([key, words]) => {
  const heading = document.createElement("th");
  const button = document.createElement("button");
  button.textContent = words;
  button.addEventListener("click", () => {
    sort = { column: key, by: sort.column === key ? -sort.by : 1 };
    headings.forEach((other) => other.setAttribute("aria-sort", "none"));
    heading.setAttribute("aria-sort", sort.by > 0 ? "ascending" : "descending");
    choose();
  });
  heading.append(button);
  return heading;
});
element("thead tr").append(...headings);
search.addEventListener("input", () => {
  choose();
  tell();
});
scroll.addEventListener("scroll", draw);
addEventListener("resize", draw);
if (token) read();
