// Finding one's way through more incidents than one page holds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, RIA, openDesk } from "../harness.mjs";

const COUNT = 65;
let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
  const ria = await desk.server.api(RIA);
  for (let n = 1; n <= COUNT; n += 1) {
    await ria("POST", "/incidents", { title: `Chair number ${n} squeaks`, impact: 3, urgency: n <= 60 ? 3 : 1 });
  }
});
after(() => desk?.close());

const titles = (page) => page.locator("[data-rows] .row-link").allInnerTexts();

test("every incident stands on exactly one page, and the way back is the way there", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=open");
    assert.ok((await page.getByRole("heading", { level: 1 }).innerText()).includes(`${COUNT}`));
    const first = await titles(page);
    assert.equal(await page.getByRole("link", { name: "Previous" }).count(), 0);
    await visit.look("list-first-page");
    await page.getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/after=/);
    const second = await titles(page);
    assert.equal(new Set([...first, ...second]).size, COUNT);
    assert.equal(first.length + second.length, COUNT);
    assert.equal(await page.getByRole("link", { name: "Next" }).count(), 0);
    await visit.look("list-last-page");
    await page.getByRole("link", { name: "Previous" }).click();
    await page.waitForURL(/before=/);
    assert.deepEqual(await titles(page), first);
  });
});

test("a filter stays with the queue, the page and the address", async () => {
  await desk.visit({ as: BEN }, async ({ page }) => {
    await page.goto("/incidents?queue=unassigned");
    await page.locator("[data-filters]").getByLabel("Priority").selectOption("4");
    await page.getByRole("button", { name: "Filter" }).click();
    await page.waitForURL(/priority=4/);
    assert.ok(page.url().includes("queue=unassigned"));
    await page.getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/after=/);
    assert.equal(await page.locator("[data-filters]").getByLabel("Priority").inputValue(), "4");
    const labels = await page.locator("td.col-priority").allInnerTexts();
    assert.ok(labels.length > 0 && labels.every((label) => label.includes("4 Low")), labels.join());
    await page.getByRole("link", { name: "Clear" }).click();
    await page.waitForURL((url) => !url.searchParams.has("priority"));
    assert.ok(page.url().includes("queue=unassigned"), "the queue stays");
  });
});

test("the row is one wide target", async () => {
  await desk.visit({ as: BEN }, async ({ page }) => {
    await page.goto("/incidents?queue=open");
    const cell = await page.locator("[data-rows] tbody tr").nth(2).locator(".col-updated_at").boundingBox();
    await page.mouse.click(cell.x + cell.width / 2, cell.y + cell.height / 2);
    await page.waitForURL(/INC\d{7}$/);
    await page.getByRole("link", { name: "Incidents" }).first().click();
    await page.waitForURL((url) => url.pathname === "/incidents");
  });
});
