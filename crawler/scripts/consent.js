// Finds the banner by which a page asks its visitors for consent, and presses one of its buttons when told to. Made with the tables of
// data/inputs/consent, it gives { banner, press }.
(tables) => {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const escaped = (phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // A phrase begins a word, so that "nepiekrītu" does not say "piekrītu"; a very short one is a word of its own.
  const said = (phrases) => new RegExp(phrases.map((each) => `(?<!\\p{L})${escaped(each)}${each.length < 4 ? "(?!\\p{L})" : ""}`).join("|"), "u");
  const about = said(tables.words.about);
  const deeds = tables.deeds.map((does) => [does, said(tables.words[does])]);
  const LABELLED = /cookie|consent|gdpr|sikdat|sīkdat/i;
  const BUTTONS = "button, a, input[type=button], input[type=submit], [role=button]";
  const SILENT = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TEXTAREA"]);
  const MOST_TEXTS = 200, MOST_BUTTONS = 12;
  let pressable = [];

  const roots = function* (root) {
    yield root;
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) yield* roots(element.shadowRoot);
  };
  const all = function* (root, selector) {
    for (const each of roots(root)) yield* each.querySelectorAll(selector);
  };
  const above = (element) => element.parentElement || (element.getRootNode().host ?? null);
  const text = (element) => fold(element.innerText || element.value || element.getAttribute("aria-label") || element.title || "");

  const seen = (element) => {
    const box = element.getBoundingClientRect();
    const inside = box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    return inside && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };

  const doing = (button, platform) => {
    for (const part of ["accept", "reject", "settings"]) if (platform[part] && button.matches(platform[part])) return part;
    const words = text(button);
    return (deeds.find(([, phrases]) => phrases.test(words)) || ["other"])[0];
  };

  const buttons = (element, platform) =>
    [...all(element.shadowRoot || element, BUTTONS)].filter((each) => seen(each) && text(each)).slice(0, MOST_BUTTONS).map((each) => ({
      element: each, does: doing(each, platform),
    }));

  const known = () => {
    for (const platform of tables.platforms) {
      for (const root of roots(document)) {
        for (const element of root.querySelectorAll(platform.banner)) {
          if (seen(element)) return { element, platform, buttons: element.localName === "iframe" ? [] : buttons(element, platform) };
        }
      }
    }
    return null;
  };

  const apart = (element) => {
    if (element.matches("dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]")) return true;
    if (LABELLED.test(`${element.id} ${element.getAttribute("class") || ""} ${element.getAttribute("aria-label") || ""}`)) return true;
    return ["fixed", "sticky"].includes(getComputedStyle(element).position);
  };

  // From the words that speak of cookies upwards to what stands apart from the page and has a button that answers.
  const around = (start, tried) => {
    for (let element = start; element && element !== document.body && element !== document.documentElement; element = above(element)) {
      if (tried.has(element)) return null;
      tried.add(element);
      if (!apart(element) || !seen(element)) continue;
      const found = buttons(element, {});
      if (found.some((each) => each.does === "accept" || each.does === "reject")) return { element, platform: { name: "generic" }, buttons: found };
    }
    return null;
  };

  const generic = () => {
    const tried = new Set();
    let left = MOST_TEXTS;
    for (const root of roots(document)) {
      const walker = document.createTreeWalker(root === document ? document.body : root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && left > 0) {
        const parent = walker.currentNode.parentElement || root.host;
        if (!parent || SILENT.has(parent.tagName) || !about.test(fold(walker.currentNode.data.slice(0, 2000)))) continue;
        left -= 1;
        const found = around(parent, tried);
        if (found) return found;
      }
    }
    return null;
  };

  const stopped = () =>
    [document.documentElement, document.body].some((element) => element && /hidden|clip/.test(getComputedStyle(element).overflowY)) &&
    Math.max(document.documentElement.scrollHeight, document.body.scrollHeight) > innerHeight + 50;

  // Whether what is seen at a point is the banner, or a sheet laid over the page.
  const covered = (banner, x, y) => {
    for (let element = document.elementFromPoint(x, y); element; element = above(element)) {
      if (element === banner || element === banner.getRootNode().host) return true;
      const box = element.getBoundingClientRect();
      const sheet = getComputedStyle(element).position === "fixed" && box.width * box.height > 0.8 * innerWidth * innerHeight;
      if (sheet && !element.querySelector("main, h1, nav")) return true;
    }
    return false;
  };

  const wall = (banner) => {
    const box = banner.getBoundingClientRect();
    const width = Math.min(box.right, innerWidth) - Math.max(box.left, 0), height = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    if (width * height > 0.5 * innerWidth * innerHeight || stopped()) return true;
    const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [x * innerWidth, y * innerHeight]));
    return points.filter(([x, y]) => covered(banner, x, y)).length > 6;
  };

  const banner = () => {
    const found = document.body && (known() || generic());
    pressable = found ? found.buttons.map((each) => each.element) : [];
    if (!found) return { present: false, platform: null, wall: false, framed: false, buttons: [] };
    return {
      present: true, platform: found.platform.name, wall: wall(found.element), framed: found.element.localName === "iframe",
      buttons: found.buttons.map((each) => ({ text: (each.element.innerText || text(each.element)).replace(/\s+/g, " ").trim().slice(0, 80), does: each.does })),
    };
  };

  // Presses a button of the banner that was told last; why not, where pressing it would do more than that.
  const press = (place) => {
    const button = pressable[place];
    if (!button || !button.isConnected) return "gone";
    const link = button.closest("a[href]");
    if (link && /^https?:/.test(link.href) && link.href.split("#")[0] !== location.href.split("#")[0]) return "leads-elsewhere";
    if (button.form && ["submit", "image"].includes(button.type)) return "sends-a-form";
    button.click();
    return null;
  };

  return { banner, press };
}
