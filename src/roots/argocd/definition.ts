import { readYaml } from "../../formats/yaml/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { field, objectsOf, textOf } from "../yaml-object.ts";

/** An Application or an ApplicationSet, and where it is written. */
export interface Definition {
  readonly kind: "Application" | "ApplicationSet";
  readonly name: string;
  readonly object: JsonObject;
  readonly path: string;
  readonly line: number;
  /** What it was found in: its file, or the root that rendered it. Tells it from another of its name. */
  readonly origin: string;
  /** Every file that it was made from, sorted. */
  readonly files: readonly string[];
  /** How many definitions led here, each rendered by the one before. */
  readonly depth: number;
}

/** Words without which a file holds no definition; whoever writes YAML escapes in an API group is found by nobody. */
export function mayDefine(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return content.includes("argoproj.io") && content.includes("Application");
}

/** The definitions of one file as it stands. Documents that cannot be read are said by whoever reads the file's root. */
export function definitionsOfFile(path: string, bytes: Uint8Array): readonly Definition[] {
  const file = readYaml(bytes);
  if (file.kind !== "documents") return [];
  return file.documents.flatMap((document) => {
    if (document.kind !== "value") return [];
    return objectsIn(document.value).flatMap((object) =>
      definitionOf(object, {
        path,
        line: document.span.startLine,
        origin: path,
        files: [path],
        depth: 1,
      }),
    );
  });
}

/** The definitions among what a root renders. */
export function definitionsOfResources(
  resources: readonly Resource[],
  renderedBy: Pick<Definition, "origin" | "files" | "depth">,
): readonly Definition[] {
  return resources.flatMap(({ type, object, location }) =>
    type.startsWith("argoproj.io/Application")
      ? definitionOf(object, { path: location.path, line: location.startLine, ...renderedBy })
      : [],
  );
}

type Place = Pick<Definition, "path" | "line" | "origin" | "files" | "depth">;

function definitionOf(object: JsonObject, place: Place): readonly Definition[] {
  const kind = field(object, "kind");
  const version = textOf(field(object, "apiVersion"));
  const name = textOf(field(field(object, "metadata"), "name"));
  if (kind !== "Application" && kind !== "ApplicationSet") return [];
  if (version?.startsWith("argoproj.io/") !== true) return [];
  return [{ kind, name: name ?? "", object, ...place }];
}

function objectsIn(value: JsonValue): readonly JsonObject[] {
  if (!isJsonObject(value)) return [];
  return value["kind"] === "List" ? objectsOf(field(value, "items")) : [value];
}
