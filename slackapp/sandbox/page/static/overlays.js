// Menus beside what opened them, and dialogs in the middle.
import { say } from "./saying.js";

export function place(popover, near) {
  const at = near.getBoundingClientRect();
  popover.showPopover();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = at.bottom + height + 8 < innerHeight;
  popover.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
  popover.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
}

export function menus() {
  const menu = document.getElementById("menu");
  let opener = null;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-menu]");
    if (button) {
      opener = button;
      await htmx.ajax("GET", button.dataset.menu, { target: menu, swap: "innerHTML" });
      place(menu, button);
      menu.querySelector("[role=menuitem]")?.focus();
      return;
    }
    const item = event.target.closest("#menu [role=menuitem]");
    if (item) menu.hidePopover();
    if (item?.dataset.copy) copy(item.dataset.copy);
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && menu.contains(document.activeElement)) opener?.focus();
  });
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("[role=menuitem]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  });
}

export const openerOf = (element) =>
  element.closest("#menu") ? document.querySelector(`[data-menu$="/${element.dataset.react}"]`) : element;

async function copy(path) {
  try {
    await navigator.clipboard.writeText(new URL(path, location.href).href);
    say("Link copied.");
  } catch {
    say(new URL(path, location.href).href);
  }
}

export function dialogs() {
  const dialog = document.getElementById("dialog");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-dialog]");
    if (button) {
      await htmx.ajax("GET", button.dataset.dialog, { target: dialog, swap: "innerHTML" });
      dialog.showModal();
      dialog.querySelector("textarea")?.setSelectionRange(9e9, 9e9);
    } else if (event.target.closest("[data-dismiss]") || event.target === dialog) dialog.close();
  });
  dialog.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    if (event.detail.elt.closest("[data-reloads]")) location.reload();
    else if (event.detail.elt.closest("[data-closes]")) dialog.close();
  });
}
