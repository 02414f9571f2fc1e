/**
 * `npm run compare:helm [-- --write] [-- NAME]`: renders every chart of the corpora, of well-known Go modules and of this
 * repository with the engine and with the real `helm template`, and compares them byte for byte. It needs Go, builds the
 * real Helm in the user's cache, and fails where anything differs. `--write` puts the table into docs/guides/rendering.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadEngine } from "../src/engines/engine-loader.ts";
import { createEngine } from "../src/engines/instance.ts";
import { type ChartCase, chartCases } from "./compare-helm/charts.ts";
import { type Comparison, compareChart } from "./compare-helm/compare.ts";
import { helmModule, realHelm } from "./compare-helm/real-helm.ts";

/** As many names as fit a table. */
const namesMax = 12;

const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});
process.exitCode = await main(positionals[0] ?? "", values.write);

async function main(wanted: string, write: boolean): Promise<number> {
  const helm = realHelm();
  if (helm.kind === "missing") {
    console.log(`Nothing was compared: ${helm.reason}.`);
    return 0;
  }
  const module = await loadEngine("helm", { distDir: resolve("engines/dist"), cacheDir: null });
  const engine = createEngine(module);
  const { cases, absent } = chartCases();
  const comparisons: Comparison[] = [];
  for (const chart of cases) {
    if (!`${chart.source} ${chart.name}`.includes(wanted)) continue;
    const comparison = compareChart(engine, helm, chart);
    comparisons.push(comparison);
    const { verdict, detail } = comparison;
    if (verdict !== "same") console.error(`${chart.source} ${chart.name}: ${verdict}: ${detail}`);
  }
  const text = [table(comparisons), ...absent.map((source) => `Not there: ${source}.`)].join("\n");
  console.log(text);
  if (write) writeGuide(text);
  return comparisons.some(({ verdict }) => verdict === "differs") ? 1 : 0;
}

/** One row for each source; Helm's own test data alone is two hundred charts. */
function table(comparisons: readonly Comparison[]): string {
  const rows = [...Map.groupBy(comparisons, ({ chart }) => chart.source)].map(([source, each]) => {
    const count = (verdict: Comparison["verdict"]) => each.filter((one) => one.verdict === verdict).length;
    const sum = (of: (one: Comparison) => number) => each.reduce((total, one) => total + of(one), 0);
    const same = each.filter(({ verdict }) => verdict === "same");
    const lines = same.reduce((total, one) => total + one.lines, 0);
    return [
      source,
      new Set(each.map(({ chart }) => chart.folder)).size,
      each.length,
      same.length,
      lines,
      sum(({ masked }) => masked),
      count("both refuse"),
      count("library"),
      count("differs"),
      names(each.map(({ chart }) => chart)),
    ].join(" | ");
  });
  return [
    `Compared with ${helmModule}.`,
    "",
    "| source | charts | renderings | same | lines | masked lines | both refuse | library | differ | names |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

function names(charts: readonly ChartCase[]): string {
  const all = [...new Set(charts.filter(({ values: file }) => file === null).map(({ name }) => name))];
  return all.length > namesMax ? `${all.slice(0, namesMax).join(", ")}, …` : all.join(", ");
}

/** Between two marks: the prose around the table is written by hand. */
function writeGuide(text: string): void {
  const guide = "docs/guides/rendering.md";
  const marks = /(?<=<!-- begin of what `npm run compare:helm` printed -->\n)[\s\S]*?(?=<!-- end -->)/;
  writeFileSync(
    guide,
    readFileSync(guide, "utf8").replace(marks, () => `\n${text}\n\n`),
  );
}
