// One thing told twice: suggested while it is written down, merged, led on, undone; a part split off.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, answered, createIncident, openDesk, send, state } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN] });
});
after(() => desk?.close());

const merging = (page) => page.locator("section#merging");

// Opens a form of the section by its button, fills it and sends it.
async function fill(page, button, values) {
  const form = merging(page).locator("details.verb", { has: page.locator("summary", { hasText: button }) }).first();
  await form.locator("summary").click();
  for (const [name, value] of Object.entries(values)) await form.locator(`[name="${name}"]`).fill(value);
  await answered(page, () => form.locator(".actions button").click());
}

test("what may be known already is suggested while it is typed", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    const known = await createIncident(page, { title: "Projector in the Amsterdam room flickers" });
    await page.goto("/incidents/new");
    await page.locator('form.create [name="title"]').pressSequentially("Amsterdam projector flickers again");
    const suggested = page.locator(".similar").getByRole("link", { name: known });
    await suggested.waitFor();
    assert.ok((await page.locator(".similar").innerText()).toLowerCase().includes("projector"));
    await visit.look("similar");
    await page.locator('form.create [name="title"]').fill("Something nobody has ever told");
    await suggested.waitFor({ state: "detached" });
  });
});

test("a duplicate leads on, keeps its history, and comes back", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    const known = await createIncident(page, { title: "Wireless in the canteen is down" });
    const twice = await createIncident(page, { title: "No wireless at lunch" });
    await page.goto(`/incidents/${twice}`);
    await fill(page, "Merge into another", { target: "INC7654321" });
    await merging(page).getByText("There is none by this name").waitFor();
    await page.goto(`/incidents/${twice}`);
    const form = merging(page).locator("details.verb", { hasText: "Merge into another" }).first();
    await form.locator("summary").click();
    await form.locator('[name="target"]').fill(known.toLowerCase());
    await answered(page, () => form.locator(".actions button").click());
    await page.goto(`/incidents/${twice}`);
    await page.waitForURL(`**/incidents/${known}`);
    await page.getByText(`${twice} was merged into ${known}`).waitFor();
    await visit.look("merged");

    await merging(page).getByRole("link", { name: twice }).click();
    await page.waitForURL(`**/incidents/${twice}?merged=show`);
    assert.equal(await state(page), "cancelled");
    await visit.look("merged-itself");
    await answered(page, () => merging(page).getByRole("button", { name: "Undo the merge" }).click());
    await page.goto(`/incidents/${twice}`);
    assert.equal(new URL(page.url()).pathname, `/incidents/${twice}`, "it stands for itself again");
    assert.equal(await state(page), "new");
  });
});

test("a comment is split off into a record of its own", async () => {
  await desk.visit({ as: BEN, scripts: false }, async ({ page }) => {
    const number = await createIncident(page, { title: "Desk lamp is dark" });
    await page.goto(`/incidents/${number}`);
    await send(page, "comments");
    await page.goto(`/incidents/${number}`);
    const form = merging(page).locator("details.verb", { hasText: "Split off a part" }).first();
    await form.locator("summary").click();
    await form.locator('[name="entry"]').selectOption({ index: 1 });
    await form.locator(".actions button").click();
    await page.waitForURL((url) => /INC\d{7}$/.test(url.pathname) && !url.pathname.endsWith(number));
    assert.ok((await page.getByRole("heading", { level: 1 }).innerText()).includes("Checked with the people concerned."));
    await page.locator("section#links").getByRole("link", { name: number }).waitFor();
  });
});
