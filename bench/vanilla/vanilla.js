// The same list as the console's, by hand and with nothing beside it: what a browser can do at best. It reads the same
// answers in the same way: subscriptions, machines from Resource Graph page by page, and by itself each virtual machine of
// which that does not tell all, those on the screen first. The benchmark puts the service's address and a token into
// sessionStorage.
"use strict";

const ROW = 36;
const MARGIN = 6;
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

async function ask(url, more = {}) {
  const headers = { Authorization: `Bearer ${token}`, ...more.headers };
  const answer = await fetch(url, { ...more, headers, cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return answer;
}

const get = async (url) => (await ask(url)).json();

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

const QUERY = `resources
| where type =~ 'microsoft.hybridcompute/machines' and kind =~ 'scvmm'
| project id, name, kind, location, machine = tolower(id)
| join kind=leftouter (extensibilityresources
  | where type =~ 'microsoft.scvmm/virtualmachineinstances'
  | extend place = properties.infrastructureProfile, os = properties.osProfile, hardware = properties.hardwareProfile
  | project machine = tostring(split(tolower(id), '/providers/microsoft.scvmm/')[0]),
    powerState = properties.powerState, provisioningState = properties.provisioningState,
    osSku = os.osSku, osType = os.osType, osVersion = os.osVersion, computerName = os.computerName,
    cpuCount = hardware.cpuCount, memoryMB = hardware.memoryMB, isHighlyAvailable = hardware.isHighlyAvailable,
    checkpointType = place.checkpointType, generation = place.generation,
    vmmServerId = place.vmmServerId, cloudId = place.cloudId,
    checkpoints = place.checkpoints, lastRestoredVMCheckpoint = place.lastRestoredVMCheckpoint
  ) on machine
| project-away machine, machine1
| order by id asc`;

async function list(parts) {
  const names = new Map(parts.map((part) => [part.subscriptionId, part.displayName]));
  const options = { $top: 1000, resultFormat: "objectArray" };
  do {
    const answer = await ask(`${service}/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ subscriptions: [...names.keys()], query: QUERY, options }),
    });
    const { data, $skipToken } = await answer.json();
    for (const row of data) {
      const { id, name } = row;
      const machine = { id, name, group: id.split("/")[4], subscription: names.get(id.split("/")[2]) };
      if (row.vmmServerId || row.checkpointType) take(machine, row.powerState, row, row);
      searchable(machine);
      all.push(machine);
    }
    changed(true);
    options.$skipToken = $skipToken;
    if ($skipToken && answer.headers.get("x-ms-user-quota-remaining") === "0") {
      const [hours, minutes, seconds] = answer.headers.get("x-ms-user-quota-resets-after").split(":").map(Number);
      await new Promise((done) => setTimeout(done, ((hours * 60 + minutes) * 60 + seconds) * 1000));
    }
  } while (options.$skipToken);
}

const lastSegment = (id) => (id ?? "").split("/").pop();

/** Takes what is shown out of the parts of a virtual machine. */
function take(machine, state, place = {}, system = {}) {
  machine.asked = true;
  machine.state = state;
  machine.checkpoints = place.checkpoints?.length ?? 0;
  machine.type = place.checkpointType;
  machine.system = system.osSku || [system.osType, system.osVersion].filter(Boolean).join(" ");
  machine.place = [place.vmmServerId, place.cloudId].map(lastSegment).filter(Boolean).join(" / ");
  progress.read += 1;
}

async function readMachine(machine) {
  machine.asked = true;
  const path = machine.id.split("/").map(encodeURIComponent).join("/");
  const url = `${service}${path}/providers/Microsoft.ScVmm/virtualMachineInstances/default?api-version=2024-06-01`;
  try {
    const { properties } = await get(url);
    take(machine, properties.powerState, properties.infrastructureProfile, properties.osProfile);
    searchable(machine);
  } catch {
    machine.state = "Not read";
    progress.read += 1;
  }
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
  await list(parts);
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
