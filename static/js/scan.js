/* Scans one code after the other where the browser can read them; elsewhere the phone's own camera opens the address. */
(() => {
  "use strict";

  const door = document.getElementById("door");
  const button = document.getElementById("door-scan");
  const finder = document.getElementById("door-finder");
  if (!door?.checkIn || !button || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const { tap, rows } = door.checkIn;
  const video = finder.querySelector("video");
  const [trouble, light] = ["door-no-camera", "door-torch"].map((id) => document.getElementById(id));
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

  /* Some phones have a light beside the camera. */
  const shine = (isOn) => stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: isOn }] })
    .then(() => light.setAttribute("aria-pressed", String(isOn)), () => { light.hidden = true; });

  /* Why there is no picture, and what helps. */
  const REASONS = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing" };
  const sayWhy = (error) => {
    const why = REASONS[error.name] ?? "busy";
    trouble.querySelectorAll("[data-denied], [data-missing], [data-busy]").forEach((one) => { one.hidden = !(why in one.dataset); });
    trouble.hidden = false;
  };

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    light.hidden = true;
    light.setAttribute("aria-pressed", "false");
    finder.hidden = true;
    button.setAttribute("aria-pressed", "false");
  };

  const start = async () => {
    trouble.hidden = true;
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    await video.play();
    last = "";
    say(hint);
    finder.hidden = false;
    light.hidden = !stream.getVideoTracks()[0].getCapabilities?.().torch;
    button.setAttribute("aria-pressed", "true");
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  };

  BarcodeDetector.getSupportedFormats().then((formats) => { button.hidden = !formats.includes("qr_code"); }, () => {});
  button.addEventListener("click", async () => {
    if (stream) { stop(); return; }
    button.disabled = true; // until the person has answered the browser's question: one camera is enough
    await start().catch((error) => { stop(); sayWhy(error); });
    button.disabled = false;
  });
  light.addEventListener("click", () => shine(light.getAttribute("aria-pressed") !== "true"));
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
})();
