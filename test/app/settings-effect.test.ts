import { afterAll, beforeAll, expect, test } from "vitest";
import {
  estateFiles,
  peopleOf,
  type Stage,
  settings,
  settingsPath,
  stageIn,
  traffic,
  trafficPath,
  workload,
  workloadPath,
} from "./estate.ts";
import { type Harness, startHarness } from "./harness.ts";

/** What an edit of the settings would have made of earlier changes, through the whole App. */
let app: Harness;
let stage: Stage;
/** Blocked, sent to review, passed. */
let earlier: readonly number[];

beforeAll(async () => {
  app = await startHarness();
  await peopleOf(app);
  stage = await stageIn(app, "tuned");
  earlier = [
    await stage.open("dev", { [workloadPath]: workload("12Gi") }),
    await stage.open("dev", { [trafficPath]: traffic(60) }),
    await stage.open("dev", { "docs/plan.md": "At one.\n" }),
  ];
  for (const number of earlier) await stage.see(number);
}, 120_000);

afterAll(() => app.close());

async function summaryOf(files: Readonly<Record<string, string>>): Promise<string> {
  const number = await stage.open("pia", files);
  const { check } = await stage.see(number);
  return `${check?.summary}\n${check?.text}`;
}

test("earlier changes are judged again under what is proposed: limits, parameters and enforcement", async () => {
  const [blocked, reviewed] = earlier;
  const more = "policies: { CHG-010: { params: { maxStepPoints: 90 } }, RES-004: { enforcement: review } }\n";
  const said = await summaryOf({ [settingsPath]: settings({ more }) });
  expect(said).toContain(
    "This edit of the settings would have changed 2 of the last 3 decisions (1 would have been sent to review and 1 would have passed):",
  );
  expect(said).toContain(
    `\`#${blocked}\`: is to be fixed → is reviewed by \`acme/sre\` (\`RES-004\` block → review)`,
  );
  expect(said).toContain(`\`#${reviewed}\`: is reviewed by \`acme/sre\` → passes (\`CHG-010\` review → off)`);
  expect(said).not.toContain("earlier decisions cannot tell");
});

test("it is told in the language of the repository, and what cannot be told is named", async () => {
  const japanese = { more: "locale: { default: ja }\n" };
  const own = await stageIn(app, "tuned-ja", estateFiles(japanese));
  const blocked = await own.open("dev", { [workloadPath]: workload("12Gi") });
  await own.see(blocked);
  const wider = `${settings(japanese).replace("memory: 8Gi", "memory: 16Gi")}clusters: { live: { paths: ["k8s/**"] } }\n`;
  const { check } = await own.see(await own.open("pia", { [settingsPath]: wider }));
  expect(check?.summary).toContain(
    "過去の判定 1 件のうち 1 件は、この設定の変更で結果が変わります（問題なしになるもの 1 件）:",
  );
  expect(check?.summary).toContain(`\`#${blocked}\`: 要修正 → 問題なし（\`RES-004\` 要修正 → なし）`);
  expect(check?.summary).toContain("`clusters` の変更による違いは、過去の判定からは分かりません。");
});

test("settings that nobody can read in time end as a problem, and the verdict stands all the same", async () => {
  const lines = Array.from({ length: 60_000 }, (_, at) => `  "{A,B}{C,D}*-${at}": { enforcement: advise }`);
  const said = await summaryOf({ [settingsPath]: settings({ more: `policies:\n${lines.join("\n")}\n` }) });
  expect(said).toMatch(/could not be found out in time|would not come into force/);
});
