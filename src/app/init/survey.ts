import { mayHoldInventory } from "../../inventory/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import { isJsonArray, type JsonObject, type JsonValue, valueAt } from "../../model/json.ts";
import type { Root } from "../../model/root.ts";
import { isFile, type Tree } from "../../model/tree.ts";
import { alone } from "../evaluation/others.ts";
import { discover, retryWithoutFailed } from "../evaluation/run-evaluation.ts";
import type { EvaluationRunner } from "../evaluation/runner.ts";
import type { PolicySet } from "../policy-set.ts";
import { taskOf } from "../task-of.ts";

/** A Namespace object, and the folder that it stands in. */
export interface SurveyedNamespace {
  readonly name: string;
  readonly folder: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A RoleBinding that gives groups a role in a namespace. */
export interface SurveyedBinding {
  readonly folder: string;
  readonly namespace: string;
  readonly role: string;
  readonly groups: readonly string[];
}

/** What a repository shows of whose its things are and where they stand. */
export interface Survey {
  readonly roots: readonly Root[];
  readonly namespaces: readonly SurveyedNamespace[];
  readonly bindings: readonly SurveyedBinding[];
  readonly paths: readonly string[];
}

export interface SurveyPorts {
  readonly runner: EvaluationRunner;
  readonly policySet: PolicySet;
}

/** Folders whose manifests are read: more than the largest public estate has namespaces. */
const foldersMax = 5_000;
/** Roots that are read in one go, so that one that ends its worker costs few others their turn. */
const rootsPerTask = 500;

/** Looks at a tree: its roots, and the Namespaces and RoleBindings of its manifests, which are read in workers. */
export async function surveyRepository(
  tree: Tree,
  configuration: Configuration,
  ports: SurveyPorts,
): Promise<Survey> {
  const trees = { base: null, head: tree, tip: null };
  const task = taskOf(
    { trees, targetBranch: null, author: null, kubernetesVersion: null },
    { configuration, waivers: [], today: "" },
    { rules: [], policySet: ports.policySet.digest },
  );
  const { roots } = await discover(ports.runner, task, trees);
  const telling = (await tellingRoots(roots, tree)).slice(0, foldersMax);
  const namespaces: SurveyedNamespace[] = [];
  const bindings: SurveyedBinding[] = [];
  for (let start = 0; start < telling.length; start += rootsPerTask) {
    const part = telling.slice(start, start + rootsPerTask);
    const result = await retryWithoutFailed(task, (again) =>
      ports.runner.run({ kind: "render", task: again, roots: part, withPlaces: false }, trees, alone),
    );
    if (result.kind !== "rendered") throw new TypeError(`the worker ${result.kind} instead of rendering`);
    for (const { objects } of result.roots) {
      for (const { type, object, location } of objects) {
        const folder = location.path.slice(0, Math.max(0, location.path.lastIndexOf("/")));
        if (type === "core/Namespace") namespaces.push(namespaceOf(object, folder));
        if (type === "rbac.authorization.k8s.io/RoleBinding") bindings.push(bindingOf(object, folder));
      }
    }
  }
  return {
    roots,
    namespaces: namespaces.filter(({ name }) => name !== ""),
    bindings,
    paths: [...tree.entries.values()].filter(isFile).map(({ path }) => path),
  };
}

/** Folders of plain manifests of which some bytes look like a Namespace. */
async function tellingRoots(roots: readonly Root[], tree: Tree): Promise<readonly Root[]> {
  const plain = roots.filter(({ kind }) => kind === "manifests");
  const files = await tree.read(plain.flatMap((root) => root.files));
  return plain.filter((root) =>
    root.files.some((path) => {
      const bytes = files.get(path);
      return bytes !== undefined && mayHoldInventory(bytes);
    }),
  );
}

function namespaceOf(object: JsonObject, folder: string): SurveyedNamespace {
  return {
    name: text(valueAt(object, ["metadata", "name"])),
    folder,
    labels: texts(valueAt(object, ["metadata", "labels"])),
    annotations: texts(valueAt(object, ["metadata", "annotations"])),
  };
}

function bindingOf(object: JsonObject, folder: string): SurveyedBinding {
  const subjects = object["subjects"];
  return {
    folder,
    namespace: text(valueAt(object, ["metadata", "namespace"])),
    role: text(valueAt(object, ["roleRef", "name"])),
    groups: (isJsonArray(subjects) ? subjects : [])
      .filter((subject) => valueAt(subject, ["kind"]) === "Group")
      .map((subject) => text(valueAt(subject, ["name"])))
      .filter((name) => name !== ""),
  };
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function texts(value: JsonValue | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(value !== null && typeof value === "object" && !isJsonArray(value) ? value : {}).filter(
      (pair): pair is [string, string] => typeof pair[1] === "string",
    ),
  );
}
