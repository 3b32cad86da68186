// A real server on a data directory of its own.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createWriteStream, existsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const BIN = path.resolve(process.env.MAINSTAY_BIN ?? path.join(import.meta.dirname, "../../target/debug/mainstay"));
const START_LIMIT = 60_000;

// Runs a command of the program to its end and answers what it printed.
function command(args, input = "") {
  return new Promise((resolve, reject) => {
    const child = execFile(BIN, args, (error, stdout, stderr) => {
      if (error) reject(new Error(`mainstay ${args[0]} ${args[1]}: ${error.message}\n${stderr}`));
      else resolve(stdout);
    });
    child.stdin.end(input);
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export class Server {
  // `people` are added before it starts; `database` is a PostgreSQL URL, else it runs on SQLite.
  static async start({ people, database }) {
    if (!existsSync(BIN)) throw new Error(`${BIN} is missing; cargo build, or name it in MAINSTAY_BIN`);
    const server = new Server();
    server.directory = await mkdtemp(path.join(tmpdir(), "mainstay-journey-"));
    server.where = ["--data", path.join(server.directory, "data"), ...(database ? ["--database", database] : [])];
    for (const person of people) {
      const teams = person.teams.flatMap((team) => ["--team", team]);
      const who = ["--email", person.email, "--name", person.name, "--role", person.role, ...teams, "--password-stdin"];
      await command(["user", "add", ...server.where, ...who], person.password);
    }
    await server.#serve();
    return server;
  }

  async #serve() {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    this.log = path.join(this.directory, "server.log");
    const log = createWriteStream(this.log);
    this.process = spawn(BIN, ["serve", ...this.where, "--listen", `127.0.0.1:${port}`], { stdio: ["ignore", "pipe", "pipe"] });
    this.process.stdout.pipe(log, { end: false });
    this.process.stderr.pipe(log, { end: false });
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
    await this.#ready();
  }

  async #ready() {
    for (let waited = 0; waited < START_LIMIT; waited += 50) {
      if (this.process.exitCode !== null) break;
      const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await pause(50);
    }
    const log = await readFile(this.log, "utf8");
    this.process.kill("SIGKILL");
    throw new Error(`the server did not become ready:\n${log}`);
  }

  // The code it shows while nobody administers it.
  async code() {
    return (await readFile(this.log, "utf8")).match(/^ {4}(\S{4}(?:-\S{4}){3})$/m)?.[1];
  }

  // The API as one person, for what a journey only needs to be there: answers the body.
  async api({ email }) {
    const said = await command(["token", "add", ...this.where, "--user", email, "--name", "journey"]);
    const headers = { authorization: `Bearer ${said.trim().split("\n").at(-1)}`, "content-type": "application/json" };
    return async (method, path, body) => {
      const answer = await fetch(`${this.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return JSON.parse(text || "null");
    };
  }

  async stop() {
    this.process.kill("SIGTERM");
    const stubborn = setTimeout(() => this.process.kill("SIGKILL"), 10_000);
    await this.ended;
    clearTimeout(stubborn);
    await rm(this.directory, { recursive: true, force: true });
  }
}
