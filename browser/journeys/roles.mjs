// Roles, priorities and tokens as administrators set them: tried out first, in force at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, RIA, openDesk } from "../harness.mjs";

const ROLES = "/administration/roles";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
});
after(() => desk?.close());

const part = (page, name) => page.locator("section", { has: page.getByRole("heading", { name }) }).last();
const cell = (page, name) => page.locator(`select[name="${name}"]`);

test("a role is made, tried out, set and given, and holds at once", async () => {
  await desk.visit({ as: RIA }, async (ria) => {
    await ria.page.goto("/administration/audit");
    await ria.page.getByText("Your role does not allow this.").waitFor();
    await desk.visit({}, async (visit) => {
      const { page } = visit;
      await page.goto("/administration/audit");
      await page.getByRole("link", { name: "Roles" }).first().click();
      await page.waitForURL(`**${ROLES}`);
      await visit.look("roles");
      await page.getByRole("link", { name: "New role" }).click();
      await page.getByLabel("Name").fill("Night shift");
      await page.getByLabel("Code").fill("Night shift");
      await page.getByRole("button", { name: "Make the role" }).click();
      await page.getByText("Use small letters, digits and underscores").waitFor();
      await page.getByLabel("Code").fill("night_shift");
      await visit.look("role-new");
      await page.getByRole("button", { name: "Make the role" }).click();
      await page.waitForURL(`**${ROLES}/night_shift`);
      await page.getByText("Nobody holds it.").waitFor();
      await cell(page, "*.read").selectOption("all");
      await cell(page, "*.audit").selectOption("all");
      await cell(page, "incident.read_restricted").selectOption("company");
      await page.getByRole("button", { name: "See what it changes" }).click();
      await page.getByText("Nobody holds this role now.").waitFor();
      await page.getByText("Restricted records are about security").waitFor();
      await visit.look("role-tried");
      await page.getByRole("button", { name: "Set it so" }).click();
      await page.getByText("It holds from now on.").waitFor();
      await part(page, "Who holds it").getByText("Give to somebody").first().click();
      await page.locator('[name="person"]').fill("nobody at all");
      await part(page, "Who holds it").getByRole("button", { name: "Give to somebody" }).click();
      await page.getByText("There is none by this name.").waitFor();
      await page.locator('[name="person"]').fill(RIA.email);
      await part(page, "Who holds it").getByRole("button", { name: "Give to somebody" }).click();
      await page.getByText("They hold the role.").waitFor();
      await part(page, "Who holds it").getByRole("link", { name: RIA.name }).waitFor();
      await visit.look("role");
    });
    // The same session, with its next click.
    await ria.page.goto("/administration/audit");
    await ria.page.getByRole("heading", { name: "Settings" }).waitFor();
    await ria.page.getByRole("cell", { name: "gave a role" }).first().waitFor();
  });
});

test("nobody locks themselves out, and a ready role goes back to how it came", async () => {
  await desk.visit({ scripts: false }, async ({ page }) => {
    await page.goto(`${ROLES}/administrator`);
    await cell(page, "*.administer").selectOption("");
    await page.getByRole("button", { name: "See what it changes" }).click();
    await page.getByText("You administer by this role").waitFor();
    assert.equal(await page.getByRole("button", { name: "Set it so" }).count(), 0);
    await page.goto(`${ROLES}/agent`);
    await cell(page, "*.close").selectOption("team");
    await page.getByRole("button", { name: "See what it changes" }).click();
    await page.getByText("their teams instead of their companies, for one person").waitFor();
    await page.getByRole("button", { name: "Set it so" }).click();
    await page.getByText("as it came: their companies").waitFor();
    await page.getByRole("link", { name: "See it as it came" }).click();
    await page.getByText("their companies instead of their teams, for one person").waitFor();
    await page.getByRole("button", { name: "Set it so" }).click();
    assert.equal(await page.getByText("as it came: their companies").count(), 0);
  });
});

test("priorities are tried out, and what is odd is said", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/priority");
    await visit.look("priorities");
    await cell(page, "priority.2.2").selectOption("5");
    await page.getByRole("button", { name: "See what it changes" }).click();
    await page.getByText("Planning instead of Moderate").waitFor();
    await page.getByText("Is that meant?").first().waitFor();
    await visit.look("priorities-tried");
    await page.getByRole("button", { name: "Set it so" }).click();
    await page.getByText("as it came: Moderate").waitFor();
    await part(page, "History").getByText("set which priority follows").waitFor();
    await page.getByRole("link", { name: "See it as it came" }).click();
    await page.getByRole("button", { name: "Set it so" }).click();
    await page.getByText("It holds from now on.").waitFor();
  });
});

test("a token is made with the password, shown once, and revoked by an administrator", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/account");
    const tokens = part(page, "API tokens");
    await tokens.getByText("New token").first().click();
    await tokens.locator('[name="name"]').fill("Nightly export");
    await tokens.locator('[name="present"]').fill("not my password at all");
    await tokens.getByRole("button", { name: "New token" }).click();
    await page.getByText("This is not your present password.").waitFor();
    await visit.look("token-refused");
    await part(page, "API tokens").locator('[name="present"]').fill(BEN.password);
    await part(page, "API tokens").getByRole("button", { name: "New token" }).click();
    const secret = await page.getByLabel("Token for Nightly export").inputValue();
    assert.ok(secret.startsWith("ms_"), secret);
    await visit.look("token-once");
    await page.goto("/account");
    assert.equal(await page.getByText(secret).count(), 0);
    await desk.visit({}, async (admin) => {
      await admin.page.goto("/administration/tokens");
      await admin.look("tokens");
      await admin.page.getByRole("link", { name: "Nightly export" }).click();
      await admin.look("token");
      await admin.page.getByRole("button", { name: "Revoke" }).click();
      await admin.page.getByText("The token works no more.").waitFor();
      await part(admin.page, "History").getByText("revoked an API token").waitFor();
    });
    await page.goto("/account");
    await part(page, "API tokens").getByText("No program acts as you.").waitFor();
  });
});

test("they work on a phone, in the dark and in German", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE" }, async (visit) => {
    const { page } = visit;
    await page.goto(ROLES);
    await visit.look("roles-phone");
    await page.goto(`${ROLES}/agent?as=ready`);
    await page.getByText("Nichts würde sich ändern.").waitFor();
    await visit.look("role-phone");
    await page.goto("/administration/priority");
    await visit.look("priorities-phone");
    await page.goto("/administration/tokens?state=any");
    await visit.look("tokens-phone");
  });
});

test("whoever does not administer is told nothing of it", async () => {
  await desk.visit({ as: BEN }, async ({ page }) => {
    await page.goto("/incidents");
    for (const name of ["Roles", "Priorities", "API tokens"]) {
      assert.equal(await page.locator("nav").getByRole("link", { name, exact: true }).count(), 0, name);
    }
    await page.goto(`${ROLES}/agent`);
    await page.getByText("Your role does not allow this.").waitFor();
  });
});
