// Postbag's only script of its own. Every page works without it; it adds keys, focus and small comforts.
// Keys are declared where they act: <a data-key="u" data-key-title="Mark unread"> (links, buttons, forms, fields).
// "g i" is g and then i. Lists marked data-list get j, k and Enter over their links marked data-row.
import { keyboard } from "./postbag-keys.js";

const on = (type, act) => document.addEventListener(type, act);

/** Moves focus to what a person must see first: the errors of the form they sent. */
function focusErrors() {
  const summary = document.querySelector("[data-module=govuk-error-summary]");
  if (!summary || summary.dataset.disableAutoFocus === "true") return;
  summary.tabIndex = -1;
  summary.focus();
}

/** A link in the summary puts the keyboard into the field, not only the page beside it. */
function followError(event) {
  const link = event.target.closest(".govuk-error-summary a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  (field.closest("fieldset, .govuk-form-group") ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
}

/** Shows the button that shows a password, and hides the password again before it is sent. */
function passwords(root) {
  for (const group of root.querySelectorAll("[data-module=govuk-password-input]")) {
    const input = group.querySelector(".govuk-js-password-input-input");
    const button = group.querySelector(".govuk-js-password-input-toggle");
    if (!input || !button || !button.hidden) continue;
    const show = (visible) => {
      input.type = visible ? "text" : "password";
      button.textContent = visible ? "Hide" : "Show";
      button.setAttribute("aria-label", visible ? "Hide password" : "Show password");
    };
    button.hidden = false;
    button.addEventListener("click", () => show(input.type === "password"));
    input.form?.addEventListener("submit", () => show(false));
  }
}

/** What depends on a choice is shown only while it is chosen. */
function conditionals() {
  for (const input of document.querySelectorAll("[data-aria-controls]")) {
    const part = document.getElementById(input.dataset.ariaControls);
    if (!part) continue;
    part.hidden = !input.checked;
  }
}

/** A second press within a second acts once. */
let pressed = { form: null, at: 0 };
function onlyOnce(event) {
  const button = event.submitter;
  if (button?.dataset.preventDoubleClick !== "true") return;
  if (pressed.form === event.target && event.timeStamp - pressed.at < 1000) event.preventDefault();
  else pressed = { form: event.target, at: event.timeStamp };
}

/** Menus close when the keyboard or the pointer goes elsewhere. */
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details[data-closes][open]")) {
    if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) {
      menu.open = false;
      if (event.type === "keydown") menu.querySelector("summary").focus();
    }
  }
}

/** The row that is being read, and on a phone the place in the rail, are in sight. */
function keepPlace() {
  for (const here of document.querySelectorAll("[data-list] [aria-current], .pb-nav [aria-current]")) {
    here.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/** New post is a count to press, not rows that jump. Without it the next page shows what there is. */
function news() {
  const link = document.querySelector("[data-news]");
  if (!link || !window.EventSource) return;
  const source = new EventSource(link.dataset.news);
  source.addEventListener("message", (event) => {
    const fresh = Number(event.data) - Number(link.dataset.newsHas);
    link.hidden = fresh <= 0;
    link.textContent = fresh === 1 ? "1 new letter" : `${fresh} new letters`;
    link.setAttribute("role", "status");
  });
  window.addEventListener("pagehide", () => source.close());
}

/** Who else has the letter open, and what they did with it: said where it stands. */
function company() {
  const place = document.querySelector("[data-company]");
  if (!place || !window.EventSource) return;
  const source = new EventSource(place.dataset.company);
  source.addEventListener("message", (event) => { if (place.textContent !== event.data) place.textContent = event.data; });
  window.addEventListener("pagehide", () => source.close());
}

function start(root) {
  passwords(root);
  conditionals();
  keepPlace();
}

on("click", followError);
on("change", conditionals);
on("submit", onlyOnce);
on("click", closeMenus);
on("focusin", closeMenus);
on("keydown", closeMenus);
on("htmx:after:swap", () => start(document));
document.body.classList.add("js-enabled", "govuk-frontend-supported");
start(document);
focusErrors();
keyboard();
news();
company();
