// Two people, one field.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, CLEO, answered, createIncident, openDesk, openEdit, openVerb, verb } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, CLEO] });
});
after(() => desk?.close());

const title = (page) => page.getByRole("heading", { level: 1 });

async function edit(page, fields) {
  const form = await openEdit(page);
  for (const [name, text] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(text);
  return form;
}

// Ben opens an incident and begins to edit; Cleo is faster; Ben sends.
async function race(scripts, before, cleos, bens, then) {
  await desk.visit({ as: BEN, scripts }, async (ben) => {
    const number = await createIncident(ben.page, before);
    const form = await edit(ben.page, bens);
    await desk.visit({ as: CLEO }, async ({ page }) => {
      await page.goto(`/incidents/${number}`);
      const faster = await edit(page, cleos);
      await answered(page, () => faster.getByRole("button").click());
    });
    await answered(ben.page, () => form.getByRole("button").click());
    await then(ben, number);
  });
}

for (const scripts of [true, false]) {
  test(`whoever is slower sees both texts and can write theirs again, ${scripts ? "with" : "without"} scripts`, async () => {
    const before = { title: "Lift two stands still", description: "As found." };
    const cleos = { title: "Lift 2 stands still in the basement", description: "Doors closed." };
    await race(scripts, before, cleos, { title: "Lift two: cable worn" }, async (ben) => {
      const { page } = ben;
      await title(page).filter({ hasText: "Somebody was faster" }).waitFor();
      const conflict = page.locator(".conflict");
      assert.equal(await conflict.count(), 1, "only the title is in dispute");
      const told = await conflict.innerText();
      for (const words of ["Lift two: cable worn", "Lift 2 stands still in the basement", "Cleo Marchetti"]) {
        assert.ok(told.includes(words), `${words} in ${told}`);
      }
      if (scripts) await ben.look("conflict");
      await page.getByRole("button", { name: "Save mine over it" }).click();
      await title(page).filter({ hasText: "Lift two: cable worn" }).waitFor();
      assert.ok((await page.locator(".description").innerText()).includes("Doors closed."), "what nobody disputed stays");
    });
  });
}

test("two people who write different fields do not meet", async () => {
  const before = { title: "Till 4 prints blank receipts" };
  await race(true, before, { description: "Paper is in the wrong way round." }, { title: "Tills 4 and 5 print blank receipts" }, async ({ page }) => {
    await title(page).filter({ hasText: "Tills 4 and 5" }).waitFor();
    assert.ok((await page.locator(".description").innerText()).includes("wrong way round"));
  });
});

test("a verb that came too late says why and keeps what was typed", async () => {
  await desk.visit({ as: BEN }, async (ben) => {
    const { page } = ben;
    const number = await createIncident(page, { title: "Door sensor reports open" });
    const form = await openVerb(page, "resolution");
    await form.locator('[name="code"]').selectOption({ index: 1 });
    await form.locator('[name="notes"]').fill("Magnet glued back.");
    await desk.visit({ as: CLEO }, async (cleo) => {
      await cleo.page.goto(`/incidents/${number}`);
      const cancel = await openVerb(cleo.page, "cancellation");
      await cancel.locator('[name="reason"]').fill("Reported twice.");
      await answered(cleo.page, () => cancel.getByRole("button").click());
    });
    await answered(page, () => form.getByRole("button").click());
    await page.locator("main").getByText("cannot be resolved").first().waitFor();
    await ben.look("too-late");
    assert.ok((await page.locator("main").innerHTML()).includes("Magnet glued back."), "nothing typed is lost");
    assert.equal(await verb(page, "work").count(), 0, "the page shows the present state");
  });
});
