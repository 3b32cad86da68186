// What people do with an incident, found by role, label and address rather than by looks.
import assert from "node:assert/strict";

// The form of a verb: where it is sent, and whether it takes something back (DELETE).
export function verb(page, resource, { undo = false } = {}) {
  const taken = '[name="_method"][value="delete"]';
  return page.locator(`#record form[action$="/${resource}"]${undo ? `:has(${taken})` : `:not(:has(${taken}))`}`);
}

// The form that edits title, description and properties.
export function editing(page) {
  return page.locator('#record form:has([name="_method"][value="patch"])');
}

// Opens the verb's fields where it has any.
export async function openVerb(page, resource, options) {
  return unfolded(verb(page, resource, options));
}

export async function openEdit(page) {
  return unfolded(editing(page));
}

async function unfolded(form) {
  const fold = form.locator("xpath=ancestor::details");
  if ((await fold.count()) > 0 && !(await fold.evaluate((details) => details.open))) {
    await fold.locator("> summary").click();
    // With scripts the first field takes the focus a moment later; typing before that would land
    // in it. Without scripts nothing takes it, so this waits for nothing longer than that moment.
    await form.locator(":focus").waitFor({ state: "attached", timeout: 500 }).catch(() => undefined);
  }
  return form;
}

// Fills what must be filled and is still empty: the first real choice, or some words.
export async function fillRequired(form) {
  for (const field of await form.locator("select[required], input[required], textarea[required]").all()) {
    if ((await field.inputValue()) !== "") continue;
    const isChoice = await field.evaluate((element) => element.tagName === "SELECT");
    if (isChoice) {
      const values = await field.locator("option").evaluateAll((options) => options.map((o) => o.value).filter(Boolean));
      await field.selectOption(values[0]);
    } else {
      await field.fill("Checked with the people concerned.");
    }
  }
}

// Sends a verb from its fields to the page that shows what came of it.
export async function send(page, resource, options) {
  const form = await openVerb(page, resource, options);
  await fillRequired(form);
  await answered(page, () => form.getByRole("button").click());
}

// Does something that is sent to the server and waits until the page shows the answer.
export async function answered(page, action) {
  const sent = page.waitForResponse((response) => response.request().method() === "POST");
  // Where the action itself fails, that is what is told.
  sent.catch(() => undefined);
  const loaded = page.waitForEvent("load").catch(() => undefined);
  await action();
  const response = await sent;
  if (response.request().isNavigationRequest()) return loaded;
  await response.finished();
  await page.locator("form[aria-busy]").waitFor({ state: "detached" });
}

// The state as the page says it, in its first badge.
export async function state(page) {
  return (await page.locator("#record .record-byline .badge").first().innerText()).trim().toLowerCase();
}

export async function createIncident(page, { title, description = "", impact = "2", urgency = "2" }) {
  await page.goto("/incidents/new");
  const form = page.locator('form[action="/incidents"]');
  await form.locator('[name="title"]').fill(title);
  await form.locator('[name="description"]').fill(description);
  await form.locator('[name="impact"]').selectOption(impact);
  await form.locator('[name="urgency"]').selectOption(urgency);
  await form.getByRole("button").click();
  await page.waitForURL(/\/incidents\/INC\d{7}$/);
  return page.url().split("/").at(-1);
}

// Goes through the queues of the list until one shows the incident, and answers its row.
export async function queueHolding(page, title) {
  await page.goto("/incidents");
  const queues = await page.locator("nav.queues a").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
  for (const queue of ["/incidents", ...queues]) {
    await page.goto(queue);
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: title, exact: true }) });
    if ((await row.count()) > 0) return row;
  }
  assert.fail(`no queue of ${queues.join(", ")} shows "${title}"`);
}

// Writes a comment or, with "notes", what only the inside reads.
export async function write(page, form, text) {
  const place = page.locator(`.compose form[action$="/${form}"]`);
  const mode = page.locator(`.compose [value="${form === "notes" ? "internal" : "public"}"]`);
  if (await mode.count()) await mode.check({ force: true });
  await place.locator("textarea").fill(text);
  await answered(page, () => place.getByRole("button").click());
}
