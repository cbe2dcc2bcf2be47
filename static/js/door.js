/* Check-in at the door. What is tapped is kept on this device until the server has answered for it. */
(() => {
  "use strict";

  const door = document.getElementById("door");
  if (!door) return;
  const { person, event: uuid, session, zone, language } = door.dataset;
  const OURS = "door/";
  const PREFIX = `${OURS}${person}/${uuid}/`;
  const AT_ONCE = 50;
  const EVERY = 8000;
  const JUST_NOW = 5;
  const by = (id) => document.getElementById(id);
  const rows = new Map([...document.querySelectorAll("li[data-place]")].map((row) => [row.dataset.place, row]));

  /* Each tap is an item of its own: two pages of one phone never overwrite each other's. */
  const keys = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const kept = () => keys().map((name) => JSON.parse(localStorage.getItem(name))).sort((one, other) => one.at - other.at);
  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const keep = (tap) => localStorage.setItem(PREFIX + tap.key, JSON.stringify(tap));
  const forget = (key) => localStorage.removeItem(PREFIX + key);
  const erase = async () => {
    keys().forEach((name) => localStorage.removeItem(name));
    if ("caches" in window) await caches.delete(`door ${new URL(".", new URL(door.dataset.worker, location.href)).href}`);
    const worker = await navigator.serviceWorker?.getRegistration(door.dataset.worker);
    await worker?.unregister();
  };

  /* Somebody else has signed in on this device: what the other one kept is not theirs to send, nor to see. */
  Object.keys(localStorage)
    .filter((name) => name.startsWith(OURS) && !name.startsWith(`${OURS}${person}/`))
    .forEach((name) => localStorage.removeItem(name));

  /* How somebody stands. */
  const clock = (at) => new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(at);
  const show = (row, since, canUndo, at) => {
    const here = row.querySelector(".door__here");
    if (!here) return;
    row.dataset.at = since && canUndo ? at : 0;
    here.hidden = !since;
    row.toggleAttribute("data-here", Boolean(since));
    here.firstElementChild.lastChild.textContent = since;
    const [undo, present] = ["undo", "present"].map((name) => row.querySelector(`button[name=${name}]`));
    if (undo) undo.hidden = !canUndo;
    if (present) present.hidden = Boolean(since);
  };
  const showTap = (tap) => {
    const row = rows.get(String(tap.person));
    if (row && String(tap.session) === session) show(row, tap.undo ? "" : clock(tap.at), !tap.undo, tap.at);
  };

  /* Who came last, whoever has checked them in: what was a slip is taken back without a search. */
  const recent = by("door-recent");
  const line = (row) => {
    const one = recent.querySelector("template").content.firstElementChild.cloneNode(true);
    const [undo, own] = [one.querySelector("button"), row.querySelector("button[name=undo]")];
    one.querySelector("[data-name]").textContent = row.querySelector("[data-name]").textContent;
    one.querySelector("[data-since]").textContent = row.querySelector(".door__here").firstElementChild.lastChild.textContent;
    undo.value = own.value;
    undo.setAttribute("aria-label", own.getAttribute("aria-label"));
    return one;
  };
  const showRecent = () => {
    if (!recent) return;
    const list = recent.querySelector("ul");
    const last = [...rows.values()].filter((row) => Number(row.dataset.at)).sort((one, other) => other.dataset.at - one.dataset.at);
    const held = list.contains(document.activeElement) ? document.activeElement.value : "";
    list.replaceChildren(...last.slice(0, JUST_NOW).map(line));
    recent.hidden = last.length === 0;
    if (held) list.querySelector(`button[value="${held}"]`)?.focus();
  };
  const showKept = () => {
    const number = keys().length;
    by("door-kept").hidden = number === 0;
    by("door-kept").querySelector("[data-number]").textContent = number;
    return number;
  };
  const showCount = () => {
    const arrived = document.querySelectorAll("li[data-here]").length;
    const shares = by("door-shares");
    shares.querySelector("progress").value = arrived;
    shares.querySelector("[data-arrived]").textContent = new Intl.NumberFormat(language).format(arrived);
  };

  /* What the server says, with what it does not know yet on top of it. */
  const take = (said) => {
    Object.entries(said.answers).forEach(([key, refusal]) => { if (refusal) sayRefused(key, refusal); forget(key); });
    if (said.is_closed && keys().length === 0) { end(); return; }
    let isNew = false;
    Object.entries(said.people).forEach(([place, [since, canUndo, , , at]]) => {
      const row = rows.get(place);
      if (row) show(row, since, canUndo, at);
      else isNew = true;
    });
    const shares = by("door-shares");
    const isOpen = shares.querySelector("details")?.open;
    shares.outerHTML = said.shares;
    if (isOpen) by("door-shares").querySelector("details").open = true;
    const late = kept();
    late.forEach(showTap);
    if (late.length) showCount();
    showRecent();
    if (isNew && !by("id_q")?.value && showKept() === 0) location.reload();
  };
  /* Once the list is closed nothing stays here; what came too late for it is said, by name. */
  let isOver = false;
  const end = async () => {
    isOver = true;
    await erase();
    if (by("door-refused").hidden) location.reload();
    document.querySelectorAll("#door-people button").forEach((button) => { button.hidden = true; });
  };
  const sayRefused = (key, refusal) => {
    const tap = JSON.parse(localStorage.getItem(PREFIX + key) ?? "{}");
    const line = document.createElement("li");
    const name = rows.get(String(tap.person))?.querySelector("[data-name]").textContent ?? "";
    line.textContent = `${name}: ${refusal}`;
    by("door-refused").querySelector("ul").append(line);
    by("door-refused").hidden = false;
  };

  const ask = async (address, options = {}) => {
    const answer = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers }, signal: AbortSignal.timeout(15_000) });
    by("door-offline").hidden = true;
    by("door-signed-out").hidden = !answer.redirected && answer.status !== 403;
    if (answer.status === 404) { isOver = true; await erase(); location.reload(); return null; }
    if (answer.redirected || !answer.ok) return null;
    return answer.json();
  };
  const send = (taps) => ask(door.dataset.taps, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
    body: JSON.stringify({ taps: taps.map(({ at, ...tap }) => ({ ...tap, ago: Math.max(0, Date.now() - at) })) }),
  });

  /* One at a time, and the oldest first; what has no answer is sent again, under the same key. */
  let isBusy = false;
  const sync = async () => {
    if (isBusy || isOver) return;
    isBusy = true;
    try {
      do {
        const taps = kept().slice(0, AT_ONCE);
        const said = taps.length ? await send(taps) : await ask(door.dataset.state);
        if (!said) break;
        take(said);
        if (taps.some(({ key }) => localStorage.getItem(PREFIX + key))) break;
      } while (keys().length && !isOver);
    } catch {
      by("door-offline").hidden = false;
    } finally {
      isBusy = false;
      showKept();
    }
  };

  const tap = (place, undo) => {
    const one = { key: newKey(), person: Number(place), session: Number(session), undo, at: Date.now() };
    keep(one);
    showTap(one);
    showRecent();
    showKept();
    showCount();
    sync();
  };

  by("door-people")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const { submitter } = event;
    if (!submitter?.value) return;
    tap(submitter.value, submitter.name === "undo");
    if (!submitter.isConnected || submitter.hidden) rows.get(submitter.value)?.querySelector("button:not([hidden])")?.focus();
  });

  /* Typing narrows the list at once; a code that fits is enough. */
  const words = by("id_q");
  const fits = (row, wanted) => {
    const name = row.querySelector("[data-name]").textContent.toLocaleLowerCase(language);
    return name.includes(wanted) || row.dataset.code.toLowerCase() === wanted;
  };
  const narrow = () => {
    const wanted = words.value.trim().toLocaleLowerCase(language);
    let found = 0;
    rows.forEach((row) => { row.hidden = Boolean(wanted) && !fits(row, wanted); found += row.hidden ? 0 : 1; });
    by("door-nobody").hidden = found > 0;
  };
  const isNarrowed = new URLSearchParams(location.search).get("q");
  if (words && !isNarrowed) {
    words.form.querySelector("button")?.setAttribute("hidden", "");
    words.addEventListener("input", narrow);
    words.form.addEventListener("submit", (event) => event.preventDefault());
  }

  /* The page is kept for when there is no network. */
  const keepPage = async () => {
    if (!("serviceWorker" in navigator) || "closed" in door.dataset || "refused" in door.dataset) return;
    await navigator.serviceWorker.register(door.dataset.worker);
    const { active } = await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource")
      .filter(({ name, initiatorType }) => name.startsWith(location.origin) && ["link", "script", "css", "img"].includes(initiatorType))
      .map(({ name }) => name);
    active.postMessage({ keep: [location.href, ...parts] });
  };

  if ("closed" in door.dataset) { erase(); return; }
  kept().forEach(showTap);
  if (showKept()) { showCount(); showRecent(); }
  if ("refused" in door.dataset) return;
  keepPage().catch(() => {});
  sync();
  setInterval(() => { if (!document.hidden) sync(); }, EVERY);
  window.addEventListener("online", sync);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sync(); });
  door.checkIn = { tap, rows }; // for what scans codes
})();
