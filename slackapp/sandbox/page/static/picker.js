// Emoji to react with or to write, by name or by looking.
import { place, openerOf } from "./overlays.js";
import { insert } from "./composer.js";
import { post, say } from "./saying.js";

const USUAL = "handshake clap heart tada +1 pray eyes raised_hands white_check_mark bulb seedling smile joy rocket fire 100".split(" ");
const COLUMNS = 8;
let table;

export async function emojiTable() {
  table ??= fetch("/static/emoji.json").then((answer) => answer.json());
  return table;
}

export function picker() {
  const box = document.getElementById("picker");
  let choose = () => {};
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-react], [data-emoji-for]");
    if (!button) return;
    choose = button.dataset.react ? (name) => react(button.dataset.react, name) : (_, shown) => write(button.dataset.emojiFor, shown);
    const near = openerOf(button) ?? button;
    await fill(box);
    place(box, near);
    box.querySelector("input").focus();
  });
  box.addEventListener("click", (event) => {
    const button = event.target.closest(".grid button");
    if (button) picked(button);
  });
  const picked = (button) => {
    box.hidePopover();
    choose(button.dataset.name, button.textContent);
  };
  box.addEventListener("keydown", (event) => keys(event, box, picked));
  box.addEventListener("focusin", (event) => tell(box, event.target));
  box.addEventListener("pointerover", (event) => tell(box, event.target));
}

async function react(ts, name) {
  const answer = await post(`${document.querySelector("#messages").dataset.channel}/reactions`, { ts, name });
  if (!answer.ok) say(await answer.text());
}

function write(id, shown) {
  const field = document.getElementById(id);
  field.focus();
  insert(field, field.selectionStart, field.selectionEnd, shown);
}

async function fill(box) {
  const groups = await emojiTable();
  if (!box.firstChild) {
    const input = Object.assign(document.createElement("input"), { type: "search", placeholder: "Search, e.g. clap", autocomplete: "off" });
    input.setAttribute("aria-label", "Search emoji");
    input.addEventListener("input", () => draw(box, groups, input.value));
    const choices = Object.assign(document.createElement("div"), { className: "choices" });
    const nameOf = Object.assign(document.createElement("div"), { className: "name-of soft" });
    nameOf.setAttribute("aria-live", "polite");
    box.append(input, choices, nameOf);
  }
  box.querySelector("input").value = "";
  draw(box, groups, "");
}

function draw(box, groups, words) {
  const wanted = words.trim().toLowerCase().replaceAll(":", "").replaceAll(" ", "_");
  const all = groups.flatMap((group) => group.emoji);
  const usual = USUAL.map((name) => all.find(([, names]) => names.split(" ").includes(name)));
  const found = all.filter(([, names]) => names.includes(wanted)).sort(([, a], [, b]) => a.indexOf(wanted) - b.indexOf(wanted));
  const sections = wanted ? [["Found", found.slice(0, 120)]] : [["Often used", usual], ...groups.map((one) => [one.category, one.emoji])];
  box.querySelector(".choices").replaceChildren(...sections.flatMap(([title, list]) => section(title, list)));
}

function section(title, list) {
  const heading = Object.assign(document.createElement("h3"), { textContent: list.length ? title : "No emoji of that name" });
  const grid = Object.assign(document.createElement("div"), { className: "grid" });
  grid.append(
    ...list.map(([shown, names]) => {
      const [name] = names.split(" ");
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: shown, className: "emoji" });
      button.dataset.name = name;
      button.setAttribute("aria-label", name.replaceAll("_", " "));
      return button;
    }),
  );
  return [heading, grid];
}

function keys(event, box, picked) {
  const buttons = [...box.querySelectorAll(".grid button")];
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  if (event.key === "Enter" && at < 0 && buttons[0]) {
    event.preventDefault();
    picked(buttons[0]);
  } else if (step && (at >= 0 || event.key === "ArrowDown")) {
    event.preventDefault();
    const next = at < 0 ? 0 : at + step;
    (buttons[next] ?? (next < 0 ? box.querySelector("input") : buttons.at(-1)))?.focus();
  }
}

function tell(box, target) {
  const name = target.dataset?.name;
  if (name) box.querySelector(".name-of").textContent = `:${name}:`;
}
