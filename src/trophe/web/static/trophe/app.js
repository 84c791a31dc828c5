"use strict";
/* Comforts only: every page works without this file. */

const NS = "http://www.w3.org/2000/svg";

/* Charts: read the table twin out at the pointer and with the arrow keys. */
function readable(chart) {
  const rows = [...chart.querySelectorAll("tbody tr")];
  const heads = [...chart.querySelectorAll("thead th")].map((cell) => cell.textContent);
  const panel = chart.querySelector("[data-read]");
  if (!panel || rows.length < 2) return;
  const slider = panel.querySelector("input");
  const said = panel.querySelector("[data-said]");
  const guides = [...chart.querySelectorAll("[data-draw]")].map(guide);
  const show = (i) => {
    const cells = [...rows[i].children].map((cell) => cell.textContent);
    const words = cells.slice(1).map((text, n) => `${heads[n + 1].toLowerCase()} ${text}`);
    said.classList.remove("muted");
    said.textContent = `${cells[0]}: ${words.join("; ")}.`;
    slider.value = i;
    slider.setAttribute("aria-valuetext", said.textContent);
    guides.forEach((move) => move(Number(rows[i].dataset.x), Number(rows[i].dataset.y)));
  };
  slider.max = rows.length - 1;
  slider.addEventListener("input", () => show(Number(slider.value)));
  chart.querySelectorAll("[data-draw]").forEach((draw) => {
    const at = (event) => {
      const { left, width } = draw.dataset;
      const svg = draw.querySelector("svg");
      const box = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / box.width;
      const x = ((event.clientX - box.left) * scale - left) / width;
      const far = (row) => Math.abs(Number(row.dataset.x) - x);
      show(rows.reduce((best, row, i) => (far(row) < far(rows[best]) ? i : best), 0));
    };
    draw.addEventListener("pointermove", at);
    draw.addEventListener("pointerdown", at);
  });
  slider.value = rows.length - 1;
  slider.setAttribute("aria-valuetext", rows[rows.length - 1].textContent);
  panel.hidden = false;
}

function guide(draw) {
  const { left, top, width, height } = draw.dataset;
  const svg = draw.querySelector("svg");
  const line = document.createElementNS(NS, "line");
  const dot = document.createElementNS(NS, "circle");
  line.setAttribute("class", "chart__guide");
  dot.setAttribute("class", "chart__dot");
  line.setAttribute("y1", top);
  line.setAttribute("y2", Number(top) + Number(height));
  dot.setAttribute("r", 5);
  return (x, y) => {
    if (!line.isConnected) svg.append(line, dot);
    const at = Number(left) + x * width;
    line.setAttribute("x1", at);
    line.setAttribute("x2", at);
    dot.setAttribute("cx", at);
    dot.setAttribute("cy", Number(top) + y * height);
  };
}

/* A slider beside a select: same choices, same name, one of them in sight. */
function slide(slider) {
  const select = document.getElementById(slider.dataset.slider);
  const said = document.getElementById(slider.dataset.said);
  const say = () => {
    const text = select.options[slider.value].textContent.trim();
    slider.setAttribute("aria-valuetext", text);
    said.textContent = text;
  };
  slider.max = select.options.length - 1;
  slider.value = select.selectedIndex;
  slider.addEventListener("input", () => {
    select.selectedIndex = Number(slider.value);
    say();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  slider.closest("[data-slider-field]").hidden = false;
  document.getElementById(slider.dataset.instead).hidden = true;
  say();
}

/* A toast leaves after ten seconds, but not while somebody is on it. */
function leave(toast) {
  let timer = 0;
  const start = () => {
    timer = window.setTimeout(() => toast.remove(), 10000);
  };
  const stop = () => window.clearTimeout(timer);
  ["pointerenter", "focusin"].forEach((name) => toast.addEventListener(name, stop));
  ["pointerleave", "focusout"].forEach((name) => toast.addEventListener(name, start));
  start();
}

function enliven(root) {
  const each = (selector, act) => {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches && root.matches(selector)) found.push(root);
    found.filter((el) => !el.dataset.alive).forEach((el) => {
      el.dataset.alive = "yes";
      act(el);
    });
  };
  each("[data-chart]", readable);
  each("[data-slider]", slide);
  each("[data-toast]", leave);
  each("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  each("[data-focus]", (el) => el.focus());
  each("[data-time-zone]", (field) => {
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  });
  each("[data-without-script]", (el) => {
    el.hidden = true;
  });
  each("[data-once]", (form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  });
}

const sheet = document.getElementById("sheet");
let opener = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target === sheet) opener = event.detail.elt;
});
document.addEventListener("htmx:afterSwap", (event) => {
  enliven(event.detail.target);
  if (event.detail.target === sheet && !sheet.open) sheet.showModal();
});
document.addEventListener("click", (event) => {
  if (event.target === sheet || event.target.closest("[data-close]")) sheet.close();
});
if (sheet) {
  sheet.addEventListener("close", () => {
    sheet.replaceChildren();
    if (opener) opener.focus();
  });
}
window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent);
});
enliven(document);

/* The alarm page stays readable without a network, also for who never opened it. */
if ("serviceWorker" in navigator) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/alarm/worker.js", { scope: "/alarm/" }).catch(() => {});
  });
}
