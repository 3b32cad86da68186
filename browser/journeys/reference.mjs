// The API's own description, read and looked through.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, RIA, openDesk } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
});
after(() => desk?.close());

for (const scripts of [true, false]) {
  test(`from the person's menu to one operation, ${scripts ? "with" : "without"} scripts`, async () => {
    await desk.visit({ as: BEN, scripts }, async (visit) => {
      const { page } = visit;
      await page.locator(".person-button").click();
      await page.getByRole("link", { name: "API reference" }).click();
      await page.getByRole("heading", { name: "API reference", level: 1 }).waitFor();
      if (scripts) await visit.look("reference");
      await page.getByLabel("Words, a method or an address").fill("post {number}/hold");
      await page.getByRole("button", { name: "Filter" }).click();
      await page.waitForURL(/q=post/);
      assert.equal(await page.locator(".reference-line").count(), 1);
      await page.getByRole("link", { name: "/incidents/{number}/hold" }).click();
      await page.waitForURL("**/docs/api/hold_incident");
      const command = await page.locator(".reference-copy").first().innerText();
      assert.ok(command.includes(`${desk.server.url}/api/v1/incidents/INC0000042/hold`), command);
      await visit.look(`reference-operation${scripts ? "" : "-plain"}`);
    });
  });
}

test("what is not there is said", async () => {
  await desk.visit({ as: RIA }, async (visit) => {
    const { page } = visit;
    await page.goto("/docs/api?q=teapot");
    await page.getByRole("heading", { name: "Nothing like it" }).waitFor();
    await visit.look("reference-none");
    await page.getByRole("link", { name: "Show all" }).click();
    await page.waitForURL("**/docs/api");
    await page.goto("/docs/api/brew_coffee");
    await page.getByRole("heading", { name: "Nothing here" }).waitFor();
  });
});

test("on a phone in the dark nothing is wider than the window", async () => {
  await desk.visit({ as: BEN, phone: true, dark: true }, async (visit) => {
    const { page } = visit;
    await page.goto("/docs/api");
    await visit.look("reference-phone");
    for (const id of ["list_incidents", "create_incident", "add_files_of_incident", "readStatus"]) {
      await page.goto(`/docs/api/${id}`);
      for (const more of await page.locator(".reference-more > summary").all()) await more.click();
      await visit.look(`reference-phone-${id}`);
    }
  });
});

test("the answers' members open, and a name leads to its members", async () => {
  await desk.visit({ as: BEN, dark: true }, async (visit) => {
    const { page } = visit;
    await page.goto("/docs/api/list_incidents");
    await page.locator(".reference-more > summary").first().click();
    await visit.look("reference-dark");
    await page.locator('.reference-more a[href="#type-Incident"]').first().click();
    assert.equal(new URL(page.url()).hash, "#type-Incident");
  });
});

test("the frame is in the reader's language, the operations stay English and say so", async () => {
  await desk.visit({ as: BEN, language: "de-DE" }, async (visit) => {
    const { page } = visit;
    await page.goto("/docs/api/assign_incident");
    await page.getByRole("heading", { name: "Als Befehl" }).waitFor();
    assert.equal(await page.locator(".lead").getAttribute("lang"), "en");
    await visit.look("reference-german");
  });
});
