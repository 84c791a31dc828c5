"use strict";
/* The session log without a signal: a tapped set is kept on the phone until the server has it.
   Every set carries a code made by the page, so that sending it twice counts once. */

const KEY = `trophe-sets:${location.pathname}`;
const said = document.querySelector("[data-queue-said]");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const read = () => JSON.parse(localStorage.getItem(KEY) || "[]");
const write = (queue) => localStorage.setItem(KEY, JSON.stringify(queue));
let sending = false;

function tell(count) {
  if (said && count) said.textContent = `${count} waiting for a signal. Nothing is lost.`;
  else if (said) said.textContent = "All kept.";
}

async function send() {
  if (sending) return;
  sending = true;
  let queue = read();
  while (queue.length) {
    let answer;
    try {
      answer = await fetch(queue[0].to, {
        method: "POST",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/x-www-form-urlencoded",
          "X-CSRFToken": token(),
        },
        body: queue[0].body,
      });
    } catch {
      break;
    }
    if (answer.status >= 500) break;
    queue = read().slice(1);
    write(queue);
    if (!answer.ok && said) said.textContent = "One entry was refused. Load the page again.";
  }
  sending = false;
  document.querySelectorAll(".set--waiting").forEach((set) => {
    if (!queue.some((one) => one.body.includes(set.dataset.code))) {
      set.classList.remove("set--waiting");
    }
  });
  tell(queue.length);
}

function keep(form) {
  const body = new URLSearchParams(new FormData(form));
  body.delete("csrfmiddlewaretoken");
  write([...read(), { to: form.getAttribute("action"), body: body.toString() }]);
  // Said before the answer, so that "All kept." never speaks of a tap still under way.
  if (said) said.textContent = "Saving …";
  send();
}

/* One tap a set: the values beside it go along, the rest begins. */
let timer;
function rest(card, seconds) {
  const line = card.querySelector("[data-rest-said]");
  clearInterval(timer);
  if (!line || !seconds) return;
  const end = Date.now() + seconds * 1000;
  line.hidden = false;
  const show = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    line.textContent = left ? `Rest: ${left} s` : "Ready for the next set.";
    if (!left) {
      clearInterval(timer);
      if (navigator.vibrate) navigator.vibrate(200);
    }
  };
  show();
  timer = setInterval(show, 500);
}

document.querySelectorAll("[data-set]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const card = form.closest(".doing");
    const button = form.querySelector("button");
    const back = form.querySelector("[name=back]");
    const reps = card.querySelector("[data-reps]");
    const load = card.querySelector("[data-load]");
    if (!back) {
      const put = (name, from) => {
        const field = form.querySelector(`[name=${name}]`);
        if (field && from) field.value = from.value;
      };
      put("reps", reps);
      put("load_kg", load);
    }
    button.dataset.code = form.querySelector("[name=code]").value;
    keep(form);
    const number = form.querySelector("[name=number]").value;
    const label = button.querySelector("span");
    if (back) {
      back.remove();
      form.querySelector("[name=code]").value = crypto.randomUUID ? crypto.randomUUID() : code();
      button.className = "set";
      button.setAttribute("aria-pressed", "false");
      button.querySelector("svg")?.remove();
      label.textContent = `Set ${number}`;
      return;
    }
    const hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = "back";
    hidden.value = "1";
    form.append(hidden);
    button.classList.add("set--done", "set--waiting");
    button.setAttribute("aria-pressed", "true");
    const weight = load && load.value ? ` × ${load.value} kg` : "";
    label.textContent = `Set ${number} done${reps ? `: ${reps.value}${weight}` : ""}`;
    rest(card, Number(card.querySelector(".sets").dataset.rest));
  });
});

function code() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

document.querySelectorAll("[data-feeling]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(form);
    form.closest("details").open = false;
  });
});

/* The end waits for the queue, so that what was tapped counts. */
document.querySelector("[data-finish]")?.addEventListener("submit", async (event) => {
  if (!read().length) return;
  event.preventDefault();
  await send();
  if (!read().length) event.target.submit();
});

addEventListener("online", send);
setInterval(() => read().length && send(), 15000);
if (read().length) send();
