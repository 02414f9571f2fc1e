/**
 * `npm run image:steps`: carries out what the Dockerfile says without a container engine, each stage in an empty folder,
 * and starts what came out of it: its version, a review, and the server until it is ready. What only a container can do,
 * the packages of the system, is named and not run. npm needs the registry, or what it has kept of it.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseDockerfile } from "./image/dockerfile.ts";
import { type Image, runStages } from "./image/run-stages.ts";

const top = join(import.meta.dirname, "..");
/** The first start compiles the rules. */
const readyWithinMs = 240_000;
const port = 20_000 + Math.floor(Math.random() * 20_000);

/** The image's own Node stands first in PATH, as it does there; nothing of whoever runs this is passed on. */
const environment = {
  PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
  HOME: homedir(),
  npm_config_update_notifier: "false",
};

/** How this machine reaches the registry, which a builder of images would be told, too. */
const reaching =
  /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|https?_proxy|no_proxy|npm_config_(?:registry|cafile|cache))$/i;
const building = {
  ...environment,
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => reaching.test(name))),
};

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-image-"));
  try {
    const stages = parseDockerfile(readFileSync(join(top, "Dockerfile"), "utf8"));
    const image = runStages({
      stages,
      context: top,
      folder,
      environment: building,
      say: (line) => console.log(`· ${line}`),
    });
    for (const command of image.skipped) console.log(`· not run here: ${command}`);
    const [version, review] = [start(image, ["--version"]), start(image, ["review", ...example()])];
    console.log(`sekisho --version: ${version}review of an example: ${review.split("\n")[0]}`);
    await serveUntilReady(image, join(folder, "data"));
    console.log("The image's program starts, reviews and serves.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function example(): readonly string[] {
  const pull = join(top, "fixtures", "pulls", "harmless-image-bump");
  return ["--base", join(pull, "base"), "--head", join(pull, "head")];
}

/** The words of ENTRYPOINT from `node` on, with the paths of the image where they are here. */
function commandOf(image: Image, words: readonly string[]): readonly string[] {
  const node = image.words.indexOf("node");
  const program = image.words[node + 1] ?? "";
  return [join(image.root, program), ...words];
}

function start(image: Image, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, commandOf(image, words), {
    env: { ...environment, ...image.variables, SEKISHO_CACHE_DIR: join(image.root, "cache") },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}

async function serveUntilReady(image: Image, data: string): Promise<void> {
  mkdirSync(data);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const server = spawn(process.execPath, commandOf(image, ["serve", "--embedded"]), {
    env: {
      ...environment,
      ...image.variables,
      HOST: "127.0.0.1",
      PORT: String(port),
      SEKISHO_DATA: data,
      APP_ID: "1",
      PRIVATE_KEY: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
      WEBHOOK_SECRET: randomBytes(32).toString("hex"),
      // Nobody is there: a server starts without GitHub, too.
      GITHUB_API_URL: "http://127.0.0.1:9",
      GITHUB_SERVER_URL: "http://127.0.0.1:9",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let log = "";
  server.stdout.on("data", (data: Buffer) => {
    log = `${log}${data}`.slice(-10_000);
  });
  const ended = new Promise<number | null>((resolve) => server.once("exit", resolve));
  if (!(await isReady(server))) {
    server.kill("SIGKILL");
    throw new Error(`The server was not ready in time. Its log ends with:\n${log}`);
  }
  server.kill("SIGTERM");
  const code = await ended;
  if (code !== 0) throw new Error(`The server ended with ${code} after it was asked to stop.`);
}

async function isReady(server: ChildProcess): Promise<boolean> {
  const giveUpAt = Date.now() + readyWithinMs;
  while (Date.now() < giveUpAt && server.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok === true) return true;
    await wait(250);
  }
  return false;
}

await main();
