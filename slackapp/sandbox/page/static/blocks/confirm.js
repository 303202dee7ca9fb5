// "Are you sure?", asked before the app hears anything.
export function confirmFirst() {
  const before = new WeakMap();
  // Who says no wants back what was there: remembered as soon as the control is touched.
  document.addEventListener("focusin", (event) => {
    const control = event.target.closest("[data-confirm]");
    if (control && !control.matches("button, a") && !before.has(control)) before.set(control, control.cloneNode(true));
  });
  document.addEventListener("htmx:confirm", (event) => {
    const control = event.detail.elt;
    const template = document.getElementById(control.dataset?.confirm);
    if (!template) return;
    event.preventDefault();
    ask(template).then((yes) => {
      if (yes) event.detail.issueRequest(true);
      else if (before.has(control)) {
        control.replaceWith(before.get(control));
        htmx.process(before.get(control));
      }
      before.delete(control);
    });
  });
}

function ask(template) {
  const dialog = template.content.cloneNode(true).querySelector("dialog");
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[value=confirm]").focus();
  return new Promise((answered) => {
    dialog.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) dialog.close(button.value);
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      answered(dialog.returnValue === "confirm");
    });
  });
}
