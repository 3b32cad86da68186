import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { openDesk } from "../harness.mjs";
import { wholeLife } from "../stories/life.mjs";

const maintenance = process.env.MAINSTAY_TEST_POSTGRES;
const skip = maintenance ? false : "MAINSTAY_TEST_POSTGRES names no server; cargo xtask test starts one";

let desk;
before(async () => {
  if (skip) return;
  const name = `journey_${process.pid}`;
  execFileSync("psql", ["--no-psqlrc", "--quiet", "-c", `CREATE DATABASE ${name}`, maintenance]);
  const database = new URL(maintenance);
  database.pathname = `/${name}`;
  desk = await openDesk({ database: database.href });
});
after(() => desk?.close());

test("an incident lives the same life on PostgreSQL", { skip }, async () => {
  await desk.visit({}, (visit) => wholeLife(visit));
});
