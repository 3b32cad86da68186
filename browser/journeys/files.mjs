// Files on an incident: chosen, dropped and pasted, seen by whom they are for, and removed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, RIA, answered, createIncident, openDesk, openVerb } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
});
after(() => desk?.close());

// A red square, drawn by the browser itself.
const picture = (page) =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 640;
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#c22";
    brush.fillRect(0, 0, 640, 640);
    return canvas.toDataURL("image/png").split(",")[1];
  });

const files = (page) => page.locator("#files .organ-row");
const text = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

async function choose(page, chosen, { internal = false } = {}) {
  const form = await openVerb(page, "files");
  await form.locator('[name="file"]').setInputFiles(chosen);
  if (internal) await form.locator('[name="internal"]').check();
  await answered(page, () => form.locator("[type=submit]").click());
}

test("files are added, shown and removed", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await createIncident(page, { title: "Screen flickers" });
    const photo = { name: "screen.png", mimeType: "image/png", buffer: Buffer.from(await picture(page), "base64") };
    await choose(page, [photo, text("log.txt", "nothing to see")]);
    await page.locator(".toast").first().waitFor();
    assert.equal(await files(page).count(), 2);
    const drawn = files(page).filter({ hasText: "screen.png" }).locator("img");
    await drawn.evaluate((img) => img.decode());
    assert.equal(await drawn.evaluate((img) => img.naturalWidth), 320, "drawn small");
    await page.locator("ol.timeline > li", { hasText: "log.txt" }).first().waitFor();
    await visit.look("files");
    const saved = page.waitForEvent("download");
    await files(page).filter({ hasText: "log.txt" }).getByRole("link").click();
    assert.equal((await saved).suggestedFilename(), "log.txt");
    const removing = files(page).filter({ hasText: "log.txt" }).getByRole("button", { name: "Remove" });
    await answered(page, () => removing.click());
    assert.equal(await files(page).count(), 1);
  });
});

test("what is dropped or pasted waits in the form", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await createIncident(page, { title: "Keyboard sticks" });
    const bring = (kind, name) =>
      page.evaluate(
        ([kind, name]) => {
          const data = new DataTransfer();
          data.items.add(new File(["content"], name, { type: "text/plain" }));
          const made = kind === "drop" ? new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }) : new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true });
          return !document.body.dispatchEvent(made);
        },
        [kind, name],
      );
    assert.ok(await bring("drop", "dropped.txt"), "the browser does not open it instead");
    assert.ok(await bring("paste", "pasted.txt"));
    const form = page.locator("#record form[data-upload]");
    const waiting = await form.locator('[name="file"]').evaluate((field) => Array.from(field.files, (file) => file.name));
    assert.deepEqual(waiting, ["dropped.txt", "pasted.txt"]);
    assert.equal(await files(page).count(), 0, "nothing is sent before it is said who reads it");
    await answered(page, () => form.locator("[type=submit]").click());
    assert.equal(await files(page).count(), 2);
  });
});

test("an internal file is not shown to the requester", async () => {
  let number;
  await desk.visit({ as: RIA }, async ({ page }) => {
    number = await createIncident(page, { title: "Chair wobbles" });
    await choose(page, text("chair.txt", "a photo of words"));
  });
  await desk.visit({ as: BEN, phone: true }, async (visit) => {
    const { page } = visit;
    await page.goto(`/incidents/${number}`);
    await choose(page, text("supplier.txt", "they will not pay"), { internal: true });
    assert.equal(await files(page).count(), 2);
    await visit.look("files-on-a-phone");
  });
  await desk.visit({ as: RIA }, async ({ page }) => {
    await page.goto(`/incidents/${number}`);
    assert.equal(await files(page).count(), 1);
    assert.ok(!(await page.content()).includes("supplier.txt"));
  });
});

test("files are added and removed without scripts", async () => {
  await desk.visit({ as: RIA, scripts: false }, async (visit) => {
    const { page } = visit;
    const number = await createIncident(page, { title: "Lamp hums" });
    await choose(page, [text("one.txt", "1"), text("two.txt", "2")]);
    await page.waitForURL(new RegExp(`/incidents/${number}$`));
    assert.equal(await files(page).count(), 2);
    await choose(page, text("empty.txt", ""));
    await page.getByText("empty.txt is empty").first().waitFor();
    assert.equal(await files(page).count(), 2);
    await page.goto(`/incidents/${number}`);
    await answered(page, () => files(page).first().getByRole("button", { name: "Remove" }).click());
    assert.equal(await files(page).count(), 1);
  });
});
