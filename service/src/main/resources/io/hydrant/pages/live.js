// The live stream: rows as they pass, and the timeline of one of them. What came from outside becomes text, never markup.
(() => {
  const ROWS_MAX = 300;
  const HELD_MAX = 2_000;
  const TONES = { sent: "good", accepted: "still", grouped: "still", filtered: "slow", duplicate: "slow", discarded: "slow", again: "slow", dead: "bad", replayed: "slow", refused: "bad", rejected: "bad" };
  const root = document.getElementById("live");
  const part = (name) => document.getElementById("live-" + name);
  const query = new URLSearchParams(root.dataset.query);
  const known = [];
  let held = [];
  let isPaused = false;
  let isOpen = false;
  let sampling = { every: 1, missed: 0 };
  let chosen = null;
  let content = "";

  const made = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const count = (number, word) => number + " " + word + (number === 1 ? "" : "s");

  const time = (millis) => {
    const date = new Date(millis);
    return made("time", { dateTime: date.toISOString(), title: date.toLocaleString() }, date.toISOString().slice(11, 23));
  };

  const state = (one) => made("span", { className: "state " + TONES[one.state] }, one.state);

  const counts = (all) => Object.entries(all).map(([name, number]) => name + " " + number).join(", ");

  const became = (one, isWhole) => [
    counts(one.settings),
    one.detail,
    one.attempts ? count(one.attempts, "attempt") + " in vain" : "",
    one.record ? "record " + (isWhole ? one.record : one.record.slice(0, 12) + "…") : "",
  ].filter(Boolean).join(" · ");

  const mark = (kind, value) => {
    const asked = new URLSearchParams(query);
    asked.set(kind, value);
    return made("a", { href: "/live?" + asked, title: "Only this " + kind }, kind + " " + value);
  };

  const spaced = (elements) => elements.flatMap((element, i) => (i === 0 ? [element] : [" ", element]));

  const row = (one) => {
    const open = made("button", { type: "button", className: "link" }, time(one.at));
    open.setAttribute("aria-label", "Timeline of what was " + one.state + " at " + new Date(one.at).toISOString().slice(11, 23));
    open.addEventListener("click", () => choose(one));
    const marks = [...one.devices.slice(0, 1).map((value) => mark("device", value)), ...one.users.slice(0, 1).map((value) => mark("user", value))];
    const line = made(
      "tr", {},
      made("td", {}, open),
      made("td", {}, state(one)),
      made("td", {}, one.connection),
      made("td", {}, counts(one.types) || count(one.events, "event")),
      made("td", {}, ...spaced(marks)),
      made("td", {}, became(one)));
    line.dataset.id = one.id;
    return line;
  };

  const say = () => {
    const said = [];
    if (isPaused) {
      said.push("Paused, " + held.length + " held back.");
    } else {
      said.push(isOpen ? "Watching." : "The connection is lost; trying again…");
    }
    if (sampling.every > 1) {
      said.push("A sample: one batch in " + sampling.every + ", since more than 100 things a second pass.");
    }
    if (sampling.missed > 0) {
      said.push(sampling.missed + " were missed, this browser being too slow.");
    }
    if (part("status").textContent !== said.join(" ")) {
      part("status").textContent = said.join(" ");
    }
  };

  const show = (ones) => {
    part("empty")?.remove();
    known.push(...ones);
    known.splice(0, Math.max(0, known.length - HELD_MAX));
    const rows = part("rows");
    rows.prepend(...ones.slice(-ROWS_MAX).reverse().map(row));
    while (rows.children.length > ROWS_MAX) {
      rows.lastChild.remove();
    }
    if (chosen && ones.some((one) => belongs(one, chosen))) {
      timeline();
    }
  };

  // A message carries the sequences of the batches in it.
  const belongs = (one, to) =>
    one.connection === to.connection
    && (one.id === to.id || (one.request && one.request === to.request)
      || one.sequences.some((sequence) => to.sequences.includes(sequence)));

  const timeline = () => {
    const steps = known.filter((one) => belongs(one, chosen));
    part("timeline").replaceChildren(...(steps.length ? steps : [chosen]).map((one) => {
      const step = made("li", {}, time(one.at), " ", state(one), " ", became(one, true));
      if (one.message) {
        step.append(" · message " + one.message);
      }
      return step;
    }));
    const request = steps.find((one) => one.request)?.request ?? chosen.request;
    part("link").replaceChildren();
    if (request) {
      part("link").append("Request ", made("a", { href: "/live?request=" + encodeURIComponent(request) }, request));
      part("sign-in")?.setAttribute("href", "/sign-in?then=" + encodeURIComponent("/live?request=" + request));
    }
  };

  const choose = (one) => {
    chosen = one;
    content = "";
    part("json").hidden = true;
    part("copy").hidden = true;
    part("preview").hidden = true;
    part("told").textContent = "";
    part("one").hidden = false;
    timeline();
    part("one").focus();
    part("one").scrollIntoView({ block: "nearest" });
  };

  // Indents without touching a digit: numbers of 64 bits would not survive JSON.parse.
  const indented = (json) => {
    let depth = 0;
    return json.trim().replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]|\s+|[^\s{}[\],:"]+/g, (token) => {
      const line = () => "\n" + "  ".repeat(depth);
      switch (token) {
        case "{": case "[": depth++; return token + line();
        case "}": case "]": depth--; return line() + token;
        case ",": return token + line();
        case ":": return ": ";
        default: return token.trim();
      }
    });
  };

  const reveal = async () => {
    const answer = await fetch("/live/reveal", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrf: root.dataset.csrf, id: chosen.id }),
    }).catch(() => ({ ok: false }));
    if (!answer.ok) {
      part("told").textContent = answer.status === 401
        ? "Sign in again to see it."
        : "It is not in memory any more: it passed more than ten minutes or 1,000 others ago.";
      return;
    }
    content = (await answer.json()).content;
    part("told").textContent = content ? "" : "Nothing of it is kept to be shown.";
    part("json").textContent = indented(content);
    part("json").hidden = !content;
    part("copy").hidden = !content;
    part("preview").hidden = !content || Boolean(chosen.message);
  };

  const preview = () => {
    const field = (name, value) => made("textarea", { name, value, hidden: true });
    const form = made("form", { method: "post", action: "/preview" }, field("connection", chosen.connection), field("batch", indented(content)));
    document.body.append(form);
    form.submit();
  };

  part("pause").addEventListener("click", () => {
    isPaused = !isPaused;
    part("pause").setAttribute("aria-pressed", isPaused);
    part("pause").textContent = isPaused ? "Go on" : "Pause";
    if (!isPaused) {
      show(held);
      held = [];
    }
    say();
  });
  part("clear").addEventListener("click", () => part("rows").replaceChildren());
  part("reveal")?.addEventListener("click", reveal);
  part("copy").addEventListener("click", async () => {
    await navigator.clipboard.writeText(content);
    part("told").textContent = "Copied.";
  });
  part("preview").addEventListener("click", preview);

  const source = new EventSource("/api/live?" + query);
  let fresh = [];
  source.addEventListener("sampling", (event) => {
    sampling = JSON.parse(event.data);
    isOpen = true;
    say();
  });
  source.addEventListener("error", () => {
    isOpen = false;
    say();
  });
  source.addEventListener("message", (event) => {
    fresh.push(JSON.parse(event.data));
    if (fresh.length > HELD_MAX) {
      // A tab that nobody sees has no frames.
      fresh.shift();
    }
    if (fresh.length === 1) {
      requestAnimationFrame(() => {
        if (isPaused) {
          held = held.concat(fresh).slice(-HELD_MAX);
          say();
        } else {
          show(fresh);
        }
        fresh = [];
      });
    }
  });
})();
