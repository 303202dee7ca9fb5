// Where the eyes are in the list of messages.
const NEAR = 120;

export function reading() {
  for (const list of document.querySelectorAll("#messages")) begin(list);
  document.body.addEventListener("htmx:beforeSwap", remember);
  document.body.addEventListener("htmx:afterSwap", restore);
}

function begin(list) {
  const linked = location.hash && document.getElementById(location.hash.slice(1));
  const line = list.querySelector(".new-line");
  list.scrollTop = list.scrollHeight;
  if (linked) linked.scrollIntoView({ block: "center" });
  else if (line && line.offsetTop < list.scrollTop) list.scrollTop = line.offsetTop - list.offsetTop - 80;
}

export function toTheEnd(list) {
  if (list) list.scrollTop = list.scrollHeight;
}

export const isAtTheEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;

function remember(event) {
  const list = event.detail.target;
  if (!list.classList?.contains("messages")) return;
  const isOlder = event.detail.requestConfig?.elt?.closest(".further");
  list.dataset.was = isOlder ? list.scrollHeight - list.scrollTop : isAtTheEnd(list) ? "end" : "";
}

function restore(event) {
  const list = event.detail.target;
  if (!list.dataset?.was) return;
  list.scrollTop = list.dataset.was === "end" ? list.scrollHeight : list.scrollHeight - Number(list.dataset.was);
  delete list.dataset.was;
}
