import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { keepPolicySet } from "../../src/app/kept-policy-sets.ts";
import type { PolicySet } from "../../src/app/policy-set.ts";
import { agreeToErasure, requestErasure } from "../../src/app/privacy/erase.ts";
import { recordedDecisions } from "../../src/app/replay/recorded-decisions.ts";
import { rememberRepository } from "../../src/app/repository-names.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { decisionOf } from "../../src/app/testing/pull-records.ts";
import { openLocalLedger } from "../../src/cli/local-ledger.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { sha256Hex } from "../../src/model/digest.ts";
import type { Rule } from "../../src/model/rule.ts";
import type { Store } from "../../src/store/index.ts";
import { pull, sekisho } from "./command.ts";

const folder = temporaryFolder();
const files = temporaryFolder();
let shipped: PolicySet;
/** Without the rule about memory. */
let older: PolicySet;
/** With it, where it reads something that nobody ever recorded. */
let reading: PolicySet;

/** A set as another version might bring it: the same rules but for what is changed or left out, in a module of other bytes. */
function withRules(
  name: string,
  set: PolicySet,
  change: (rule: Rule) => readonly Partial<Rule>[],
): PolicySet {
  const custom = Uint8Array.from([0, 2, 1, name.charCodeAt(0)]);
  const rules = set.rules.flatMap((rule) => change(rule).map((more) => ({ ...rule, ...more })));
  return { digest: sha256Hex(name), wasm: new Uint8Array([...set.wasm, ...custom]), rules };
}

/** Two reviews of a command line; what they were made from is what pull requests were decided by, too. */
beforeAll(async () => {
  shipped = await shippedPolicySet(readRuntimeEnvironment().cacheDirectory);
  older = withRules("older", shipped, ({ id }) => (id === "RES-004" ? [] : [{}]));
  reading = withRules("reading", shipped, ({ id }) => [id === "RES-004" ? { facts: ["unheard-of"] } : {}]);
  for (const name of ["memory-over-the-limit", "harmless-image-bump"])
    sekisho(["review", ...pull(name), "--ledger", folder]);
  const { store, close } = await openLocalLedger(folder);
  try {
    for (const set of [older, reading]) await keepPolicySet(store, set);
    await rememberRepository(store.notes, { id: 1, owner: "acme", name: "eks" });
    const [limit, bump] = await recordedDecisions(store);
    await decided(store, 7, limit?.replay);
    await decided(store, 8, bump?.replay);
    await decided(store, 9, undefined);
    await decided(store, 10, "f".repeat(64));
    await decided(store, 11, limit?.replay);
    await eraseLast(store);
  } finally {
    await close();
  }
});

async function decided({ records }: Store, number: number, replay: string | null | undefined): Promise<void> {
  const head = String(number).padStart(40, "0");
  const decision = decisionOf(head, { decisionId: sha256Hex(head) });
  const body = replay === undefined ? decision : Object.assign(decision, { replay });
  await records.append([{ scope: "pull", repositoryId: 1, number, key: "decision", body }]);
}

/** By two people, days after anything happened to it. */
async function eraseLast(store: Store): Promise<void> {
  const { size } = await store.ledger.head();
  const later = () => new Date(Date.now() + 8 * 86_400_000);
  const asked = await requestErasure({ indexes: [size - 1], by: "hanako", because: "Article 17" }, store, {
    now: later,
    newId: () => "E-1",
  });
  expect(asked.kind).toBe("requested");
  expect(await agreeToErasure({ erasureId: "E-1", by: "taro" }, store, later)).toMatchObject({
    erased: 1,
  });
}

function diff(before: PolicySet, after: PolicySet, ...more: readonly string[]) {
  return sekisho(["policies", "diff", before.digest, after.digest, ...more, "--ledger", folder]);
}

