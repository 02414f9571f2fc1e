// Runs `npm ci` where the installed packages are not those of the lock file. Plain JavaScript for Node 20 and newer,
// because the Node that runs everything else is one of the packages.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const marker = "node_modules/.sekisho-installed";
const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const node = "node_modules/.bin/node";

if (!existsSync(marker) || readFileSync(marker, "utf8") !== wanted) {
  console.log("Installing what package-lock.json names (once) …");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (!existsSync(node)) run("npm", ["rebuild", "node"]);
  writeFileSync(marker, wanted);
}
const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout ?? "";
if (!version.startsWith("v24.")) {
  console.error(
    `The project's own Node 24 is missing (${node} says ${version.trim() || "nothing"}). Run: npm rebuild node`,
  );
  process.exit(2);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (error !== undefined) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
