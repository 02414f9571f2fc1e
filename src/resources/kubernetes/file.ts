import { readJson } from "../../formats/json/index.ts";
import { brokenByTemplate, recogniseEncrypted, recogniseOpaque } from "../../formats/recognise.ts";
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
  const isJson = /\.json$/i.test(path);
  if (isJson && !looksLikeManifest(bytes)) return { objects: [], diagnostics: [], notEvaluated: [] };
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
  for (const document of documents) {
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

/** Only a JSON file that says it is a Kubernetes object is held to being one: many tools read a looser JSON. */
function looksLikeManifest(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return content.includes('"apiVersion"') && content.includes('"kind"');
}

function told(diagnostic: Diagnostic): FileReading {
  return { objects: [], diagnostics: [diagnostic], notEvaluated: [] };
}

function passedOver(notEvaluated: NotEvaluated): FileReading {
  return { objects: [], diagnostics: [], notEvaluated: [notEvaluated] };
}
