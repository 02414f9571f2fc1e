import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import { readPolicyFolder } from "../../src/app/policy-set.ts";
import { opaEngine, shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { exitCodes } from "../../src/cli/usage.ts";
import { loadConfiguration, parseWaivers } from "../../src/config/index.ts";
import { marksOf } from "../../src/config/schema/marks.ts";
import { fileSchema } from "../../src/config/schema/schema.ts";
import { compilePolicySet } from "../../src/policy/compile.ts";
import { blocksOf, commandsOf, type Document, documents, proseOf } from "./documents.ts";
import { createSandbox } from "./sandbox.ts";

const all = documents();
const blocks = all.flatMap(blocksOf);
const blocksWith = (...words: readonly string[]) => {
  const wanted = words.join(" ");
  return blocks
    .filter(({ info }) => info === wanted)
    .map((block) => [`${block.document}:${block.line}`, block.content] as const);
};
/** Compiled policies are kept between test runs, by digest. */
const cacheFolder = join(installation.top, "node_modules", ".cache", "sekisho-tests");

describe("a configuration in the documents", () => {
  async function remarks(organisation: string | null, repository: string | null) {
    const file = (path: string, text: string | null) => (text === null ? null : { path, text });
    const shipped = (await shippedPolicySet(cacheFolder)).rules;
    // A rule of the Conftest policies that the documents tell of.
    const foreign = { id: "conftest.policy.main.deny_root", family: "conftest", parameters: {} };
    const rules = [...shipped, foreign];
    const loaded = await loadConfiguration({
      organisation: file("sekisho.yml", organisation),
      repository: file(".github/sekisho.yml", repository),
      rules,
    });
    return loaded.kind === "invalid" ? loaded.problems : loaded.notices;
  }

  test.each(blocksWith("yaml", "configuration"))("loads without a remark: %s", async (_, text) => {
    expect(await remarks(null, text)).toEqual([]);
  });

  test.each(blocksWith("yaml", "organisation"))("loads as the organisation's: %s", async (_, text) => {
    expect(await remarks(text, null)).toEqual([]);
  });

  test.each(blocksWith("yaml", "waiver"))("is a waiver that stands: %s", async (_, text) => {
    const files = [{ path: ".github/sekisho/waivers/example.yml", text }];
    const rules = { maxDays: 90, never: [], today: "2026-12-01" };
    const { waivers, problems } = await parseWaivers(files, rules);
    expect(problems).toEqual([]);
    expect(waivers.length).toBeGreaterThan(0);
  });

  const guides = all.filter(({ path }) => path.endsWith("/configuration.md"));

  test.each(guides.map((guide) => [guide.path, guide.text] as const))(
    "has its key in a table: %s",
    (_, text) => {
      const rows = new Set([...text.matchAll(/^\| (`[\w.]+` \| \w+) \|/gm)].map(([, row]) => row));
      const keys = [...marksOf(fileSchema)].map(([key, mark]) => `\`${key}\` | ${mark}`);
      expect([...rows].toSorted()).toEqual(keys.toSorted());
    },
  );
});

test("the rule in the guide to writing one compiles", async () => {
  const parts = blocks.filter(
    ({ document, info }) => document.endsWith("writing-a-rule.md") && info === "rego",
  );
  const rego = parts.map(({ content }) => content).join("\n");
  const shipped = [...readPolicyFolder(installation.policies)].filter(([path]) =>
    /^lib|^capabilities/.test(path),
  );
  const files = new Map([...shipped, ["security/no_host_network/no_host_network.rego", rego]]);
  const { rules } = compilePolicySet(await opaEngine(cacheFolder), files);
  expect(rules.map(({ package: name }) => name)).toEqual(["security.no_host_network"]);
});

describe("a command line in the documents", () => {
  const sandbox = createSandbox();
  afterAll(() => sandbox.remove());
  const told: readonly number[] = [exitCodes.pass, exitCodes.blocked, exitCodes.personNeeded];

  test.each([...new Set(all.flatMap(commandsOf))])("runs: %s", (line) => {
    const { status, stderr } = sandbox.run(line);
    expect(told, stderr).toContain(status);
  });

  test.each(["README.md", "README.ja.md"])("gives the comment that %s shows", (path) => {
    const locale = path.includes(".ja.") ? "ja" : "en";
    const line = `sekisho review --base main --head my-branch --format markdown --locale ${locale}`;
    const comment = sandbox.run(line).stdout.replace(/\n*<sub>.*<\/sub>\n$/, "");
    const quoted = comment.split("\n").map((text) => `> ${text}`.trimEnd());
    expectBetweenMarkers(path, `${quoted.join("\n")}\n`);
  });
});

/** `UPDATE_GOLDENS=1` writes what stands between the two markers, to be read before it is committed. */
function expectBetweenMarkers(path: string, expected: string): void {
  const file = join(installation.top, path);
  const markers = /(?<=<!-- comment: [^\n]* -->\n)[\s\S]*?(?=<!-- \/comment -->)/;
  if (process.env["UPDATE_GOLDENS"] === "1") {
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(markers, () => expected),
    );
  }
  expect(markers.exec(readFileSync(file, "utf8"))?.[0]).toBe(expected);
}

describe("a path in the documents is there", () => {
  const exists = (path: string) => existsSync(join(installation.top, path));

  test.each(all.map((document) => [document.path, document] as const))("linked from %s", (_, document) => {
    const links = [...proseOf(document).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !leadsSomewhere(document, link))).toEqual([]);
  });

  test.each(all.map((document) => [document.path, document] as const))("named in %s", (_, document) => {
    const named = [
      ...proseOf(document).matchAll(/`((?:src|test|tools|docs|policies|engines|fixtures|bin)\/[^`\s]*)`/g),
    ];
    const paths = named
      .map(([, path = ""]) => path.replace(/\/$/, ""))
      .filter((path) => !/[<*{…#]/.test(path));
    expect(paths.filter((path) => !exists(path))).toEqual([]);
  });

  test("with every limit that ARCHITECTURE.md names", () => {
    const text = all.find(({ path }) => path === "ARCHITECTURE.md")?.text ?? "";
    const rows = [
      ...text.matchAll(/^\| ((?:`\w+(?:Max|Ms|Mb|PerMinute|PerHour)`(?:, )?)+) \| `([^`]+)` \|$/gm),
    ];
    const missing = rows.flatMap(([, names = "", path = ""]) => {
      const source = readFileSync(join(installation.top, path), "utf8");
      return [...names.matchAll(/\w+/g)].filter(([name]) => !source.includes(name));
    });
    expect(rows.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  function leadsSomewhere(document: Document, link: string): boolean {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? document.path : normalize(join(dirname(document.path), path));
    if (!exists(target)) return false;
    return (
      anchor === undefined || anchorsOf(readFileSync(join(installation.top, target), "utf8")).has(anchor)
    );
  }
});

/** GitHub's names of headings: lower case, punctuation dropped, spaces as hyphens. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
