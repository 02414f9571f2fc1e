import { describe, expect, it } from "vitest";
import type { CapacityRow, CapacityScope } from "../../src/model/capacity-report.ts";
import type { Locale } from "../../src/model/configuration.ts";
import type { Report } from "../../src/model/report.ts";
import { renderJson } from "../../src/report/json/decision-json.ts";
import { capacityText } from "../../src/report/markdown/capacity.ts";
import { renderTerminal } from "../../src/report/terminal/terminal.ts";
import { finding, report } from "./builders.ts";
import { expectGolden } from "./golden.ts";

const locales: readonly Locale[] = ["en", "ja"];

/** Texts stand for the exact amounts, which these tests have no need of. */
function row(
  resource: string,
  before: number,
  after: number,
  allowed: number | null,
  more: Partial<CapacityRow> = {},
) {
  const amount = (exact: number) => ({ exact: String(exact), text: `${exact}`, atLeast: false });
  const remains = allowed === null ? null : amount(allowed - after);
  return {
    ...{ resource, before: amount(before), after: amount(after) },
    allowed: allowed === null ? null : { exact: `${allowed}`, text: `${allowed}`, quota: "compute" },
    remains: remains === null ? null : { exact: remains.exact, text: remains.text },
    ...more,
  } satisfies CapacityRow;
}

function scope(name: string, rows: readonly CapacityRow[], more: Partial<CapacityScope> = {}): CapacityScope {
  const place = { kind: "namespace", name, cluster: "live", rootKey: null } as const;
  return { place, extent: "change", rows, uncounted: [], ...more };
}

const short = { exact: "7", text: "7", atLeast: true } as const;
const everything: readonly CapacityScope[] = [
  scope("quiet", [row("requests.cpu", 8, 4, 20)]),
  scope("grows", [
    row("requests.cpu", 12, 18, null),
    row("gp3.storageclass.storage.k8s.io/requests.storage", 1, 2, null),
  ]),
  scope(
    "payments-prod",
    [
      row("limits.memory", 48, 640, 200),
      row("requests.memory", 640, 300, 200),
      row("requests.cpu", 12, 20, 20),
      row("pods", 3, 9, 10, { rolloutExcess: { exact: "8", text: "8" } }),
      row("requests.nvidia.com/gpu", 1, 2, 4),
      row("count/jobs.batch", 1, 2, 4),
    ],
    { uncounted: [{ name: "DaemonSet agent", why: "each-node" }] },
  ),
  scope("partly", [row("requests.cpu", 3, 7, 9, { after: short })], {
    uncounted: [{ name: "Deployment api", why: "unknown" }],
  }),
  scope("bounded", [
    row("pods", 3, 3, 5, { allowedBefore: null }),
    row("requests.cpu", 3, 3, 5, { allowedBefore: { exact: "9", text: "9", quota: "compute" } }),
    row("limits.cpu", 3, 3, null, { allowedBefore: { exact: "9", text: "9", quota: "compute" } }),
  ]),
  scope("payments", [row("requests.cpu", 3, 4, 9)], {
    place: { kind: "tenant", name: "payments", cluster: "live", rootKey: null },
  }),
  scope("workers", [row("nodes", 3, 30, null), row("capacity.cpu", 12, 120, null)], {
    place: { kind: "nodes", name: "aws_eks_node_group.workers", cluster: null, rootKey: "terraform:eks" },
    extent: "complete",
  }),
];

function reported(locale: Locale, capacity: readonly CapacityScope[]): Report {
  return report(locale, { findings: [finding()], capacity });
}

function terminalOf(locale: Locale, capacity: readonly CapacityScope[]): string {
  return renderTerminal(reported(locale, capacity), { colour: false, columns: 0, excerpt: () => null });
}

describe.each(locales)("capacity in %s", (locale) => {
  it("is a line for each place that may use more, and a table of all numbers", () => {
    expectGolden(`capacity.${locale}`, "md", `${capacityText(reported(locale, everything))}\n`);
  });

  it("is a line of the places where only less is used", () => {
    const less = [
      scope("payments-dev", [row("pods", 9, 3, null)]),
      scope("payments-prod", [row("pods", 9, 3, 40)]),
    ];
    expectGolden(`capacity-less.${locale}`, "md", `${capacityText(reported(locale, less))}\n`);
    expect(terminalOf(locale, less)).toContain("payments-dev");
  });

  it("tells both ends of an autoscaler where only its minimum differs", () => {
    const amount = (least: string) => ({
      exact: "9",
      text: "9",
      atLeast: false,
      least: { exact: least, text: least },
    });
    const scaled = row("pods", 9, 9, 20, { before: amount("2"), after: amount("5") });
    const text = capacityText(reported(locale, [scope("shop", [scaled])]));
    expect(text).toContain(
      locale === "en" ? "pods 2 to 9 → 5 to 9 of 20, 11 left" : "Pod 数 2～9 → 5～9（割り当て 20、残り 11）",
    );
  });

  it("names a quota with scopes, what it counts, and one that nobody can compare", () => {
    const batch = { quota: "batch", scopes: ["Terminating"] };
    const urgent = { quota: "urgent", scopes: ["NotBestEffort", "PriorityClass In high, low"] };
    const scoped = [
      row("requests.cpu", 2, 4, 3, { scoped: batch }),
      row("pods", 2, 4, 9, { scoped: urgent }),
    ];
    const uncounted = [{ name: "ResourceQuota old", why: "refused-quota" }] as const;
    const told = [scope("shop", scoped, { uncounted })];
    expectGolden(`capacity-scoped.${locale}`, "md", `${capacityText(reported(locale, told))}\n`);
    expect(JSON.parse(renderJson(reported(locale, told)))).toMatchObject({
      capacity: [{ rows: [{ scoped: batch }, { scoped: urgent }] }],
    });
  });

  it("tells places of one name by their cluster or folder", () => {
    const elsewhere = {
      kind: "namespace",
      name: "shop",
      cluster: null,
      rootKey: "kubernetes:stage",
    } as const;
    const two = [
      scope("shop", [row("pods", 1, 2, null)]),
      scope("shop", [row("pods", 1, 3, null)], { place: elsewhere }),
    ];
    const text = capacityText(reported(locale, two)) ?? "";
    expect(text).toContain("`live`");
    expect(text).toContain("`kubernetes:stage`");
  });
});

describe("capacity", () => {
  it("is nothing where nothing differs", () => {
    expect(capacityText(report("en", { findings: [] }))).toBeNull();
    expect(renderJson(report("en", { findings: [] }))).not.toContain('"capacity"');
  });

  it("is a few lines, whatever the number of places", () => {
    const many = Array.from({ length: 500 }, (_, index) => scope(`ns-${index}`, [row("pods", 1, 2, null)]));
    const text = capacityText(reported("en", many)) ?? "";
    expect(text.split("\n").filter((line) => line.startsWith("- "))).toHaveLength(4);
    expect(text).toContain("497 more places");
    expect(text.length).toBeLessThan(5000);
  });

  it("shows names from outside letter by letter", () => {
    const hostile = "</summary><img src=x>|`@acme/sre`";
    const text = capacityText(
      reported("en", [
        scope(hostile, [row(`requests.${hostile}/x`, 9, 3, null)], {
          uncounted: [{ name: hostile, why: "unknown" }],
        }),
      ]),
    );
    expect(text).not.toMatch(/<img|<\/summary><|[^;&#\w]@acme/);
  });
});
