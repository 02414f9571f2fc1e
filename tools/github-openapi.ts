/**
 * Takes from GitHub's own descriptions what the stand-in (test/github) checks every request, response and webhook
 * against: of the REST description the operations of `tools/github/operations.ts`, of the GraphQL schema the types and
 * fields of `tools/github/graphql-fields.ts`; without prose, so that what is committed stays small.
 *
 *     node tools/github-openapi.ts [--openapi FOLDER] [--graphql FOLDER]
 *
 * Without folders the packages are fetched into a temporary one; they are far too large to be dependencies.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { takeFrom } from "./github/description.ts";
import { graphqlFields } from "./github/graphql-fields.ts";
import { takeSchema } from "./github/graphql-schema.ts";
import { operations, webhooks } from "./github/operations.ts";
import { isObject, type Json, type JsonObject } from "./github/schema.ts";

const openapiPackage = "@octokit/openapi@23.0.2";
const graphqlPackage = "@octokit/graphql-schema@15.26.1";
const folder = "test/github/openapi";

function main(): void {
  const { values } = parseArgs({ options: { openapi: { type: "string" }, graphql: { type: "string" } } });
  const temporary = mkdtempSync(join(tmpdir(), "github-description-"));
  try {
    const from = values.openapi ?? fetched(openapiPackage, temporary);
    const description = parsed(readFileSync(join(from, "generated/api.github.com.json"), "utf8"));
    mkdirSync(folder, { recursive: true });
    const taken = { ...takeFrom(description, operations, webhooks), source: openapiPackage };
    write(join(folder, "api.github.com.json"), inLines(taken));
    const graphql = values.graphql ?? fetched(graphqlPackage, temporary);
    const schema = readFileSync(join(graphql, "schema.graphql"), "utf8");
    write(join(folder, "schema.graphql"), `# ${graphqlPackage}\n${takeSchema(schema, graphqlFields)}`);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function fetched(name: string, into: string): string {
  const folder = mkdtempSync(join(into, "package-"));
  run("npm", ["pack", name, "--pack-destination", folder], folder);
  const archive = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (archive === undefined) throw new Error(`npm pack ${name} left no archive in ${folder}.`);
  run("tar", ["-xzf", archive], folder);
  return join(folder, "package");
}

function run(command: string, parameters: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(command, parameters, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${parameters.join(" ")} failed: ${stderr}`);
}

function parsed(text: string): JsonObject {
  const value: Json = JSON.parse(text);
  if (!isObject(value)) throw new Error("GitHub's description is no JSON object.");
  return value;
}

/** One line for each operation, webhook and schema, so that differences can be read. */
function inLines(value: JsonObject): string {
  const parts = Object.entries(value).map(([name, part]) => {
    if (!isObject(part)) return `${JSON.stringify(name)}: ${JSON.stringify(part)}`;
    const lines = Object.entries(part).map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`);
    return `${JSON.stringify(name)}: {\n${lines.join(",\n")}\n}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}

function write(path: string, text: string): void {
  writeFileSync(path, text);
  console.log(`${path}: ${text.length} characters`);
}

main();
