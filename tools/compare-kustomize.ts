/**
 * `npm run compare:kustomize [-- --write] [-- NAME]`: builds every kustomization of the corpora and of well-known Go
 * modules with the engine and with the real `kustomize build`, and compares them byte for byte. It needs Go, builds the
 * real kustomize in the user's cache, and fails where anything differs. `--write` puts the table into
 * docs/guides/rendering.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadEngine } from "../src/engines/engine-loader.ts";
import { createEngine } from "../src/engines/instance.ts";
import { type Comparison, compareSource } from "./compare-kustomize/compare.ts";
import { kustomizeModule, realKustomize } from "./compare-kustomize/real-kustomize.ts";
import { unpacked } from "./corpora/unpack.ts";
import { moduleFolder } from "./go-module.ts";

const corpora = ["argocd-example-apps", "microservices-demo"];

/** Whole repositories that the Go module proxy serves; kustomize 2 brought its examples and demos along. */
const modules = [
  "github.com/argoproj/argo-cd/v2@v2.14.21",
  "github.com/argoproj/argo-workflows/v3@v3.5.10",
  "github.com/external-secrets/external-secrets@v1.3.2",
  "github.com/fluxcd/flux2/v2@v2.9.5",
  "github.com/kedacore/keda/v2@v2.21.0",
  "sigs.k8s.io/cluster-api@v1.14.2",
  "sigs.k8s.io/kustomize@v2.0.3+incompatible",
  "sigs.k8s.io/kustomize/api@v0.21.2",
  "sigs.k8s.io/metrics-server@v0.9.0",
];

const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});
process.exitCode = await main(positionals[0] ?? "", values.write);

async function main(wanted: string, write: boolean): Promise<number> {
  const real = realKustomize();
  if (real.kind === "missing") {
    console.log(`Nothing was compared: ${real.reason}.`);
    return 0;
  }
  const engine = createEngine(
    await loadEngine("kustomize", { distDir: resolve("engines/dist"), cacheDir: null }),
  );
  const comparisons: Comparison[] = [];
  const absent: string[] = [];
  for (const source of [...corpora, ...modules]) {
    if (!source.includes(wanted)) continue;
    const folder = corpora.includes(source) ? unpacked(source) : moduleFolder(source);
    if (folder === null) absent.push(source);
    else comparisons.push(...(await compareSource(engine, real.path, source, folder)));
  }
  for (const { source, folder, verdict, detail } of comparisons)
    if (verdict !== "same") console.error(`${source} ${folder}: ${verdict}: ${detail.split("\n", 1)[0]}`);
  const text = [table(comparisons), ...absent.map((source) => `Not there: ${source}.`)].join("\n");
  console.log(text);
  if (write) writeGuide(text);
  return comparisons.some(({ verdict }) => verdict === "differs") ? 1 : 0;
}

function table(comparisons: readonly Comparison[]): string {
  const row = (source: string, each: readonly Comparison[]) => {
    const count = (verdict: Comparison["verdict"]) => each.filter((one) => one.verdict === verdict).length;
    const sum = (of: (one: Comparison) => number) => each.reduce((total, one) => total + of(one), 0);
    const cells = [
      ...[source, each.length, count("same"), sum(({ objects }) => objects), sum(({ placed }) => placed)],
      ...[count("both refuse"), count("refused"), count("too large"), count("differs")],
    ];
    return `| ${cells.join(" | ")} |`;
  };
  return [
    `Compared with ${kustomizeModule}.`,
    "",
    "| source | kustomizations | same bytes | objects | with their lines | both refuse | refused and named | too large | differ |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...[...Map.groupBy(comparisons, ({ source }) => source)].map(([source, each]) => row(source, each)),
    row("all", comparisons),
  ].join("\n");
}

/** Between two marks: the prose around the table is written by hand. */
function writeGuide(text: string): void {
  const guide = "docs/guides/rendering.md";
  const marks = /(?<=<!-- begin of what `npm run compare:kustomize` printed -->\n)[\s\S]*?(?=<!-- end -->)/;
  writeFileSync(
    guide,
    readFileSync(guide, "utf8").replace(marks, () => `\n${text}\n\n`),
  );
}
