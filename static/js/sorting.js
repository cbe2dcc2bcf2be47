/* A list put into another order: by dragging the handle of a row, or with the keyboard at the handle. What is put down is
   sent as the buttons beside it would send it; the answer is the list as it stands then. */
(() => {
  "use strict";

  const list = document.querySelector("[data-sortable]");
  const form = document.querySelector("form[data-sorting]");
  if (!list || !form) return;
  const status = document.querySelector("[data-sorted]");
  const rows = () => [...list.children];
  const place = (row) => rows().indexOf(row) + 1;
  let held = null; // the row on its way, and what stood behind it

  const say = (words, row) => {
    const said = { title: row.dataset.title, place: place(row), number: rows().length };
    status.textContent = words.replace(/\{(\w+)\}/g, (_whole, name) => said[name]);
  };

  const take = (row) => {
    held = { row, from: place(row), behind: row.nextElementSibling };
    row.classList.add("held");
    row.querySelector("[data-handle]").setAttribute("aria-pressed", "true");
  };

  const release = () => {
    held.row.classList.remove("held");
    held.row.querySelector("[data-handle]").setAttribute("aria-pressed", "false");
    held = null;
  };

  const putBack = () => {
    const { row, behind } = held;
    list.insertBefore(row, behind);
    release();
    say(status.dataset.back, row);
  };

  const putDown = () => {
    const { row, from } = held;
    release();
    if (place(row) === from) return;
    form.action = row.dataset.move;
    form.elements.place.value = place(row);
    form.submit();
  };

  const step = (by) => {
    const { row } = held;
    const beside = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!beside) return;
    list.insertBefore(row, by < 0 ? beside : beside.nextElementSibling);
    row.querySelector("[data-handle]").focus(); // a row that is moved loses it
    say(status.dataset.moved, row);
  };

  const over = (y) => {
    const { row } = held;
    const others = rows().filter((one) => one !== row);
    const next = others.find((one) => { const box = one.getBoundingClientRect(); return y < box.top + box.height / 2; });
    const behind = next ?? null;
    if (behind === row.nextElementSibling) return;
    list.insertBefore(row, behind);
    say(status.dataset.moved, row);
  };

  list.querySelectorAll("[data-handle]").forEach((handle) => {
    const row = handle.closest("li");
    handle.hidden = false;
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || held) return;
      take(row);
      held.pointer = event.pointerId;
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener("pointermove", (event) => {
      if (held?.pointer !== event.pointerId) return;
      over(event.clientY);
      handle.setPointerCapture(event.pointerId); // moving the row lets it go
    });
    handle.addEventListener("pointerup", (event) => { if (held?.pointer === event.pointerId) putDown(); });
    handle.addEventListener("pointercancel", (event) => { if (held?.pointer === event.pointerId) putBack(); });
    handle.addEventListener("keydown", (event) => {
      if (event.key === " " || event.key === "Enter") {
        event.preventDefault();
        if (event.repeat) return;
        if (held) { putDown(); } else { take(row); say(status.dataset.taken, row); }
      } else if (held && event.key === "Escape") {
        putBack();
        handle.focus();
      } else if (held && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        step(event.key === "ArrowUp" ? -1 : 1);
      }
    });
    handle.addEventListener("blur", () => { if (held && held.pointer === undefined) setTimeout(() => { if (held && document.activeElement !== handle) putBack(); }); });
  });

  /* Whoever has moved a row goes on there, once the browser has looked for the place itself. */
  const moved = location.hash.startsWith("#q-") ? document.getElementById(location.hash.slice(1)) : null;
  window.addEventListener("load", () => setTimeout(() => moved?.querySelector("[data-handle]")?.focus()));
})();
