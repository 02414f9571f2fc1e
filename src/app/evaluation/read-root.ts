import { EngineError } from "../../engines/engine.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";
import { fileLocation } from "../../model/location.ts";
import { mainFile, type Root } from "../../model/root.ts";
import { isFile, type Tree } from "../../model/tree.ts";
import { openTerraform } from "../../resources/embedded/terraform.ts";
import { nginxFromKubernetes, readConfigurationFile } from "../../resources/files/index.ts";
import { readKubernetes } from "../../resources/kubernetes/index.ts";
import { kubernetesFromTerraform } from "../../resources/kubernetes-from-terraform/index.ts";
import { readKustomize } from "../../resources/kustomize/index.ts";
import { ignoreComments } from "../../resources/suppressions/index.ts";
import { readTerraform } from "../../resources/terraform/index.ts";
import { tooLarge } from "../../roots/not-read.ts";
import { isTerraformPath } from "../../roots/terraform-files.ts";
import { chartVersions } from "./chart-versions.ts";
import type { EvaluationPorts } from "./ports.ts";
import { readChart } from "./read-chart.ts";
import type { RootReading } from "./root-reading.ts";

/** Bytes of one side of a root to its resources, secrets still in them. An engine that gives up is a diagnostic. */
export async function readRoot(
  tree: Tree,
  root: Root,
  configuration: Configuration,
  ports: EvaluationPorts,
): Promise<RootReading> {
  const files = await tree.read(root.files);
  const reading = await readFiles(root, files, configuration, ports);
  const missing = root.files.flatMap((path) => (files.has(path) ? [] : (tree.entries.get(path) ?? [])));
  return {
    ...reading,
    resources: reading.resources.flatMap((resource) => [resource, ...nginxFromKubernetes(resource)]),
    diagnostics: [
      ...missing.filter((entry) => isFile(entry) && !isOnlyRead(root, entry.path)).map(tooLarge),
      ...reading.diagnostics,
    ],
    comments: ignoreComments(files),
    charts: chartVersions(root, files),
  };
}

/** Terraform reads other files where it is told to: what those are is for its reader to say. */
function isOnlyRead({ kind }: Root, path: string): boolean {
  return (kind === "terraform" || kind === "terraform-module") && !isTerraformPath(path);
}

async function readFiles(
  root: Root,
  files: ReadonlyMap<string, Uint8Array>,
  configuration: Configuration,
  ports: EvaluationPorts,
): Promise<RootReading> {
  switch (root.kind) {
    case "manifests":
      return {
        ...readKubernetes({ root, files, defaultNamespace: root.destination?.namespace ?? "" }),
        declaredMoves: [],
      };
    case "file":
      return { ...readConfigurationFile(root, files), declaredMoves: [] };
    case "chart":
      return unlessGivenUp(root, files, async () => {
        const engine = await ports.engine("helm");
        return { ...readChart(engine, root, files, configuration), declaredMoves: [] };
      });
    case "kustomization":
      return unlessGivenUp(root, files, async () => {
        const engine = await ports.engine("kustomize");
        const defaultNamespace = root.destination?.namespace ?? "";
        return { ...readKustomize(engine, { root, files, defaultNamespace }), declaredMoves: [] };
      });
    case "terraform":
    case "terraform-module":
      return unlessGivenUp(root, files, () => readTerraformRoot(root, files, configuration, ports));
    default:
      return { resources: [], diagnostics: [], notEvaluated: [], declaredMoves: [] };
  }
}

/** An engine that gives up on what a user wrote is a finding; one that is missing or answers nonsense is our mistake. */
async function unlessGivenUp(
  root: Root,
  files: ReadonlyMap<string, Uint8Array>,
  read: () => Promise<RootReading>,
): Promise<RootReading> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === "missing" || error.code === "protocol") throw error;
    return engineGaveUp(root, files, error);
  }
}

async function readTerraformRoot(
  root: Root,
  files: ReadonlyMap<string, Uint8Array>,
  configuration: Configuration,
  ports: EvaluationPorts,
): Promise<RootReading> {
  const engine = await ports.engine("terraform");
  const reading = readTerraform(engine, { root, files, settings: configuration.terraform });
  return {
    resources: reading.resources
      .map(openTerraform)
      .flatMap((resource) => [resource, kubernetesFromTerraform(resource) ?? []].flat()),
    diagnostics: reading.diagnostics,
    notEvaluated: reading.notEvaluated,
    declaredMoves: reading.declaredMoves.flatMap(({ kind, from, to, kept }) =>
      isDeclared(kind, to, kept) && from !== null ? [{ rootKey: root.key, from, to }] : [],
    ),
  };
}

/** `import` takes something in that was not there before. */
function isDeclared(kind: "moved" | "import" | "removed", to: string | null, kept: boolean): boolean {
  return (kind === "moved" && to !== null) || (kind === "removed" && kept);
}

function engineGaveUp(root: Root, files: ReadonlyMap<string, Uint8Array>, error: EngineError): RootReading {
  const bytes = [...files.values()];
  const diagnostic: Diagnostic = {
    kind: "not-read",
    messageId: error.code === "memory" ? "engine_memory" : "engine_failed",
    arguments: { path: root.path },
    subject: root.key,
    digest: sha256Hex(Buffer.concat(bytes)),
    location: fileLocation(mainFile(root)),
  };
  return { resources: [], diagnostics: [diagnostic], notEvaluated: [], declaredMoves: [] };
}
