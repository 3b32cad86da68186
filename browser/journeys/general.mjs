// The organisation's own settings: tried out, set, refused where they are wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, openDesk } from "../harness.mjs";

const PATH = "/administration/organisation-settings";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN] });
});
after(() => desk?.close());

test("name, zone and language are tried out and set", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto(PATH);
    await visit.look("general");
    await page.locator('main [name="name"]').fill("Greenfield Works");
    await page.locator('main [name="time_zone"]').fill("Moon/Base");
    await page.locator("main form button").first().click();
    await page.locator("main .error").first().waitFor();
    await visit.look("general-refused");
    await page.locator('main [name="time_zone"]').fill("Asia/Tokyo");
    await page.locator("main form button").first().click();
    await page.locator('main [role="status"]').first().waitFor();
    await visit.look("general-tried");
    await page.locator('main form[method="post"] button').last().click();
    await page.getByText("Greenfield Works").first().waitFor();
    await page.getByText("Asia/Tokyo").first().waitFor();
    await visit.look("general-set");
  });
});

test("it works on a phone, in the dark and in German, and is not everybody's", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE" }, async (visit) => {
    await visit.page.goto(PATH);
    await visit.look("general-phone");
  });
  await desk.visit({ as: BEN }, async ({ page, complaints }) => {
    const answer = await page.goto(PATH);
    assert.equal(answer.status(), 403);
    // The browser itself notes a page that is refused.
    complaints.length = 0;
  });
});
