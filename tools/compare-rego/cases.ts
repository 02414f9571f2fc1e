import { cpSync, existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { unpacked } from "../corpora/unpack.ts";
import { conftestModule, gatekeeperModule, moduleFolder } from "./programs.ts";

/** A set of policies that somebody wrote, and what both programs ask them about. */
export interface RegoCase {
  readonly kind: "conftest" | "gatekeeper";
  readonly name: string;
  /** The folder that stands for a repository of policies. */
  readonly top: string;
  /** Below it: the folder of policies, and those of data. */
  readonly path: string;
  readonly data: readonly string[];
  /** Folders of manifests and Terraform. */
  readonly inputs: readonly string[];
}

/** So many namespaces of the estate: both programs print every finding. */
const namespacesCount = 100;

/** Every case whose policies and inputs are on this machine, and what is not. */
export function regoCases(): { readonly cases: readonly RegoCase[]; readonly absent: readonly string[] } {
  const conftest = moduleFolder(conftestModule);
  const gatekeeper = moduleFolder(gatekeeperModule);
  const estate = someOfTheEstate();
  const shop = inCorpus("microservices-demo", ["kubernetes-manifests", "release", "terraform"]);
  const all = [...estate, ...shop];
  const own = (name: string, data: readonly string[] = []): RegoCase => ({
    kind: "conftest",
    name: `Conftest's examples/${name}`,
    top: conftest,
    path: `examples/${name}/policy`,
    data: data.map((folder) => `examples/${name}/${folder}`),
    inputs: [join(conftest, "examples", name), ...all],
  });
  const cases: readonly RegoCase[] = [
    {
      kind: "conftest",
      name: "docs/examples/conftest",
      top: "docs/examples/conftest",
      path: "policy",
      data: ["data"],
      inputs: all,
    },
    ...["kubernetes", "hcl2", "exceptions"].map((name) => own(name)),
    own("data", ["exclusions"]),
    {
      kind: "gatekeeper",
      name: "Gatekeeper's demo/agilebank",
      top: join(gatekeeper, "demo"),
      path: "agilebank",
      data: [],
      inputs: [join(gatekeeper, "demo/agilebank/bad_resources"), ...all],
    },
    {
      kind: "gatekeeper",
      name: "Gatekeeper's test/gator/test",
      top: join(gatekeeper, "test/gator/test/fixtures/policies"),
      path: "default",
      data: [],
      inputs: [join(gatekeeper, "test/gator/test/fixtures/manifests/no-policies"), ...all],
    },
  ];
  const isThere = ({ top, inputs }: RegoCase) => existsSync(top) && inputs.length > 0;
  return {
    cases: cases.filter(isThere),
    absent: cases.filter((each) => !isThere(each)).map(({ name }) => name),
  };
}

function someOfTheEstate(): readonly string[] {
  const estate = unpacked("environments-2024-07");
  if (estate === null) return [];
  const folder = join(estate, "namespaces/live.cloud-platform.service.justice.gov.uk");
  return readdirSync(folder)
    .toSorted()
    .slice(0, namespacesCount)
    .map((name) => join(folder, name));
}

function inCorpus(name: string, folders: readonly string[]): readonly string[] {
  const top = unpacked(name);
  if (top === null) return [];
  return folders.map((folder) => join(top, folder)).filter((folder) => existsSync(folder));
}

/** What both programs read in the same way: no kustomization, chart or values file, which are something else to us. */
const read = /\.(?:ya?ml|tf)$/;
const otherwise = /(?:^|\/)(?:kustomization|Chart|values[^/]*|\.[^/]+)\.ya?ml$/;

/** Templates and constraints alone: there may be examples beside them, and further constraints of the same name. */
export function copyPolicies({ top, path }: RegoCase, target: string): string {
  const folder = join(top, path);
  const parts = ["templates", "constraints"].filter((name) => existsSync(join(folder, name)));
  if (parts.length === 0) cpSync(folder, target, { recursive: true });
  for (const part of parts) cpSync(join(folder, part), join(target, part), { recursive: true });
  return target;
}

/** Copies what both read into one folder; examples each into one of its own, because many repeat an object. */
export function copyInputs(
  { kind, inputs }: RegoCase,
  target: string,
  isWhole: (path: string) => boolean,
): number {
  let count = 0;
  for (const [number, input] of inputs.entries()) {
    for (const path of readdirSync(input, { recursive: true, encoding: "utf8" })) {
      const from = join(input, path);
      if (!read.test(path) || otherwise.test(path) || /(?:^|\/)policy\//.test(path)) continue;
      if (kind === "gatekeeper" && path.endsWith(".tf")) continue;
      if (!isWhole(from)) continue;
      const isEstate = input.includes("/namespaces/");
      const place = isEstate
        ? join("namespaces/live", basename(input), path)
        : `inputs/${number}/${count}/${basename(path)}`;
      cpSync(from, join(target, place));
      count += 1;
    }
  }
  return count;
}
