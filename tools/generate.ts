/**
 * Writes what is generated: the catalogue of the rules and the JSON Schema of the configuration.
 * With `--check` nothing is written, and a file that differs is an error.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { configurationJsonSchema } from "../src/config/json-schema.ts";
import { catalogueFiles } from "./generate/catalogue.ts";
import { ruleTable } from "./generate/rule-table.ts";
import { loadShippedPolicies } from "./generate/shipped-policies.ts";

const owned = "docs/policies";

async function main(): Promise<number> {
  const policies = await loadShippedPolicies();
  const files = new Map<string, string>([
    ["docs/sekisho.schema.json", `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`],
    ...[...catalogueFiles(policies), ...ruleTable(policies)].map(([path, text]): [string, string] => [
      join(owned, path),
      text,
    ]),
  ]);
  return process.argv.includes("--check") ? check(files) : write(files);
}

function write(files: ReadonlyMap<string, string>): number {
  for (const path of staleFiles(files)) rmSync(path);
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  console.log(`generated: ${files.size} files written`);
  return 0;
}

function check(files: ReadonlyMap<string, string>): number {
  const different = [...files].filter(
    ([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text,
  );
  const wrong = [...different.map(([path]) => path), ...staleFiles(files)];
  for (const path of wrong) console.error(`${path} is not what its sources give; run: npm run generate`);
  if (wrong.length === 0) console.log(`generated: ${files.size} files are what their sources give`);
  return wrong.length === 0 ? 0 : 1;
}

function staleFiles(files: ReadonlyMap<string, string>): readonly string[] {
  if (!existsSync(owned)) return [];
  return readdirSync(owned, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !files.has(path));
}

process.exitCode = await main();
