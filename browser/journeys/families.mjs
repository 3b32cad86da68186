// Many reports of one outage: parent and children, resolved together; and a way up when it presses.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADA, BEN, RIA, answered, openDesk, openVerb, state } from "../harness.mjs";

let desk;
let ben;
let ria;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
  ben = await desk.server.api(BEN);
  ria = await desk.server.api(RIA);
});
after(() => desk?.close());

const family = (page) => page.locator("section#family");

async function report(title) {
  const { number } = await ria("POST", "/incidents", { title, impact: 3, urgency: 3 });
  return number;
}

test("reports of one outage become a family, and are resolved with it", async () => {
  const top = await report("The wireless is down");
  const first = await report("No wireless on the second floor");
  const second = await report("Laptop finds no network");
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto(`/incidents/${first}`);
    const form = family(page).locator("details.verb", { hasText: "Set parent" }).first();
    await form.locator("summary").click();
    await form.locator('[name="parent"]').fill("INC7654321");
    await answered(page, () => form.locator(".actions button").click());
    await family(page).getByText("There is none by this name").waitFor();
    await family(page).locator('[name="parent"]').fill(top.toLowerCase());
    await answered(page, () => family(page).locator(".actions button").first().click());
    await family(page).getByRole("link", { name: top }).waitFor();
    await visit.look("family-child");
    await ben("POST", `/incidents/${second}/parent`, { parent: top });
    await ben("POST", `/incidents/${second}/tasks`, { title: "Look at it", mandatory: true });

    await page.goto(`/incidents/${top}`);
    for (const child of [first, second]) await family(page).getByRole("link", { name: child }).waitFor();
    assert.equal(await family(page).locator(".count").innerText(), "2");
    const resolve = await openVerb(page, "resolution");
    assert.equal(await resolve.locator('[name="children"]').isChecked(), true, "it is ticked from the start");
    await resolve.locator('[name="code"]').selectOption("fixed");
    await resolve.locator('[name="notes"]').fill("The controller was restarted.");
    await answered(page, () => resolve.locator(".actions button").click());
    await page.getByText("Of 2 children, it was done to 1; 1 were refused").first().waitFor();
    assert.equal(await state(page), "resolved");
    await visit.look("family-parent");
    await family(page).getByRole("link", { name: "Last done to them: Resolve" }).click();
    await page.waitForURL(/\/incidents\/bulk\/[0-9a-f]{32}$/);
    await page.getByRole("link", { name: second }).waitFor();
    await visit.look("family-done");
    await page.goto(`/incidents/${first}`);
    assert.equal(await state(page), "resolved");
    await page.goto(`/incidents/${second}`);
    assert.equal(await state(page), "new");
  });
});

test("it is brought before somebody above, and taken down again, without scripts", async () => {
  const number = await report("The till does not open");
  await desk.visit({ as: BEN, scripts: false }, async (visit) => {
    const { page } = visit;
    await page.goto(`/incidents/${number}`);
    let form = await openVerb(page, "management-escalation");
    await form.locator('[name="reason"]').fill("The shop waits");
    await form.locator(".actions button").click();
    await page.getByText("Nobody is known who is next above").waitFor();
    form = await openVerb(page, "management-escalation");
    assert.equal(await form.locator('[name="reason"]').inputValue(), "The shop waits", "what was typed is kept");
    await form.locator('[name="person"]').fill("ada.keller@example.org");
    await form.locator(".actions button").click();
    await page.getByText("is escalated to management").waitFor();
    await page.locator("section#watchers").getByText("Ada Keller").waitFor();
    await visit.look("escalated");
  });
  await desk.visit({ as: ADA }, async ({ page }) => {
    // It is told a moment later, by the worker.
    for (let turn = 0; turn < 40; turn += 1) {
      await page.goto("/notifications");
      if ((await page.getByText("Escalated to you").count()) > 0) break;
      await page.waitForTimeout(250);
    }
    await page.getByText("Escalated to you").first().waitFor();
  });
  await desk.visit({ as: BEN, scripts: false }, async ({ page }) => {
    await page.goto(`/incidents/${number}`);
    const form = await openVerb(page, "management-escalation", { undo: true });
    await form.locator('[name="reason"]').fill("A spare till is there");
    await form.locator(".actions button").click();
    await page.getByText("is de-escalated").waitFor();
  });
});

test("a rule about closing is tried out before it is set", async () => {
  await desk.visit({ as: ADA, scripts: false }, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/closing");
    await page.getByText("What is resolved is closed after 5 days.").waitFor();
    await page.locator('form[method="get"] [name="close_after"]').fill("0");
    await page.getByRole("button", { name: "See what it does" }).click();
    await page.getByText(/\d+ incidents would close today/).waitFor();
    await visit.look("closing");
    await page.locator('form[method="get"] [name="close_after"]').fill("30");
    await page.getByRole("button", { name: "See what it does" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("What is resolved is closed after 30 days.").first().waitFor();
  });
});
