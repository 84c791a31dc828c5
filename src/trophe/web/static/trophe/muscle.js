"use strict";
/* The film of a muscle: plays the forecast's frames; the stills beside it tell the same. */

const FILM_MS = 9000;
const RADIUS = 78;

function play(film) {
  const numbers = (name) => film.dataset[name].split(",").map(Number);
  const frames = { median: numbers("median"), q05: numbers("q05"), q95: numbers("q95") };
  const days = numbers("day");
  const when = film.dataset.when.split("|");
  const muscle = film.querySelector(".film__muscle");
  const low = film.querySelector(".film__low");
  const high = film.querySelector(".film__high");
  const said = film.querySelector("[data-film-said]");
  const slider = film.querySelector("[data-film-day]");
  const button = film.querySelector("[data-film-play]");
  const last = days.length - 1;
  let running = 0;

  const percent = (share) => Math.round(share * 100);
  const show = (i) => {
    const root = (name) => Math.sqrt(frames[name][i]);
    muscle.setAttribute("transform", `translate(100 100) scale(${root("median").toFixed(4)})`);
    low.setAttribute("r", (root("q05") * RADIUS).toFixed(1));
    high.setAttribute("r", (root("q95") * RADIUS).toFixed(1));
    const band = `${percent(frames.q05[i])} to ${percent(frames.q95[i])} %`;
    said.textContent = `${when[i]}, day ${days[i]}: ${percent(frames.median[i])} % (${band})`;
    slider.value = i;
    slider.setAttribute("aria-valuetext", said.textContent);
  };
  const stop = () => {
    cancelAnimationFrame(running);
    running = 0;
    button.textContent = "Play";
  };
  const start = () => {
    const from = Number(slider.value) >= last ? 0 : days[Number(slider.value)];
    const span = days[last] - days[0];
    const began = performance.now() - ((from - days[0]) / span) * FILM_MS;
    button.textContent = "Pause";
    const step = (now) => {
      const day = days[0] + Math.min((now - began) / FILM_MS, 1) * span;
      const i = days.findIndex((one) => one >= day);
      show(i < 0 ? last : i);
      if (day >= days[last]) stop();
      else running = requestAnimationFrame(step);
    };
    running = requestAnimationFrame(step);
  };
  slider.max = last;
  slider.addEventListener("input", () => {
    stop();
    show(Number(slider.value));
  });
  button.addEventListener("click", () => (running ? stop() : start()));
  document.addEventListener("visibilitychange", stop);
  film.hidden = false;
  show(0);
}

document.querySelectorAll("[data-film]").forEach(play);
