import { readYaml } from "../../formats/yaml/index.ts";
import { yamlBytesMax, yamlDocumentsMax } from "../../formats/yaml/limits.ts";
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
  const bytes = Buffer.byteLength(file.text);
  const parts = manifestsOf(file.text);
  const limit =
    bytes > yamlBytesMax ? "yamlBytesMax" : parts.length > yamlDocumentsMax ? "yamlDocumentsMax" : null;
  if (limit !== null) {
    const { path } = trace.place(1, 1).location;
    return { objects: [], diagnostics: [limitDiagnostic(path, limit, sha256Hex(file.text))] };
  }
  const readings = parts.map((part) =>
    readManifest(part, { file, trace: shifted(trace, part.before), values }),
  );
  const diagnostics = readings.flatMap((reading) => reading.diagnostics);
  return {
    objects: readings.flatMap(({ objects }) => objects),
    // The number of a broken document among all documents would change too easily.
    diagnostics: diagnostics.map((each, index) =>
      index === 0 ? each : { ...each, subject: `${each.subject}#${index + 1}` },
    ),
  };
}

interface Manifest {
  readonly text: string;
  /** Lines of the file before the first one of this text. */
  readonly before: number;
}

/** Helm divides what is rendered wherever a line begins with three dashes, whatever follows them: `---# a comment`. */
function manifestsOf(text: string): readonly Manifest[] {
  const found: Manifest[] = [];
  let [before, start] = [0, 0];
  for (const mark of [...text.matchAll(/^---[ \t]*/gm), null]) {
    const part = text.slice(start, mark?.index);
    if (part.trim() !== "") found.push({ text: part, before });
    before += part.split("\n").length - 1;
    start = (mark?.index ?? 0) + (mark?.[0].length ?? 0);
  }
  return found;
}

function shifted(trace: Trace, lines: number): Trace {
  return {
    place: (startLine, endLine) => trace.place(startLine + lines, endLine + lines),
    references: (startLine, endLine) => trace.references(startLine + lines, endLine + lines),
  };
}

interface Surroundings {
  readonly file: RenderedFile;
  readonly trace: Trace;
  readonly values: ValuesIndex;
}

function readManifest({ text }: Manifest, around: Surroundings): RenderedReading {
  const { file, trace } = around;
  const { path } = trace.place(1, 1).location;
  const yaml = readYaml(Buffer.from(text));
  const objects: PlacedObject[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of yaml.kind === "documents" ? yaml.documents : []) {
    if (document.kind === "value") {
      objects.push(...objectsOf(path, document).map((found) => placed(found, around)));
    } else if (document.cause === "limit") {
      const { location } = trace.place(document.line, document.line);
      diagnostics.push({ ...limitDiagnostic(path, document.detail, document.digest), location });
    } else {
      const reason = document.cause === "syntax" ? document.detail : "a key stands twice in one map";
      diagnostics.push(invalid(file.name, trace, document.line, reason, document.digest));
    }
  }
  if (yaml.kind === "not-text")
    diagnostics.push(invalid(file.name, trace, 1, "it is not text", sha256Hex(text)));
  return { objects, diagnostics };
}

function placed(found: FoundObject, { file, trace, values }: Surroundings): PlacedObject {
  const { object, locate } = found;
  const rendered: RenderedObject = { object, locate, trace, values, chart: file.chart };
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

function invalid(name: string, trace: Trace, line: number, reason: string, digest: string): Diagnostic {
  const { location, exact } = trace.place(line, line);
  const place = exact ? `${location.path}:${location.startLine}` : location.path;
  return {
    kind: "not-rendered",
    messageId: "rendered_invalid",
    arguments: { place, reason },
    subject: name,
    digest,
    location,
  };
}
