/**
 * `npm run compare:kubeconform [-- --write] [-- --show]`: real objects of the corpora and of Go modules, and the same with
 * one mistake each, judged by our reading of the schemas and by kubeconform's, strict, over the same OpenAPI and the same
 * definitions. It needs Go, builds kubeconform in the user's cache, and fails where a difference has no known reason.
 * `--write` puts the table into docs/guides/schemas.md, `--show` prints every difference.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadSchemaFiles } from "../src/app/schema-files.ts";
import { createCatalogue, type Judgement } from "../src/schemas/index.ts";
import { type Asked, type Compared, compareAll, type Kubeconform } from "./compare-kubeconform/compare.ts";
import { customSchemas, writeJsonSchemas } from "./compare-kubeconform/json-schemas.ts";
import { mutated, mutations } from "./compare-kubeconform/mutate.ts";
import { objectsBelow } from "./compare-kubeconform/objects.ts";
import { kubeconformModule, realKubeconform } from "./compare-kubeconform/real-kubeconform.ts";
import { reasonOf } from "./compare-kubeconform/reasons.ts";
import { unpacked } from "./corpora/unpack.ts";
import { moduleFolder } from "./go-module.ts";

const kubernetes = "k8s.io/kubernetes@v1.33.13";
const version = "1.33";
const corpora = ["environments-2024-07", "microservices-demo", "argocd-example-apps"];
const modules = [
  "github.com/argoproj/argo-cd/v3@v3.5.7",
  "github.com/argoproj/argo-rollouts@v1.8.3",
  "github.com/argoproj/argo-workflows/v3@v3.6.0",
  "github.com/aws/karpenter-provider-aws@v1.14.1",
  "github.com/cert-manager/cert-manager@v1.21.2",
  "github.com/external-secrets/external-secrets@v1.3.2",
  "github.com/fluxcd/flux2/v2@v2.9.5",
  "github.com/kedacore/keda/v2@v2.21.0",
  "github.com/prometheus-operator/prometheus-operator@v0.85.0",
  "istio.io/istio@v0.0.0-20260827124520-eed52ebb66ad",
  "k8s.io/kubernetes@v1.33.13",
  "sigs.k8s.io/gateway-api@v1.6.3",
  "sigs.k8s.io/kueue@v0.16.1",
];
/** Of each kind of mistake; more are drawn for fields taken away, because most fields may be left out. */
const mistakes = { "unknown field": 150, "wrong type": 150, "field taken away": 600 } as const;

const { values } = parseArgs({
  options: { write: { type: "boolean", default: false }, show: { type: "boolean", default: false } },
});
process.exitCode = await main();

async function main(): Promise<number> {
  const real = realKubeconform();
  const folder = moduleFolder(kubernetes);
  if (real.kind === "missing" || folder === null) {
    console.log(
      `Nothing was compared: ${real.kind === "missing" ? real.reason : `${kubernetes} is not there`}.`,
    );
    return 0;
  }
  const cache = join(homedir(), ".cache", "sekisho", "compare-kubeconform");
  const tool = { path: real.path, schemas: join(cache, "schemas"), objects: join(cache, "objects") };
  const customs = customSchemas();
  writeJsonSchemas(tool.schemas, folder, customs);
  // As strict as kubeconform: what the projects define counts like definitions of the repository.
  const judgement: Judgement = {
    catalogue: createCatalogue(await loadSchemaFiles([])),
    version,
    defined: (name) => {
      const schema = customs.get(name) ?? null;
      return schema === null ? null : { schema, served: true, deprecated: false };
    },
  };
  const compared = compareAll(realObjects(), judgement, tool);
  const withMistakes = compareMistakes(compared, judgement, tool);
  const text = report(compared, withMistakes);
  console.log(text);
  if (values.show) show([...compared, ...withMistakes]);
  if (values.write) writeGuide(text);
  return differing([...compared, ...withMistakes]).some((each) => reasonOf(each) === null) ? 1 : 0;
}

