// The pages as somebody sees them who looks at the product for the first time.
import { after, before, test } from "node:test";
import { CLEO, RIA, BEN, answered, openDesk, openVerb } from "../harness.mjs";
import { ordinaryMorning } from "../stories/busy.mjs";

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
  test(`the main pages, ${way}`, async () => {
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
    });
  });
}
