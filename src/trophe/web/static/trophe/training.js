"use strict";
/* The session log without a signal: what is tapped waits on the phone until the server has it.

   Every entry waits under a key of its own, so that two windows never overwrite each other's, and
   goes to the server in the order of the taps. A set carries a code made by the page, so that
   sending it twice counts once. An entry leaves the phone only when the server has said that it
   has it, or why it will not take it; then the page says so until it is read. */

const WAITING = "trophe-waiting:";
const REFUSED = "trophe-refused:";
const said = document.querySelector("[data-queue-said]");
const keys = (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).sort();
const entry = (key) => JSON.parse(localStorage.getItem(key) || "null");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
let sending = null;
let blocked = "";
let counter = 0;

function newCode() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function tell() {
  const count = keys(WAITING).length;
  if (said) {
    if (!count) said.textContent = "All kept.";
    else if (blocked === "login") {
      said.textContent = `${count} waiting. Load this page again to send them; nothing is lost.`;
    } else if (blocked) said.textContent = `${count} waiting for a signal. Nothing is lost.`;
    else said.textContent = "Saving …";
    said.hidden = false;
  }
  const bodies = keys(WAITING).map((key) => entry(key)?.body || "");
  document.querySelectorAll(".set--waiting").forEach((set) => {
    if (!bodies.some((body) => body.includes(set.dataset.code))) {
      set.classList.remove("set--waiting");
    }
  });
}

/* What the server would not take stays on the page, with the reason, until it is put away. */
function tellRefused() {
  const place = document.querySelector("[data-refused]");
  if (!place) return;
  place.textContent = "";
  place.hidden = !keys(REFUSED).length;
  keys(REFUSED).forEach((key) => {
    const one = entry(key);
    const box = document.createElement("div");
    box.className = "notice notice--urgent";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.className = "notice__text";
    text.textContent = `Not kept: ${one.label}. ${one.error}`;
    const away = document.createElement("button");
    away.type = "button";
    away.className = "button";
    away.textContent = "I have read it";
    away.addEventListener("click", () => {
      localStorage.removeItem(key);
      tellRefused();
    });
    box.append(text, away);
    place.append(box);
  });
}

function refuse(key, one, error) {
  localStorage.setItem(key.replace(WAITING, REFUSED), JSON.stringify({ ...one, error }));
  localStorage.removeItem(key);
  tellRefused();
}

/* One entry to the server: "kept", "refused", "signal" (try later) or "login" (sign in first). */
async function deliver(key) {
  const one = entry(key);
  if (!one) return "kept";
  let answer;
  let told;
  try {
    answer = await fetch(one.to, {
      method: "POST",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": token(),
      },
      body: one.body,
    });
    const json = answer.headers.get("Content-Type")?.startsWith("application/json");
    told = json ? await answer.json() : null;
  } catch {
    return "signal";
  }
  if (answer.status === 404) {
    refuse(key, one, "The session is not there, or not yours to change.");
    return "refused";
  }
  if (answer.status === 400 && told) {
    refuse(key, one, told.error || "");
    return "refused";
  }
  if (answer.status >= 500 || answer.status === 429) return "signal";
  if (!answer.ok || !told?.ok) return "login";
  localStorage.removeItem(key);
  if (told.next && one.page === location.pathname) location.assign(told.next);
  return "kept";
}

async function drain() {
  blocked = "";
  for (let key = keys(WAITING)[0]; key; key = keys(WAITING)[0]) {
    const end = await deliver(key);
    if (end === "signal" || end === "login") {
      blocked = end;
      break;
    }
  }
  tell();
}

function send() {
  sending ??= drain().finally(() => {
    sending = null;
    // A tap that came while the last answer was being read is sent now.
    if (!blocked && keys(WAITING).length) send();
  });
  return sending;
}

function keep(form, label, more = {}) {
  const body = new URLSearchParams(new FormData(form));
  body.delete("csrfmiddlewaretoken");
  Object.entries(more).forEach(([name, value]) => body.set(name, value));
  counter += 1;
  const key = `${WAITING}${Date.now()}-${String(counter).padStart(4, "0")}-${newCode().slice(0, 8)}`;
  const one = { to: form.getAttribute("action"), body: body.toString(), label };
  localStorage.setItem(key, JSON.stringify({ ...one, page: location.pathname }));
  // Said before the answer, so that "All kept." never speaks of a tap still under way.
  if (said) {
    said.textContent = "Saving …";
    said.hidden = false;
  }
  return send();
}

