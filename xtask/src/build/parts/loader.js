// Loads the parts of the program that the first screen does not need: WebAssembly that works in the memory of the main
// file, and the styles of what it draws. The build puts this script into the bindings, with the list of the parts before it.
import { initSync } from "./scvmm-console.js";

// What was asked for, by the file's name. A failure is forgotten, so that the next try asks anew.
const asked = new Map();

function load([name, integrity]) {
  let loaded = asked.get(name);
  if (!loaded) {
    loaded = (name.endsWith(".css") ? addStyles : fetchAndJoin)(name, integrity);
    loaded.catch(() => asked.delete(name));
    asked.set(name, loaded);
  }
  return loaded;
}

async function fetchAndJoin(name, integrity) {
  // A file of another build, or an answer that is no such file, fails here by its hash.
  const answer = await fetch(new URL(name, import.meta.url), { integrity });
  // Called without a module, it gives what the running program exports.
  await WebAssembly.instantiate(await answer.arrayBuffer(), { __wasm_split: initSync() });
}

function addStyles(name, integrity) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    const href = new URL(name, import.meta.url).href;
    Object.assign(link, { rel: "stylesheet", integrity, href, onload: resolve });
    link.onerror = () => {
      link.remove();
      reject(new Error(name));
    };
    document.head.append(link);
  });
}

/** Loads the files of a part, and tells the program whether that worked. */
async function loadPart(files, callback, data) {
  let works = true;
  try {
    await Promise.all(files.map(load));
  } catch (fault) {
    works = false;
    console.error("A part of the console could not be loaded.", fault);
  }
  initSync().__indirect_function_table.get(callback)(data, works);
}
