import { type NamedPath, namePath } from "../model/element-key.ts";
import type { Finding, Fix, PolicyFinding } from "../model/finding.ts";
import type { JsonObject, ObjectPath, Pointer } from "../model/json.ts";
import type { Location } from "../model/location.ts";
import { fileLocation } from "../model/location.ts";
import type { Attribution, Resource } from "../model/resource.ts";
import { mainFile, type Root } from "../model/root.ts";
import type { Rule } from "../model/rule.ts";
import { evidenceOf, fingerprintOf } from "./baseline/index.ts";
import { PolicyError } from "./evaluator.ts";
import type { RootInput, Subject } from "./input.ts";

/** A finding with its place, its identity and its evidence; what the base had, and what it leads to, is not known yet. */
export type JudgedFinding = Omit<Finding, "enforcement" | "baselineState" | "status" | "waiverId"> & {
  /** For comparing with the base, which may know the resource under another name. */
  readonly namedPath: NamedPath;
  /** Of foreign rules: part of the identity. */
  readonly message?: string;
  readonly attribution: Attribution;
};

/** Resolves what a policy said to file and lines, and gives it its fingerprint. Throws {@link PolicyError} for an unknown subject. */
export function judgedFinding(
  said: PolicyFinding,
  rule: Pick<Rule, "severity">,
  input: RootInput,
  subjects: ReadonlyMap<string, Subject>,
): JudgedFinding {
  const place = placeOf(said, input, subjects);
  const { resource, ...rest } = place;
  return findingAt(said, rule, input, {
    ...rest,
    object: resource?.object ?? {},
    unknown: resource?.unknown ?? new Map(),
    writtenAs: resource?.writtenAs ?? null,
  });
}

/** Where something was said of, and what stands there. */
export interface FindingPlace {
  readonly address: string;
  readonly type: string;
  readonly location: Location;
  readonly attribution: Attribution;
  /** `{}` for what is no resource. */
  readonly object: JsonObject;
  readonly unknown: ReadonlyMap<Pointer, string>;
  readonly writtenAs: ((path: ObjectPath) => ObjectPath) | null;
  /** Evidence of what is no resource. */
  readonly digest: string | null;
}

/** What was said as a finding, once it is known where. */
export function findingAt(
  said: PolicyFinding,
  rule: Pick<Rule, "severity">,
  { side, root }: Pick<RootInput, "side"> & { readonly root: Pick<Root, "key"> },
  place: FindingPlace,
): JudgedFinding {
  const { address, type, attribution, object, unknown } = place;
  const { ruleId, messageId, aspect } = said;
  const identity = {
    ...{ ruleId, messageId, rootKey: root.key, address, type },
    ...(aspect === null ? {} : { aspect }),
  };
  return {
    ...identity,
    severity: rule.severity,
    kind: said.kind,
    arguments: said.arguments,
    path: said.path,
    namedPath: namePath(object, said.path),
    attribution,
    location: place.location,
    environment: attribution.environment.name,
    production: attribution.environment.production,
    owner: said.owners ?? attribution.owner,
    pathOwner: attribution.pathOwner,
    cluster: attribution.cluster,
    fingerprint: fingerprintOf({ ...identity, path: said.path }, object),
    evidence: place.digest === null ? evidenceOf(object, unknown, said.evidence, side) : { "": place.digest },
    measure: said.measure,
    fix: writtenFix(said.fix, place.writtenAs),
  };
}

/** A repair is an edit of what the author wrote, in their words. */
function writtenFix(fix: Fix | null, writtenAs: FindingPlace["writtenAs"]): Fix | null {
  return fix === null || writtenAs === null ? fix : { ...fix, path: writtenAs(fix.path) };
}

interface Place extends Pick<FindingPlace, "address" | "type" | "location" | "attribution" | "digest"> {
  readonly resource: Resource | null;
}

function placeOf(said: PolicyFinding, input: RootInput, subjects: ReadonlyMap<string, Subject>): Place {
  const subject = subjects.get(said.subject);
  if (subject === undefined) return placeInRoot(said, input);
  switch (subject.kind) {
    case "resource":
      return placeInResource(subject.resource, subject.attribution, said.path);
    case "change":
      return placeInChange(subject, said);
    case "diagnostic": {
      const { subject: address, kind, location, digest } = subject.diagnostic;
      return {
        address,
        type: kind,
        location,
        attribution: input.attributePath(location.path),
        resource: null,
        digest,
      };
    }
    default:
      return subject satisfies never;
  }
}

function placeInResource(resource: Resource, attribution: Attribution, path: ObjectPath): Place {
  const { address, type } = resource;
  return { address, type, location: resource.locate(path), attribution, resource, digest: null };
}

function placeInChange(subject: Extract<Subject, { kind: "change" }>, said: PolicyFinding): Place {
  const { change, attribution } = subject;
  const resource = change.after ?? change.before;
  if (resource === null) throw new PolicyError("shape", `${said.ruleId}: a change without any side`);
  const place = placeInResource(resource, attribution, said.path);
  const location: Location = change.after === null ? { ...place.location, side: "base" } : place.location;
  return { ...place, address: change.address, location };
}

/** A finding about the root itself (`subject` is empty), or about a changed path (`subject` is the path). */
function placeInRoot(said: PolicyFinding, input: RootInput): Place {
  if (said.subject !== "" && input.pull === null) {
    throw new PolicyError("shape", `${said.ruleId}: no subject ${JSON.stringify(said.subject)}`);
  }
  const path = said.subject === "" ? mainFile(input.root) : said.subject;
  return {
    address: said.subject,
    type: input.root.kind,
    location: fileLocation(path),
    attribution: input.attributePath(path),
    resource: null,
    digest: null,
  };
}
