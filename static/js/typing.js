/* What somebody types into a form that says data-keep stays on this device until it is sent: a reload or a lost
   network costs nothing. It goes nowhere else, and it is gone once the form is sent, closed or forgotten. */
(() => {
  "use strict";

  const PREFIX = "typed:";
  const DAY = 86_400_000;

  const store = (() => {
    try { localStorage.getItem(PREFIX); return localStorage; } catch { return null; }
  })();
  if (!store) return;

  const read = (name) => {
    try { return JSON.parse(store.getItem(name)) ?? {}; } catch { return {}; }
  };
  document.querySelectorAll("[data-forget]").forEach(({ dataset }) => store.removeItem(PREFIX + dataset.forget));
  Object.keys(store)
    .filter((name) => name.startsWith(PREFIX) && !(read(name).until > Date.now()))
    .forEach((name) => store.removeItem(name));

  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const name = PREFIX + form.dataset.keep;
  const until = Date.parse(form.dataset.until) || Date.now() + DAY;
  const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
  const isChosen = (field) => field.type === "radio" || field.type === "checkbox";
  const notes = document.querySelectorAll("[data-kept]");

  const typed = () => fields
    .filter((field) => (isChosen(field) ? field.checked : field.value))
    .map((field) => [field.name, field.value]);

  const say = (state) => notes.forEach((note) => { note.hidden = note.dataset.kept !== state; });

  const keep = () => {
    const values = typed();
    if (!values.length) { store.removeItem(name); say("nothing"); return; }
    try { store.setItem(name, JSON.stringify({ until, values })); } catch { say("nothing"); return; }
    say("typed");
  };

  const fill = (values) => fields.forEach((field) => {
    const given = values.filter(([of]) => of === field.name).map(([, value]) => value);
    if (isChosen(field)) field.checked = given.includes(field.value);
    else field.value = given[0] ?? "";
  });

  /* A page that came back with a complaint shows what was sent: that is newer than what was kept. */
  const restore = () => {
    const { values } = read(name);
    if (values && !("sent" in form.dataset)) fill(values);
    keep();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  form.addEventListener("input", keep);
  document.querySelectorAll("button[data-forget-typed]").forEach((button) => button.addEventListener("click", () => {
    fill([]);
    store.removeItem(name);
    say("forgotten");
    form.dispatchEvent(new Event("change", { bubbles: true }));
    fields[0]?.focus();
  }));
  window.addEventListener("pageshow", restore);
})();
