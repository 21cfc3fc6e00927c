// The end of the way back from the sign-in page: takes the answer out of the address, cleans the address, and hands the
// answer over once. It judges nothing; the console does, with the record it kept of what it asked.
//
// Names shared with the console: the channel "scvmm-auth-" + state, the sessionStorage key "scvmm.auth.answer", and the
// first letters of the state: "r." came by redirect, "p." in a popup, "f." in a hidden frame.
(() => {
  "use strict";

  const fragment = location.hash;
  // At once, so that no later script, bookmark or reload meets a token. (The browser's own history of visited addresses
  // cannot be cleaned from here.) A query does not belong here either.
  history.replaceState(null, "", location.pathname);

  const framed = window.top !== window.self;
  const states = new URLSearchParams(fragment.slice(1)).getAll("state");
  const state = states.length === 1 ? states[0] : "";
  // Framed, the console would refuse to start; whoever waits for this frame gives up by itself.
  const home = () => {
    if (!framed) location.replace("./");
  };

  if (fragment.length < 2) {
    home();
  } else if (state.startsWith("p.") || state.startsWith("f.")) {
    const channel = new BroadcastChannel("scvmm-auth-" + state);
    channel.postMessage(fragment);
    channel.close();
    if (state.startsWith("p.")) window.close();
    // Still here: a restored tab, or a window that the browser does not let a script close. A second console in it would
    // only confuse.
    setTimeout(() => {
      const line = document.querySelector("p");
      if (line) line.textContent = "You can close this window.";
    }, 1500);
  } else if (!framed) {
    try {
      sessionStorage.setItem("scvmm.auth.answer", fragment);
    } catch {
      // Storage is forbidden: the console finds no answer and says so.
    }
    home();
  }
})();
