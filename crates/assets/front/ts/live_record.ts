// Keeps the page of a record up to date, and never touches what somebody is writing on it.
import htmx from "htmx.org";
import { Bar, type Change, fetched, type Part } from "./live_part";

// A verb of one's own is told like any other; its answer comes at the same time.
const PATIENCE = 400;
const FRAGMENT = { "HX-Request": "true" };

export function listenForRecord(): Part | undefined {
  const number = document.getElementById("record")?.dataset.live;
  const place = document.querySelector<HTMLElement>("[data-live-bar]");
  if (!number || !place) return undefined;
  const news = new Map<number, string>();
  let timer = 0;
  const bar = new Bar(place, () => void refresh(news));
  const look = () => {
    // In the record's place may stand what two people wrote at once, to be settled first.
    if (!isShown()) return bar.say(0);
    const shown = lastShown();
    for (const seq of news.keys()) if (seq <= shown) news.delete(seq);
    if (news.size === 0) return bar.say(0);
    // The answer to a verb of one's own is on its way.
    if (document.querySelector("form[aria-busy]")) return later();
    if (isReadingThePast() || isWriting()) return bar.say(news.size);
    void refresh(news);
  };
  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, PATIENCE);
  };
  document.addEventListener("htmx:after:swap", later);
  return {
    address: () => `record=${encodeURIComponent(number)}&seen=${lastShown()}`,
    changed: (change: Change) => {
      for (const { seq, verb } of change.record) news.set(seq, verb);
      if (change.record.length > 0) later();
    },
    // What was missed is told by the stream itself, from the last entry shown.
    back: () => undefined,
  };
}

function isShown(): boolean {
  return document.getElementById("record") !== null;
}

// The place of the last entry the page shows.
function lastShown(): number {
  const entries = document.querySelectorAll("#record .timeline > [id^='entry-']");
  return Array.from(entries, (entry) => Number(entry.id.slice("entry-".length)) || 0).reduce((a, b) => Math.max(a, b), 0);
}

function isReadingThePast(): boolean {
  return new URLSearchParams(location.search).has("before");
}

// Whether anything on the record is open or typed that a change of the page could disturb.
function isWriting(): boolean {
  const record = document.getElementById("record");
  if (!record) return false;
  if (record.querySelector("details.verb[open], [data-popover][open]")) return true;
  // Whoever has just pressed a button is done with its form.
  const place = document.activeElement;
  if (place?.closest("#record form") && place.tagName !== "BUTTON") return true;
  return Array.from(record.querySelectorAll("form")).some((form) => Array.from(form.elements).some(isTouched));
}

function isTouched(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLSelectElement) {
    const options = Array.from(field.options);
    const first = options.find((option) => option.defaultSelected) ?? options[0];
    return first !== undefined && field.value !== first.value;
  }
  if (!(field instanceof HTMLInputElement) || field.type === "hidden" || field.name === "compose-mode") return false;
  return field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

async function refresh(news: Map<number, string>): Promise<void> {
  if (isReadingThePast()) return location.assign(location.pathname);
  const before = lastShown();
  if (isWriting()) await renewTimeline();
  else await htmx.ajax("GET", location.pathname, { target: "#record", swap: "outerMorph", headers: FRAGMENT });
  for (const entry of document.querySelectorAll("#record .timeline > [id^='entry-']")) {
    if (Number(entry.id.slice("entry-".length)) > before) entry.classList.add("entry-new");
  }
  const shown = lastShown();
  for (const seq of news.keys()) if (seq <= shown) news.delete(seq);
}

// Everything but the timeline stays as it is: forms keep their text and the version they were made
// for, so that what is sent is still judged against what its writer saw.
async function renewTimeline(): Promise<void> {
  const fresh = (await fetched(location.pathname, FRAGMENT))?.querySelector(".timeline");
  const shown = document.querySelector("#record .timeline");
  if (fresh && shown) shown.replaceChildren(...Array.from(fresh.childNodes, (node) => document.importNode(node, true)));
}
