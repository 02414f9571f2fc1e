import { readFileSync } from "node:fs";
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { readYaml } from "../../src/formats/yaml/index.ts";
import type { JsonValue } from "../../src/model/json.ts";
import { isJsonArray, isJsonObject } from "../../src/model/json.ts";
import { manifestPaths } from "./manifests.ts";

export interface Verdict {
  readonly files: number;
  readonly failures: number;
}

/** The entrypoint under which conftest's `deny` rules are compiled. */
export const denyEntrypoint = "main/deny";
/** As in a review. */
const memory = { initial: 32, maximum: 4096 };

/** What conftest does, with Sekisho's parts: YAML reader, and rules compiled to WebAssembly; one document after the other. */
export async function evaluateManifests(folder: string, wasm: string): Promise<Verdict> {
  const policy = await loadPolicy(new Uint8Array(readFileSync(wasm)), memory);
  const paths = manifestPaths(folder);
  let failures = 0;
  for (const path of paths) {
    const file = readYaml(readFileSync(path));
    for (const document of file.kind === "documents" ? file.documents : []) {
      if (document.kind !== "value") continue;
      const json = new TextEncoder().encode(JSON.stringify(document.value)).buffer;
      failures += numberOfFailures(policy.evaluate(json));
    }
  }
  return { files: paths.length, failures };
}

function numberOfFailures(result: JsonValue): number {
  const first = isJsonArray(result) ? result[0] : undefined;
  const denied = isJsonObject(first) ? first["result"] : undefined;
  if (!isJsonArray(denied)) throw new TypeError(`deny gave ${JSON.stringify(result)}`);
  return denied.length;
}
