import { readYaml } from "../../formats/yaml/index.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";
import type { Location } from "../../model/location.ts";
import { limitDiagnostic } from "../kubernetes/diagnostics.ts";
import { type FoundObject, objectsOf } from "../kubernetes/objects.ts";
import type { RenderedFile } from "./engine-output.ts";
import { type RenderedObject, sourceLocation, sourceLocations } from "./locate.ts";
import type { Trace } from "./trace.ts";
import type { ValuesIndex } from "./values-index.ts";

/** An object that a chart renders, placed in the files that it is rendered from. */
export interface PlacedObject extends FoundObject {
  readonly places: (path: readonly (string | number)[]) => readonly Location[];
}

export interface RenderedReading {
  readonly objects: readonly PlacedObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The objects of one rendered file. What is no YAML is told by the line of the template, and nothing of it is quoted. */
export function readRendered(file: RenderedFile, trace: Trace, values: ValuesIndex): RenderedReading {
  const bytes = Buffer.from(file.text);
  const path = trace.place(1, 1).location.path;
  const yaml = readYaml(bytes);
  if (yaml.kind === "limit") {
    return { objects: [], diagnostics: [limitDiagnostic(path, yaml.limit, sha256Hex(bytes))] };
  }
  if (yaml.kind === "not-text") {
    return { objects: [], diagnostics: [invalid(path, 0, trace, 1, "it is not text", sha256Hex(bytes))] };
  }
  const objects: PlacedObject[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of yaml.documents) {
    if (document.kind === "value") {
      objects.push(...objectsOf(path, document).map((found) => placed(found, file, trace, values)));
    } else if (document.cause === "limit") {
      const { location } = trace.place(document.line, document.line);
      diagnostics.push({ ...limitDiagnostic(path, document.detail, document.digest), location });
    } else {
      const reason = document.cause === "syntax" ? document.detail : "a key stands twice in one map";
      diagnostics.push(invalid(file.name, diagnostics.length, trace, document.line, reason, document.digest));
    }
  }
  return { objects, diagnostics };
}

function placed(found: FoundObject, file: RenderedFile, trace: Trace, values: ValuesIndex): PlacedObject {
  const rendered: RenderedObject = {
    object: found.object,
    locate: found.locate,
    trace,
    values,
    chart: file.chart,
  };
  const { startLine, endLine } = found.location;
  return {
    ...found,
    location: trace.place(startLine, endLine).location,
    locate: (path) => sourceLocation(rendered, path),
    places: (path) => sourceLocations(rendered, path),
    diagnostics: found.diagnostics.map((each) => ({
      ...each,
      location: trace.place(each.location.startLine, each.location.endLine).location,
    })),
  };
}

function invalid(
  name: string,
  index: number,
  trace: Trace,
  line: number,
  reason: string,
  digest: string,
): Diagnostic {
  const { location, exact } = trace.place(line, line);
  const place = exact ? `${location.path}:${location.startLine}` : location.path;
  return {
    kind: "not-rendered",
    messageId: "rendered_invalid",
    arguments: { place, reason },
    subject: index === 0 ? name : `${name}#${index + 1}`,
    digest,
    location,
  };
}
