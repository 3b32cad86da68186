// What others do is seen while it happens, and never disturbs whoever is writing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, CLEO, RIA, answered, createIncident, editing, openDesk, openEdit, write } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, CLEO, RIA] });
});
after(() => desk?.close());

const timeline = (page) => page.locator("#record .timeline");
const bar = (page) => page.locator("[data-live-bar]");

// Ben and Cleo look at the same incident.
async function together(title, story) {
  await desk.visit({ as: BEN }, async (ben) => {
    const number = await createIncident(ben.page, { title });
    await desk.visit({ as: CLEO }, async (cleo) => {
      await cleo.page.goto(`/incidents/${number}`);
      await story(ben, cleo, number);
    });
  });
}

test("what somebody else writes appears by itself", async () => {
  await together("Scanner at the gate is slow", async (ben, cleo) => {
    await write(cleo.page, "comments", "The lens was dirty.");
    await timeline(ben.page).getByText("The lens was dirty.").waitFor();
    assert.equal(await bar(ben.page).isVisible(), false, "nothing more to say");
    // What one writes oneself is no news either.
    await write(ben.page, "comments", "Thank you.");
    await timeline(ben.page).getByText("Thank you.").waitFor();
    await timeline(cleo.page).getByText("Thank you.").waitFor();
    assert.equal(await bar(cleo.page).isVisible(), false);
  });
});

test("whoever is writing is told, and keeps every word", async () => {
  await together("Badge reader beeps", async (ben, cleo) => {
    const reply = ben.page.locator(".compose .for-public textarea");
    await reply.fill("I was about to say");
    await write(cleo.page, "comments", "It is the battery.");
    await bar(ben.page).getByText("1 new change").waitFor();
    await write(cleo.page, "comments", "It has been ordered.");
    await bar(ben.page).getByText("2 new changes").waitFor();
    await ben.look("live-bar", { whole: false });
    assert.equal(await timeline(ben.page).getByText("It is the battery.").count(), 0, "nothing moves while he writes");
    await bar(ben.page).getByRole("button", { name: "Show" }).click();
    await timeline(ben.page).getByText("It has been ordered.").waitFor();
    assert.equal(await reply.inputValue(), "I was about to say");
    assert.equal(await bar(ben.page).isVisible(), false);
  });
});

test("an edit begun before is still judged against what its writer saw", async () => {
  await together("Projector is blue", async (ben, cleo) => {
    const form = await openEdit(ben.page);
    await form.locator('[name="title"]').fill("Projector shows everything in blue");
    const other = await openEdit(cleo.page);
    await other.locator('[name="title"]').fill("Projector in room 4 is blue");
    await answered(cleo.page, () => other.getByRole("button").click());
    await bar(ben.page).getByText("1 new change").waitFor();
    await bar(ben.page).getByRole("button", { name: "Show" }).click();
    await timeline(ben.page).getByText("Projector in room 4 is blue").waitFor();
    assert.equal(await editing(ben.page).locator('[name="title"]').inputValue(), "Projector shows everything in blue");
    // The box closes when one clicks elsewhere; what was typed in it stays.
    const again = await openEdit(ben.page);
    await answered(ben.page, () => again.getByRole("button").click());
    await ben.page.getByRole("heading", { level: 1 }).filter({ hasText: "Somebody was faster" }).waitFor();
  });
});

test("a list says that it has changed and changes when asked", async () => {
  await desk.visit({ as: BEN }, async (ben) => {
    await ben.page.goto("/incidents?queue=open");
    await desk.visit({ as: CLEO }, async (cleo) => {
      await createIncident(cleo.page, { title: "Water under the rack" });
    });
    const row = ben.page.getByRole("row").filter({ hasText: "Water under the rack" });
    await bar(ben.page).getByRole("button", { name: "Show" }).waitFor();
    assert.equal(await row.count(), 0, "rows do not move by themselves");
    await ben.look("live-list", { whole: false });
    await bar(ben.page).getByRole("button", { name: "Show" }).click();
    await row.waitFor();
  });
});

test("a requester does not hear of work notes", async () => {
  await desk.visit({ as: RIA }, async (ria) => {
    const number = await createIncident(ria.page, { title: "My screen flickers" });
    await desk.visit({ as: CLEO }, async (cleo) => {
      await cleo.page.goto(`/incidents/${number}`);
      await write(cleo.page, "notes", "She always says that.");
      await write(cleo.page, "comments", "We will look at it today.");
    });
    await timeline(ria.page).getByText("We will look at it today.").waitFor();
    assert.equal(await ria.page.getByText("She always says that.").count(), 0);
  });
});
