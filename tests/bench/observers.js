// Runs before a page's own scripts: what the browser itself reports about painting, moving and answering.
window.observed = { paint: 0, shift: 0, slowest: 0 };

function observe(type, take, options = {}) {
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(take));
  observer.observe({ type, buffered: true, ...options });
}

observe("largest-contentful-paint", (entry) => { window.observed.paint = entry.startTime; });
observe("layout-shift", (entry) => { if (!entry.hadRecentInput) window.observed.shift += entry.value; });
// From an input to the next paint after it. The browser rounds to 8 ms, and leaves out what takes less than 16.
observe("event", ({ interactionId, duration }) => {
  if (interactionId) window.observed.slowest = Math.max(window.observed.slowest, duration);
}, { durationThreshold: 16 });
