import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createIncident, openDesk, queueHolding, state } from "../harness.mjs";
import { wholeLife } from "../stories/life.mjs";

let desk;
before(async () => {
  desk = await openDesk();
});
after(() => desk?.close());

async function everyPage(visit, suffix) {
  const { page } = visit;
  const title = `Badge reader at gate ${suffix} stays red`;
  await page.goto("/incidents/new");
  await visit.look(`incident-form-${suffix}`);
  const number = await createIncident(page, { title, impact: "1", urgency: "1" });
  await visit.look(`incident-${suffix}`);
  await queueHolding(page, title);
  await visit.look(`incidents-${suffix}`);
  const missing = await page.goto("/incidents/INC9999999");
  assert.equal(missing.status(), 404);
  await visit.look(`not-found-${suffix}`);
  return number;
}

test("every page fits a phone", async () => {
  await desk.visit({ phone: true }, (visit) => everyPage(visit, "phone"));
});

test("every page is readable in the dark", async () => {
  await desk.visit({ dark: true }, (visit) => everyPage(visit, "dark"));
  await desk.visit({ dark: true, as: null }, async (visit) => {
    await visit.page.goto("/sign-in");
    await visit.look("sign-in-dark");
  });
});

test("every page is readable in the light", async () => {
  await desk.visit({}, (visit) => everyPage(visit, "light"));
});

test("reading and the main verbs work without scripts", async () => {
  await desk.visit({ scripts: false }, async (visit) => {
    const { number } = await wholeLife(visit);
    await visit.page.goto(`/incidents/${number}`);
    assert.equal(await state(visit.page), "closed");
    await visit.look("incident-without-scripts");
  });
});