describe("policies diff --effect", () => {
  it("tells which recorded decisions end differently, how many stay, and which cannot be told", () => {
    const { exitCode, stdout, stderr } = diff(older, shipped, "--effect");
    expect([exitCode, stderr]).toEqual([0, ""]);
    const [difference, effect = ""] = stdout.split("\n\n");
    expect(difference).toBe("1 rule added\n  + RES-004  Limits within the maximum");
    const day = String.raw`\d{4}-\d{2}-\d{2}`;
    expect(effect).toMatch(
      new RegExp(`^The last 7 recorded decisions \\(${day} to ${day}; 5 pull requests\\), under the first`),
    );
    const flip = "passes → is to be fixed (RES-004 off → block)";
    expect(withoutIds(effect).slice(1)).toEqual([
      "  2 end differently",
      expect.stringMatching(/memory-over-the-limit\/head \(…\): passes → is to be fixed/),
      `    acme/eks#7 (…): ${flip}`,
      "  2 stay as they are",
      "  3 cannot be told",
      "    acme/eks#9 (…): it was decided before replays were recorded",
      "    acme/eks#10 (…): it, or a part of what it was made from, was erased or is not in this store",
      "    acme/eks#11: it, or a part of what it was made from, was erased or is not in this store",
      expect.stringContaining("as if all of them were enforced"),
    ]);
  });

  it("does not call a decision the same where a rule reads what was not recorded of it", () => {
    const { stdout } = diff(older, reading, "--effect", "--locale", "ja");
    const lines = withoutIds(stdout);
    expect(lines).toContain("  結果が変わる: 0 件");
    expect(lines).toContain(
      "    acme/eks#7 (…): RES-004 が参照する内容が記録されていません。ほかのルールでは結果は変わりません",
    );
  });

  it("gives each decision to machines, and only the last ones where that is asked", () => {
    const { difference, effect } = JSON.parse(
      diff(shipped, older, "--effect", "--last", "5", "--format", "json").stdout,
    );
    expect(difference).toMatchObject({ removed: [{ ruleId: "RES-004" }] });
    expect(effect).toMatchObject([
      {
        about: "acme/eks#7",
        isPull: true,
        effect: {
          kind: "flips",
          flip: {
            before: { route: "block" },
            after: { route: "pass" },
            rules: [{ ruleId: "RES-004", before: "block", after: null }],
          },
          untold: [],
        },
      },
      { about: "acme/eks#8", effect: { kind: "stays" } },
      { about: "acme/eks#9", effect: { kind: "untold", why: { kind: "not-recorded" } } },
      { about: "acme/eks#10", effect: { kind: "untold", why: { kind: "erased" } } },
      { about: "acme/eks#11", decisionId: null, effect: { kind: "untold", why: { kind: "erased" } } },
    ]);
  });

  it.each([
    [["--last", "5"], "--last says how many decisions --effect replays: give --effect, too."],
    [["--effect", "--last", "0"], '--last is how many decisions are replayed, from 1, not "0".'],
  ])("says what is wrong with %j", (more, message) => {
    const { exitCode, stderr } = diff(older, shipped, ...more);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("tells what other settings do, and what of them the record cannot show", () => {
    const strict = configured(
      "review",
      'policies: { RES-004: { enforcement: review } }\nignore: ["docs/**"]\n',
      "routing:\n  minimumApprovals: 2",
    );
    const lenient = configured("advise", "policies: { RES-004: { enforcement: advise } }\n");
    const ran = sekisho(["policies", "diff", strict, lenient, "--effect", "--ledger", folder]);
    expect([ran.exitCode, ran.stderr]).toEqual([0, ""]);
    const lines = withoutIds(ran.stdout);
    expect(lines).toContainEqual(expect.stringMatching(/under the first settings → under the second:$/));
    const flip = "is reviewed by acme/sre → passes (RES-004 review → off)";
    expect(lines).toContain(`    acme/eks#7 (…): ${flip}; what ignore would do cannot be told`);
    expect(lines).toContain(
      "    acme/eks#8 (…): what ignore would do to it was not recorded; all else ends it the same way",
    );
    expect(lines.at(-1)).toBe(
      "Not told is what routing.minimumApprovals would change: that shows in approvals, or in other rules.",
    );
  });

  it("holds a rule set against settings, where decisions are what is compared", () => {
    const lenient = configured("off", 'policies: { RES-004: { enforcement: "off" } }\n');
    const mixed = ["policies", "diff", older.digest, lenient, "--ledger", folder];
    expect(sekisho(mixed)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--effect") });
    const lines = withoutIds(sekisho([...mixed, "--effect", "--locale", "ja"]).stdout);
    expect(lines[0]).toBe("ルール一式と設定とでは比べられる項目がないため、判定結果の違いだけを示します。");
    expect(lines).toContain("  結果が変わる: 0 件");
  });

  it("looks at the decisions of one repository where that is asked", () => {
    const { stdout } = diff(older, shipped, "--effect", "--repository", "acme/eks");
    expect(stdout).toContain("The last 5 recorded decisions");
    expect(diff(older, shipped, "--effect", "--repository", "acme/none").stderr).toContain(
      'nothing is recorded about "acme/none"',
    );
  });
});

/** Settings of the pull requests that were reviewed, with something written below. */
function configured(name: string, lines: string, routing = "routing:"): string {
  const own = readFileSync("fixtures/pulls/memory-over-the-limit/base/.github/sekisho.yml", "utf8");
  const file = join(files, `${name}.yml`);
  writeFileSync(file, `${own.replace("routing:", routing)}${lines}`);
  return file;
}

function withoutIds(text: string): readonly string[] {
  return text
    .trimEnd()
    .replaceAll(/\([0-9a-f]{12}\)/g, "(…)")
    .split("\n");
}
