// What Block Kit's controls need beside HTML and htmx.
import { confirmFirst } from "./confirm.js";
import { menus } from "./menu.js";
import { choosers } from "./chooser.js";
import { modal } from "./modal.js";

confirmFirst();
menus();
choosers();
modal(document.getElementById("modal"));

// A control that is open or being typed in is not drawn over by news from elsewhere.
Idiomorph.defaults.ignoreActiveValue = true;
Idiomorph.defaults.callbacks.beforeNodeMorphed = (node) => !node.matches?.("[data-open]");

// Links go where they lead, and the app hears of it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-follows]");
  if (link) htmx.trigger(link, "followed");
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  const field = event.target;
  if ((event.ctrlKey || event.metaKey) && field.form?.matches("[data-view]")) {
    event.preventDefault();
    field.form.requestSubmit();
  } else if (field.matches("[data-enter]") && !event.shiftKey) {
    event.preventDefault();
    htmx.trigger(field, "entered");
  }
});
