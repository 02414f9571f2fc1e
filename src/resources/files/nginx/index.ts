import { type NginxDirective, readNginx, readNginxText } from "../../../formats/nginx/index.ts";
import { brokenByTemplate } from "../../../formats/recognise.ts";
import type { JsonObject, JsonValue, ObjectPath } from "../../../model/json.ts";
import type { Location } from "../../../model/location.ts";
import type { Resource } from "../../../model/resource.ts";
import { limitDiagnostic, notTextDiagnostic, syntaxDiagnostic } from "../diagnostics.ts";
import { type FileInput, type FileReading, passedOver, said } from "../file-reading.ts";
import { type IncludedDirective, withIncludes } from "./includes.ts";

/** An NGINX configuration as `{directives: [{directive, args, block}]}`, with the files of the repository that it includes. */
export function readNginxResource(input: FileInput): FileReading {
  const { rootKey, path, bytes } = input;
  const file = readNginx(bytes);
  switch (file.kind) {
    case "not-text":
      return said(notTextDiagnostic(path, file.reason, bytes));
    case "limit":
      return said(limitDiagnostic(path, file.limit, bytes));
    case "broken":
      if (brokenByTemplate(Buffer.from(bytes).toString(), file.line))
        return passedOver({ path, reason: "template", detail: "does not parse before it is rendered" });
      return said(syntaxDiagnostic("nginx_syntax", path, file, bytes));
    case "directives": {
      const { directives, diagnostics, notEvaluated } = withIncludes(input, file.directives);
      const location = { path, startLine: 1, endLine: file.directives.at(-1)?.endLine ?? 1 };
      const resource = nginxResource({ rootKey, address: path, namespace: null, location, directives });
      return { resources: [resource], diagnostics, notEvaluated };
    }
    default:
      return file satisfies never;
  }
}

/** The same for text within another resource; `null` where it is none, or one that a template still has to fill in. */
export function nginxWithin(
  text: string,
  holder: Pick<Resource, "rootKey" | "address" | "namespace" | "location">,
  at: (line: number) => Location,
): Resource | null {
  const file = readNginxText(text);
  if (file.kind !== "directives" || file.directives.length === 0) return null;
  return nginxResource({ ...holder, directives: placed(file.directives, at) });
}

export function placed(
  directives: readonly NginxDirective[],
  at: (line: number) => Location,
): readonly IncludedDirective[] {
  return directives.map(({ block, startLine, endLine, ...directive }) => ({
    ...directive,
    location: startLine === endLine ? at(startLine) : { ...at(startLine), endLine: at(endLine).endLine },
    block: block === null ? null : placed(block, at),
  }));
}

function nginxResource({
  directives,
  ...identity
}: Pick<Resource, "rootKey" | "address" | "namespace" | "location"> & {
  readonly directives: readonly IncludedDirective[];
}): Resource {
  return {
    ...identity,
    type: "nginx_config",
    object: { directives: directives.map(directiveJson) },
    unknown: new Map(),
    sensitive: new Set(),
    locate: (path) => locateDirective(directives, path) ?? identity.location,
  };
}

function directiveJson({ name, args, block }: IncludedDirective): JsonObject {
  const json: Record<string, JsonValue> = { directive: name };
  if (args.length > 0) json["args"] = args;
  if (block !== null) json["block"] = block.map(directiveJson);
  return json;
}

/** `["directives", 0, "block", 2, …]`: the deepest directive that the path names. */
function locateDirective(directives: readonly IncludedDirective[], path: ObjectPath): Location | null {
  const [, index, ...rest] = path;
  const found = typeof index === "number" ? directives[index] : undefined;
  if (found === undefined) return null;
  const inner = rest[0] === "block" && found.block !== null ? locateDirective(found.block, rest) : null;
  return inner ?? found.location;
}
