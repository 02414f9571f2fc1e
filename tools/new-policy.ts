/** `npm run new-policy security/no_host_network`: the folder of a new rule, ready to be filled in. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const prefixes: Readonly<Record<string, string>> = {
  resources: "RES",
  tenancy: "TEN",
  security: "SEC",
  change: "CHG",
  validity: "VAL",
  reliability: "REL",
};

/** Ids that are reserved and never used. */
const reserved = new Set(["CHG-012", "TEN-027"]);

function main(): number {
  const wanted = process.argv[2] ?? "";
  const match = /^(?<family>[a-z]+)\/(?<rule>[a-z][a-z0-9_]*)$/.exec(wanted);
  const { family = "", rule = "" } = match?.groups ?? {};
  const prefix = prefixes[family];
  if (prefix === undefined) {
    console.error(
      `usage: npm run new-policy <family>/<rule_in_snake_case>, the family one of ${Object.keys(prefixes).join(", ")}`,
    );
    return 2;
  }
  const folder = join("policies", family, rule);
  if (existsSync(folder)) {
    console.error(`${folder} exists already`);
    return 2;
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files(family, rule, nextId(prefix))))
    writeFileSync(join(folder, name), text);
  console.log(
    `${folder}: fill in every file, then run \`npm run generate\` and \`npx vitest run test/policies\`.`,
  );
  return 0;
}

function nextId(prefix: string): string {
  const used = new Set(reserved);
  for (const entry of readdirSync("policies", { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith(".rego")) continue;
    const id = /^# {3}id: (?<id>[A-Z]{3}-\d{3})$/m.exec(
      readFileSync(join(entry.parentPath, entry.name), "utf8"),
    );
    if (id?.groups?.["id"] !== undefined) used.add(id.groups["id"]);
  }
  for (let number = 1; ; number++) {
    const id = `${prefix}-${String(number).padStart(3, "0")}`;
    if (!used.has(id)) return id;
  }
}

function files(family: string, rule: string, id: string): Readonly<Record<string, string>> {
  const title = rule.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());
  return {
    [`${rule}.rego`]: regoFile(family, rule, id, title),
    [`${rule}_test.rego`]: `package ${family}.${rule}_test\n\nimport data.${family}.${rule}\n`,
    "README.md": readme(
      title,
      ["Why", "Bad", "Good", "Fix", "When to waive"],
      'bad:\n  bad.yaml: ["wrong 1"]\n',
    ),
    "README.ja.md": readme(title, ["理由", "悪い例", "良い例", "直し方", "免除する場合"], ""),
    "bad.yaml": "",
    "good.yaml": "",
  };
}

function regoFile(family: string, rule: string, id: string, title: string): string {
  return `# METADATA
# title: ${title}
# description:
# related_resources: []
# scope: package
# custom:
#   id: ${id}
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads: []
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: []
#   tags: []
package ${family}.${rule}

import data.lib.value
import data.lib.workload
`;
}

function readme(title: string, headings: readonly string[], bad: string): string {
  const sections = headings.map((heading) => `## ${heading}\n`).join("\n");
  return `---\ntitle: ${title}\nmessages:\n  wrong: ""\n${bad}---\n${sections}`;
}

process.exitCode = main();
