/* Opens the page of one event's door without a network. It keeps that page and what it is drawn with, nothing else. */
const KEPT = `door ${self.registration.scope}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* The page names what it was drawn with. */
self.addEventListener("message", (event) => {
  const keep = async () => {
    const kept = await caches.open(KEPT);
    await Promise.all(event.data.keep.map(async (address) => {
      if (await kept.match(address)) return;
      const answer = await fetch(address);
      if (answer.ok) await kept.put(address, answer);
    }));
  };
  if (event.data.keep) event.waitUntil(keep());
});

const isPage = (request) => request.mode === "navigate" && new URL(request.url).pathname === new URL(self.registration.scope).pathname;

/* Whoever may not see the page any more finds nothing of it here either. */
const page = async (request) => {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.status >= 500) throw new Error("away");
    if (answer.ok && !answer.redirected) await kept.put(request.url, answer.clone());
    else await caches.delete(KEPT);
    return answer;
  } catch (error) {
    const found = await kept.match(request.url) ?? await kept.match(request.url, { ignoreSearch: true });
    if (found) return found;
    throw error;
  }
};

const part = async (request) => {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await (await caches.open(KEPT)).match(request, { ignoreVary: true });
    if (found) return found;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (isPage(request)) event.respondWith(page(request));
  else if (["style", "script", "image", "font"].includes(request.destination)) event.respondWith(part(request));
});
