import {
  type AutomatedChange,
  type AutomationLine,
  type VersionLevel,
  versionLevels,
} from "../../model/configuration.ts";
import type { ChangeSummary, LeafChange } from "../../model/report.ts";
import { versionStep } from "./version-step.ts";

/** Whether a line allows one changed value: it is of a kind that the App may change, and the step is small enough. */
export function allowsLeaf(
  { mayChange, upTo }: Pick<AutomationLine, "mayChange" | "upTo">,
  type: ChangeSummary["type"],
  { path, before, after }: LeafChange,
): boolean {
  if (typeof before !== "string" || typeof after !== "string") return false;
  const kind = kindOf(type, path);
  if (kind === null || !mayChange.includes(kind)) return false;
  if (kind === "image") return allowsImage(before, after, upTo);
  if (kind === "moduleVersion" && path === "source") return allowsSource(before, after, upTo);
  return isWithin(versionStep(before, after), upTo ?? "major");
}

/** Which leaf says which version, by the type that it stands in. */
const places: readonly {
  readonly kind: AutomatedChange;
  readonly type: RegExp;
  readonly path: RegExp;
}[] = [
  { kind: "image", type: /\//, path: /(?:^|\.)(?:initC|ephemeralC|c)ontainers\[[^\]]*\]\.image$/ },
  {
    kind: "chartVersion",
    type: /^argoproj\.io\/Application(?:Set)?$/,
    path: /^spec\.(?:template\.spec\.)?(?:source|sources\[[^\]]*\])\.targetRevision$/,
  },
  {
    kind: "chartVersion",
    type: /^helm\.toolkit\.fluxcd\.io\/HelmRelease$/,
    path: /^spec\.chart\.spec\.version$/,
  },
  { kind: "chartVersion", type: /^helm_release$/, path: /^version$/ },
  { kind: "moduleVersion", type: /^module$/, path: /^(?:version|source)$/ },
  { kind: "providerVersion", type: /^terraform$/, path: /^required_providers\[\d+\]\.[\w-]+\.version$/ },
  { kind: "providerVersion", type: /^provider\./, path: /^version$/ },
];

function kindOf(type: string, path: string): AutomatedChange | null {
  return places.find((place) => place.type.test(type) && place.path.test(path))?.kind ?? null;
}

function isWithin(step: VersionLevel | null, upTo: VersionLevel): boolean {
  return step !== null && versionLevels.indexOf(step) <= versionLevels.indexOf(upTo);
}

interface ImageReference {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

/** The same image from the same place; a pinned one stays pinned. */
function allowsImage(before: string, after: string, upTo: VersionLevel | null): boolean {
  const [old, current] = [imageReference(before), imageReference(after)];
  if (old.name !== current.name || (old.digest !== "" && current.digest === "")) return false;
  // Tags that are no versions, `main-1a2b3c`, have no size of a step: a line without `upTo` takes any.
  if (upTo === null || old.tag === current.tag) return true;
  return isWithin(versionStep(old.tag, current.tag), upTo);
}

function imageReference(reference: string): ImageReference {
  const [tagged = "", digest = ""] = reference.split("@", 2);
  const colon = tagged.lastIndexOf(":");
  const hasTag = colon > tagged.lastIndexOf("/");
  return {
    name: hasTag ? tagged.slice(0, colon) : tagged,
    tag: hasTag ? tagged.slice(colon + 1) : "",
    digest,
  };
}

/** `github.com/acme/module?ref=v1.2.0`: nothing but the version after `ref=` may differ. */
function allowsSource(before: string, after: string, upTo: VersionLevel | null): boolean {
  const [old, current] = [sourceReference(before), sourceReference(after)];
  if (old === null || current === null || old.module !== current.module) return false;
  return isWithin(versionStep(old.version, current.version), upTo ?? "major");
}

function sourceReference(source: string): { readonly module: string; readonly version: string } | null {
  const match = /^([^?]+)\?ref=([^&]+)$/.exec(source);
  const [, module = "", version = ""] = match ?? [];
  return match === null ? null : { module, version };
}
