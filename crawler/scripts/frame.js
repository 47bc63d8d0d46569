// Runs in every frame before the page's own scripts: shuts the doors that the browser cannot shut, makes the clock stoppable, and
// answers what the crawler asks of the page. Everything it needs later is taken now, before a page can replace it.
(() => {
  const { setTimeout: later, clearTimeout: never, setInterval: often, requestAnimationFrame: onFrame, MutationObserver: Observer } = window;
  const { requestIdleCallback: onIdle, cancelAnimationFrame: noFrame, cancelIdleCallback: noIdle } = window;
  const { Promise, URL, Set, Map, Event, EventTarget, Array, Object, JSON, DOMException } = window;
  const now = performance.now.bind(performance);
  const wait = (ms) => new Promise((done) => later.call(window, done, ms));
  const denied = [];
  const { PerformanceObserver: Watch, Reflect } = window;
  const { apply } = Reflect, { getEntriesByType } = window.Performance.prototype, { observe, takeRecords, disconnect } = Watch.prototype;
  const getter = (kind, name) => {
    const { get } = (kind && Object.getOwnPropertyDescriptor(kind.prototype, name)) || {};
    return (entry) => (get ? apply(get, entry, []) : null);
  };
  const told = {
    name: getter(window.PerformanceEntry, "name"), at: getter(window.PerformanceEntry, "startTime"),
    bytes: getter(window.PerformanceResourceTiming, "encodedBodySize"), sent: getter(window.PerformanceResourceTiming, "requestStart"),
    answered: getter(window.PerformanceResourceTiming, "responseStart"),
    element: getter(window.LargestContentfulPaint, "element"), url: getter(window.LargestContentfulPaint, "url"),
    shift: getter(window.LayoutShift, "value"), caused: getter(window.LayoutShift, "hadRecentInput"),
  };

  // 1. Doors. A socket opened by a script passes no request that could be stopped outside, and a worker could open one unseen.
  const refuse = (type, url) => {
    if (denied.length < 100) denied.push({ type, url: new URL(String(url || ""), document.baseURI).href });
  };
  class WebSocket extends EventTarget {
    constructor(url) {
      super();
      refuse("websocket", url);
      Object.assign(this, { url: String(url), readyState: 3, protocol: "", extensions: "", bufferedAmount: 0, binaryType: "blob" });
      later.call(window, () => fail(this, "error", "close"), 0);
    }
    send() {}
    close() {}
  }
  Object.assign(WebSocket, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
  Object.assign(WebSocket.prototype, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
  const worker = (type) =>
    class extends EventTarget {
      constructor(url) {
        super();
        refuse(type, url);
        this.port = { postMessage() {}, start() {}, close() {}, addEventListener() {}, removeEventListener() {} };
        later.call(window, () => fail(this, "error"), 0);
      }
      postMessage() {}
      terminate() {}
    };
  const fail = (target, ...names) => {
    for (const name of names) {
      const event = new Event(name);
      target.dispatchEvent(event);
      if (typeof target["on" + name] === "function") target["on" + name](event);
    }
  };
  const put = (name, value) => Object.defineProperty(window, name, { value, configurable: false, writable: false, enumerable: false });
  put("WebSocket", WebSocket);
  put("Worker", worker("worker"));
  put("SharedWorker", worker("worker"));
  for (const name of ["WebTransport", "WebSocketStream", "RTCPeerConnection", "webkitRTCPeerConnection"]) put(name, undefined);
  put("open", (url) => (refuse("popup", url), null));
  if (window.ServiceWorkerContainer) {
    window.ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("refused", "SecurityError"));
  }

  // 2. The clock. From the moment the page is looked at, nothing that a page planned for later may change it.
  let stopped = false;
  // What a page means to do soon, by a timer that it set itself and not out of another timer, is part of its loading.
  const SOON_MS = 1500, soon = new Set();
  const LATER_MS = 3000, planned = new Set();
  // Whatever a page has planned at all, its frames and repeated timers included, each with what it was planned by.
  const due = { timer: new Set(), frame: new Set(), idle: new Set() };
  let nested = 0;
  const forget = (id, kind) => {
    due[kind].delete(id);
    if (kind === "timer") { soon.delete(id); planned.delete(id); }
  };
  const gated = (native, once, kind) =>
    function (callback, ms, ...rest) {
      if (typeof callback !== "function") return native.call(window, callback, ms, ...rest);
      const depth = nested + 1;
      const id = native.call(window, (...given) => {
        if (kind !== "timer" || once) forget(id, kind);
        if (stopped) return;
        const before = nested;
        nested = depth;
        try { callback.apply(window, given); } finally { nested = before; }
      }, ms, ...rest);
      due[kind].add(id);
      if (once && depth < 3 && !(ms > SOON_MS)) soon.add(id);
      if (once && depth < 3 && !(ms > LATER_MS)) planned.add(id);
      return id;
    };
  const ending = (native, kind) => (id) => { forget(id, kind); native.call(window, id); };
  window.setTimeout = gated(later, true, "timer");
  window.setInterval = gated(often, false, "timer");
  window.requestAnimationFrame = gated(onFrame, false, "frame");
  window.requestIdleCallback = gated(onIdle, false, "idle");
  // A timer of either kind is ended by either name (HTML, 8.7).
  window.clearTimeout = window.clearInterval = ending(never, "timer");
  window.cancelAnimationFrame = ending(noFrame, "frame");
  window.cancelIdleCallback = ending(noIdle, "idle");

  const axe = (function (setTimeout, clearTimeout) {
    "AXE";
    return window.axe;
  }).call(window, (callback, ms, ...rest) => later.call(window, callback, ms, ...rest), (id) => never.call(window, id));

  // 3. What the crawler asks.
  // What was painted is told a moment after the frame that it was painted in; where nothing is, nobody tells so.
  const PAINT_MS = 200;
  const painted = () =>
    Promise.race([
      new Promise((done) => {
        const watch = new Watch(() => { apply(disconnect, watch, []); done(); });
        apply(observe, watch, [{ __proto__: null, type: "largest-contentful-paint", buffered: true }]);
      }),
      wait(PAINT_MS),
    ]);
  const frameDrawn = () => Promise.race([new Promise((done) => onFrame.call(window, () => onFrame.call(window, done))), wait(100)]);

  // A page whose scripts have not put anything into it yet is given longer, and so is one that shows little and plans something.
  const BARE_MS = 3000, BARE_TEXT = 100, LITTLE_TEXT = 400, FEW_LINKS = 5;
  const bare = () => {
    if (!document.scripts.length || !document.body) return false;
    if (shows("a[href], h1, h2, h3, img", 1)) return planned.size > 0 && !shows("a[href]", FEW_LINKS) && !says(LITTLE_TEXT);
    return !says(BARE_TEXT) || (planned.size > 0 && !says(LITTLE_TEXT));
  };
  const shows = (selector, least) => {
    const found = deep(document, selector);
    for (let count = 0; count < least; count++) if (found.next().done) return false;
    return true;
  };
  const says = (least) => {
    let text = 0;
    for (const root of roots(document)) {
      const walker = document.createTreeWalker(root === document ? document.body : root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        if (!/^(SCRIPT|STYLE|NOSCRIPT)$/.test(walker.currentNode.parentNode.nodeName)) text += walker.currentNode.data.trim().length;
        if (text > least) return true;
      }
    }
    return false;
  };

  // Resolves once the page is loaded, or after `patience`, and then it was drawn, nothing changed for `most`, no timer is about to change
  // anything and the fonts are there, or after `limit`; all in milliseconds. Gives how long that last part took.
  // Where nothing at all is planned, only an answer from outside could still change the page, and those are waited for elsewhere.
  const IDLE_MS = 20;
  const idle = () => !(due.timer.size || due.frame.size || due.idle.size);
  const settle = async (most, limit, patience) => {
    const begun = now(), enough = () => (idle() ? Math.min(most, IDLE_MS) : most);
    while (document.readyState !== "complete" && now() - begun < patience) await wait(5);
    const start = now();
    let last = start, drawn = false;
    (async () => { await Promise.all([frameDrawn(), painted()]); drawn = true; })();
    const observer = new Observer(() => { last = now(); });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const unready = () => !drawn || document.fonts.status !== "loaded" || now() - last < enough() || soon.size;
    const empty = () => now() - start < BARE_MS && now() - begun < patience && bare();
    while ((now() - start < limit && unready()) || empty()) await wait(Math.max(10, enough() - (now() - last)));
    observer.disconnect();
    return now() - start;
  };

  const sameOriginFrames = () => Array.from(window.frames).filter((frame) => { try { return frame.__eindekss; } catch { return false; } });

  // Whether anything moved until then.
  const stop = () => {
    stopped = true;
    const moved = sameOriginFrames().map((frame) => frame.__eindekss.stop());
    return rest() || moved.includes(true);
  };

  // What moves is brought to its end, what moves for ever to its beginning; whether there was anything.
  const rest = () => {
    const moving = document.getAnimations();
    for (const animation of moving) {
      try {
        if (animation.effect.getComputedTiming().endTime === Infinity) animation.cancel();
        else animation.finish();
      } catch { /* one that cannot be finished is left where it stands */ }
    }
    return moving.length > 0;
  };

  const roots = function* (root) {
    yield root;
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) yield* roots(element.shadowRoot);
  };

  const deep = function* (root, selector) {
    for (const element of root.querySelectorAll("*")) {
      if (element.matches(selector)) yield element;
      if (element.shadowRoot) yield* deep(element.shadowRoot, selector);
    }
  };

  // The page as it is seen: what stands in an open shadow root stands in its host, and what is put into a slot stands in the place of
  // the slot. The host is marked with `data-shadow-root`. The copy is made in a document without scripts, so that nothing in it awakes.
  const flat = () => {
    const within = new Set();
    for (const element of deep(document, "*")) {
      if (!element.shadowRoot) continue;
      for (let each = element; each && !within.has(each); each = each.assignedSlot || each.parentElement || each.getRootNode().host) within.add(each);
    }
    if (!within.size) return document.documentElement.outerHTML;
    const inert = document.implementation.createHTMLDocument("");
    const shown = (node) => {
      if (node.localName === "slot" && node.assignedNodes && node.assignedNodes().length) return node.assignedNodes();
      return node.shadowRoot ? node.shadowRoot.childNodes : node.childNodes;
    };
    const copy = (node) => {
      if (!within.has(node) && node.localName !== "slot" && !(node.querySelector && node.querySelector("slot"))) return [inert.importNode(node, true)];
      const inside = Array.from(shown(node)).flatMap(copy);
      if (node.localName === "slot") return inside;
      const own = inert.importNode(node, false);
      if (node.shadowRoot) own.setAttribute("data-shadow-root", "open");
      own.append(...inside);
      return [own];
    };
    return copy(document.documentElement)[0].outerHTML;
  };

  const address = (link) => {
    try {
      const given = typeof link.href === "string" ? link.href : link.href.baseVal;
      return new URL(given, document.baseURI).href;
    } catch { return ""; }
  };

  const doctype = () => {
    const type = document.doctype;
    if (!type) return "";
    const ids = type.publicId ? ` PUBLIC "${type.publicId}"` + (type.systemId ? ` "${type.systemId}"` : "") : type.systemId ? ` SYSTEM "${type.systemId}"` : "";
    return `<!DOCTYPE ${type.name}${ids}>`;
  };

  const layout = () => {
    const meta = document.querySelector('meta[name="viewport" i]');
    return {
      width: document.documentElement.clientWidth,
      scroll_width: Math.max(document.documentElement.scrollWidth, document.body ? document.body.scrollWidth : 0),
      scroll_height: Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0),
      viewport_meta: meta ? meta.getAttribute("content") || "" : null,
    };
  };

  const MOST_SIZES = 1000;
  // What the browser itself has measured so far; a page can neither change nor forget it.
  const entries = (type) => {
    const watch = new Watch(() => {});
    apply(observe, watch, [{ __proto__: null, type, buffered: true }]);
    const found = apply(takeRecords, watch, []);
    apply(disconnect, watch, []);
    return found;
  };

  // The bytes of each answer's body as it came, by its address; 0 where another host keeps them to itself.
  const sizes = () => {
    const found = {};
    for (const frame of sameOriginFrames()) Object.assign(found, frame.__eindekss.sizes());
    for (const type of ["resource", "navigation"]) {
      const rows = apply(getEntriesByType, performance, [type]);
      for (let place = 0; place < rows.length && place < MOST_SIZES; place++) found[told.name(rows[place])] = told.bytes(rows[place]);
    }
    return found;
  };

  const measured = () => {
    const page = apply(getEntriesByType, performance, ["navigation"])[0], paints = entries("largest-contentful-paint"), shifts = [];
    for (const each of entries("layout-shift")) if (!told.caused(each)) shifts.push([told.at(each), told.shift(each)]);
    const last = paints[paints.length - 1], element = last && told.element(last);
    const largest = last ? { at: told.at(last), url: told.url(last), element: element ? element.localName : "" } : null;
    return { sent: told.sent(page), first_byte: told.answered(page), largest, shifts, sizes: sizes() };
  };

  const atTop = () => document.scrollingElement && !document.scrollingElement.scrollTop && !document.scrollingElement.scrollLeft;

  // What stood still was drawn before.
  const look = async () => {
    const measures = measured(), moved = stop() || !atTop();
    window.scrollTo({ left: 0, top: 0, behavior: "instant" });
    if (moved) await frameDrawn();
    const links = [...new Set([...deep(document, "a[href], area[href]")].map(address))].filter((link) => /^https?:/.test(link));
    const refused = [denied, ...sameOriginFrames().map((frame) => frame.__eindekss.denied)].flat();
    return { html: doctype() + flat(), links, layout: layout(), denied: refused, measures };
  };

  const { judge } = "JUDGE";
  const { banner, press } = "CONSENT";

  put("__eindekss", Object.freeze({ settle, stop, rest, look, judge, layout, banner, press, denied, sizes, measured }));
})();
