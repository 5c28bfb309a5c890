// What pages do beyond plain HTML: local times on hover, and charts. Everything else works without scripts.
(() => {
  const localTimes = (root) => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      time.title = new Date(time.dateTime).toLocaleString();
    }
  };

  const MINUTE = 60_000;
  const RESOLUTIONS = { minute: "3 hours by minutes", hour: "7 days by hours", day: "all by days" };
  const SHOWN = { minute: 180, hour: 168, day: Infinity };
  const FIGURES = ["accepted", "filtered", "delivered", "died", "waiting"];
  const TABLE_ROWS = 12;
  const CHART_HEIGHT = 220;

  const made = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const tabulate = (details, history) => {
    const number = new Intl.NumberFormat("en-US");
    const rows = history.millis.map((millis, i) => {
      const utc = new Date(millis).toISOString();
      const time = made("time", { dateTime: utc }, utc.slice(0, 19).replace("T", " "));
      const cells = FIGURES.map((figure) =>
        made("td", { className: "n" }, number.format(history[figure][i])));
      return made("tr", {}, made("td", {}, time), ...cells);
    });
    if (rows.length > 0) {
      details.querySelector(".wide tbody").replaceChildren(...rows.slice(-TABLE_ROWS).reverse());
      localTimes(details);
    }
  };

  // In UTC, as precise as the distance of the ticks, in seconds, asks for.
  const tick = (at, distance) => {
    const utc = new Date(at * 1000).toISOString();
    const day = utc.slice(5, 10);
    const minute = utc.slice(11, 16);
    return distance < 60 ? utc.slice(11, 19) : distance < 3600 ? minute : distance < 86_400 ? day + " " + minute : day;
  };

  const draw = (chart, history) => {
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
    const line = (figure, ink, dash) => ({ label: figure, stroke: colour(ink), width: 2, dash, points: { show: history.millis.length < 3 } });
    const options = {
      width: Math.max(chart.clientWidth, 240),
      height: CHART_HEIGHT,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
      axes: [
        { ...axis, space: 90, values: (_chart, ticks, _axis, _space, distance) => ticks.map((at) => tick(at, distance)) },
        { ...axis, size: 64 },
      ],
      series: [
        { label: "UTC", value: "{YYYY}-{MM}-{DD} {HH}:{mm}" },
        line("accepted", "--still"),
        line("filtered", "--slow", [2, 4]),
        line("delivered", "--good", [8, 3]),
        line("died", "--bad"),
        line("waiting", "--quiet", [2, 2]),
      ],
    };
    const data = [history.millis.map((millis) => millis / 1000), ...FIGURES.map((figure) => history[figure])];
    chart.querySelector(".uplot")?.remove();
    new uPlot(options, data, chart);
  };

  const show = async (details) => {
    const chart = details.querySelector(".chart");
    const resolution = details.dataset.resolution ?? "minute";
    const asked = new URLSearchParams({ connection: details.dataset.connection, resolution });
    const answer = await fetch("/api/history?" + asked);
    if (!answer.ok) {
      return;
    }
    const history = await answer.json();
    for (const name of ["millis", ...FIGURES]) {
      history[name] = history[name].slice(-Math.min(SHOWN[resolution], history[name].length || 1));
    }
    draw(chart, history);
    tabulate(details, history);
  };

  const choices = (details) => {
    const buttons = Object.entries(RESOLUTIONS).map(([resolution, text]) => {
      const button = made("button", { type: "button" }, text);
      button.addEventListener("click", () => {
        details.dataset.resolution = resolution;
        buttons.forEach((one) => one.setAttribute("aria-pressed", one === button));
        show(details);
      });
      button.setAttribute("aria-pressed", resolution === "minute");
      return button;
    });
    details.querySelector(".chart").append(made("div", { className: "choices" }, ...buttons));
  };

  // "toggle" does not bubble.
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (details.matches?.("details.past") && details.open) {
      if (!details.querySelector(".choices")) {
        choices(details);
      }
      show(details);
    }
  }, true);

  const showOpen = () => document.querySelectorAll("details.past[open]").forEach(show);
  setInterval(showOpen, MINUTE);
  window.addEventListener("resize", showOpen);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showOpen);

  const copies = (root) => {
    for (const text of root.querySelectorAll("pre[data-copy]")) {
      const button = made("button", { type: "button" }, "Copy");
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = "Copied";
      });
      text.before(made("div", { className: "choices" }, button));
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    localTimes(document);
    copies(document);
  });
  document.addEventListener("htmx:afterSwap", (event) => localTimes(event.target));
})();
