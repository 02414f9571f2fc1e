import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import type { PolicySet } from "../../src/app/policy-set.ts";
import { repositoryIdOf } from "../../src/app/repository-names.ts";
import { recordedActivations } from "../../src/app/rule-sets/activations.ts";
import { recordedSettings } from "../../src/app/settings-record.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { sha256Hex } from "../../src/model/digest.ts";
import { openStoreReader, type StoreReader } from "../../src/store/index.ts";
import { silent } from "../store/backends.ts";
import {
  estateFiles,
  peopleOf,
  type Stage,
  settings,
  settingsPath,
  stageIn,
  workload,
  workloadPath,
} from "./estate.ts";
import { type Harness, startHarness } from "./harness.ts";

/** Images that bring other rules, through the whole App: what is activated, what is only observed, what is pinned. */
const dayMs = 86_400_000;
const started = Date.parse("2027-02-01T09:00:00Z");
const tooMuch = { [workloadPath]: workload("12Gi") };

let app: Harness;
let shipped: PolicySet;
let older: PolicySet;
/** What the image holds at the next start, and what the clock says. */
let image: PolicySet;
let clock = started;

/** A set as an earlier image might have brought it: without the rule about memory. The module has other bytes, too. */
function without(ruleId: string, set: PolicySet, name: string): PolicySet {
  const section = new TextEncoder().encode(name);
  const custom = Uint8Array.from([0, section.length + 1, section.length, ...section]);
  const wasm = new Uint8Array([...set.wasm, ...custom]);
  return { digest: sha256Hex(name), wasm, rules: set.rules.filter(({ id }) => id !== ruleId) };
}

beforeAll(async () => {
  shipped = await shippedPolicySet(join(installation.top, "node_modules", ".cache", "sekisho-tests"));
  older = without("RES-004", shipped, "older");
  image = older;
  app = await startHarness({
    parts: { policySet: async () => image, now: () => new Date(clock + performance.now()) },
  });
  await peopleOf(app);
});

afterAll(() => app.close());

async function organisation(more: string): Promise<void> {
  await say(more);
  await app.settled();
}

async function say(more: string): Promise<void> {
  const file = `version: 1\nbreakGlass: { who: [acme/oncall], notBypass: [SEC-029], expiresHours: 4 }\n${more}`;
  await app.standIn.acts.push({
    repository: "acme/.github",
    branch: "main",
    by: "pia",
    commits: [{ files: { "sekisho.yml": file } }],
  });
}

function startWith(set: PolicySet, at: number): Promise<void> {
  return app.whileStopped(async () => {
    image = set;
    clock = at;
  });
}

function reading<Result>(does: (reader: StoreReader) => Promise<Result>): Promise<Result> {
  return app.whileStopped(async () => {
    const reader = await openStoreReader({ ...app.environment.store, now: () => new Date(), log: silent });
    try {
      return await does(reader);
    } finally {
      await reader.close();
    }
  });
}

async function conclusionOf(stage: Stage, number: number): Promise<string | null | undefined> {
  return (await stage.see(number)).check?.conclusion;
}

test("a rule that a new image brings is observed for 30 days, and then counts", async () => {
  const stage = await stageIn(app, "new-image");
  const first = await stage.open("dev", { "docs/plan.md": "At one.\n" });
  expect(await conclusionOf(stage, first)).toBe("success");

  await startWith(shipped, started + dayMs);
  const number = await stage.open("dev", tooMuch);
  const observed = await stage.see(number);
  expect(observed.check?.conclusion).toBe("success");
  expect(observed.check?.text).toContain(
    "`RES-004` is new and is only observed until 2027-03-04; after that it counts here, too.",
  );

  clock = started + 33 * dayMs;
  await startWith(shipped, clock);
  expect(await conclusionOf(stage, number)).toBe("failure");

  const { activations, inputs } = await reading(async ({ records }) => {
    const decisions = await records.ofPulls(null, "decision");
    return {
      activations: await recordedActivations(records),
      inputs: decisions.flatMap(({ body, number: of }) =>
        body.kind === "decision" && of === number ? [[body.inputs.policySet, body.inputs.observing]] : [],
      ),
    };
  });
  expect(activations).toMatchObject([
    { organisation: "acme", policySet: older.digest, previous: null, how: "first", observing: [] },
    {
      policySet: shipped.digest,
      previous: older.digest,
      how: "followed",
      observing: [{ ruleId: "RES-004", until: "2027-03-04" }],
      difference: { added: [{ ruleId: "RES-004" }], removed: [], changed: [] },
      countsFrom: "2027-02-06",
    },
  ]);
  expect(inputs).toEqual([
    [shipped.digest, [{ ruleId: "RES-004", until: "2027-03-04" }]],
    [shipped.digest, undefined],
  ]);
});

