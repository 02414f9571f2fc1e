import { expect, test } from "vitest";
import type { Locale } from "../model/configuration.ts";
import type { ReportReach } from "../model/reach.ts";
import { reachLine } from "./reach-line.ts";

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
const reach: ReportReach = {
  ...{ tenants: names(12), environments: names(2), clusters: names(1), roots: names(43) },
  through: [{ path: "modules/shared-db", roots: 43 }],
  production: true,
  allowed: { tenants: 3, environments: 2, clusters: null, roots: null },
};

test.each<[string, Locale, ReportReach | undefined, string | null]>([
  [
    "everything that is more than one",
    "en",
    reach,
    "12 tenants (3 allowed), 2 environments and 43 roots through `modules/shared-db`",
  ],
  [
    "the same in Japanese",
    "ja",
    reach,
    "テナント 12 個（上限 3）、環境 2 個、`modules/shared-db` を通じてルート 43 個",
  ],
  ["roots that share nothing", "en", { ...reach, tenants: [], environments: [], through: [] }, "43 roots"],
  ["nothing where nothing is reached", "en", undefined, null],
])("tells %s", (_, locale, given, expected) => {
  const report = given === undefined ? { locale } : { locale, reach: given };
  expect(reachLine(report, (name) => `\`${name}\``)).toBe(expected);
});
