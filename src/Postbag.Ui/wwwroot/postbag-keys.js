// The keyboard: reads every shortcut from the page itself, so the table that "?" shows can't be out of date.
// WCAG 2.1.4: single-letter keys can be switched off, are never heard while typing, and never with a modifier.
const Setting = "postbag.keys";
const Wait = 1200;

const isOn = () => localStorage.getItem(Setting) !== "off";
const isTyping = (element) =>
  element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
  (element.tagName === "INPUT" && !/^(button|checkbox|radio|submit|reset|image)$/.test(element.type));
const isSeen = (element) => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
/** Of parts that repeat ([data-scope], such as a letter in a list) only the one at hand has keys: where the focus is, else
    the first. */
const scope = () => document.activeElement?.closest("[data-scope]") ?? document.querySelector("[data-scope]");
const isAtHand = (element) => !element.closest("[data-scope]") || element.closest("[data-scope]") === scope();
const declared = () => [...document.querySelectorAll("[data-key]")]
    .filter((element) => element.dataset.key && !element.closest("dialog") && isAtHand(element));
const rows = () => [...document.querySelectorAll("[data-list] [data-row]")].filter(isSeen);

function act(element) {
  if (element.tagName === "FORM") element.requestSubmit();
  else if (/^(checkbox|radio)$/.test(element.type)) element.click();
  else if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) { element.focus(); element.select?.(); }
  else element.click();
}

/** j and k walk the list; the keyboard itself is there, so Enter is the browser's own. */
function step(by) {
  const all = rows();
  if (all.length === 0) return false;
  const here = all.findIndex((row) => row === document.activeElement);
  const from = here >= 0 ? here : all.findIndex((row) => row.hasAttribute("aria-current"));
  const to = from < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(from + by, 0), all.length - 1);
  all[to].focus();
  all[to].scrollIntoView({ block: "nearest" });
  return true;
}

/** Every shortcut of this page as [keys, what it does], each once. */
function table() {
  const lines = new Map();
  if (rows().length > 0) {
    lines.set("j", "Next in the list");
    lines.set("k", "Previous in the list");
    lines.set("Enter", "Open what is chosen");
    lines.set("o", "Open what is chosen");
  }
  for (const element of declared()) {
    if (!lines.has(element.dataset.key)) lines.set(element.dataset.key, titleOf(element));
  }
  lines.set("?", "Show these shortcuts");
  return [...lines];
}

const titleOf = (element) =>
  element.dataset.keyTitle || element.getAttribute("aria-label") || element.title
      || element.textContent.trim().replace(/\s+/g, " ");

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

function fill(body) {
  body.replaceChildren(...table().map(([keys, what]) => {
    const drawn = keys.split(" ").flatMap((key, index) => [index ? " then " : "", make("kbd", { textContent: key })]);
    return make("tr", {}, make("th", { scope: "row" }, ...drawn), make("td", { textContent: what }));
  }));
}

function dialog() {
  const found = document.querySelector("dialog.pb-keys");
  if (found) return found;

  const body = make("tbody");
  const setting = make("input",
      { type: "checkbox", id: "pb-keys-on", className: "govuk-checkboxes__input", checked: isOn() });
  setting.addEventListener("change", () => localStorage.setItem(Setting, setting.checked ? "on" : "off"));
  const label = make("label", { className: "govuk-label govuk-checkboxes__label", htmlFor: "pb-keys-on",
    textContent: "Use single-key shortcuts in this browser" });
  const close = make("button",
      { className: "govuk-button govuk-button--secondary", type: "submit", textContent: "Close" });
  const made = make("dialog", { className: "pb-keys" },
    make("h2", { className: "pb-title", id: "pb-keys-title", textContent: "Keyboard shortcuts" }),
    make("table", { className: "pb-keys__table" },
        make("caption", { className: "govuk-visually-hidden", textContent: "Shortcuts on this page" }), body),
    make("div", { className: "govuk-form-group" },
        make("div", { className: "govuk-checkboxes govuk-checkboxes--small" },
      make("div", { className: "govuk-checkboxes__item" }, setting, label))),
    make("form", { method: "dialog" }, close));
  made.setAttribute("aria-labelledby", "pb-keys-title");
  made.addEventListener("click", (event) => { if (event.target === made) made.close(); });
  document.body.append(made);
  return made;
}

function show() {
  const shown = dialog();
  fill(shown.querySelector("tbody"));
  if (!shown.open) shown.showModal();
}

/** A key that begins nothing is forgotten at once; one that may go on ("g") waits a moment for the next. */
function listen() {
  let begun = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    // "?" stays when the rest is off: it is the way back to the setting.
    if (event.key === "?") { event.preventDefault(); show(); return; }
    if (!isOn() || event.key.length !== 1 || event.key === " ") return;

    const keys = begun ? `${begun} ${event.key}` : event.key;
    clearTimeout(timer);
    begun = "";
    const exact = declared()
        .find((element) => element.dataset.key === keys && (isSeen(element) || element.tagName === "FORM"));
    if (exact) { event.preventDefault(); act(exact); return; }
    // "o" opens what j and k have chosen, as Enter does: fingers need not leave their row.
    if (keys === "o" && event.target.matches?.("[data-row]")) { event.preventDefault(); event.target.click(); return; }
    if (keys === "j" || keys === "k") { if (step(keys === "j" ? 1 : -1)) event.preventDefault(); return; }
    if (declared().some((element) => element.dataset.key.startsWith(keys + " "))) {
      begun = keys;
      timer = setTimeout(() => { begun = ""; }, Wait);
    }
  });
}

export function keyboard() {
  listen();
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys-open]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show();
  });
}
