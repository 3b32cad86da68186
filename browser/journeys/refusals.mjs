// What somebody may not see or do, and pages that are not there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, RIA, createIncident, openDesk } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
});
after(() => desk?.close());

const heading = (page) => page.getByRole("heading", { level: 1 }).innerText();

test("a page that is not there says so, inside and outside", async () => {
  await desk.visit({}, async (visit) => {
    const answer = await visit.page.goto("/no/such/page");
    assert.equal(answer.status(), 404);
    assert.equal(await heading(visit.page), "Nothing here");
    assert.equal(await visit.page.getByRole("navigation", { name: "Navigation" }).count(), 1, "the frame stays");
    await visit.look("not-found");
  });
  await desk.visit({ as: null }, async (visit) => {
    const answer = await visit.page.goto("/no/such/page");
    assert.equal(answer.status(), 404);
    await visit.look("not-found-signed-out");
  });
});

test("a requester sees their own incidents and nobody else's", async () => {
  let bens;
  await desk.visit({ as: BEN }, async ({ page }) => {
    bens = await createIncident(page, { title: "Payroll export fails" });
  });
  await desk.visit({ as: RIA }, async (visit) => {
    const { page } = visit;
    await visit.look("requester-empty");
    const answer = await page.goto(`/incidents/${bens}`);
    assert.equal(answer.status(), 404, "not even that it exists");
    await visit.look("requester-not-theirs");

    const own = await createIncident(page, { title: "My screen flickers", description: "Since Monday." });
    await visit.look("requester-incident");
    for (const words of ["Work note", "Assign", "Resolve", "Start work"]) {
      assert.equal(await page.getByText(words, { exact: true }).count(), 0, words);
    }
    await page.goto("/incidents");
    await page.getByRole("link", { name: "My screen flickers" }).waitFor();
    await visit.look("requester-list");

    // The button is not there; the address is.
    const token = await page.locator('meta[name="csrf-token"]').getAttribute("content");
    const forbidden = await page.request.post(`/incidents/${own}/work`, { form: { csrf: token }, headers: { origin: desk.server.url } });
    assert.equal(forbidden.status(), 403);
    assert.match(await forbidden.text(), /may not do that/);
  });
});

test("an address that makes no sense is refused in words", async () => {
  await desk.visit({}, async (visit) => {
    for (const address of ["/incidents?priority=purple", "/incidents?after=rubbish", "/incidents?colour=red"]) {
      const answer = await visit.page.goto(address);
      assert.equal(answer.status(), 400, address);
    }
    await visit.look("bad-address");
  });
});

test("a filter that finds nothing offers the way out", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=all&priority=5");
    await page.getByText("No incidents fit the filter").waitFor();
    await visit.look("filter-empty");
    await page.getByRole("link", { name: "Clear the filter" }).click();
    await page.waitForURL((url) => url.searchParams.get("priority") === null);
    assert.equal(new URL(page.url()).searchParams.get("queue"), "all");
  });
});
