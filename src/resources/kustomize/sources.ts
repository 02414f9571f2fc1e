import type { SourceSpan } from "../../formats/source-text.ts";
import { readYaml, type YamlDocument } from "../../formats/yaml/index.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import { joinTreePath } from "../../model/tree-path.ts";
import { type FoundObject, objectsOf } from "../kubernetes/objects.ts";

/** One kustomization of a build, as its author wrote it. */
export interface Layer {
  readonly path: string;
  readonly folder: string;
  readonly document: YamlDocument;
  readonly fields: JsonObject;
}

const kustomizationNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"] as const;

/** The files of a build, parsed when somebody asks for them, each once. */
export class Sources {
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #documents = new Map<string, readonly YamlDocument[]>();
  readonly #objects = new Map<string, readonly FoundObject[]>();

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = files;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  bytes(path: string): Uint8Array | undefined {
    return this.#files.get(path);
  }

  documents(path: string): readonly YamlDocument[] {
    const known = this.#documents.get(path);
    if (known !== undefined) return known;
    const bytes = this.#files.get(path);
    const file = bytes === undefined ? null : readYaml(bytes);
    const documents =
      file?.kind === "documents" ? file.documents.flatMap((one) => (one.kind === "value" ? [one] : [])) : [];
    this.#documents.set(path, documents);
    return documents;
  }

  objects(path: string): readonly FoundObject[] {
    const known = this.#objects.get(path);
    if (known !== undefined) return known;
    const objects = this.documents(path).flatMap((document) => objectsOf(path, document));
    this.#objects.set(path, objects);
    return objects;
  }

  /** The kustomization of a folder, where there is one that can be read. */
  layer(folder: string): Layer | null {
    const path = kustomizationPath(folder, (one) => this.#files.has(one));
    const document = path === null ? undefined : this.documents(path)[0];
    if (path === null || document === undefined || !isJsonObject(document.value)) return null;
    return { path, folder, document, fields: document.value };
  }
}

/** The file of a folder's kustomization, or `null` where it has none. */
export function kustomizationPath(folder: string, has: (path: string) => boolean): string | null {
  return kustomizationNames.map((name) => inFolder(folder, name)).find(has) ?? null;
}

/** What a reference in a folder names; the top of the tree is `.`. */
export function inFolder(folder: string, reference: string): string {
  const path = joinTreePath(folder, reference);
  return path === "" ? "." : path;
}

/** Columns only where everything stands on one line. */
export function locationOf(path: string, span: SourceSpan): Location {
  const { startLine, endLine, startColumn, endColumn } = span;
  return startLine === endLine
    ? { path, startLine, endLine, startColumn, endColumn }
    : { path, startLine, endLine };
}
