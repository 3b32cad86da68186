// A list as its reader wants it: conditions, columns, order, counts, and kept under a name.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, CLEO, RIA, openDesk } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, CLEO, RIA] });
  const ria = await desk.server.api(RIA);
  for (let n = 1; n <= 6; n += 1) {
    await ria("POST", "/incidents", { title: `Lamp ${n} flickers`, impact: n % 3 === 0 ? 1 : 3, urgency: 2 });
  }
});
after(() => desk?.close());

const titles = (page) => page.locator("[data-rows] .row-link").allInnerTexts();
const headings = (page) => page.locator("[data-rows] thead th").allInnerTexts();
const box = (page, name) => page.locator("details.tool", { has: page.locator("summary", { hasText: name }) });

async function opened(page, name) {
  const details = box(page, name);
  if (!(await details.evaluate((element) => element.open))) await details.locator("> summary").click();
  return details;
}

for (const scripts of [true, false]) {
  test(`conditions are put together line by line, ${scripts ? "with" : "without"} scripts`, async () => {
    await desk.visit({ as: BEN, scripts }, async (visit) => {
      const { page } = visit;
      await page.goto("/incidents?queue=open");
      const conditions = await opened(page, "Conditions");
      await conditions.getByLabel("Field, line 1").selectOption("title");
      await conditions.getByLabel("Comparison, line 1").selectOption("contains");
      await conditions.getByLabel("Value, line 1").fill("Lamp 4");
      await visit.look(`conditions-${scripts ? "scripts" : "plain"}`);
      await conditions.getByRole("button", { name: "Show these" }).click();
      await page.waitForURL(/q=/);
      assert.deepEqual(await titles(page), ["Lamp 4 flickers"]);
      const again = await opened(page, "Conditions");
      assert.equal(await again.getByLabel("Value, line 1").inputValue(), "Lamp 4");
      assert.equal(await again.getByRole("textbox", { name: "Filter as text" }).inputValue(), 'title contains "Lamp 4"');
    });
  });
}

test("a slip in the filter is shown where it is", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=open");
    const conditions = await opened(page, "Conditions");
    await conditions.getByRole("textbox", { name: "Filter as text" }).fill("state = assinged");
    await conditions.getByRole("button", { name: "Apply the text" }).click();
    await page.waitForURL(/q=/);
    assert.equal(await page.locator("mark").innerText(), "assinged");
    assert.ok((await page.locator("#conditions .error").innerText()).includes("assigned"));
  });
});

test("columns and order are the reader's, and the address carries them", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=open");
    const columns = await opened(page, "Columns");
    await columns.getByLabel("Requester", { exact: true }).uncheck();
    await columns.getByLabel("Opened", { exact: true }).check();
    const lines = await columns.locator(".column-choice").count();
    for (let n = 1; n < lines; n += 1) await columns.getByRole("button", { name: "Move Opened up" }).click();
    await visit.look("columns");
    await columns.getByRole("button", { name: "Show these columns" }).click();
    await page.waitForURL(/fields=/);
    const shown = await headings(page);
    assert.equal(shown[shown.indexOf("Title") + 1], "Opened", "it comes right after the title");
    assert.ok(!shown.includes("Requester"));
    await page.getByRole("columnheader", { name: "Title" }).getByRole("link").click();
    await page.waitForURL(/sort=title/);
    const rising = await titles(page);
    assert.deepEqual(rising, [...rising].sort());
    assert.equal(await page.locator('th[aria-sort="ascending"]').innerText(), "Title");
    assert.ok(page.url().includes("fields="), "the columns stay");
  });
});

test("counts lead to their lists", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=open");
    await page.getByRole("combobox", { name: "Count by" }).selectOption("impact");
    await page.getByRole("button", { name: "Count", exact: true }).click();
    await page.waitForURL(/group=impact/);
    await visit.look("groups");
    await page.locator(".group-count", { hasText: "High" }).click();
    await page.waitForURL(/q=/);
    assert.deepEqual((await titles(page)).sort(), ["Lamp 3 flickers", "Lamp 6 flickers"]);
  });
});

test("a list is kept, shared, pinned and changed", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=open&sort=title");
    const views = await opened(page, "Views");
    await views.getByLabel("Name").fill("Lamps by name");
    await views.getByLabel("Shared with").selectOption("team");
    await views.getByLabel("Team").selectOption({ label: "Service desk" });
    await visit.look("keep");
    await views.getByRole("button", { name: "Save view" }).click();
    await page.waitForURL(/view=/);
    await page.getByRole("heading", { level: 1, name: "Lamps by name" }).waitFor();
    await (await opened(page, "Views")).getByRole("button", { name: "Pin Lamps by name", exact: true }).click();
    await page.locator("nav.queues").getByRole("link", { name: "Lamps by name" }).waitFor();
    await page.getByRole("columnheader", { name: "Title" }).getByRole("link").click();
    await page.waitForURL(/sort=-title/);
    await (await opened(page, "Views")).getByRole("button", { name: "Save changes to Lamps by name" }).click();
    await page.waitForURL((url) => url.searchParams.has("view") && !url.searchParams.has("sort"));
    assert.equal((await titles(page))[0], "Lamp 6 flickers");
    await page.goto("/views");
    await visit.look("views");
  });
  await desk.visit({ as: CLEO }, async ({ page }) => {
    await page.goto("/incidents?queue=open");
    const views = await opened(page, "Views");
    await views.getByRole("link", { name: /Lamps by name/ }).click();
    await page.waitForURL(/view=/);
    assert.equal((await titles(page))[0], "Lamp 6 flickers");
    await page.goto("/views");
    assert.equal(await page.getByRole("link", { name: /^Change/ }).count(), 0);
  });
  await desk.visit({ as: RIA }, async ({ page }) => {
    await page.goto("/views");
    await page.getByText("There are no saved views yet").waitFor();
  });
});
