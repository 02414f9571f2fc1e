import { readJson } from "../../formats/json/index.ts";
import {
  brokenByTemplate,
  mayHoldObjects,
  recogniseEncrypted,
  recogniseOpaque,
} from "../../formats/recognise.ts";
import { type BrokenYamlDocument, readYaml, type YamlDocument } from "../../formats/yaml/index.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";

import { brokenDiagnostic, lfsDiagnostic, limitDiagnostic, notTextDiagnostic } from "./diagnostics.ts";
import { type FoundObject, objectsOf } from "./objects.ts";

export interface FileReading {
  readonly objects: readonly FoundObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** Everything that one file says. */
export function readFile(path: string, bytes: Uint8Array): FileReading {
  const opaque = recogniseOpaque(bytes);
  if (opaque === "lfs-pointer") return told(lfsDiagnostic(path, sha256Hex(bytes)));
  if (opaque !== null) return passedOver({ path, reason: "encrypted", detail: opaque });
  if (isJsonPath(path) && !mayHoldObjects(bytes)) return { objects: [], diagnostics: [], notEvaluated: [] };
  const isJson = isJsonPath(path) && !isYamlInside(bytes);
  const file = isJson ? readJson(bytes) : readYaml(bytes);
  if (file.kind === "not-text") return told(notTextDiagnostic(path, file.reason, sha256Hex(bytes)));
  if (file.kind === "limit") return told(limitDiagnostic(path, file.limit, sha256Hex(bytes)));
  return readDocuments(path, bytes, file.documents, isJson ? "json_syntax" : "yaml_syntax");
}

function readDocuments(
  path: string,
  bytes: Uint8Array,
  documents: readonly (YamlDocument | BrokenYamlDocument)[],
  syntaxId: "json_syntax" | "yaml_syntax",
): FileReading {
  const objects: FoundObject[] = [];
  const broken: BrokenYamlDocument[] = [];
  const encrypted = new Set<string>();
  let template = false;
  const isManifest = !isJsonPath(path) || namesManifest(bytes);
  for (const document of documents) {
    if (document.kind === "broken" && document.cause === "syntax" && !isManifest) continue;
    if (document.kind === "value") {
      objects.push(...objectsOf(path, document));
      const encryption = recogniseEncrypted(document.value);
      if (encryption !== null) encrypted.add(encryption);
    } else if (
      document.cause === "syntax" &&
      brokenByTemplate(Buffer.from(bytes).toString(), document.line)
    ) {
      template = true;
    } else broken.push(document);
  }
  const notEvaluated: NotEvaluated[] = [...encrypted].map((detail) => ({
    path,
    reason: "encrypted",
    detail,
  }));
  if (template)
    notEvaluated.push({ path, reason: "template", detail: "does not parse before it is rendered" });
  const diagnostics = broken.map((document, index) => brokenDiagnostic(path, index, document, syntaxId));
  return { objects, diagnostics, notEvaluated };
}

/** Only a JSON file that says it is a manifest is held to its syntax: many tools read a looser JSON. */
function namesManifest(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return content.includes("apiVersion") && content.includes("kind");
}

function isJsonPath(path: string): boolean {
  return /\.json$/i.test(path);
}

/** kubectl goes by the first character of a file, not by its name: what begins with no bracket is YAML to it. */
function isYamlInside(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, startBytes)).toString("utf8");
  return !/^\ufeff?\s*(?:[[{]|$)/.test(start);
}

/** As much of a file as kubectl looks at (`NewYAMLOrJSONDecoder`). */
const startBytes = 4096;

function told(diagnostic: Diagnostic): FileReading {
  return { objects: [], diagnostics: [diagnostic], notEvaluated: [] };
}

function passedOver(notEvaluated: NotEvaluated): FileReading {
  return { objects: [], diagnostics: [], notEvaluated: [notEvaluated] };
}
