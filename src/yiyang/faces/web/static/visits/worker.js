/* The phone of who visits: each check is kept in the phone with a key of its own and sent when
   there is network; the server takes a key once, however often it comes. */
"use strict";
(() => {
  const day = document.getElementById("day");
  if (!day) return;
  const QUEUE = day.dataset.queue;
  const RETRY = 15000;
  const PLACE_WAIT = 8000;
  let sending = false;

  const kept = () => JSON.parse(localStorage.getItem(QUEUE) || "[]");
  const keep = (entries) => localStorage.setItem(QUEUE, JSON.stringify(entries));
  const token = () => day.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

  function place() {
    return new Promise((resolve) => {
      if (!navigator.geolocation) return resolve({});
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve({
          lon: coords.longitude, lat: coords.latitude, accuracy: Math.round(coords.accuracy),
        }),
        () => resolve({}),
        { enableHighAccuracy: true, timeout: PLACE_WAIT, maximumAge: 60000 },
      );
    });
  }

  function show() {
    const entries = kept();
    for (const article of day.querySelectorAll("article")) {
      const mine = entries.filter((entry) => entry.visit === article.id);
      const begun = mine.some((entry) => entry.step === "begin") || article.dataset.state === "UNDER_WAY";
      const ended = mine.some((entry) => entry.step === "end") || article.dataset.state === "DONE";
      toggle(article, ".begin", article.dataset.state === "PLANNED" && !begun);
      toggle(article, ".end", begun && !ended);
      const refused = mine.find((entry) => entry.refused);
      const told = article.querySelector(".told");
      if (refused) told.textContent = `${day.dataset.refused} (${refused.refused})`;
      else if (mine.length) told.textContent = day.dataset.waits;
      else if (told.textContent === day.dataset.waits) told.textContent = day.dataset.sent;
    }
    const waiting = entries.filter((entry) => !entry.refused).length;
    document.getElementById("queue").textContent = waiting ? `${day.dataset.waits}: ${waiting}` : "";
    document.getElementById("offline").hidden = navigator.onLine;
  }

  function toggle(article, which, visible) {
    const form = article.querySelector(which);
    if (form) form.hidden = !visible;
  }

  async function take(form) {
    const article = form.closest("article");
    const button = form.querySelector("button");
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const values = new URLSearchParams(fields);
    const at = new Date().toISOString();
    button.disabled = true;
    article.querySelector(".told").textContent = day.dataset.place;
    for (const [name, value] of Object.entries(await place())) values.set(name, value);
    values.set("told_at", at);
    keep([...kept(), {
      visit: article.id, step: form.className, address: form.getAttribute("action"), body: values.toString(),
    }]);
    article.querySelector(".told").textContent = day.dataset.waits;
    button.disabled = false;
    show();
    await send();
  }

  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (;;) {
        const entry = kept().find((one) => !one.refused);
        if (!entry || !(await post(entry))) break;
      }
    } finally {
      sending = false;
      show();
    }
  }

  async function post(entry) {
    const body = new URLSearchParams(entry.body);
    body.set("sent_at", new Date().toISOString());
    let answer;
    try {
      answer = await fetch(entry.address, {
        method: "POST", body, redirect: "manual",
        headers: { "X-CSRFToken": token(), "X-Queued": "1" },
      });
    } catch (lost) {
      return false;
    }
    if (answer.status === 204) return settle(entry, null);
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      document.getElementById("queue").textContent = day.dataset.signin;
      return false;
    }
    if (answer.status >= 500) return false;
    return settle(entry, answer.headers.get("X-Refusal") || String(answer.status));
  }

  function settle(entry, refused) {
    const same = (one) => one.body === entry.body && one.address === entry.address;
    if (refused) keep(kept().map((one) => (same(one) ? { ...one, refused } : one)));
    else {
      keep(kept().filter((one) => !same(one)));
      const article = document.getElementById(entry.visit);
      if (article) article.dataset.state = entry.step === "begin" ? "UNDER_WAY" : "DONE";
    }
    show();
    return true;
  }

  day.addEventListener("submit", (event) => {
    event.preventDefault();
    take(event.target);
  });
  window.addEventListener("online", send);
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  setInterval(send, RETRY);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(day.dataset.worker, { scope: "/visits/mine/" });
  keep(kept().filter((entry) => !entry.refused || document.getElementById(entry.visit)));
  show();
  send();
})();
