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

  /* A question that follows from an answer is there once that answer was given, and while it was asked itself. */
  const follow = () => document.querySelectorAll("[data-follows]").forEach((part) => {
    const given = [...document.querySelectorAll(`[name="${CSS.escape(part.dataset.follows)}"]:checked`)];
    const after = part.dataset.after.split(" ");
    part.hidden = !given.some((one) => after.includes(one.value) && !one.closest("[data-follows][hidden]"));
  });
  document.addEventListener("change", follow);
  document.addEventListener("DOMContentLoaded", follow);
  window.addEventListener("pageshow", follow);

  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
  /* On a narrow screen the tabs scroll: the one that is open is not left outside. */
  const showCurrentTab = () => {
    document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
      tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  };
  document.addEventListener("DOMContentLoaded", () => { ready(document); showCurrentTab(); });
})();

/* A calendar is one stop for the tab key: arrows go from day to day, and over its edge to what lies before or behind. */
(() => {
  "use strict";

  const table = document.querySelector("table.month");
  if (!table) return;
  const days = [...table.querySelectorAll("td")];
  const turns = getComputedStyle(table).direction === "rtl" ? -1 : 1;
  const steps = { ArrowRight: turns, ArrowLeft: -turns, ArrowDown: 7, ArrowUp: -7 };
  const links = (day) => day.querySelectorAll("a");

  /* Only the day one is at, and what is on in it, can be reached by the tab key. */
  const stand = (day, { focus = true } = {}) => {
    days.forEach((one) => {
      one.tabIndex = one === day ? 0 : -1;
      links(one).forEach((link) => { link.tabIndex = one === day ? 0 : -1; });
    });
    if (focus) day.focus();
  };

  const leave = (address, day) => { location.assign(`${address}#${day}`); };
  const after = (day, number) => {
    const date = new Date(`${day.id.slice(2)}T12:00Z`);
    date.setUTCDate(date.getUTCDate() + number);
    return `d-${date.toISOString().slice(0, 10)}`;
  };
  const around = (day, months) => {
    const [year, month, number] = day.id.slice(2).split("-").map(Number);
    const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    return `d-${new Date(Date.UTC(year, month - 1 + months, Math.min(number, last))).toISOString().slice(0, 10)}`;
  };

  const move = (day, key) => {
    const at = days.indexOf(day);
    const isWeek = table.classList.contains("month--week");
    if (key === "Home") return stand(days[at - (at % 7)]);
    if (key === "End") return stand(days[at - (at % 7) + 6]);
    if (key === "PageUp") return leave(table.dataset.earlier, isWeek ? after(day, -7) : around(day, -1));
    if (key === "PageDown") return leave(table.dataset.later, isWeek ? after(day, 7) : around(day, 1));
    const next = days[at + steps[key]];
    if (next) return stand(next);
    return leave(steps[key] < 0 ? table.dataset.earlier : table.dataset.later, after(day, steps[key]));
  };

  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const day = event.target.closest("td");
    if (!day) return;
    if (event.key in steps || ["Home", "End", "PageUp", "PageDown"].includes(event.key)) {
      event.preventDefault();
      move(day, event.key);
    } else if (event.key === "Enter" && event.target === day) {
      links(day)[0]?.focus();
    } else if (event.key === "Escape" && event.target !== day) {
      day.focus();
    }
  });
  table.addEventListener("focusin", ({ target }) => {
    const day = target.closest("td");
    if (day && day.tabIndex !== 0) stand(day, { focus: target === day });
  });

  table.setAttribute("role", "grid");
  days.forEach((day) => { day.setAttribute("aria-labelledby", `n-${day.id}`); });
  const named = location.hash && days.find((day) => `#${day.id}` === location.hash);
  const first = named || table.querySelector(".today") || table.querySelector("td:not(.out):has(a)") || table.querySelector("td:not(.out)");
  stand(first || days[0], { focus: Boolean(named) });
})();
