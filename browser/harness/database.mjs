// Where a desk keeps its records: an SQLite file of its own, or a new database on the PostgreSQL
// server that MAINSTAY_TEST_POSTGRES names, when MAINSTAY_JOURNEYS_ON says so.
import { execFileSync } from "node:child_process";

let made = 0;

// The new database's address; nothing for SQLite.
export function newDatabase() {
  const engine = process.env.MAINSTAY_JOURNEYS_ON ?? "sqlite";
  if (engine === "sqlite") return undefined;
  if (engine !== "postgres") throw new Error(`MAINSTAY_JOURNEYS_ON is ${engine}; say sqlite or postgres`);
  const maintenance = process.env.MAINSTAY_TEST_POSTGRES;
  if (!maintenance) throw new Error("MAINSTAY_TEST_POSTGRES names no server; cargo xtask test starts one");
  made += 1;
  const name = `journey_${process.pid}_${made}`;
  execFileSync("psql", ["--no-psqlrc", "--quiet", "-c", `CREATE DATABASE ${name}`, maintenance]);
  const database = new URL(maintenance);
  database.pathname = `/${name}`;
  return database.href;
}
