import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, createIncident, openDesk, send, state, verb } from "../harness.mjs";
import { wholeLife } from "../stories/life.mjs";

let desk;
before(async () => {
  desk = await openDesk();
});
after(() => desk?.close());

test("an incident is worked, held, resumed, resolved, reopened and closed", async () => {
  await desk.visit({}, async (visit) => {
    await wholeLife(visit, (name) => visit.look(name));
    await visit.look("incident-closed");
  });
});

test("a reply and a work note land in the timeline, each marked for its readers", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await createIncident(page, { title: "Projector shows green only" });
    await write(page, "Reply", "Please try the **other** cable.");
    await write(page, "Work note", "The cable is from 2009.");
    const entries = page.locator("ol.timeline > li");
    const reply = entries.filter({ hasText: "Please try the" });
    assert.equal(await reply.locator("strong", { hasText: "other" }).count(), 1);
    assert.equal(await reply.getByText("Work note").count(), 0);
    const note = entries.filter({ hasText: "The cable is from 2009." });
    assert.equal(await note.getByText("Work note").count(), 1);
    await visit.look("incident-timeline");
  });
});

test("somebody else's newer state is not overwritten", async () => {
  await desk.visit({}, async ({ page }) => {
    const number = await createIncident(page, { title: "Two hands on one lever" });
    const other = await page.context().newPage();
    await other.goto(`/incidents/${number}`);
    await send(other, "cancellation");
    if ((await verb(page, "work").count()) > 0) await send(page, "work");
    else await send(page, "assignment");
    await page.goto(`/incidents/${number}`);
    assert.equal(await state(page), "cancelled");
  });
});

async function write(page, audience, text) {
  await page.locator("#compose label.mode", { hasText: audience }).click();
  const form = page.locator(".compose-form").filter({ visible: true });
  await form.locator("textarea").fill(text);
  const name = audience === "Reply" ? "Send reply" : "Add work note";
  await answered(page, () => form.getByRole("button", { name }).click());
  await page.locator("ol.timeline > li", { hasText: text.split(" ").at(-1) }).waitFor();
}
