// The one dialog: open while a view is drawn in it, closed by the app or by its ✕.
export function modal(dialog) {
  let shown = null;
  let wrong = null;

  function follow() {
    const view = dialog.querySelector("[data-view]");
    if (!view) {
      shown = wrong = null;
      if (dialog.open) dialog.close();
      return;
    }
    if (!dialog.open) dialog.showModal();
    const field = view.querySelector("[aria-invalid=true]");
    if (view.dataset.view !== shown) firstField(view).focus();
    else if (field && field.id !== wrong) focusIn(field);
    shown = view.dataset.view;
    wrong = field?.id ?? null;
  }

  new MutationObserver(follow).observe(dialog, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-invalid", "data-view"],
  });
  // A second try with the same mistake leads to it again.
  dialog.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches("[data-view]")) wrong = null;
  });
  // By Escape: the app hears of it as of the ✕, which is gone when the app closed it.
  dialog.addEventListener("close", () => dialog.querySelector("#modal-close")?.click());
}

const FIELDS = "input:not([type=hidden]), textarea, select";

function firstField(view) {
  const wanted = view.querySelector("[data-focus]");
  return (wanted && inside(wanted)) ?? view.querySelector(`.view-body :is(${FIELDS})`) ?? view.querySelector("#modal-title");
}

const inside = (part) => (part.matches(FIELDS) ? part : part.querySelector(FIELDS));
const focusIn = (part) => (inside(part) ?? part).focus();
