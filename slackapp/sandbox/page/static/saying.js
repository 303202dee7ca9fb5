// Short words to the person: at a form, or at the bottom of the page for a while.
let until;

export function say(text, near = null) {
  const place = near?.closest("form")?.querySelector(".form-problem");
  if (place) {
    place.textContent = text;
    return;
  }
  const problem = document.getElementById("problem");
  problem.textContent = text;
  clearTimeout(until);
  until = setTimeout(() => (problem.textContent = ""), 6000);
}

export const post = (address, values) =>
  fetch(address, {
    method: "POST",
    headers: { "HX-Request": "true" },
    body: new URLSearchParams(values),
  });
