/* What a page can do with script beside htmx: copy a value, and say when the network fails. */
(() => {
  "use strict";

  const ready = (root) => {
    if (!navigator.clipboard) return;
    root.querySelectorAll("button[data-copy]").forEach((button) => { button.hidden = false; });
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    const word = button.querySelector("span");
    const said = word.textContent;
    await navigator.clipboard.writeText(field.value);
    field.select();
    word.textContent = button.dataset.done;
    setTimeout(() => { word.textContent = said; }, 2000);
  });

  /* A swap that failed changes nothing on the page, so the page says it. */
  const trouble = () => { document.getElementById("trouble").hidden = false; };
  document.addEventListener("htmx:responseError", trouble);
  document.addEventListener("htmx:sendError", trouble);
  document.addEventListener("htmx:timeout", trouble);

  /* While the answer is on its way the part it is for says so, and an old failure is not said again. */
  document.addEventListener("htmx:beforeSend", (event) => {
    document.getElementById("trouble").hidden = true;
    event.detail.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", (event) => { event.detail.target.removeAttribute("aria-busy"); });
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
  document.addEventListener("DOMContentLoaded", () => ready(document));
})();
