import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createIncident, openDesk, queueHolding } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk();
});
after(() => desk?.close());

test("the priority that follows from impact and urgency is shown before sending", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents/new");
    const preview = page.locator("[data-priority-preview] output");
    await page.locator('[name="impact"]').selectOption("1");
    await page.locator('[name="urgency"]').selectOption("1");
    const highest = await preview.innerText();
    await page.locator('[name="impact"]').selectOption("3");
    await page.locator('[name="urgency"]').selectOption("3");
    assert.notEqual(await preview.innerText(), highest);
    await visit.look("incident-form");
  });
});

test("a refused form names the field and keeps what was typed", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents/new");
    const text = 'Line one & <b>two</b>\nUmlauts äöü, "quotes"';
    await page.locator('[name="description"]').fill(text);
    await page.locator('[name="impact"]').selectOption("1");
    await page.locator('form[action="/incidents"]').getByRole("button").click();
    await page.getByRole("alert").waitFor();
    assert.equal(await page.locator('[name="title"]').getAttribute("aria-invalid"), "true");
    assert.equal(await page.locator('[name="description"]').inputValue(), text);
    assert.equal(await page.locator('[name="impact"]').inputValue(), "1");
    await visit.look("incident-form-refused");
    await page.getByRole("alert").getByRole("link").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("name")), "title");
  });
});

test("a new incident appears in a queue and on its page", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    const title = "Scanner <script>alert(1)</script> says no";
    const number = await createIncident(page, { title, impact: "1", urgency: "2" });
    assert.ok((await page.getByRole("heading", { level: 1 }).innerText()).includes(title));
    const row = await queueHolding(page, title);
    assert.ok((await row.innerText()).includes(number));
    await visit.look("incidents");
    await row.getByRole("link", { name: title }).click();
    await page.waitForURL(`**/incidents/${number}`);
  });
});
