import { expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import type { LoadedRoot, LoadedSide } from "./loaded.ts";
import { maskedPlaces } from "./masked-places.ts";

const at = (path: string, line: number): Location => ({ path, startLine: line, endLine: line });

const secret: Resource = {
  rootKey: "chart:shop",
  address: "core/Secret/-/shop",
  type: "core/Secret",
  namespace: "",
  object: { data: { url: "…" } },
  unknown: new Map(),
  sensitive: new Set(["/data/url"]),
  location: at("shop/templates/secret.yaml", 1),
  locate: () => ({
    ...at("shop/values.yaml", 12),
    origin: { kind: "template", path: "shop/templates/secret.yaml", line: 6, exact: true },
  }),
  places: () => [at("shop/values-production.yaml", 3), at("shop/values.yaml", 11)],
};

const side: LoadedSide = {
  root: { key: "chart:shop", kind: "chart", path: "shop", variant: null, files: [] },
  resources: [secret],
  diagnostics: [],
  declaredMoves: [],
};

function masked(...shown: readonly Location[]): readonly string[] {
  const root: LoadedRoot = { key: "chart:shop", base: side, head: side };
  const findings = shown.map((location) => ({ location }) as Finding);
  return maskedPlaces([root], findings)
    .map(({ path, startLine, side: where }) => `${where ?? "head"} ${path}:${startLine}`)
    .toSorted();
}

test("a secret is hidden in every file that it is made from, as far as the file is shown", () => {
  expect(masked(at("shop/values.yaml", 1), at("shop/templates/secret.yaml", 1))).toEqual([
    "head shop/templates/secret.yaml:6",
    "head shop/values.yaml:11",
    "head shop/values.yaml:12",
  ]);
  expect(masked(at("shop/values-production.yaml", 9))).toEqual(["head shop/values-production.yaml:3"]);
  expect(masked({ ...at("shop/templates/secret.yaml", 1), side: "base" })).toEqual([
    "base shop/templates/secret.yaml:6",
  ]);
  expect(masked(at("other.yaml", 1))).toEqual([]);
});
