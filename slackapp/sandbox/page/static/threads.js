// A thread opens beside its channel; the address says so, for reloads and the way back.
import { toTheEnd } from "./reading.js";

export function threads() {
  const pane = document.getElementById("thread");
  if (!pane) return;
  toTheEnd(document.getElementById("thread-messages"));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-thread]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (link && isPlain) {
      event.preventDefault();
      open(pane, link);
    } else if (event.target.closest("[data-close-thread]")) {
      event.preventDefault();
      close(pane);
    }
  });
  document.addEventListener("keydown", (event) => {
    const isElsewhere = document.querySelector("dialog[open], :popover-open, .completions");
    if (event.key === "Escape" && pane.querySelector("header") && !isElsewhere && !event.defaultPrevented) close(pane);
  });
  window.addEventListener("popstate", () => location.reload());
}

async function open(pane, link) {
  const url = new URL(link.href);
  history.pushState(null, "", url);
  await htmx.ajax("GET", `${url.pathname}/thread/${link.dataset.thread}`, { target: pane, swap: "innerHTML" });
  toTheEnd(document.getElementById("thread-messages"));
  if (!matchMedia("(pointer: coarse)").matches) document.getElementById("reply")?.focus();
}

function close(pane) {
  const back = document.querySelector("#messages")?.dataset.channel;
  pane.replaceChildren();
  if (back) history.pushState(null, "", back);
  document.getElementById("composer")?.focus();
}