function realObjects(): readonly Asked[] {
  return [...corpora, ...modules].flatMap((source) => {
    const folder = corpora.includes(source) ? unpacked(source) : moduleFolder(source);
    if (folder === null) console.log(`Not there: ${source}.`);
    return folder === null
      ? []
      : objectsBelow(source, folder).map(({ path, object }) => ({ source, where: path, object }));
  });
}

/** Mistakes are made in objects that both call valid, spread over all of them. */
function compareMistakes(
  compared: readonly Compared[],
  judgement: Judgement,
  tool: Kubeconform,
): readonly Compared[] {
  const valid = compared.filter(({ verdict }) => verdict === "both valid");
  const asked = mutations.flatMap((mutation) =>
    Array.from({ length: mistakes[mutation] }, (_, index): readonly Asked[] => {
      const from = valid[(index * 37) % Math.max(1, valid.length)];
      const object = from === undefined ? null : mutated(from.object, mutation, index * 101);
      return from === undefined || object === null
        ? []
        : [{ source: mutation, where: `${from.source} ${from.where}`, object }];
    }).flat(),
  );
  return compareAll(asked, judgement, tool);
}

function differing(compared: readonly Compared[]): readonly Compared[] {
  return compared.filter(({ verdict }) => verdict.startsWith("only") || verdict === "one has no schema");
}

function report(compared: readonly Compared[], withMistakes: readonly Compared[]): string {
  const reasons = Map.groupBy(
    differing([...compared, ...withMistakes]),
    (each) => reasonOf(each) ?? "no known reason",
  );
  return [
    `Kubernetes ${version}, compared with ${kubeconformModule}, strict.`,
    "",
    table("source", compared),
    "",
    "The same objects with one mistake each:",
    "",
    table("mistake", withMistakes),
    "",
    "Where they differ:",
    "",
    "| reason | objects |",
    "|---|--:|",
    ...[...reasons].map(([reason, each]) => `| ${reason} | ${each.length} |`),
  ].join("\n");
}

function table(head: string, compared: readonly Compared[]): string {
  const verdicts: readonly Compared["verdict"][] = [
    "both valid",
    "both invalid",
    "only kubeconform objects",
    "only Sekisho objects",
    "no schema",
    "one has no schema",
  ];
  const row = (source: string, each: readonly Compared[]) =>
    `| ${[source, each.length, ...verdicts.map((wanted) => each.filter(({ verdict }) => verdict === wanted).length)].join(" | ")} |`;
  return [
    `| ${[head, "objects", ...verdicts].join(" | ")} |`,
    `|---|${"--:|".repeat(verdicts.length + 1)}`,
    ...[...Map.groupBy(compared, ({ source }) => source)].map(([source, each]) => row(source, each)),
    row("all", compared),
  ].join("\n");
}

function show(compared: readonly Compared[]): void {
  for (const each of differing(compared)) {
    const { source, where, verdict, ours, theirs, object } = each;
    const said = (ours ?? []).map(({ messageId, path }) => `${messageId} ${path.join("/")}`).join("; ");
    const kind = `${String(object["apiVersion"])} ${String(object["kind"])}`;
    console.log(
      `${verdict}: ${source} ${where} ${kind}\n  reason: ${reasonOf(each) ?? "-"}\n  ours: ${said}`,
    );
    console.log(`  theirs: ${theirs.message.slice(0, 400)}`);
  }
}

/** Between two marks: the prose around the table is written by hand. */
function writeGuide(text: string): void {
  const guide = "docs/guides/schemas.md";
  const marks = /(?<=<!-- begin of what `npm run compare:kubeconform` printed -->\n)[\s\S]*?(?=<!-- end -->)/;
  writeFileSync(
    guide,
    readFileSync(guide, "utf8").replace(marks, () => `\n${text}\n\n`),
  );
}
