// What was typed is not lost, and what came of it is said.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, createIncident, openDesk, openVerb } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk();
});
after(() => desk?.close());

const compose = (page) => page.locator(".compose-form").filter({ visible: true });

test("a half-written incident survives a reload and is forgotten once it is sent", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents/new");
    await page.locator('[name="title"]').fill("Badge printer jams");
    await page.locator('[name="description"]').fill("Third time this week.");
    await page.locator('[name="impact"]').selectOption("3");
    await page.reload();
    assert.equal(await page.locator('[name="title"]').inputValue(), "Badge printer jams");
    assert.equal(await page.locator('[name="description"]').inputValue(), "Third time this week.");
    assert.equal(await page.locator('[name="impact"]').inputValue(), "3");
    await page.locator(".toast", { hasText: "Your unsent text is back." }).waitFor();
    await visit.look("draft-is-back");
    await page.locator('[name="urgency"]').selectOption("3");
    await answered(page, () => page.locator('form[action="/incidents"]').getByRole("button").click());
    await page.waitForURL(/INC\d{7}$/);
    await page.goto("/incidents/new");
    assert.equal(await page.locator('[name="title"]').inputValue(), "", "what was accepted is no draft any more");
  });
});

test("a refused incident is still a draft", async () => {
  await desk.visit({}, async ({ page }) => {
    await page.goto("/incidents/new");
    await page.locator('[name="title"]').fill("Only a title");
    await answered(page, () => page.locator('form[action="/incidents"]').getByRole("button").click());
    await page.getByRole("alert").waitFor();
    await page.goto("/incidents");
    await page.goto("/incidents/new");
    assert.equal(await page.locator('[name="title"]').inputValue(), "Only a title");
  });
});

test("a work note does not become a reply by a wrong click", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await createIncident(page, { title: "Safe does not open" });
    const mode = (name) => page.locator("#compose label.mode", { hasText: name });
    await mode("Work note").click();
    await compose(page).locator("textarea").fill("The code is 4711, do not tell anybody");
    await mode("Reply").click();
    assert.equal(await compose(page).locator("textarea").inputValue(), "");
    await page.getByText("What you wrote as a work note stays there.").waitFor();
    await visit.look("work-note-stays");
    await page.reload();
    await page.getByRole("button", { name: "Use it as the reply" }).click();
    assert.match(await compose(page).locator("textarea").inputValue(), /4711/);
    await page.getByText("What you wrote as a work note stays there.").waitFor({ state: "hidden" });
    await mode("Work note").click();
    assert.match(await compose(page).locator("textarea").inputValue(), /4711/, "to the inside it goes along");
  });
});

test("a half-written reply stays with its incident, and goes when it is sent", async () => {
  await desk.visit({}, async ({ page }) => {
    const first = await createIncident(page, { title: "Heating rattles" });
    const second = await createIncident(page, { title: "Heating drips" });
    await page.goto(`/incidents/${first}`);
    await compose(page).locator("textarea").fill("We look at it on Monday");
    await page.goto(`/incidents/${second}`);
    assert.equal(await compose(page).locator("textarea").inputValue(), "");
    await page.goto(`/incidents/${first}`);
    assert.equal(await compose(page).locator("textarea").inputValue(), "We look at it on Monday");
    await answered(page, () => compose(page).getByRole("button").click());
    await page.locator("ol.timeline > li", { hasText: "on Monday" }).waitFor();
    assert.equal(await compose(page).locator("textarea").inputValue(), "");
    await page.reload();
    assert.equal(await compose(page).locator("textarea").inputValue(), "");
  });
});

test("what was typed outlives the session, and signing out forgets it", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    const number = await createIncident(page, { title: "Blinds do not close" });
    await compose(page).locator("textarea").fill("The motor is fine");
    await page.context().clearCookies();
    await answered(page, () => compose(page).getByRole("button").click());
    await page.waitForURL((url) => url.pathname === "/sign-in");
    await page.locator('[name="email"]').fill(desk.ada.email);
    await page.locator('[name="password"]').fill(desk.ada.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`**/incidents/${number}`);
    assert.equal(await compose(page).locator("textarea").inputValue(), "The motor is fine");
    await page.locator("summary", { hasText: desk.ada.name }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL((url) => url.pathname === "/sign-in");
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft")).length), 0);
  });
});

test("what was done is said once", async () => {
  await desk.visit({}, async ({ page }) => {
    const number = await createIncident(page, { title: "Clock in hall B is late" });
    await page.getByRole("status").filter({ hasText: `${number} has been created.` }).waitFor();
    await page.reload();
    assert.equal(await page.getByText("has been created.").count(), 0);
  });
});

test("after a verb the page stays where it was, and the focus is on the next step", async () => {
  await desk.visit({}, async ({ page }) => {
    await createIncident(page, { title: "Speaker hums" });
    await page.evaluate(() => (globalThis.untouched = true));
    const start = await openVerb(page, "work");
    await answered(page, () => start.getByRole("button").click());
    await page.locator(".toast", { hasText: "has started" }).waitFor();
    const focus = await page.evaluate(() => document.activeElement.closest(".verbs, .compose, .record-title")?.className ?? document.activeElement.tagName);
    assert.equal(focus, "verbs");
    assert.equal(await page.evaluate(() => globalThis.untouched), true, "the page was not loaded anew");

    // A refused verb stands open with the focus at what is wrong.
    const resolution = await openVerb(page, "resolution");
    await resolution.evaluate((form) => form.setAttribute("novalidate", ""));
    await answered(page, () => resolution.getByRole("button").click());
    await page.locator('[aria-invalid="true"]').first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-invalid")), "true");
  });
});
