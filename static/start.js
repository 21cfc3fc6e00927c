// Starts the console: the only code that runs before the WebAssembly does.
// It is a file of its own because the content security policy allows no inline script.

// Leptos builds static markup with innerHTML from constants compiled into the program. Trusted Types would refuse that,
// so those constants pass this filter; anything that could run code or load a document is refused and then throws.
const FORBIDDEN_ELEMENT = /<\s*\/?\s*(script|iframe|frame|object|embed|applet|base|link|meta|form|style|template)\b/i;
const FORBIDDEN_ATTRIBUTE = /[\s"'/](on[a-z]+|srcdoc|formaction|style)\s*=/i;
const FORBIDDEN_SCHEME = /=\s*["']?\s*(javascript|vbscript|data)\s*:/i;

/** The same markup, or null (which the browser treats as a refusal). */
function onlyPlainMarkup(markup) {
  const refused = FORBIDDEN_ELEMENT.test(markup) || FORBIDDEN_ATTRIBUTE.test(markup) || FORBIDDEN_SCHEME.test(markup);
  return refused ? null : markup;
}

/** Puts a sentence where "Loading" stood. It is text, never markup. */
function say(sentence) {
  const place = document.getElementById("start-message");
  if (place) {
    place.setAttribute("role", "alert");
    place.textContent = sentence;
  }
}

/** Whoever will be asked to sign in sees what stands there then, and whoever comes to another page no list. */
function onlyWhatComes() {
  const message = document.getElementById("start-message");
  let known = true;
  try {
    known = sessionStorage.getItem("scvmm.frame") || sessionStorage.getItem("scvmm.auth.answer");
  } catch {
    // No storage: nobody is known, and the frame does no harm.
  }
  if (!known) {
    const main = document.querySelector("main");
    const mark = document.createElement("div");
    mark.className = "brand-large";
    mark.append(document.querySelector(".app-name svg"));
    const heading = main.querySelector("h1");
    heading.textContent = document.title;
    main.className = "alone";
    main.replaceChildren(mark, heading, message);
    document.getElementById("starting").replaceChildren(main);
  } else if (!/^#?(\/machines\/?(\?.*)?)?$/.test(location.hash)) {
    document.querySelector(".page").replaceChildren(message);
  }
}

/** The program has ended in a fault: nothing on the page answers any more, and without a word nobody would know why. */
function stopped(fault) {
  if (!(fault instanceof WebAssembly.RuntimeError) || document.getElementById("stopped")) {
    return;
  }
  const make = (parent, name, text, does) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.onclick = does;
    parent.append(made);
    return made;
  };
  const dialog = make(document.body, "dialog", "");
  dialog.id = "stopped";
  const form = make(dialog, "form", "");
  make(form, "h2", "The console has stopped working").id = "stopped-title";
  dialog.setAttribute("aria-labelledby", "stopped-title");
  make(form, "p", "A fault in the program has ended it. What was sent goes on at the service: after reloading, look at the machines. What you have typed is lost by reloading.");
  const buttons = make(form, "footer", "");
  make(buttons, "button", "Look at the page first", () => dialog.close()).type = "button";
  const reload = make(buttons, "button", "Reload", () => location.reload());
  reload.type = "button";
  reload.className = "primary";
  dialog.showModal();
}

async function start() {
  onlyWhatComes();
  // Hosts that cannot send frame-ancestors are covered here: framed, the console never starts.
  if (window.top !== window.self) {
    say("This console does not run inside another page. Open it in a window of its own.");
    return;
  }
  if (!window.isSecureContext) {
    say("This console needs an https address: over plain http the browser withholds what signing in rests on.");
    return;
  }
  if (typeof WebAssembly !== "object") {
    say("This browser does not run WebAssembly, or a policy forbids it. The console needs it to start.");
    return;
  }
  window.addEventListener("error", (event) => stopped(event.error));
  window.addEventListener("unhandledrejection", (event) => stopped(event.reason));
  window.trustedTypes?.createPolicy("default", { createHTML: onlyPlainMarkup });

  const own = document.querySelector("script[data-wasm]");
  const js = new URL(own.dataset.js, document.baseURI);
  const wasm = new URL(own.dataset.wasm, document.baseURI);
  // The build writes the hash on the preload link, where browsers ignore it for WebAssembly; the fetch heeds it.
  const preload = [...document.querySelectorAll("link[rel=preload][integrity]")].find((link) => link.href === wasm.href);
  const options = preload ? { integrity: preload.integrity } : {};
  try {
    const bindings = await import(js.href);
    await bindings.default({ module_or_path: fetch(wasm, options) });
  } catch (fault) {
    // What a sign-in left for the program that did not start must not lie about.
    try {
      sessionStorage.removeItem("scvmm.auth.answer");
    } catch {
      // No storage: nothing was left there.
    }
    // The panic of a started program is not ours to explain: by then the message is gone from the page.
    say("The console could not be loaded: a file is missing or was changed on its way. Reload the page; if that does not help, tell whoever runs this site.");
    console.error("The console could not be loaded.", fault);
  }
}

start();
