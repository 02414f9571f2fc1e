/**
 * `npm run compare:rego [-- --write] [-- NAME]`: runs policies that others wrote for Conftest and Gatekeeper over real
 * manifests and Terraform, by the real program and by Sekisho, and compares every message. It needs Go, builds the real
 * programs in the user's cache, and fails where anything differs. `--write` puts the table into
 * docs/guides/your-own-policies.md.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadEngine } from "../src/engines/engine-loader.ts";
import { createEngine } from "../src/engines/instance.ts";
import { readYaml } from "../src/formats/yaml/index.ts";
import { hclJson } from "../src/resources/terraform/hcl-json.ts";
import {
  type Answers,
  conftestAnswers,
  gatorAnswers,
  inputFolder,
  ownAnswers,
} from "./compare-rego/answers.ts";
import { copyInputs, type RegoCase, regoCases } from "./compare-rego/cases.ts";
import { conftestModule, gatekeeperModule, realConftest, realGator } from "./compare-rego/programs.ts";

/** So many of what differs are shown for each case. */
const shownMax = 8;
const guide = "docs/guides/your-own-policies.md";

const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});
process.exitCode = await main(positionals[0] ?? "", values.write);

interface Compared {
  readonly name: string;
  readonly files: number;
  readonly same: number;
  readonly theirs: Answers;
  readonly ours: Answers;
  readonly hidden: number;
}

async function main(wanted: string, write: boolean): Promise<number> {
  const programs = { conftest: realConftest(), gatekeeper: realGator() };
  for (const program of Object.values(programs)) {
    if (program.kind === "program") continue;
    console.log(`Nothing was compared: ${program.reason}.`);
    return 0;
  }
  const isWhole = await wholeFiles();
  const { cases, absent } = regoCases();
  const top = mkdtempSync(join(tmpdir(), "sekisho-rego-"));
  try {
    const compared = cases
      .filter(({ name }) => name.includes(wanted))
      .map((each, number) => {
        const program = programs[each.kind];
        if (program.kind !== "program") throw new Error("unexpected");
        return compare(each, program.path, inputFolder(top, number), isWhole);
      });
    const text = [table(compared), ...absent.map((name) => `Not there: ${name}.`)].join("\n");
    console.log(text);
    if (write) writeGuide(text);
    return compared.some(({ theirs, ours }) => theirs.length + ours.length > 0) ? 1 : 0;
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

function compare(
  each: RegoCase,
  program: string,
  folder: string,
  isWhole: (path: string) => boolean,
): Compared {
  const files = copyInputs(each, folder, isWhole);
  const answers = each.kind === "conftest" ? conftestAnswers : gatorAnswers;
  // The same words about the same thing are one finding, whatever number of places they are said of.
  const theirs = new Set(answers(program, each, folder));
  const own = ownAnswers(each, folder);
  const ours = new Set(own.answers);
  const [onlyTheirs, onlyOurs] = [[...theirs.difference(ours)], [...ours.difference(theirs)]];
  for (const line of onlyTheirs.slice(0, shownMax)) console.error(`${each.name}: only the real one: ${line}`);
  for (const line of onlyOurs.slice(0, shownMax)) console.error(`${each.name}: only Sekisho: ${line}`);
  const same = theirs.intersection(ours).size;
  return { name: each.name, files, same, theirs: onlyTheirs, ours: onlyOurs, hidden: own.hidden };
}

function table(compared: readonly Compared[]): string {
  const rows = compared.map(({ name, files, same, theirs, ours, hidden }) =>
    [name, files, same, theirs.length, ours.length, hidden].join(" | "),
  );
  return [
    `Compared with ${conftestModule} and ${gatekeeperModule}.`,
    "",
    "| policies | files | the same | only theirs | only ours | not asked: unknown values |",
    "|---|--:|--:|--:|--:|--:|",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

/** The real programs end at the first file with a mistake. */
async function wholeFiles(): Promise<(path: string) => boolean> {
  const engine = createEngine(await loadEngine("terraform", { distDir: "engines/dist", cacheDir: null }));
  return (path) => {
    const bytes = readFileSync(path);
    if (path.endsWith(".tf")) return Object.hasOwn(hclJson(engine, { [path]: bytes.toString("utf8") }), path);
    const file = readYaml(bytes);
    return file.kind === "documents" && file.documents.every(({ kind }) => kind === "value");
  };
}

function writeGuide(text: string): void {
  const marks = /(?<=<!-- begin of what `npm run compare:rego` printed -->\n)[\s\S]*(?=<!-- end -->)/;
  writeFileSync(
    guide,
    readFileSync(guide, "utf8").replace(marks, () => `\n${text}\n\n`),
  );
}
