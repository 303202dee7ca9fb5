// The drawer stays open from page to page, and the tour puts words into the composer.
const OPEN = "backstage", HIDDEN = "tour-hidden", TYPE = "tour-type";
const drawer = () => document.getElementById("backstage");
const tour = () => document.getElementById("tour");
const address = () => drawer()?.dataset.address;

function open(tab) {
  sessionStorage.setItem(OPEN, tab);
  return htmx.ajax("GET", `${address()}/backstage/${tab}`, { target: "#backstage", swap: "innerHTML" });
}

function close() {
  sessionStorage.removeItem(OPEN);
  drawer().replaceChildren();
  const menu = document.querySelector("[data-drawer]"); // on a phone: what opened it lies in the sidebar, out of sight
  (menu?.checkVisibility() ? menu : document.querySelector("[data-backstage]"))?.focus();
}

function showTour(shown) {
  shown ? sessionStorage.removeItem(HIDDEN) : sessionStorage.setItem(HIDDEN, "yes");
  tour().hidden = !shown;
}

function type(words) {
  const box = document.querySelector("#main .composer textarea");
  if (!box) return false;
  box.value = words;
  box.focus();
  box.setSelectionRange(words.length, words.length);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-backstage]");
  if (opener) {
    event.preventDefault();
    sessionStorage.setItem(OPEN, opener.dataset.backstage);
    if (!opener.hasAttribute("hx-get")) open(opener.dataset.backstage).then(() => document.getElementById("backstage-title")?.focus());
  }
  if (event.target.closest("[data-close-backstage]")) close();
  if (event.target.closest("[data-close-tour]")) showTour(false);
  if (event.target.closest("[data-tour]")) showTour(tour().hidden);
  const typing = event.target.closest("[data-type]");
  if (typing && typing.pathname === location.pathname) {
    event.preventDefault();
    type(typing.dataset.type);
  } else if (typing) sessionStorage.setItem(TYPE, typing.dataset.type);
});

document.addEventListener("keydown", (event) => {
  const here = event.target === document.body || drawer()?.contains(event.target);
  if (event.key === "Escape" && here && drawer()?.hasChildNodes()) close();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const then = event.target.dataset?.then;
  if (then && event.detail.successful && location.pathname !== then) location.assign(then);
});

if (drawer()) {
  const tab = sessionStorage.getItem(OPEN);
  if (tab) open(tab);
  if (tour()) tour().hidden = sessionStorage.getItem(HIDDEN) === "yes";
  const words = sessionStorage.getItem(TYPE);
  if (words && type(words)) sessionStorage.removeItem(TYPE);
}
