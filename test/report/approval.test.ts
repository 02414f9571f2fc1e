import { describe, expect, it } from "vitest";
import type { Locale } from "../../src/model/configuration.ts";
import { renderComment } from "../../src/report/markdown/comment.ts";
import type { Approval } from "../../src/report/markdown/options.ts";
import { report, trafficJump } from "./builders.ts";

const approvals: readonly [Approval, string, string][] = [
  [
    { kind: "waiting", who: ["acme/sre"] },
    "Waiting for `acme/sre`; nothing for you to do.",
    "`acme/sre` の承認を待っています。",
  ],
  [{ kind: "approved", by: "@an-sre" }, "Approved by `@an-sre`.", "`@an-sre` が承認しました。"],
  [
    { kind: "stands", by: "@an-sre" },
    "Approval by `@an-sre` still stands: nothing that it covered has changed.",
    "`@an-sre` の承認は有効です。",
  ],
  [
    { kind: "dropped", by: "@an-sre", what: "weight 10 % → 100 % is new (was 90 %)." },
    "Approval by `@an-sre` no longer covers this change: weight 10 % → 100 % is new (was 90 %).",
    "`@an-sre` の承認は、この変更には及びません",
  ],
  [
    { kind: "unseen" },
    "Please approve once more; the approval was not seen live.",
    "もう一度承認してください。",
  ],
];

describe("what the comment says about an approval", () => {
  it.each(approvals)("%j", (approval, english, japanese) => {
    const said = (locale: Locale) =>
      renderComment(report(locale, { findings: [trafficJump()] }), { presence: "needed", approval });
    expect(said("en")).toContain(english);
    expect(said("ja")).toContain(japanese);
  });
});
