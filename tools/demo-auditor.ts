import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../src/store/index.ts";
import type { Harness } from "../test/app/harness.ts";
import { run, sekisho } from "../test/cli/command.ts";
import { requiredCheck, requiredPull } from "../test/github/acts/rules.ts";

/**
 * What an auditor does afterwards: main is protected, what was approved is merged, and somebody pushes past everybody.
 * Then the decisions are made once more from what was recorded, and the evidence is exported, verified, tampered with,
 * and verified again. `say` prints one step of the story, `print` what a program said.
 */
export async function auditStory(
  harness: Harness,
  repository: string,
  { say, print }: { readonly say: (text: string) => void; readonly print: (text: string) => void },
): Promise<void> {
  const { acts } = harness.standIn;
  const { id: app } = harness.environment.app;
  const rules = [requiredCheck("sekisho", app), requiredPull(1)];
  say("The check is required on main. sam's approval stands, and ken merges; then ken pushes directly.");
  await acts.createRuleset({ of: repository, name: "main", rules });
  await lookAtBranches(harness);
  await acts.mergePull({ repository, number: 1, by: "ken" });
  await harness.settled();
  const files = { "docs/after.md": "Nobody looked at this.\n" };
  await acts.push({ repository, branch: "main", by: "ken", commits: [{ message: "Directly", files }] });
  await harness.settled();
  say("Once a day every protected branch is gone through, commit by commit. Here it is done at once.");
  await lookAtBranches(harness);
  await harness.whileStopped(async () => inspect(harness, repository, { say, print }));
}

async function lookAtBranches({ environment, whileStopped, settled }: Harness): Promise<void> {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  await whileStopped(async () => {
    const store = await openStore({ ...environment.store, now: () => new Date(), log: quiet });
    await store.work.request({ kind: "sweep", sweep: "branches" });
    await store.close();
  });
  await settled();
}

async function inspect(
  { environment }: Harness,
  repository: string,
  { say, print }: Parameters<typeof auditStory>[2],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-demo-evidence-"));
  const variables = { SEKISHO_DATA: environment.dataFolder };
  const asked = (...words: readonly string[]) => {
    const ran = sekisho([...words, "--embedded"], { variables });
    print(ran.stdout + ran.stderr);
    return ran.stdout;
  };
  try {
    say("An auditor asks how much was recorded:  sekisho ledger status");
    asked("ledger", "status");
    const { size } = JSON.parse(
      sekisho(["ledger", "status", "--format", "json", "--embedded"], { variables }).stdout,
    );
    say("… whether the decisions come out again, without the repository:  sekisho ledger replay --all");
    asked("ledger", "replay", "--all");
    const today = new Date().toISOString().slice(0, "YYYY-MM-DD".length);
    const out = join(folder, "evidence");
    say("… for the evidence of the day:  sekisho ledger export --from TODAY --to TODAY --out evidence");
    asked(
      ...["ledger", "export", "--from", today, "--to", today, "--out", out, "--timezone", "UTC"],
      ...["--repository", repository, "--sample", "all", "--checkpoint", String(size)],
    );
    const verify = () => {
      const { stdout, stderr } = run(process.execPath, [join(out, "verify.mjs"), out]);
      print(stdout + stderr);
    };
    say("… and verifies it without Sekisho:  node evidence/verify.mjs");
    verify();
    say("Somebody says that it was sue who pushed directly, in the list and everywhere below it. Once more:");
    for (const name of ["emergency.csv", "payloads.ndjson"])
      writeFileSync(join(out, name), readFileSync(join(out, name), "utf8").replaceAll("ken", "sue"));
    verify();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
