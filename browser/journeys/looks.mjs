// The pages as somebody sees them who looks at the product for the first time.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, CLEO, RIA, answered, openDesk, openVerb, state } from "../harness.mjs";
import { ordinaryMorning } from "../stories/busy.mjs";
import { wholeLife } from "../stories/life.mjs";

let desk;
let number;
before(async () => {
  desk = await openDesk({ people: [BEN, CLEO, RIA] });
  number = await ordinaryMorning(desk.server);
});
after(() => desk?.close());

const WAYS = [
  ["light", {}],
  ["dark", { dark: true }],
  ["phone", { phone: true }],
];

for (const [way, how] of WAYS) {
  test(`every page fits, can be read and reached, ${way}`, async () => {
    await desk.visit({ as: null, ...how }, async (visit) => {
      await visit.page.goto("/sign-in");
      await visit.look(`1-sign-in-${way}`);
    });
    await desk.visit({ as: CLEO, ...how }, async (visit) => {
      const { page } = visit;
      await visit.look(`2-list-${way}`);
      await page.goto(`/incidents/${number}`);
      await visit.look(`3-incident-${way}`);
      await openVerb(page, "resolution");
      await visit.look(`4-resolve-${way}`, { whole: false });
      await page.goto("/incidents/new");
      await page.locator('[name="title"]').fill("Door of the server room does not lock");
      await page.locator('[name="impact"]').selectOption("1");
      await page.locator('[name="urgency"]').selectOption("2");
      await visit.look(`5-new-${way}`);
      await page.locator('[name="title"]').fill("");
      await answered(page, () => page.locator('form[action="/incidents"]').getByRole("button").click());
      await visit.look(`6-refusal-${way}`);
      await page.goto("/incidents/INC9999999");
      await visit.look(`7-not-found-${way}`);
    });
  });
}

test("the menus of a phone open and close", async () => {
  await desk.visit({ as: CLEO, phone: true }, async (visit) => {
    const { page } = visit;
    const navigation = page.getByRole("navigation", { name: "Navigation" });
    await navigation.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Navigation" }).click();
    await navigation.getByRole("link", { name: "Incidents" }).waitFor();
    await visit.look("8-navigation-phone", { whole: false });
    await page.keyboard.press("Escape");
    await navigation.waitFor({ state: "hidden" });
    await page.locator("summary", { hasText: CLEO.name }).click();
    await page.locator("label", { hasText: "Dark" }).click();
    await page.locator('html[data-theme="dark"]').waitFor();
    await visit.look("9-person-menu-phone", { whole: false });
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark", "the choice is kept");
  });
});

test("reading and the main verbs work without scripts", async () => {
  await desk.visit({ scripts: false }, async (visit) => {
    const { number: own } = await wholeLife(visit);
    await visit.page.goto(`/incidents/${own}`);
    assert.equal(await state(visit.page), "closed");
    await visit.look("incident-without-scripts");
  });
});
