import { expect, test } from "vitest";
import type { Root } from "../../model/root.ts";
import { chartVersions } from "./chart-versions.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const described = (name: string, version: string) => bytes(`name: ${name}\nversion: ${version}\n`);

const files = new Map([
  ["shop/Chart.yaml", described("shop", "1.4.0")],
  [
    "shop/Chart.lock",
    bytes("dependencies:\n- {name: redis, version: 18.0.0}\n- {name: kafka, version: 30.1.0}\n"),
  ],
  ["shop/charts/redis/Chart.yaml", described("redis", "18.0.1")],
  ["shop/charts/redis/charts/common/Chart.yaml", described("common", "2.0.0")],
  ["shop/templates/Chart.yaml", described("no-chart", "1.0.0")],
  ["elsewhere/Chart.yaml", described("elsewhere", "1.0.0")],
]);
const root: Root = {
  key: "chart:shop",
  kind: "chart",
  path: "shop",
  variant: null,
  files: [...files.keys()],
};

test("a chart has its own version, those within it, and of the others what the lock says", () => {
  expect(chartVersions(root, files)).toEqual([
    { name: "common", version: "2.0.0" },
    { name: "kafka", version: "30.1.0" },
    { name: "redis", version: "18.0.1" },
    { name: "shop", version: "1.4.0" },
  ]);
});

test("what is no chart, or says no version, has none", () => {
  expect(chartVersions({ ...root, kind: "manifests" }, files)).toEqual([]);
  expect(chartVersions(root, new Map([["shop/Chart.yaml", bytes("name: shop\n")]]))).toEqual([]);
});
