// Views that people share, as an administrator looks after them: found, looked at, handed over, deleted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADA, BEN, RIA, openDesk } from "../harness.mjs";

const PATH = "/administration/views";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
});
after(() => desk?.close());

test("without any, it is said how one comes about", async () => {
  await desk.visit({}, async (visit) => {
    await visit.page.goto(PATH);
    await visit.page.getByRole("heading", { name: "No shared views" }).waitFor();
    await visit.look("shared-views-none");
  });
});

test("a view of somebody else is found and handed over", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    const api = await desk.server.api(ADA);
    await api("POST", "/views", { kind: "incident", name: "Urgent", shared_with: "everybody", q: "priority <= 2" });
    await page.goto("/incidents");
    await page.getByRole("link", { name: "Shared views" }).click();
    await visit.look("shared-views");
    await page.getByRole("link", { name: "Urgent" }).click();
    await page.getByText("everybody who may read such records").waitFor();
    await page.getByText("Hand over").first().click();
    await page.getByLabel("To whom").fill("nobody@example.org");
    await page.getByRole("button", { name: "Hand over" }).click();
    await page.getByText("There is none by this name.").waitFor();
    assert.equal(await page.getByLabel("To whom").inputValue(), "nobody@example.org");
    await visit.look("shared-views-refused");
    await page.getByLabel("To whom").fill(BEN.email);
    await page.getByRole("button", { name: "Hand over" }).click();
    await page.getByText("Urgent has a new owner.").waitFor();
    await page.getByText("handed a view over").waitFor();
    await visit.look("shared-view");
    await page.getByRole("button", { name: "Delete this view" }).click();
    await page.getByText("Urgent is deleted.").waitFor();
    await page.getByRole("heading", { name: "No shared views" }).waitFor();
  });
});

test("on a phone, in the dark, in German and without scripts it is deleted", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE", scripts: false }, async (visit) => {
    const { page } = visit;
    const ben = await desk.server.api(BEN);
    await ben("POST", "/views", { kind: "incident", name: "Urgent", team: "Service desk", q: "priority <= 2" });
    await page.goto(PATH);
    await visit.look("shared-views-phone");
    await page.getByRole("link", { name: "Urgent" }).click();
    await visit.look("shared-view-phone");
    await page.getByText("Diese Ansicht löschen").first().click();
    await page.getByText("Urgent ist gelöscht.").waitFor();
    await page.getByRole("heading", { name: "Keine geteilten Ansichten" }).waitFor();
  });
});

test("who does not administer is not led there", async () => {
  await desk.visit({ as: RIA }, async ({ page }) => {
    await page.goto("/incidents");
    assert.equal(await page.getByRole("link", { name: "Shared views" }).count(), 0);
    const answer = await page.goto(PATH);
    assert.equal(answer.status(), 403);
  });
});
