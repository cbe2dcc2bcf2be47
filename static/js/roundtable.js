/* What a page can do with script beside htmx: copy a value, say what is under way, and what failed and why. */
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
  const reasons = { 0: "network", 403: "refused", 404: "refused", 429: "busy", 503: "busy" };
  const trouble = (event) => {
    const note = document.getElementById("trouble");
    const reason = reasons[event.detail.xhr.status] ?? "mistake";
    note.querySelectorAll("[data-reason]").forEach((text) => { text.hidden = text.dataset.reason !== reason; });
    if (!note.hidden) return;
    note.hidden = false;
    note.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:responseError", trouble);
  document.addEventListener("htmx:sendError", trouble);
  document.addEventListener("htmx:timeout", trouble);

  /* What a click changes is busy until the answer is there; what a page asks by itself is not worth a sign. */
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.requestConfig.verb !== "get") detail.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    detail.target.removeAttribute("aria-busy");
    if (detail.successful) document.getElementById("trouble").hidden = true;
  });

  /* A form is sent once: a second click waits for the answer, or ten seconds where a file comes instead of a page. */
  const release = (form) => form.removeAttribute("aria-busy");
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    if (form.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
    form.setAttribute("aria-busy", "true");
    setTimeout(release, 10_000, form);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(release));

  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
  /* On a narrow screen the tabs scroll: the one that is open is not left outside. */
  const showCurrentTab = () => {
    document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
      tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  };
  document.addEventListener("DOMContentLoaded", () => { ready(document); showCurrentTab(); });
})();
