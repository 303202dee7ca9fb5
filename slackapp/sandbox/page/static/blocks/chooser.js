// Menus to choose from: a text field that filters, a list that answers, chips for many.
import { showBeside } from "./float.js";

export function choosers() {
  on("input", "[data-text]", (_event, chooser) => look(chooser, textOf(chooser).value));
  on("click", "[data-text]", (_event, chooser) => isOpen(chooser) || look(chooser, ""));
  on("keydown", "[data-text]", keys);
  on("focusout", "[data-text]", (_event, chooser) => leave(chooser));
  // The field keeps the focus while the list is used.
  on("mousedown", "[data-list]", (event) => event.preventDefault());
  on("click", "[role=option]", (event, chooser) => choose(chooser, event.target.closest("[role=option]")));
  on("click", "[data-remove]", (event, chooser) => {
    drop(chooser, event.target.closest("[data-picked]"));
    textOf(chooser).focus();
  });
  on("change", "[data-text]", (event) => event.stopPropagation());
}

function on(kind, part, act) {
  document.addEventListener(kind, (event) => {
    const chooser = event.target.closest?.(`[data-chooser] ${part}`)?.closest("[data-chooser]");
    if (chooser) act(event, chooser);
  }, kind === "change");
}

const textOf = (chooser) => chooser.querySelector("[data-text]");
const listOf = (chooser) => chooser.querySelector("[data-list]");
const pickedIn = (chooser) => [...chooser.querySelectorAll("[data-picked]")];
const valueOf = (picked) => picked.value ?? picked.querySelector("input").value;
const isMany = (chooser) => chooser.classList.contains("many");
const isOpen = (chooser) => chooser.hasAttribute("data-open");
const optionsIn = (chooser) => [...listOf(chooser).querySelectorAll("[role=option]")];
const activeIn = (chooser) => listOf(chooser).querySelector(".active");

async function look(chooser, typed) {
  chooser.dataset.looking = typed;
  open(chooser);
  const answer = await fetch(`${chooser.dataset.options}&q=${encodeURIComponent(typed)}`);
  const html = answer.ok ? await answer.text() : "";
  if (chooser.dataset.looking !== typed || !isOpen(chooser)) return;
  listOf(chooser).innerHTML = html;
  const values = pickedIn(chooser).map(valueOf);
  optionsIn(chooser).forEach((option, index) => {
    option.id = `${listOf(chooser).id}-${index}`;
    option.setAttribute("aria-selected", values.includes(option.dataset.value));
  });
  showBeside(listOf(chooser), chooser);
  if (typed) activate(chooser, optionsIn(chooser)[0]);
}

function open(chooser) {
  chooser.setAttribute("data-open", "");
  textOf(chooser).setAttribute("aria-expanded", "true");
  showBeside(listOf(chooser), chooser);
}

function close(chooser) {
  chooser.removeAttribute("data-open");
  textOf(chooser).setAttribute("aria-expanded", "false");
  textOf(chooser).removeAttribute("aria-activedescendant");
  if (listOf(chooser).matches(":popover-open")) listOf(chooser).hidePopover();
}

function activate(chooser, option) {
  activeIn(chooser)?.classList.remove("active");
  if (!option) return;
  option.classList.add("active");
  option.scrollIntoView({ block: "nearest" });
  textOf(chooser).setAttribute("aria-activedescendant", option.id);
}

function keys(event, chooser) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!isOpen(chooser)) return look(chooser, "");
    const options = optionsIn(chooser);
    const step = event.key === "ArrowDown" ? 1 : -1;
    const at = options.indexOf(activeIn(chooser));
    const start = at < 0 && step < 0 ? 0 : at;
    activate(chooser, options[(start + step + options.length) % options.length]);
  } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (isOpen(chooser) && activeIn(chooser)) choose(chooser, activeIn(chooser));
  } else if (event.key === "Escape" && isOpen(chooser)) {
    event.preventDefault();
    event.stopPropagation();
    leave(chooser);
  } else if (event.key === "Backspace" && isMany(chooser) && !textOf(chooser).value) {
    const last = pickedIn(chooser).at(-1);
    if (last) drop(chooser, last);
  }
}

function choose(chooser, option) {
  const { value, label } = option.dataset;
  const same = pickedIn(chooser).find((one) => valueOf(one) === value);
  if (!isMany(chooser)) {
    pickedIn(chooser).forEach((one) => one.remove());
    textOf(chooser).before(hidden(chooser, value, true));
    textOf(chooser).value = label;
    rest(chooser, label);
  } else if (same) {
    return drop(chooser, same);
  } else if (pickedIn(chooser).length < Number(chooser.dataset.most ?? Infinity)) {
    textOf(chooser).before(chip(chooser, value, label));
    rest(chooser, "");
  } else return;
  say(chooser, `${label} chosen`);
  picked(chooser);
}

function drop(chooser, one) {
  say(chooser, `${one.querySelector("span")?.textContent ?? ""} removed`);
  one.remove();
  if (isMany(chooser)) rest(chooser, "");
  picked(chooser);
}

function rest(chooser, text) {
  textOf(chooser).value = text;
  textOf(chooser).defaultValue = text;
  close(chooser);
}

function picked(chooser) {
  chooser.dispatchEvent(new CustomEvent("picked", { bubbles: true }));
}

// Half-typed words are no choice; an emptied field of one is the choice of nothing.
function leave(chooser) {
  const text = textOf(chooser);
  const one = pickedIn(chooser)[0];
  if (!isMany(chooser) && one && !text.value) {
    text.defaultValue = "";
    drop(chooser, one);
  }
  text.value = text.defaultValue;
  close(chooser);
}

function hidden(chooser, value, isPicked) {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name: chooser.dataset.name, value });
  input.toggleAttribute("data-picked", isPicked);
  return input;
}

function chip(chooser, value, label) {
  const chip = Object.assign(document.createElement("span"), { className: "chip" });
  chip.setAttribute("data-picked", "");
  const name = Object.assign(document.createElement("span"), { textContent: label });
  const remove = Object.assign(document.createElement("button"), { type: "button", tabIndex: -1, textContent: "×" });
  remove.setAttribute("aria-label", `Remove ${label}`);
  remove.setAttribute("data-remove", "");
  chip.append(hidden(chooser, value, false), name, remove);
  return chip;
}

function say(chooser, words) {
  chooser.querySelector("[role=status]").textContent = words;
}
