import type { Locale } from "../../model/configuration.ts";
import type { EnvironmentClass } from "../../model/environment-words.ts";
import {
  type Confidence,
  confidenceOf,
  type LabelledEnvironments,
  type Proposal,
  type ProposedRelease,
  type ProposedSource,
} from "../../model/proposal.ts";
import { visible } from "../neutral.ts";
import type { InitTexts } from "../text/init-texts.ts";
import { initTextsOf } from "../text/locale.ts";

/** Releases and clusters that are written out: more are for people to finish. */
const listedMax = 20;
/** Arguments of a module that the beginning of an adapter names. */
const argumentsMax = 8;

const classes: readonly EnvironmentClass[] = ["production", "staging", "development"];

/** A first configuration as YAML: what the repository shows clearly stands there, a guess is commented out. */
export function proposalYaml(proposal: Proposal, locale: Locale): string {
  const texts = initTextsOf(locale);
  const sections = [
    [...texts.head.map(comment), "version: 1"],
    [comment(texts.mode), "mode: observe", `locale: { default: ${locale} }`],
    environmentLines(proposal, texts),
    clusterLines(proposal, texts),
    sourceLines(proposal, texts),
    releaseLines(proposal.releases, texts),
    moduleLines(proposal.modules, texts),
    [comment(texts.reviewers), "# routing:", `#   reviewers: [${team(proposal, "sre")}]`],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function comment(text: string): string {
  return `# ${visible(text)}`;
}

/** A guess stands there as comments. */
function withConfidence(level: Confidence, reason: string, lines: readonly string[], texts: InitTexts) {
  const shown = level === "low" ? lines.map((line) => `# ${line}`) : lines;
  return [comment(texts.confidence(level, reason)), ...shown];
}

function environmentLines({ environments, unmatched }: Proposal, texts: InitTexts): readonly string[] {
  if (environments !== null) {
    const lines = withConfidence(
      confidenceOf(environments.share),
      texts.environmentsByLabel(environments.label, environments.share),
      ["environments:", ...classes.flatMap((name) => environmentLine(name, environments))],
      texts,
    );
    return unmatched.count === 0 ? lines : [...lines, comment(texts.unmatched(unmatched))];
  }
  const words = [comment(texts.environmentsByWords(unmatched))];
  if (unmatched.count === 0 && unmatched.total > 0) return words;
  return [
    ...words,
    "# environments:",
    '#   production: { paths: ["live/**"] }',
    '#   development: { paths: ["sandbox/**"] }',
  ];
}

function environmentLine(name: EnvironmentClass, { label, values }: LabelledEnvironments): readonly string[] {
  const found = values[name] ?? [];
  const [only] = found;
  if (only === undefined) return [];
  const pattern = found.length === 1 ? only : `{${found.join(",")}}`;
  return [`  ${name}: { labels: { ${quoted(label)}: ${quoted(pattern)} } }`];
}

function clusterLines({ clusters }: Proposal, texts: InitTexts): readonly string[] {
  if (clusters.length === 0) return [];
  return [
    comment(texts.confidence("medium", texts.clusters(clusters.length))),
    comment(texts.clusterVersion),
    "clusters:",
    ...clusters
      .slice(0, listedMax)
      .map(({ name, path }) => `  ${quoted(name)}: { paths: [${quoted(`${literal(path)}/**`)}] }`),
  ];
}

/** The most telling source counts; the others are offered. */
function sourceLines(proposal: Proposal, texts: InitTexts): readonly string[] {
  const { sources, organisation } = proposal;
  if (sources.length === 0)
    return [
      comment(texts.noTenants),
      "# tenants:",
      `#   payments: { teams: [${team(proposal, "payments")}], owns: { paths: ["k8s/payments/**"], namespaces: ["payments-*"] } }`,
    ];
  const [first] = sources;
  const usable = hasUsableSource(proposal);
  const lines = sources.flatMap((source) => {
    const counts = usable && source === first;
    const shown = sourceEntry(source, proposal).map((line) => (counts ? line : `# ${line}`));
    return [comment(texts.confidence(levelOf(source), reasonOf(source, texts))), ...shown];
  });
  const hint = organisation === null && sources.some(needsOrganisation) ? [comment(texts.organisation)] : [];
  return [...hint, usable ? "tenantSources:" : "# tenantSources:", ...lines];
}

/** Whether a source of owners is switched on: the first is clear enough, and nothing in it is left to fill in. */
export function hasUsableSource({ sources: [first], organisation }: Omit<Proposal, "unmatched">): boolean {
  if (first === undefined || levelOf(first) === "low") return false;
  return organisation !== null || !needsOrganisation(first);
}

/** Only CODEOWNERS names its teams with the organisation that they belong to. */
function needsOrganisation({ kind }: ProposedSource): boolean {
  return kind !== "CODEOWNERS";
}

function levelOf(source: ProposedSource): Confidence {
  return "share" in source ? confidenceOf(source.share) : "medium";
}

function reasonOf(source: ProposedSource, texts: InitTexts): string {
  switch (source.kind) {
    case "RoleBinding":
      return texts.roleBindings(source.pattern, source.share);
    case "Namespace":
      return texts.namespaceKey(source.key, source.share);
    default:
      return texts.files(source.kind, source.files);
  }
}

function sourceEntry(source: ProposedSource, proposal: Proposal): readonly string[] {
  const as = `as: ${team(proposal, "{team}")}`;
  switch (source.kind) {
    case "RoleBinding":
      return [
        `  - directory: ${quoted(source.directory)}`,
        `    teams: { kind: RoleBinding, subjects: Group, pattern: ${quoted(source.pattern)}, ${as} }`,
      ];
    case "Namespace":
      return [`  - teams: { kind: Namespace, key: ${quoted(source.key)}, ${as} }`];
    default:
      return [`  - teams: { kind: ${source.kind} }`];
  }
}

function team({ organisation }: Pick<Proposal, "organisation">, name: string): string {
  return JSON.stringify(`${organisation ?? "ORGANISATION"}/${name}`);
}

function releaseLines(releases: readonly ProposedRelease[], texts: InitTexts): readonly string[] {
  if (releases.length === 0) return [];
  return [
    comment(texts.confidence("low", texts.releases(releases.length))),
    "# helm:",
    "#   releases:",
    ...releases
      .slice(0, listedMax)
      .map(
        ({ chart, name, values, environment }) =>
          `#     - { chart: ${quoted(chart)}, name: ${quoted(name)}, values: [${values.map(quoted).join(", ")}], environment: ${environment} }`,
      ),
  ];
}

function moduleLines(modules: Proposal["modules"], texts: InitTexts): readonly string[] {
  if (modules.length === 0) return [];
  return [
    comment(texts.modules(modules.length)),
    "# terraform:",
    "#   modules:",
    ...modules.flatMap(({ source, calls, arguments: given }) => [
      `#     - source: ${quoted(source)} # ${texts.moduleCalls(calls)}`,
      `#       as: … # ${visible(given.slice(0, argumentsMax).join(", "))}`,
    ]),
  ];
}

/** Names of folders, labels and modules are anybody's: always a JSON string, which YAML reads as it is. */
function quoted(text: string): string {
  return JSON.stringify(visible(text));
}

/** Nothing in the name of a folder is a wildcard. */
function literal(path: string): string {
  return path.replaceAll(/[*?[\]{}\\]/g, "\\$&");
}
