"use strict";
/* Reading barcodes with the camera, where the browser can. Digits and photos work without this. */

const FORMATS = ["ean_13", "ean_8", "upc_a", "upc_e"];

async function scan(form) {
  const box = form.querySelector("[data-scan]");
  const video = form.querySelector("[data-video]");
  const said = form.querySelector("[data-said]");
  const detector = new BarcodeDetector({ formats: FORMATS });
  box.hidden = false;
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    said.textContent = "The camera cannot be used here. Type the digits or take a photo.";
    return;
  }
  await video.play();
  const look = async () => {
    if (!video.srcObject) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (!found) {
      requestAnimationFrame(look);
      return;
    }
    for (const track of video.srcObject.getTracks()) track.stop();
    video.srcObject = null;
    said.textContent = `Found ${found.rawValue}.`;
    form.querySelector("[name=digits]").value = found.rawValue;
    form.requestSubmit();
  };
  look();
}

for (const form of document.querySelectorAll("[data-barcode]")) {
  const photo = form.querySelector("[name=photo]");
  /* One tap less: a photo that was taken is sent at once. */
  photo.addEventListener("change", () => photo.files.length && form.requestSubmit());
  const start = form.querySelector("[data-start]");
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    start.hidden = false;
    start.addEventListener("click", () => {
      start.hidden = true;
      scan(form);
    });
  }
}
