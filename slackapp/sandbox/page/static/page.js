// What the workspace needs beside HTML and htmx; each file is one thing.
import { composers } from "./composer.js";
import { dialogs, menus } from "./overlays.js";
import { picker } from "./picker.js";
import { reading } from "./reading.js";
import { threads } from "./threads.js";
import { say } from "./saying.js";

composers();
menus();
dialogs();
picker();
reading();
threads();
drawer();
problems();
reconnecting();

// What is unfolded stays so when the region is drawn anew.
Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && node.tagName === "DETAILS");

function drawer() {
  const button = document.querySelector("[data-drawer]");
  const set = (open) => {
    document.body.classList.toggle("drawer-open", open);
    button?.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector("#sidebar a")?.focus();
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-drawer]")) set(!document.body.classList.contains("drawer-open"));
    else if (!event.target.closest("#sidebar")) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("drawer-open")) {
      set(false);
      button?.focus();
    }
  });
}

// Refusals are words for the person; they stand at the form they answer.
function problems() {
  document.body.addEventListener("htmx:responseError", (event) => {
    const { xhr, elt } = event.detail;
    if (xhr.status === 422 || elt.matches("form")) say(xhr.responseText, elt);
  });
  document.body.addEventListener("htmx:sendError", (event) => {
    if (event.detail.requestConfig?.verb !== "get") say("The sandbox does not answer. Is it still running?");
  });
}

// What was told while the line was cut is looked up.
function reconnecting() {
  let isFirst = true;
  document.body.addEventListener("htmx:sseOpen", () => {
    if (!isFirst) document.querySelectorAll("[hx-trigger*=refresh]").forEach((one) => htmx.trigger(one, "refresh"));
    isFirst = false;
  });
}
