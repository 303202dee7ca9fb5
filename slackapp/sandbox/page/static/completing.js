// Names offered while somebody types `/`, `@`, `#` or `:`; arrows choose, Enter or Tab takes.
import { insert } from "./composer.js";
import { emojiTable } from "./picker.js";

const MOST = 30;
const LINE = /^(\/)(\S*)$/;
const WORD = /(?:^|[\s(])([@#:])([^\s@#:]*)$/;
const known = new Map();

export function completing(form, field) {
  const list = Object.assign(document.createElement("ul"), { className: "completions", id: `${field.id}-offers` });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  field.setAttribute("aria-autocomplete", "list");
  const state = { offers: [], at: 0, start: 0, token: "" };

  const close = () => {
    state.offers = [];
    list.remove();
    field.removeAttribute("aria-controls");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (index) => {
    const offer = state.offers[index];
    const { start } = state;
    close();
    insert(field, start, field.selectionStart, offer.emoji ?? `${offer.typed} `);
    field.focus();
  };
  const draw = () => {
    list.replaceChildren(...state.offers.map((offer, index) => option(list, offer, index, index === state.at)));
    if (!list.isConnected) form.append(list);
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-activedescendant", `${list.id}-${state.at}`);
    list.children[state.at].scrollIntoView({ block: "nearest" });
  };
  const look = async () => {
    const before = field.value.slice(0, field.selectionStart);
    const [, sign, typed] = LINE.exec(before) ?? WORD.exec(before) ?? [];
    state.token = before;
    hint(form, field, before);
    if (!sign || (sign === ":" && typed.length < 2)) return close();
    const offers = matching(await offersFor(field, sign), sign + typed);
    if (state.token !== before) return undefined;
    if (!offers.length) return close();
    Object.assign(state, { offers, at: 0, start: before.length - typed.length - 1 });
    return draw();
  };

  field.addEventListener("input", look);
  field.addEventListener("click", look);
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const chosen = event.target.closest("[role=option]");
    event.preventDefault();
    if (chosen) take([...list.children].indexOf(chosen));
  });
  field.addEventListener("keydown", (event) => {
    if (!state.offers.length || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const takes = event.key === "Tab" || (event.key === "Enter" && !event.shiftKey);
    const isWhole = field.value === state.offers[state.at].typed;
    if (takes && event.key === "Enter" && isWhole) return close();
    if (!step && !takes && event.key !== "Escape") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Escape") close();
    else if (takes) take(state.at);
    else {
      state.at = (state.at + step + state.offers.length) % state.offers.length;
      draw();
    }
  });
  return () => state.offers.length > 0;
}

async function offersFor(field, sign) {
  if (sign === ":") return (await emojiTable()).flatMap((group) => group.emoji).flatMap(([emoji, names]) => names.split(" ").map((name) => ({ emoji, typed: `:${name}`, name: `:${name}:`, words: "" })));
  const address = field.dataset.complete;
  if (!known.has(address)) {
    known.set(address, fetch(address).then((answer) => answer.json()));
    setTimeout(() => known.delete(address), 20_000);
  }
  return (await known.get(address))[sign];
}

// Those that begin so come first; then those with a word that does, then those with it inside.
function matching(offers, typed) {
  const wanted = typed.toLowerCase();
  const bare = wanted.slice(1);
  const rank = ({ typed: full, name, words }) => {
    if (full.toLowerCase().startsWith(wanted)) return 0;
    const text = `${name} ${words}`.toLowerCase();
    if (wanted[0] !== "/" && text.split(/[\s_-]+/).some((word) => word.replace(/^[@#:]/, "").startsWith(bare))) return 1;
    return wanted[0] === ":" && full.includes(bare) ? 2 : 3;
  };
  return offers.filter((one) => rank(one) < 3).sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

function option(list, offer, index, isChosen) {
  const shown = document.createElement("li");
  shown.id = `${list.id}-${index}`;
  shown.setAttribute("role", "option");
  shown.setAttribute("aria-selected", String(isChosen));
  if (offer.emoji) shown.append(part("sign emoji", offer.emoji));
  if (offer.initials) shown.append(part(`avatar small tone-${offer.tone}`, offer.initials, true));
  shown.append(part("what", offer.name), part("soft", offer.words));
  return shown;
}

function part(className, textContent, isHidden = false) {
  const span = Object.assign(document.createElement("span"), { className, textContent });
  if (isHidden) span.setAttribute("aria-hidden", "true");
  return span;
}

// What comes after a command, while it is being typed.
async function hint(form, field, before) {
  const place = form.querySelector(".hint");
  const command = /^(\/\S+)\s/.exec(before)?.[1];
  const offer = command && (await offersFor(field, "/")).find((one) => one.typed === command);
  place.textContent = offer ? `${offer.name} · ${offer.words}` : "";
}
