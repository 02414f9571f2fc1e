import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { copyPolicies, type RegoCase } from "./cases.ts";

/** What a program said, one line each: the rule, the thing, the message. */
export type Answers = readonly string[];

const outputBytesMax = 512 * 1024 * 1024;

function run(program: string, list: readonly string[], cwd: string, exits: readonly number[]): string {
  const options = { cwd, encoding: "utf8", maxBuffer: outputBytesMax } as const;
  const { status, stdout, stderr, error } = spawnSync(program, list, options);
  if (error !== undefined) throw error;
  if (status === null || !exits.includes(status)) throw new Error(`${program}: ${stderr.slice(-2_000)}`);
  return stdout;
}

interface ConftestFile {
  readonly filename: string;
  readonly failures?: readonly ConftestResult[];
  readonly warnings?: readonly ConftestResult[];
}
interface ConftestResult {
  readonly msg: string;
  readonly metadata?: { readonly query?: string };
}

/** By file: `main.deny_root a/pod.yaml: message`. */
export function conftestAnswers(program: string, { top, path, data }: RegoCase, folder: string): Answers {
  const options = [
    "test",
    "--no-fail",
    "--all-namespaces",
    "--output",
    "json",
    "--policy",
    resolve(top, path),
  ];
  const files = data.flatMap((each) => ["--data", resolve(top, each)]);
  const output: readonly ConftestFile[] = JSON.parse(run(program, [...options, ...files, "."], folder, [0]));
  return output.flatMap(({ filename, failures = [], warnings = [] }) =>
    [...failures, ...warnings].map(({ msg, metadata }) => {
      const rule = metadata?.query?.replace(/^data\./, "") ?? "";
      return `${rule} ${filename}: ${oneLine(msg)}`;
    }),
  );
}

interface GatorViolation {
  readonly msg: string;
  readonly constraint: { readonly kind: string; readonly metadata: { readonly name: string } };
  readonly violatingObject: {
    readonly kind: string;
    readonly metadata: { readonly name?: string; readonly namespace?: string };
  };
}

/** By object: `K8sRequiredLabels.owner Namespace/courts: message`. */
export function gatorAnswers(program: string, each: RegoCase, folder: string): Answers {
  const files = [copyPolicies(each, `${folder}-policies`), folder].flatMap((path) => ["--filename", path]);
  const output: readonly GatorViolation[] = JSON.parse(
    run(program, ["test", "--output", "json", ...files], folder, [0, 1]) || "[]",
  );
  return output.map(({ msg, constraint, violatingObject: { kind, metadata } }) => {
    const object = [kind, metadata.namespace, metadata.name].filter(
      (part) => part !== undefined && part !== "",
    );
    return `${constraint.kind}.${constraint.metadata.name} ${object.join("/")}: ${oneLine(msg)}`;
  });
}

interface OwnReport {
  readonly findings: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly location: { readonly path: string };
    readonly resource: { readonly address: string } | null;
  }[];
  readonly notEvaluated: readonly {
    readonly path: string;
    readonly reason: string;
    readonly detail: string;
  }[];
}

/** What Sekisho says, in the words of the other program, and what it did not ask about. */
export function ownAnswers(
  { kind, top, path, data }: RegoCase,
  folder: string,
): { readonly answers: Answers; readonly hidden: number } {
  const configuration = `${folder}.yml`;
  const source = { repository: "acme/policies", path, data, kind, namespaces: "all", name: "own" };
  const written = kind === "conftest" ? source : { repository: "acme/policies", kind };
  writeFileSync(configuration, JSON.stringify({ version: 1, policySources: [written] }));
  const list = ["bin/sekisho.js", "scan", folder, "--format", "json", "--config", configuration];
  const repository = kind === "conftest" ? resolve(top) : `${folder}-policies`;
  const policies = ["--policy-source", `acme/policies=${repository}`, "--rules", `${kind}.*`];
  const output = run(process.execPath, [...list, ...policies], resolve("."), [0, 1, 3]);
  const { findings, notEvaluated }: OwnReport = JSON.parse(output);
  const hidden = notEvaluated.filter(({ reason }) => reason === "policy-unknown-values");
  return {
    answers: findings.map(({ ruleId, message, location, resource }) =>
      kind === "conftest"
        ? `${ruleId.replace(/^conftest\.own\./, "")} ${location.path}: ${message}`
        : `${ruleId.replace(/^gatekeeper\./, "")} ${objectOf(resource?.address ?? "")}: ${message}`,
    ),
    hidden: hidden.reduce((sum, { detail }) => sum + Number(detail.split(": ")[1]), 0),
  };
}

/** `apps/Deployment/courts/web` as Gatekeeper names it: without its group, and without `-` for no namespace. */
function objectOf(address: string): string {
  return address
    .split("/")
    .slice(1)
    .filter((part) => part !== "-")
    .join("/");
}

/** As a finding holds it. */
function oneLine(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return line.length <= 500 ? line : `${line.slice(0, 499)}…`;
}

export function inputFolder(top: string, number: number): string {
  return join(top, `case-${number}`);
}
