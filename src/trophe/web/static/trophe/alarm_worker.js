"use strict";
/* Keeps one page, the alarm page, for when the network or the server is down. Nothing else. */

const PAGE = "/alarm/";
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(fresh().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(fresh().catch(kept));
});

async function fresh() {
  const answer = await fetch(PAGE, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new TypeError(`The alarm page answered ${answer.status}.`);
  await (await caches.open("alarm")).put(PAGE, answer.clone());
  return answer;
}

async function kept() {
  return (await caches.match(PAGE)) || Response.error();
}
