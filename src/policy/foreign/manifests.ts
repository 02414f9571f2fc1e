import { readYaml } from "../../formats/yaml/index.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { SourceFiles, SourceProblem } from "../../model/policy-sources.ts";
import { problemAt, sentences } from "./problems.ts";

/** One Kubernetes object of a source. */
export interface Manifest {
  readonly path: string;
  readonly line: number;
  readonly object: JsonObject;
  /** The line of a value. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** Every object in the YAML and JSON of a source, in the order of paths and documents. */
export function manifestsOf({ files }: SourceFiles): {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly SourceProblem[];
} {
  const manifests: Manifest[] = [];
  const problems: SourceProblem[] = [];
  for (const path of Object.keys(files).toSorted()) {
    if (!/\.(?:ya?ml|json)$/.test(path)) continue;
    const file = readYaml(Buffer.from(files[path] ?? ""));
    if (file.kind !== "documents") {
      problems.push(problemAt(path, sentences.manifest(file.kind === "limit" ? file.limit : file.reason)));
      continue;
    }
    for (const document of file.documents) {
      if (document.kind === "broken")
        problems.push(problemAt(path, sentences.manifest(document.detail), document.line, document.column));
      else if (isJsonObject(document.value))
        manifests.push({
          path,
          line: document.span.startLine,
          object: document.value,
          lineOf: (at) => document.locate(at).startLine,
        });
    }
  }
  return { manifests, problems };
}
