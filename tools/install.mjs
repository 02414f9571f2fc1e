// `node tools/install.mjs SCRIPT …`: runs `npm ci` where the installed packages are not those of the lock file, then the
// script with the Node that is one of them. Plain JavaScript for Node 20 and newer, and one process that starts the
// other: a shell that has found the machine's `node` once would go on using it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, resolve } from "node:path";

const marker = "node_modules/.sekisho-installed";
const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const node = "node_modules/.bin/node";

if (!existsSync(marker) || readFileSync(marker, "utf8") !== wanted) {
  console.log("Installing what package-lock.json names (once) …");
  install(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (!existsSync(node)) install(["rebuild", "node"]);
  writeFileSync(marker, wanted);
}
const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout ?? "";
if (!version.startsWith("v24.")) {
  console.error(
    `The project's own Node 24 is missing (${node} says ${version.trim() || "nothing"}). Run: npm rebuild node`,
  );
  process.exit(2);
}

const [script, ...rest] = process.argv.slice(2);
if (script !== undefined) {
  // What the script starts has to find the project's tools, and its Node, before the machine's.
  const path = [resolve("node_modules/.bin"), process.env.PATH].join(delimiter);
  const { status } = spawnSync(node, [script, ...rest], {
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  process.exitCode = status ?? 1;
}

// A registry does not answer now and then: npm begins anew, a few times.
function install(args) {
  let status = null;
  for (let tried = 0; tried < 3 && status !== 0; tried += 1) {
    const ran = spawnSync("npm", args, { stdio: "inherit" });
    if (ran.error !== undefined) console.error(ran.error.message);
    status = ran.status;
  }
  if (status !== 0) process.exit(status ?? 1);
}
