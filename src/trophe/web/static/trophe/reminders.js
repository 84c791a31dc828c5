"use strict";
/* Lets this browser be reminded, or left alone. Without this file the page says that it needs it. */

const form = document.querySelector("[data-push]");
const said = document.querySelector("[data-push-said]");
const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const WORKER = "/reminders/worker.js";

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function name() {
  const agent = navigator.userAgent;
  const browser = ["Edg", "OPR", "Firefox", "Chrome", "Safari"].find((one) => agent.includes(one));
  const kind = ["Android", "iPhone", "iPad", "Windows", "Mac", "Linux"].find((one) => agent.includes(one));
  const names = { Edg: "Edge", OPR: "Opera" };
  return [names[browser] || browser, kind].filter(Boolean).join(" on ") || "A browser";
}

async function registered() {
  const found = await navigator.serviceWorker.register(WORKER, { scope: "/reminders/" });
  if (!found.active) {
    const worker = found.installing || found.waiting;
    await new Promise((done) => {
      worker.addEventListener("statechange", () => worker.state === "activated" && done());
    });
  }
  return found;
}

async function subscribe() {
  if ((await Notification.requestPermission()) !== "granted") {
    said.textContent = "The browser was told not to show messages. Its settings can change that.";
    return;
  }
  const worker = await registered();
  const made = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(form.dataset.key),
  });
  const keys = made.toJSON();
  form.elements.endpoint.value = keys.endpoint;
  form.elements.p256dh.value = keys.keys.p256dh;
  form.elements.auth.value = keys.keys.auth;
  form.elements.name.value = name();
  form.submit();
}

async function mark() {
  const worker = await navigator.serviceWorker.getRegistration("/reminders/");
  const made = worker && (await worker.pushManager.getSubscription());
  const row = made && document.querySelector(`[data-endpoint="${CSS.escape(made.endpoint)}"]`);
  if (!row) return;
  row.querySelector("[data-this]").hidden = false;
  form.hidden = true;
  row.querySelector("form").addEventListener("submit", () => made.unsubscribe());
}

if (form && can) {
  form.hidden = false;
  said.textContent = "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.querySelector("button").disabled = true;
    subscribe()
      .catch(() => {
        said.textContent = "This browser could not be subscribed. Its push service may be out of reach.";
      })
      .finally(() => {
        form.querySelector("button").disabled = false;
      });
  });
  mark();
} else if (said) {
  said.textContent = "This browser cannot show messages, or the page is not reached by https.";
}
