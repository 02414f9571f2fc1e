import { describe, expect, it } from "vitest";
import type { EstateRepository } from "../../github/index.ts";
import type { CoveredRepository } from "../../model/access-snapshot.ts";
import { coverageOf } from "./coverage.ts";
import { holdsScope } from "./scope.ts";

const monday = "2026-11-16T02:00:00.000Z";
const tuesday = "2026-11-17T02:00:00.000Z";

function repository(id: number, name: string, more: Partial<EstateRepository> = {}): EstateRepository {
  return { id, owner: "acme", name, defaultBranch: "main", asleep: false, pushedAt: monday, ...more };
}

const infra = repository(1, "infra");
const site = repository(2, "site");

function look(
  given: {
    readonly installed?: readonly EstateRepository[];
    readonly others?: readonly EstateRepository[];
    readonly inScope?: readonly (readonly [number, boolean])[];
    readonly last?: readonly CoveredRepository[];
  },
  now = tuesday,
) {
  const { installed = [infra], others = [], inScope = [[1, true]], last = [] } = given;
  const gated = new Map([[1, true]]);
  return coverageOf({ installed, others, inScope: new Map(inScope), gated, last, now });
}

const monday1 = look({}, monday).repositories;

describe("which repositories are covered", () => {
  it("is told with what they hold, whether merges there need the check, and since when", () => {
    expect(monday1).toEqual([
      {
        id: 1,
        name: "acme/infra",
        inScope: true,
        covered: true,
        gated: true,
        state: "active",
        since: monday,
      },
    ]);
    expect(look({ last: monday1 }).repositories).toEqual(monday1);
  });

  it("begins anew where something about one is different", () => {
    const asleep = [{ ...infra, asleep: true }];
    const [seen] = look({ installed: asleep, last: monday1 }).repositories;
    expect(seen).toMatchObject({ state: "asleep", since: tuesday });
  });

  it("keeps one that was not looked at apart from one that holds nothing", () => {
    const seen = look({ installed: [infra, site], inScope: [[1, false]] }).repositories;
    expect(seen.map(({ inScope }) => inScope)).toEqual([false, null]);
  });
});

describe("an alert is raised once", () => {
  const shown = (given: Parameters<typeof look>[0]) => look(given).alerts;
  const inScope = [
    [1, true],
    [2, true],
  ] as const;

  it("for one with files in scope where the App is not installed", () => {
    const alert = { kind: "not-covered", repository: "acme/site", why: "not-installed", since: tuesday };
    const first = look({ others: [site], inScope, last: monday1 });
    expect(first.alerts).toEqual([alert]);
    expect(
      look({ others: [site], inScope, last: first.repositories }, "2026-11-18T02:00:00.000Z").alerts,
    ).toEqual([]);
  });

  it.each([
    ["taken from the installation and still seen", { installed: [], others: [infra] }],
    ["not within reach any more", { installed: [] }],
  ])("for one that was covered and is %s", (_, given) => {
    const alert = { kind: "not-covered", repository: "acme/infra", why: "removed", since: tuesday };
    const first = look({ ...given, last: monday1 });
    expect(first.alerts).toEqual([alert]);
    expect(look({ ...given, last: first.repositories }, "2026-11-18T02:00:00.000Z").alerts).toEqual([]);
  });

  it.each([
    ["holds nothing in scope", { others: [site] }],
    ["nobody could look into", { others: [site], inScope: [[1, true]] as const }],
    ["is archived", { others: [{ ...site, asleep: true }], inScope }],
  ])("and never for one that %s", (_, given) => {
    expect(shown(given)).toEqual([]);
  });
});

it.each([
  [["main.tf"], true],
  [["deploy/app.yaml", "README.md"], true],
  [[".github/workflows/ci.yml"], true],
  [["Dockerfile"], true],
  [["src/index.ts", "README.md", "LICENSE"], false],
  [["node_modules/chart/values.yaml"], false],
  [[], false],
])("by its names alone, %j is in scope: %s", (paths, holds) => {
  expect(holdsScope(paths)).toBe(holds);
});
