import { readYaml } from "../../formats/yaml/index.ts";
import { isJsonObject, type ObjectPath, type Pointer } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { linesWithin } from "../embedded/lines-within.ts";
import type { MadeObject } from "./made-object.ts";

type Finish = (resource: Resource, made: MadeObject) => Resource | null;

/** `kubernetes_manifest`: the object is written as HCL, with Kubernetes' own names. */
export function kubernetesManifest(resource: Resource, finish: Finish): Resource | null {
  const manifest = resource.object["manifest"];
  if (!isJsonObject(manifest)) return null;
  return finish(resource, {
    object: manifest,
    unknown: new Map(below(resource.unknown, "/manifest")),
    sensitive: new Set([...resource.sensitive].flatMap((pointer) => inner(pointer, "/manifest") ?? [])),
    locate: (path) => resource.locate(["manifest", ...path]),
  });
}

/** `kubectl_manifest`: the object is YAML in a text; in a heredoc its lines are the file's. */
export function kubectlManifest(resource: Resource, finish: Finish): Resource | null {
  const body = resource.object["yaml_body"];
  if (typeof body !== "string") return null;
  const file = readYaml(Buffer.from(body));
  const document = file.kind === "documents" ? file.documents[0] : undefined;
  if (document?.kind !== "value" || !isJsonObject(document.value)) return null;
  const whole = resource.locate(["yaml_body"]);
  return finish(resource, {
    object: document.value,
    unknown: new Map(),
    sensitive: new Set(resource.sensitive.has("/yaml_body") ? [""] : []),
    locate: (path: ObjectPath) => linesWithin(whole, body, document.locate(path)),
  });
}

function* below(mask: ReadonlyMap<Pointer, string>, prefix: string): Generator<[Pointer, string]> {
  for (const [pointer, digest] of mask) {
    const rest = inner(pointer, prefix);
    if (rest !== null) yield [rest, digest];
  }
}

function inner(pointer: Pointer, prefix: string): Pointer | null {
  if (pointer === prefix) return "";
  return pointer.startsWith(`${prefix}/`) ? pointer.slice(prefix.length) : null;
}
