// Looking for records: from every page, by words, numbers and slips of the finger.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADA, BEN, RIA, createIncident, openDesk } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
});
after(() => desk?.close());

const results = (page) => page.locator(".search-results > li");

async function look(page, words) {
  const box = page.locator(".search-box input");
  await box.fill(words);
  await box.press("Enter");
}

test("what was just written is found from any page, and a number leads to its record", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    const number = await createIncident(page, {
      title: "Druckerstörung im zweiten Stock",
      description: "Das *Papier* klemmt.\n\n> Steht der Kaffee noch da?",
    });
    await createIncident(page, { title: "Papier bestellen" });
    await page.goto("/incidents");
    await page.keyboard.press("s");
    assert.equal(await page.evaluate(() => document.activeElement.name), "q", "s leads to the search");
    await page.keyboard.type("stock druckerstoer");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?q=*");
    await results(page).first().waitFor();
    assert.equal(await results(page).count(), 1);
    assert.ok((await results(page).first().innerText()).includes(number));
    assert.deepEqual(await results(page).first().locator(".search-title mark").allInnerTexts(), ["Druckerstörung", "Stock"]);
    assert.ok((await page.locator(".search-excerpt").first().innerText()).includes("Das Papier klemmt."));
    await visit.look("search");

    await look(page, "kaffee");
    await page.getByRole("heading", { name: "Nothing found" }).waitFor();
    await visit.look("search-nothing");

    await look(page, number.toLowerCase().replace(/^inc0*/, "inc "));
    await page.waitForURL(`**/incidents/${number}`);
  });
});

test("a slip of the finger is forgiven and said", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await createIncident(page, { title: "Certificate of the intranet has expired" });
    await look(page, "certifcate");
    await page.getByText("“certificate” was taken for it").waitFor();
    assert.equal(await results(page).count(), 1);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/incidents\/INC\d{7}$/);
  });
});

test("the search fits a phone, takes hostile words for words, and finds for nobody what is another's", async () => {
  await desk.visit({ as: ADA }, async ({ page }) => {
    await createIncident(page, { title: "Payroll of the takeover is wrong" });
  });
  await desk.visit({ as: RIA, phone: true }, async (visit) => {
    const { page } = visit;
    await page.goto("/search");
    await visit.look("search-phone");
    await page.locator("#search-q").fill("takeover");
    await page.locator("#search-q").press("Enter");
    await page.getByRole("heading", { name: "Nothing found" }).waitFor();
    await page.goto(`/search?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`);
    await visit.look("search-hostile");
  });
});

test("filters narrow it without scripts", async () => {
  await desk.visit({ as: BEN, scripts: false }, async ({ page }) => {
    const number = await createIncident(page, { title: "Badge reader blinks" });
    await page.goto("/search?q=badge+reader");
    assert.equal(await results(page).count(), 1);
    await page.locator('.search-form [name="open"]').selectOption("false");
    await page.locator(".search-form").getByRole("button").click();
    await page.getByRole("heading", { name: "Nothing found" }).waitFor();
    await page.locator('.search-form [name="open"]').selectOption("true");
    await page.locator(".search-form").getByRole("button").click();
    assert.ok((await results(page).first().innerText()).includes(number));
  });
});
