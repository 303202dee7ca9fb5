// Writing: Enter sends, drafts stay, a slow app does not hold up the next words.
import { completing } from "./completing.js";
import { toTheEnd } from "./reading.js";
import { post, say } from "./saying.js";

const SLOW = 400;
let inOrder = Promise.resolve();

export function composers() {
  document.querySelectorAll("form.composer").forEach(compose);
  document.body.addEventListener("htmx:load", () => document.querySelectorAll("form.composer").forEach(compose));
  document.addEventListener("keydown", typedAnywhere);
}

export function insert(field, from, to, text) {
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function compose(form) {
  if (form.dataset.ready) return;
  form.dataset.ready = "yes";
  const field = form.elements.text;
  const draft = `draft ${form.action} ${form.elements.thread_ts?.value ?? ""}`;
  field.value ||= sessionStorage.getItem(draft) ?? "";
  field.addEventListener("input", () => {
    sessionStorage.setItem(draft, field.value);
    problem(form, "");
  });
  const isCompleting = completing(form, field);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || isCompleting()) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.elements.file.addEventListener("change", () => named(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, field);
  });
}

async function send(form, field) {
  const values = new FormData(form);
  const text = field.value;
  if (!text.trim() && !values.get("file")?.name) return;
  form.reset();
  named(form);
  insert(field, 0, field.value.length, "");
  const slow = setTimeout(() => (form.querySelector(".pending").textContent = "Waiting for the app…"), SLOW);
  const problemText = await (text.startsWith("/") ? sent(form, values) : (inOrder = inOrder.then(() => sent(form, values))));
  clearTimeout(slow);
  form.querySelector(".pending").textContent = "";
  toTheEnd(form.parentElement.querySelector(".messages"));
  if (/^\/leave\s*$/.test(text)) location.reload();
  if (problemText) {
    if (!field.value) insert(field, 0, 0, text);
    problem(form, problemText);
  }
}

// The words of the refusal, if it was refused.
async function sent(form, values) {
  const file = values.get("file");
  values.delete("file");
  try {
    const answer = file?.name ? await upload(form, values, file) : await post(form.action, values);
    return answer.ok ? "" : await answer.text();
  } catch {
    return "The sandbox does not answer. Is it still running?";
  }
}

function upload(form, values, file) {
  const about = new URLSearchParams(values);
  about.set("name", file.name);
  return fetch(`${form.action.replace(/messages$/, "files")}?${about}`, { method: "POST", body: file });
}

const named = (form) => (form.querySelector(".chosen").textContent = form.elements.file.files[0]?.name ?? "");

const problem = (form, text) => (text ? say(text, form) : (form.querySelector(".form-problem").textContent = ""));

// Letters typed at nothing go to the composer, as in Slack.
function typedAnywhere(event) {
  const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  const isFree = document.activeElement === document.body || document.activeElement?.matches(".messages, main");
  if (isLetter && isFree && !document.querySelector("dialog[open], :popover-open")) document.getElementById("composer")?.focus();
}