/* One tap a set: the values beside it go along, the rest begins. */
let timer;
function rest(card, seconds) {
  const line = card.querySelector("[data-rest-said]");
  clearInterval(timer);
  document.querySelectorAll("[data-rest-said]").forEach((other) => {
    other.hidden = true;
  });
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

function paintDone(form, words, waiting) {
  const button = form.querySelector("button");
  const number = form.querySelector("[name=number]").value;
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = "back";
  hidden.value = "1";
  form.append(hidden);
  button.dataset.code = form.querySelector("[name=code]").value;
  button.classList.add("set--done");
  button.classList.toggle("set--waiting", waiting);
  button.setAttribute("aria-pressed", "true");
  button.querySelector("span").textContent = `Set ${number} done${words}`;
}

function paintOpen(form) {
  const button = form.querySelector("button");
  form.querySelector("[name=back]")?.remove();
  form.querySelector("[name=code]").value = newCode();
  button.className = "set";
  button.setAttribute("aria-pressed", "false");
  button.querySelector("svg")?.remove();
  button.querySelector("span").textContent = `Set ${form.querySelector("[name=number]").value}`;
}

/* The pain and tiredness of a movement are asked once its last set is done. */
function askFeeling(card) {
  const all = [...card.querySelectorAll("[data-set] button")];
  const done = all.every((button) => button.classList.contains("set--done"));
  card.classList.toggle("doing--done", done);
  const fold = card.querySelector("[data-feeling-fold]");
  if (done && fold && !fold.querySelector("[type=radio]:checked")) fold.open = true;
}

document.querySelectorAll("[data-set]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const card = form.closest(".doing");
    const number = form.querySelector("[name=number]").value;
    const label = `${form.dataset.movement}, set ${number}`;
    if (form.querySelector("[name=back]")) {
      keep(form, `${label}, taken back`);
      paintOpen(form);
      askFeeling(card);
      return;
    }
    const reps = card.querySelector("[data-reps]");
    const load = card.querySelector("[data-load]");
    const put = (name, from) => {
      const field = form.querySelector(`[name=${name}]`);
      if (field && from) field.value = from.value;
    };
    put("reps", reps);
    if (load) put(`load_${load.dataset.unit}`, load);
    const weight = load && load.value ? ` × ${load.value} ${load.dataset.unit}` : "";
    const sent = keep(form, label);
    paintDone(form, reps ? `: ${reps.value}${weight}` : "", true);
    sent.then(tell);
    rest(card, Number(card.querySelector(".sets").dataset.rest));
    askFeeling(card);
  });
});

/* A page loaded while sets still wait shows them as done, so that nobody taps them again. */
function paintWaiting() {
  keys(WAITING).forEach((key) => {
    const one = entry(key);
    const body = new URLSearchParams(one?.body || "");
    document.querySelectorAll("[data-set]").forEach((form) => {
      const mine = ["exercise", "number"].every(
        (name) => form.querySelector(`[name=${name}]`).value === body.get(name),
      );
      if (!mine || form.getAttribute("action") !== one.to) return;
      if (body.get("back")) paintOpen(form);
      else if (!form.querySelector("[name=back]")) {
        form.querySelector("[name=code]").value = body.get("code");
        paintDone(form, body.get("reps") ? `: ${body.get("reps")}` : "", true);
      }
    });
  });
}

document.querySelectorAll("[data-feeling]").forEach((form) => {
  const note = form.closest("details").querySelector("[data-felt-said]");
  form.querySelector("[data-feeling-save]").hidden = true;
  form.addEventListener("change", () => {
    keep(form, `How ${form.dataset.movement} was`);
    const told = new FormData(form);
    const words = [
      ["Pain", told.get("pain")],
      ["tired", told.get("fatigue")],
    ];
    note.textContent = words
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
  });
  form.addEventListener("submit", (event) => event.preventDefault());
});

/* Leaving out waits like a set; a swap needs the server, which knows what may stand in. */
document.querySelectorAll("[data-leave]").forEach((form) => {
  form.addEventListener("submit", async (event) => {
    const swap = event.submitter?.matches("[data-swap]");
    event.preventDefault();
    if (!swap) {
      keep(form, `${form.dataset.movement}, left out`);
      const fold = form.closest("details");
      const chosen = form.querySelector("[name=skipped]");
      fold.querySelector("[data-felt-said]").textContent = chosen.value
        ? `Left out: ${chosen.selectedOptions[0].textContent.toLowerCase()}`
        : "";
      fold.open = false;
      return;
    }
    await send();
    if (blocked || !navigator.onLine) {
      if (said) said.textContent = "A swap needs a signal. What you tapped is kept.";
      return;
    }
    form.action = event.submitter.formAction;
    const by = document.createElement("input");
    by.type = "hidden";
    by.name = "by";
    by.value = event.submitter.value;
    form.append(by);
    form.submit();
  });
});

/* The end waits in the same line, behind what was tapped before it. */
document.querySelector("[data-finish]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  await keep(form, "The end of the session");
  if (keys(WAITING).length) {
    button.textContent = "Finished. It is sent when there is a signal.";
  } else if (keys(REFUSED).length) button.disabled = false;
});

/* The questions of a programme one after the other; without script they stand below each other. */
document.querySelectorAll("[data-steps]").forEach((form) => {
  const steps = [...form.querySelectorAll("[data-step]")];
  const [back, next] = ["back", "next"].map((name) => form.querySelector(`[data-step-${name}]`));
  const last = form.querySelector("[data-step-last]");
  const line = form.querySelector("[data-step-said]");
  let at = 0;
  form.querySelector("[data-stepper]").hidden = false;
  const show = (focus) => {
    steps.forEach((step, n) => {
      step.hidden = n !== at;
    });
    back.disabled = at === 0;
    next.hidden = at === steps.length - 1;
    last.hidden = at !== steps.length - 1;
    line.textContent = `${at + 1} of ${steps.length}`;
    if (!focus) return;
    const head = steps[at].querySelector("h2");
    head.tabIndex = -1;
    head.focus();
    scrollTo(0, 0);
  };
  const whole = () =>
    [...steps[at].querySelectorAll("input, select")].every((field) => field.reportValidity());
  next.addEventListener("click", () => {
    if (!whole()) return;
    at += 1;
    show(true);
  });
  back.addEventListener("click", () => {
    at -= 1;
    show(true);
  });
  show(false);
});

addEventListener("online", send);
addEventListener("storage", tell);
setInterval(() => keys(WAITING).length && send(), 15000);
tellRefused();
paintWaiting();
if (keys(WAITING).length) send();
