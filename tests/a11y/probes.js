// What the tests ask a page. Loaded into it by the driver, which the content security policy does not concern, so the
// page under test keeps its strict policy. Each probe returns a list of faults in words; an empty list is a pass.
(() => {
  const TABBABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`;
  const spacing = new CSSStyleSheet();
  const checked = new Set();
  let stops = [];

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const isForScreenReaders = (element) => element.closest(".visually-hidden, .skip-link") !== null;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isShown);

  function name(element) {
    const text = element.textContent.trim().replaceAll(/\s+/g, " ").slice(0, 40);
    const [first] = element.classList;
    return `${element.localName}${element.id ? `#${element.id}` : ""}${first ? `.${first}` : ""} “${text}”`;
  }

  function checkHeadings() {
    const levels = all("h1, h2, h3, h4, h5, h6").map((heading) => [Number(heading.localName[1]), heading]);
    const ones = levels.filter(([level]) => level === 1).length;
    const skipped = levels.filter(([level], at) => level > (at ? levels[at - 1][0] : 0) + 1);
    return [
      ...(ones === 1 ? [] : [`${ones} first headings`]),
      ...skipped.map(([level, heading]) => `skips to level ${level}: ${name(heading)}`),
    ];
  }

  function checkFrame() {
    const faults = ["header", "main", "footer"]
      .map((landmark) => [landmark, all(`body > ${landmark}`).length])
      .filter(([, count]) => count !== 1)
      .map(([landmark, count]) => `${count} × <${landmark}>`);
    const { lang, dir } = document.documentElement;
    if (!lang || !dir) faults.push("language or direction is missing");
    if (!/^(Error: )?\S.* – OSPO Maturity$/.test(document.title)) faults.push(`title is “${document.title}”`);
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    faults.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `id ${id} is there twice`));
    return faults;
  }

  // Two lines that speak at once are one too many. The line of a chart speaks only after its own button was pressed.
  function checkLiveRegions() {
    const lines = all("[role=status], [role=log], [aria-live]:not([aria-live=off])").filter(
      (line) => !line.matches("[data-chart-status], .messages"),
    );
    return lines.length > 1 ? [`${lines.length} live regions: ${lines.map(name).join(", ")}`] : [];
  }

  function checkErrorSummary(isExpected) {
    const summary = document.querySelector(".error-summary[role=alert]");
    const faults = [];
    if (document.title.startsWith("Error: ") !== isExpected) faults.push(`title is “${document.title}”`);
    if ((summary !== null) !== isExpected) faults.push(`error summary: ${summary ? name(summary) : "none"}`);
    if (!summary) return faults;
    if (document.activeElement !== summary) faults.push(`the focus is on ${name(document.activeElement)}`);
    const links = [...summary.querySelectorAll("a[href*='#']")];
    // What is wrong with a form as a whole, such as a wrong password, is at no field.
    const wrong = document.querySelectorAll("[aria-invalid=true], main [data-refused]").length;
    if (wrong && !links.length) faults.push("no link in the error summary");
    const lost = links.filter((link) => link.pathname === location.pathname && !document.getElementById(link.hash.slice(1)));
    return [...faults, ...lost.map((link) => `leads nowhere: ${name(link)}`)];
  }

  const isScrolledByItself = (element) => {
    const holder = element.parentElement?.closest(".table-wrap, .chart-scroll");
    return Boolean(holder) && ["auto", "scroll"].includes(getComputedStyle(holder).overflowX);
  };

  function checkReflow() {
    const width = window.innerWidth;
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= width) return [];
    const wide = all("body *").filter(
      (element) => element.getBoundingClientRect().right > width + 1 && !isScrolledByItself(element),
    );
    return [`${scrollWidth} px wide in ${width} px: ${wide.slice(0, 3).map(name).join(", ")}`];
  }

  const hides = (value) => value === "hidden" || value === "clip";
  function isClipped(element) {
    const { overflowX, overflowY } = getComputedStyle(element);
    return (
      (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)
    );
  }

  function checkClipping() {
    const holders = all("body *:not(svg, svg *, progress)").filter((element) => element.textContent.trim());
    return holders.filter((element) => !isForScreenReaders(element) && isClipped(element)).map((element) => `cut off: ${name(element)}`);
  }

  function setSpacing(isWide) {
    spacing.replaceSync(isWide ? SPACING : "");
    document.adoptedStyleSheets = isWide ? [spacing] : [];
  }

  function checkMotion() {
    const moving = all("body *").filter((element) =>
      getComputedStyle(element).transitionDuration.split(",").some((time) => parseFloat(time) > 0),
    );
    return [...moving.slice(0, 3).map((element) => `moves: ${name(element)}`), ...document.getAnimations().map(() => "an animation")];
  }

  function readColour(text) {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
    const [r, g, b] = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return { alpha, luminance: 0.2126 * r + 0.7152 * g + 0.0722 * b };
  }

  function findGround(element) {
    for (let at = element.parentElement; at; at = at.parentElement) {
      const colour = readColour(getComputedStyle(at).backgroundColor);
      if (colour.alpha === 1) return colour;
    }
    return { alpha: 1, luminance: 1 };
  }

  function checkOutline(shown) {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return [`focus is not seen: ${name(shown)}`];
    const [low, high] = [readColour(outlineColor), findGround(shown)].map((colour) => colour.luminance).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05) < 3 ? [`focus is hardly seen: ${name(shown)}`] : [];
  }

  // Each line of a link, but only what of it fits into the window.
  function isUncovered(shown) {
    const boxes = [...shown.getClientRects()].filter((box) => box.width && box.height);
    return boxes.length > 0 && boxes.every((box) => {
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, window.innerHeight)];
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, window.innerWidth)];
      if (bottom <= top || right <= left) return false;
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return hit !== null && (shown.contains(hit) || hit.contains(shown));
    });
  }

  // The stop of the Tab key, with its faults; null when the round is complete. Between its end and its beginning the
  // focus leaves the page for a moment, as it goes through the bars of the browser.
  function checkStop() {
    const element = document.activeElement;
    // A field for a day has several stops of its own: day, month, year, and the calendar.
    if (element?.type === "date" && element === stops.at(-1)) return [];
    if (stops.includes(element)) return null;
    if (!element || element === document.body) return [];
    stops.push(element);
    const shown = element.closest(".choice") ?? element;
    return [...checkOutline(shown), ...(isUncovered(shown) ? [] : [`focus is covered: ${name(shown)}`])];
  }

  function checkRound() {
    const groups = new Set(stops.filter((stop) => stop.type === "radio").map((stop) => stop.name));
    const missed = all(TABBABLE).filter(
      (element) => !stops.includes(element) && !element.matches(":disabled, [tabindex='-1']") && !groups.has(element.name),
    );
    return missed.map((element) => `Tab does not reach ${name(element)}`);
  }

  function beginRound() {
    stops = [];
  }

  const readBoxes = () =>
    [...document.querySelectorAll("*")]
      .map((element) => Object.values(element.getBoundingClientRect().toJSON()).join(" "))
      .join();

  // Without the size of targets when every box is where it was while that was checked before.
  function checkRulesOfLook({ runOnly: { type, values } }) {
    const isKnown = checked.has(readBoxes());
    return checkRules({ runOnly: { type, values: values.filter((rule) => !isKnown || rule !== "target-size") } });
  }

  async function checkRules(options, within = document) {
    if (within === document) checked.add(readBoxes());
    const { violations } = await window.axe.run(within, { resultTypes: ["violations"], ...options });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary.split("\n").slice(1).join("; ").trim()}`),
    );
  }

  window.probes = {
    checkStructure: () => [...checkHeadings(), ...checkFrame(), ...checkLiveRegions()],
    checkErrorSummary, checkReflow, checkClipping, setSpacing, checkMotion, beginRound, checkStop, checkRound,
    checkRules, checkRulesOfLook,
  };
})();
