/* Scans one code after the other where the browser can read them; elsewhere the phone's own camera opens the address. */
(() => {
  "use strict";

  const door = document.getElementById("door");
  const button = document.getElementById("door-scan");
  const finder = document.getElementById("door-finder");
  if (!door?.checkIn || !button || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const { tap, rows } = door.checkIn;
  const video = finder.querySelector("video");
  const [hint, found, unknown] = ["hint", "found", "unknown"].map((name) => finder.querySelector(`[data-${name}]`));
  const tokens = new Map([...rows].map(([place, row]) => [row.dataset.token, place]));
  const say = (text) => [hint, found, unknown].forEach((one) => { one.hidden = one !== text; });
  let stream = null;
  let last = "";

  const take = (address) => {
    if (address === last) return;
    last = address;
    const place = tokens.get(address.match(/\/c\/([^/]+)\/?$/)?.[1]);
    const row = rows.get(place);
    if (!row) { say(unknown); return; }
    found.textContent = row.querySelector("[data-name]").textContent;
    say(found);
    navigator.vibrate?.(60);
    if (!row.hasAttribute("data-here")) tap(place, false);
  };

  const look = async (detector) => {
    if (!stream) return;
    const codes = await detector.detect(video).catch(() => []);
    if (codes.length) take(codes[0].rawValue);
    setTimeout(look, 200, detector);
  };

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    finder.hidden = true;
    button.setAttribute("aria-pressed", "false");
  };

  const start = async () => {
    const formats = await BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) { button.hidden = true; return; }
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    await video.play();
    last = "";
    say(hint);
    finder.hidden = false;
    button.setAttribute("aria-pressed", "true");
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  };

  button.hidden = false;
  button.addEventListener("click", () => { if (stream) stop(); else start().catch(() => { button.hidden = true; }); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
})();
