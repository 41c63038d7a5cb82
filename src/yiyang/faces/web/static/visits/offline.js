/* Keeps today's list and what it is drawn with, for when there is no network.
   Only the list of the same day is ever shown again, and it is forgotten once the session is over. */
"use strict";
const CACHE = "yiyang-visits-1";
const LIST = "/visits/mine/";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (address.pathname === LIST) event.respondWith(list(event.request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(drawing(event.request));
});

async function list(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && answer.type === "basic") await cache.put(LIST, answer.clone());
    else if (answer.status < 500) await cache.delete(LIST);
    return answer;
  } catch (lost) {
    const kept = await cache.match(LIST);
    if (kept && isToday(kept.headers.get("date"))) return kept;
    await cache.delete(LIST);
    return Response.error();
  }
}

async function drawing(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (lost) {
    return (await cache.match(request)) || Response.error();
  }
}

function isToday(date) {
  return date !== null && new Date(date).toDateString() === new Date().toDateString();
}
