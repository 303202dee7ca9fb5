// Overflow menus: opened by click, Enter or arrow, walked with arrows, closed by Escape.
import { showBeside } from "./float.js";

export function menus() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens-block-menu]");
    if (opener) return open(opener);
    const item = event.target.closest("[data-block-menu] [role=menuitem]");
    if (item) item.closest("[data-block-menu]").hidePopover();
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest("[data-block-menu]");
    if (menu) walk(event, menu);
    else if (event.key === "ArrowDown" && event.target.matches("[data-opens-block-menu]")) {
      event.preventDefault();
      open(event.target);
    }
  });
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("[data-block-menu]")) return;
    const isOpen = event.newState === "open";
    openerOf(event.target).setAttribute("aria-expanded", isOpen);
    event.target.parentElement.toggleAttribute("data-open", isOpen);
  }, true);
}

const openerOf = (menu) => document.getElementById(menu.getAttribute("aria-labelledby"));

function open(opener) {
  const menu = document.getElementById(opener.getAttribute("aria-controls"));
  showBeside(menu, opener);
  menu.querySelector("[role=menuitem]").focus();
}

function walk(event, menu) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const next = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items[next].focus();
  } else if (event.key === "Tab") menu.hidePopover();
}
