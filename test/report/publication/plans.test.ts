import { describe, expect, test } from "vitest";
import type { ReportPlan } from "../../../src/model/plan.ts";
import type { PlansSaid } from "../../../src/report/publication/index.ts";
import { plansText } from "../../../src/report/publication/plans.ts";
import { report } from "../builders.ts";

const nothing: PlansSaid = { received: [], missing: [], underWay: false, trouble: null };
const run = {
  source: "artifact",
  fork: false,
  runUrl: "https://github.com/acme/infra/actions/runs/7",
} as const;
const link = "https://github.com/acme/infra/actions/runs/7";

function told(name: string, status: ReportPlan["status"] = "read"): ReportPlan {
  const nothingMore = { complete: true, errored: false, actions: {}, drift: [] };
  return { name, rootKey: null, status, terraformVersion: null, ...nothingMore };
}

function said(plans: PlansSaid | null, read: readonly ReportPlan[] = []): readonly (string | null)[] {
  return (["en", "ja"] as const).map((locale) =>
    plansText(plans, report(locale, { findings: [], plans: read })),
  );
}

describe("of plans the check says", () => {
  test("nothing where there are none and nobody waits for one", () => {
    expect([said(null), said(nothing)]).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test("which were read, with the run that made each", () => {
    const received = [
      { ...run, name: "prod" },
      { ...run, name: "stg", fork: true },
    ];
    expect(said({ ...nothing, received }, [told("prod"), told("stg/network/plan.json")])).toEqual([
      `Judged with Terraform plans of this commit: \`prod\` ([run](${link})) and \`stg\` ([run of a fork](${link})).`,
      `このコミットの Terraform のプランも使って判定しました: \`prod\`（[実行](${link})）、\`stg\`（[フォークの実行](${link})）。`,
    ]);
  });

  test("nothing of one that could not be read: a finding says why", () => {
    const received = [{ ...run, name: "prod" }];
    expect(said({ ...nothing, received }, [told("prod", "refused")])).toEqual([null, null]);
  });

  test("which are expected and not there yet, and that nothing waits", () => {
    expect(said({ ...nothing, missing: ["plan-*"], underWay: true })).toEqual([
      "Terraform plans that are not there yet: `plan-*`. Nothing waits for them. A workflow that may bring them is under way.",
      "Terraform のプラン `plan-*` はまだ届いていません。届くのを待つことはありません。届ける可能性のあるワークフローが実行中です。",
    ]);
  });

  test.each(["permission", "unavailable"] as const)("what stood in the way: %s", (trouble) => {
    for (const text of said({ ...nothing, trouble })) expect(text).toMatch(/Terraform/);
  });

  test("a hostile name as text, and many names not all", () => {
    const missing = Array.from({ length: 12 }, (_, index) => `@acme/sre \`${index}`);
    const [text] = said({ ...nothing, missing });
    expect(text).toContain("<code>&#64;acme/sre &#96;0</code>");
    expect(text).toContain("…");
    expect(text).not.toContain("&#96;11");
  });
});
