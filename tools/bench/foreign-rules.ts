import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { estateConfigurationOfOurRules } from "../corpora/estate-configuration.ts";
import { unpacked } from "../corpora/unpack.ts";
import type { Outcome, Part } from "./figure.ts";
import { measureCommand } from "./process.ts";

const runs = 3;
const rulesCount = 300;
/** So many namespaces of the estate: enough that starting does not count, and few enough to be patient. */
const namespacesCount = 50;

/** What Conftest rules of an organisation cost beside ours: the same scan with and without them, turn and turn about. */
export const foreignRules: Part = {
  name: "foreign-rules",
  run: async (): Promise<Outcome> => {
    const estate = unpacked("environments-2024-07");
    if (estate === null) return { kind: "skipped", reason: "the estate (../shared/corpora) is not here" };
    const top = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
    try {
      const scanned = join(top, "scanned");
      const files = copySome(estate, scanned);
      writePolicies(join(top, "policies"));
      return { kind: "measured", figures: compared(top, scanned, files) };
    } finally {
      rmSync(top, { recursive: true, force: true });
    }
  },
};

function compared(top: string, scanned: string, files: number) {
  const scan = [process.execPath, "bin/sekisho.js", "scan", scanned, "--format", "json", "--config"];
  const beside = join(top, "beside.yml");
  const own = estateConfigurationOfOurRules();
  const configuration = join(top, "alone.yml");
  writeFileSync(configuration, own);
  writeFileSync(
    beside,
    `${own}\npolicySources: [{ repository: acme/policies, kind: conftest, name: own }]\n`,
  );
  const source = `acme/policies=${join(top, "policies")}`;
  const pairs = Array.from({ length: runs }, () => ({
    alone: measureCommand([...scan, configuration], [0, 1, 3]).seconds,
    both: measureCommand([...scan, beside, "--policy-source", source], [0, 1, 3]).seconds,
  }));
  const figure = (what: string, samples: readonly number[]) =>
    ({ what, unit: "s", samples, budget: null }) as const;
  return [
    figure(
      `scan of ${files} files, our rules`,
      pairs.map(({ alone }) => alone),
    ),
    figure(
      `the same with ${rulesCount} Conftest rules beside them`,
      pairs.map(({ both }) => both),
    ),
    {
      what: `slowdown by ${rulesCount} Conftest rules`,
      unit: "×",
      samples: pairs.map(({ alone, both }) => both / alone),
      budget: null,
    },
  ] as const;
}

/** The first namespaces of the estate, and how many files they have. */
function copySome(estate: string, target: string): number {
  const folder = join("namespaces", "live.cloud-platform.service.justice.gov.uk");
  const names = readdirSync(join(estate, folder)).toSorted().slice(0, namespacesCount);
  for (const name of names)
    cpSync(join(estate, folder, name), join(target, folder, name), { recursive: true });
  if (!existsSync(target)) throw new Error(`${estate} holds no ${folder}`);
  return readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;
}

/** Rules as teams write them, about pods, names, bindings and Terraform, each in the words of a number. */
const kinds: readonly ((number: number) => string)[] = [
  (number) => `deny_image_${number} contains msg if {
	some container in input.spec.template.spec.containers
	endswith(container.image, ":forbidden-${number}")
	msg := sprintf("%s %s uses %s", [input.kind, input.metadata.name, container.image])
}`,
  (number) => `deny_label_${number} contains msg if {
	input.kind in {"Deployment", "StatefulSet", "Service"}
	input.metadata.labels["acme.example/tier-${number}"] == "none"
	msg := sprintf("%s has no tier", [input.metadata.name])
}`,
  (number) => `deny_role_${number} contains msg if {
	input.kind == "RoleBinding"
	some subject in input.subjects
	subject.name == "github:team-${number}"
	msg := sprintf("%s binds a team that is gone", [input.metadata.name])
}`,
  (number) => `warn_host_${number} contains {"msg": msg, "path": "spec.rules"} if {
	input.kind == "Ingress"
	some rule in input.spec.rules
	regex.match(\`^old-${number}\\.\`, rule.host)
	msg := sprintf("%s is an old host", [rule.host])
}`,
  (number) => `violation_bucket_${number} contains {"msg": msg} if {
	some name, bucket in input.module
	contains(bucket[_].source, "module-${number}?ref=")
	msg := sprintf("%s calls a module that is gone", [name])
}`,
];

function writePolicies(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, write] of kinds.entries()) {
    const rules = Array.from({ length: rulesCount / kinds.length }, (_, number) => write(number));
    writeFileSync(join(folder, `part${index}.rego`), `package main\n\n${rules.join("\n\n")}\n`);
  }
}
