// Drives axe-core: every rule of it that is not deprecated or left out, with the results that axe.run itself gives, at less cost. Made
// with the engine, before a page's own scripts run, it gives { judge }.
(axe) => {
  const { WeakMap, Map, Object, Array, Symbol, String, Math } = window;

  // The engine's file stays as published; what follows reaches into its own parts, and so only into the version it was proven with.
  const PROVEN = "4.14.1";
  const { _audit: audit, utils } = axe;

  // Two rules of contrast judge the same nodes by the same colours, the stricter one first. A node with more than the lesser one asks
  // for passes that too; every other is looked at again. Text with a shadow is, too, as the rules do not see shadows alike.
  const judgeContrastOnce = () => {
    const { "color-contrast": plain, "color-contrast-enhanced": strict } = audit.checks;
    const matched = new WeakMap(), enough = new WeakMap();
    for (const rule of audit.rules) {
      if (!rule.any.some((id) => id === plain.id || id === strict.id)) continue;
      const matches = rule.matches;
      rule.matches = (node, virtual, context) => {
        if (!matched.has(virtual)) matched.set(virtual, matches.call(rule, node, virtual, context));
        return matched.get(virtual);
      };
    }
    const sizes = Object.keys(plain.options.contrastRatio);
    const lesser = new Map(sizes.map((size) => [`${strict.options.contrastRatio[size].expected}:1`, plain.options.contrastRatio[size].expected]));
    const { evaluate: again } = plain, { evaluate } = strict;
    strict.evaluate = function (node, options, virtual, context) {
      let told = null;
      const heard = { ...this, data: (data) => { told = data; this.data(data); }, relatedNodes: (nodes) => this.relatedNodes(nodes) };
      const verdict = evaluate.call(heard, node, options, virtual, context);
      const expected = told && told.fgColor && told.bgColor ? lesser.get(told.expectedContrastRatio) : undefined;
      // The ratio is told cut to two places: at the very border it decides nothing.
      if (told && told.contrastRatio > expected && virtual.getComputedStylePropertyValue("text-shadow") === "none") {
        enough.set(virtual, { ...told, messageKey: undefined, expectedContrastRatio: `${expected}:1` });
      }
      return verdict;
    };
    plain.evaluate = function (node, options, virtual, context) {
      if (!enough.has(virtual)) return again.call(this, node, options, virtual, context);
      this.data(enough.get(virtual));
      return true;
    };
  };

  // Of the page's style rules only those of media are judged, but each would be written out as text before it is passed over.
  const showMediaRulesOnly = () => {
    const MEDIA = 4, check = audit.checks["css-orientation-lock"], { evaluate } = check;
    const media = (asset) => {
      if (!asset.sheet || !asset.sheet.cssRules) return asset;
      return { ...asset, sheet: { cssRules: Array.from(asset.sheet.cssRules).filter((rule) => rule.type === MEDIA) } };
    };
    check.evaluate = function (node, options, virtual, context) {
      const given = context && context.cssom ? { ...context, cssom: context.cssom.map(media) } : context;
      return evaluate.call(this, node, options, virtual, given);
    };
  };

  // The source of an element is cut from all of the markup in it. It is written when it is asked for, which for most it never is.
  const writeSourcesLate = () => {
    const SOURCE = Symbol("source"), written = utils.getElementSource;
    Object.defineProperty(utils.DqElement.prototype, "source", {
      configurable: true,
      get() {
        if (this[SOURCE] === undefined) this[SOURCE] = this.spec.source ?? written(this._element);
        return this[SOURCE];
      },
      set(source) { if (source !== null) this[SOURCE] = source; },
    });
  };

  // All checks of a rule are answered at once, without a queue for each node; one that cannot be, or fails, is put to the engine's own way.
  const runAtOnce = () => {
    const rule = Object.getPrototypeOf(audit.rules[0]), { run } = rule;
    rule.run = function (context, options, respond, reject) {
      let result;
      audit.noHtml = true;
      try { result = this.runSync(context, options); } catch { result = null; } finally { audit.noHtml = false; }
      if (result) respond(result);
      else run.call(this, context, options, respond, reject);
    };
  };

  // The options of a check are the same for every node.
  const readOptionsOnce = () => {
    const check = Object.getPrototypeOf(Object.values(audit.checks)[0]), { getOptions } = check, read = new Map();
    check.getOptions = function (options) {
      if (options !== this.options) return getOptions.call(this, options);
      if (!read.has(this)) read.set(this, getOptions.call(this, options));
      return read.get(this);
    };
  };

  if (axe.version === PROVEN) {
    judgeContrastOnce();
    showMediaRulesOnly();
    writeSourcesLate();
    runAtOnce();
    readOptionsOnce();
  }

  const selector = (target) => target.map((step) => (Array.isArray(step) ? step.join(" >>> ") : step)).join(" |> ");

  // Inside a frame the engine gives no element; the box of the frame is what can be marked on the picture.
  const box = (node) => {
    try {
      const element = node.element || (typeof node.target[0] === "string" ? document.querySelector(node.target[0]) : null);
      const area = element.getBoundingClientRect();
      if (!area.width || !area.height) return null;
      return [area.left + window.scrollX, area.top + window.scrollY, area.width, area.height].map((value) => Math.round(value));
    } catch { return null; }
  };

  const seen = (rule) => ({
    id: rule.id, impact: rule.impact, tags: rule.tags, help: rule.help, helpUrl: rule.helpUrl,
    nodes: rule.nodes.map((node) => ({
      target: selector(node.target), html: String(node.html || "").slice(0, 300), summary: String(node.failureSummary || ""), box: box(node),
    })),
  });

  // Counts before the engine cuts the passes down to one node each: making a selector for every passing node is a tenth of its work.
  const count = (raw) => new Map(raw.map((rule) => [rule.id, (rule.passes || []).length]));

  // Nor are selectors wanted for the elements that a check names besides the one it judges.
  const forgetRelated = (raw) => {
    for (const rule of raw) {
      for (const node of [rule.violations, rule.incomplete, rule.passes].flatMap((nodes) => nodes || [])) {
        for (const check of [...node.any, ...node.all, ...node.none]) check.relatedNodes = [];
      }
    }
  };

  const judge = async (options, leftOut = []) => {
    const known = axe.getRules().filter((rule) => !rule.tags.includes("deprecated"));
    const rules = Object.fromEntries(known.map(({ ruleId }) => [ruleId, { enabled: !leftOut.includes(ruleId) }]));
    let passing = new Map();
    const reporter = (raw, given, respond, reject) => {
      passing = count(raw);
      forgetRelated(raw);
      return axe.getReporter("v1")(raw, given, respond, reject);
    };
    const found = await axe.run(document, { ...options, rules, reporter, elementRef: true, resultTypes: ["violations", "incomplete"] });
    return {
      version: found.testEngine.version,
      violations: found.violations.map(seen),
      incomplete: found.incomplete.map(seen),
      passes: found.passes.map((rule) => ({ id: rule.id, tags: rule.tags, nodes: passing.get(rule.id) || rule.nodes.length })),
      inapplicable: found.inapplicable.map((rule) => ({ id: rule.id, tags: rule.tags })),
    };
  };

  return { judge };
}