test("a pinned set decides whatever the image brings, and is let go again", async () => {
  const stage = await stageIn(app, "pinned");
  await organisation(`ruleSet: sha256:${older.digest}\n`);
  const number = await stage.open("dev", tooMuch);
  expect(await conclusionOf(stage, number)).toBe("success");
  await organisation("ruleSet: follow\n");
  await stage.push(number, "dev", { "docs/plan.md": "At two.\n" });
  // Who was judged by the pinned set has three working days; who comes now has not.
  expect(await conclusionOf(stage, number)).toBe("success");
  expect(await conclusionOf(stage, await stage.open("dev", tooMuch))).toBe("failure");
  const activations = await reading(({ records }) => recordedActivations(records));
  // A rule is new once: after a while under another set nobody has to get used to it again.
  expect(activations.slice(2)).toMatchObject([
    { policySet: older.digest, previous: shipped.digest, how: "pinned", observing: [] },
    { policySet: shipped.digest, previous: older.digest, how: "followed", observing: [] },
  ]);
});

test("a digest that was never kept shuts the gate and says which there are, until it is corrected", async () => {
  const { look } = app.standIn;
  const stage = await stageIn(app, "never-kept");
  const wrong = "0".repeat(64);
  await say(`ruleSet: "${wrong}"\n`);
  const number = await stage.open("dev", { "docs/plan.md": "At three.\n" });
  const shut = () => look.pull({ repository: stage.repository, number });
  await expect
    .poll(async () => (await shut()).check?.conclusion, { timeout: 30_000, interval: 100 })
    .toBe("action_required");
  const { check } = await shut();
  expect(check?.summary).toContain(
    `"ruleSet" pins the rule set ${wrong.slice(0, 12)}…, which this store has never kept.`,
  );
  expect(check?.summary).toContain(`There are: ${shipped.digest.slice(0, 12)}…`);
  expect(check?.summary).toContain("sekisho.yml");
  await organisation("ruleSet: follow\n");
  expect(await conclusionOf(stage, number)).toBe("success");
});

test("a repository cannot choose the rules that judge it", async () => {
  const more = `ruleSet: ${older.digest}\n`;
  const stage = await stageIn(app, "own-choice", { ...estateFiles(), [settingsPath]: settings({ more }) });
  const pull = await stage.see(await stage.open("dev", tooMuch));
  expect(JSON.stringify(pull.check)).toContain("only the organisation may set it (orgOnly)");
  const sets = await reading(async ({ records }) => {
    const decisions = await records.ofPulls(null, "decision");
    return decisions.flatMap(({ body }) => (body.kind === "decision" ? [body.inputs.policySet] : []));
  });
  expect(sets.at(-1)).toBe(shipped.digest);
});

test("what a new set asks for beyond the last is announced to who was judged, and counts after three working days", async () => {
  const at = started + 40 * dayMs;
  const lenient = {
    ...shipped,
    rules: shipped.rules.map((rule) => (rule.id === "RES-004" ? advising(rule) : rule)),
  };
  await startWith({ ...lenient, digest: sha256Hex("lenient") }, at);
  const stage = await stageIn(app, "announced");
  const number = await stage.open("dev", tooMuch);
  expect(await conclusionOf(stage, number)).toBe("success");

  await startWith(shipped, at + dayMs / 24);
  await stage.push(number, "dev", { "docs/plan.md": "At six.\n" });
  const told = await stage.see(number);
  expect(told.check?.conclusion).toBe("success");
  expect(told.check?.summary).toContain("stricter rules count for this pull request too: `RES-004`");
  // Whoever comes now was told nothing else, and is judged by what is in force.
  const later = await stage.open("dev", { ...tooMuch, "docs/plan.md": "At seven.\n" });
  expect(await conclusionOf(stage, later)).toBe("failure");

  await startWith(shipped, at + 7 * dayMs);
  expect(await conclusionOf(stage, number)).toBe("failure");
});

function advising(rule: PolicySet["rules"][number]): PolicySet["rules"][number] {
  const { messageEnforcement: _, ...rest } = rule;
  return { ...rest, enforcement: { production: "advise", elsewhere: "advise" } };
}

test("a change of the settings is kept with who made it, who approved it, and both times", async () => {
  const { acts } = app.standIn;
  const stage = await stageIn(app, "who-changed-it");
  const open = await stage.open("dev", { "docs/plan.md": "At four.\n" });
  await stage.see(open);
  const more = "policies: { RES-004: { enforcement: review } }\n";
  const edit = await stage.open("pia", { [settingsPath]: settings({ more }) });
  await stage.see(edit);
  await acts.approve({ repository: stage.repository, number: edit, by: "sam" });
  await app.settled();
  await acts.mergePull({ repository: stage.repository, number: edit, by: "pia" });
  await stage.push(open, "dev", { "docs/plan.md": "At five.\n" });
  await stage.see(open);
  const recorded = await reading(async ({ records, notes }) => {
    const id = await repositoryIdOf(notes, stage.repository);
    return recordedSettings(id ?? 0, records);
  });
  expect(recorded).toHaveLength(2);
  const [first, second] = recorded;
  expect(first).toMatchObject({ previous: null, effectiveFrom: null, difference: null, removed: [] });
  expect(second).toMatchObject({
    previous: first?.configuration,
    difference: {
      changes: [{ key: "policies.RES-004.enforcement.default", before: null, after: "review" }],
      omitted: 0,
    },
  });
  const source = second?.sources.find(({ role }) => role === "repository");
  expect(source).toMatchObject({
    repository: stage.repository,
    path: settingsPath,
    broughtBy: { pull: edit, author: { login: "pia" }, approvers: [{ login: "sam" }] },
  });
  expect(second?.effectiveFrom).toBe(source?.broughtBy?.effectiveFrom);
});
