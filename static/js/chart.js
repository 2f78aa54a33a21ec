/* The interactive chart, on demand. Until its button is pressed nothing is loaded; without this script the page is
   complete, for the button stays hidden.

   <figure class="chart-figure" data-chart>
     <div data-chart-drawing> … the SVG … </div>
     <div class="chart-plot" data-chart-plot hidden></div>
     <button type="button" data-plotly-open hidden data-figure="URL of the figure" data-plotly-src="URL of plotly.min.js"
             data-open="Explore the chart" data-close="Show the drawing">Explore the chart</button>
     <p role="status" data-chart-status data-loading="…" data-ready="…" data-failed="…"></p>
   </figure>
*/

// The full bundle contains a map library that writes a <style> element at start unless this id exists. We draw no
// maps and the content policy refuses the element, so an empty holder takes the id. A test watches the id.
const MAP_STYLE_ID = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

const NARROW = 480;
let library = null;

function loadLibrary(address) {
  library ??= new Promise((resolve, reject) => {
    const holder = document.createElement("template");
    holder.id = MAP_STYLE_ID;
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      library = null;
      script.remove();
      holder.remove();
      reject(new Error("the chart library did not load"));
    };
    document.head.append(holder, script);
  });
  return library;
}

async function loadFigure(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!response.ok) throw new Error(`the figure answered ${response.status}`);
  return response.json();
}

/* As the browser computes them: plotly knows no colour of the system, such as CanvasText, and would draw in its own. */
function readColours(element) {
  const style = getComputedStyle(element);
  return (name, otherwise) => {
    const colour = style.getPropertyValue(`--chart-${name}`).trim();
    if (!colour) return otherwise;
    element.style.color = colour;
    const computed = style.color;
    element.style.color = "";
    return computed;
  };
}

/* The figure comes in the colours of the PDF; the page may be dark. */
function paint(figure, element) {
  const colour = readColours(element);
  const { polar } = figure.layout;
  for (const trace of figure.data) {
    trace.line.color = colour(trace.meta, trace.line.color);
    trace.fillcolor = colour("area", trace.fillcolor);
    trace.marker.line.color = trace.line.color;
    trace.marker.color = trace.customdata.map((hollow) => (hollow ? colour("surface", "white") : trace.line.color));
  }
  for (const axis of [polar.angularaxis, polar.radialaxis]) axis.gridcolor = colour("grid", axis.gridcolor);
  polar.angularaxis.linecolor = polar.angularaxis.gridcolor;
  polar.radialaxis.tickfont = { size: 11, color: colour("muted") };
  figure.layout.font.color = colour("ink", figure.layout.font.color);
  figure.layout.font.family = getComputedStyle(element).fontFamily;
}

/* plotly hides a marker that stands exactly at the centre of a straight-edged grid: move it by less than can be seen. */
function liftZeros(data) {
  for (const trace of data) trace.r = trace.r.map((score) => (score === 0 ? 0.001 : score));
}

/* In a narrow place the short labels stand round the ring, with less room at the sides. */
function fit(layout, width) {
  if (width >= NARROW) return;
  layout.polar.angularaxis.ticktext = layout.meta.short;
  layout.margin = { l: 64, r: 64, t: 40, b: 40 };
}

async function draw(chart) {
  const { button, plot } = chart;
  const [plotly, figure] = await Promise.all([
    loadLibrary(button.dataset.plotlySrc),
    loadFigure(button.dataset.figure),
  ]);
  plot.hidden = false;
  paint(figure, plot);
  fit(figure.layout, plot.clientWidth);
  liftZeros(figure.data);
  await plotly.newPlot(plot, figure.data, figure.layout, figure.config);
}

function show(chart, interactive) {
  chart.drawing.hidden = interactive;
  chart.plot.hidden = !interactive;
  chart.button.textContent = interactive ? chart.button.dataset.close : chart.button.dataset.open;
}

function say(chart, key) {
  chart.status.textContent = chart.status.dataset[key] ?? "";
}

async function toggle(chart) {
  if (chart.busy) return;
  if (chart.drawn) {
    show(chart, chart.plot.hidden);
    if (!chart.plot.hidden) window.Plotly.Plots.resize(chart.plot);
    return;
  }
  chart.busy = true;
  say(chart, "loading");
  try {
    await draw(chart);
    chart.drawn = true;
    show(chart, true);
    say(chart, "ready");
  } catch (problem) {
    console.error(problem);
    show(chart, false);
    say(chart, "failed");
  }
  chart.busy = false;
}

function repaint(chart) {
  if (!chart.drawn) return;
  const { data, layout } = chart.plot;
  paint({ data, layout }, chart.plot);
  window.Plotly.react(chart.plot, data, layout);
}

for (const element of document.querySelectorAll("[data-chart]")) {
  const chart = {
    button: element.querySelector("[data-plotly-open]"),
    plot: element.querySelector("[data-chart-plot]"),
    drawing: element.querySelector("[data-chart-drawing]"),
    status: element.querySelector("[data-chart-status]"),
  };
  if (!chart.button || !chart.plot || !chart.drawing || !chart.status) continue;
  chart.button.hidden = false;
  chart.button.addEventListener("click", () => toggle(chart));
  for (const looks of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(looks).addEventListener("change", () => repaint(chart));
  }
}
