import { inventoryOf } from "../../../inventory/index.ts";
import type { JsonObject } from "../../../model/json.ts";
import { fileLocation } from "../../../model/location.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Root } from "../../../model/root.ts";
import type { ForeignSubject } from "../../../policy/foreign/subject.ts";
import type { Attribution } from "../attribution.ts";
import type { FactSources } from "../facts/index.ts";
import type { LoadedSide } from "../loaded.ts";
import type { TerraformDocuments } from "./documents.ts";

export interface SubjectSources {
  readonly attribution: Attribution;
  readonly facts: FactSources;
  readonly documents: TerraformDocuments;
}

/** What one side of a root holds that policies of other tools can be asked about. */
export function subjectsOf(
  sources: SubjectSources,
  side: LoadedSide,
  name: "base" | "head",
  before: ReadonlyMap<string, JsonObject>,
): readonly ForeignSubject[] {
  const { root, resources } = side;
  const objects = resources.flatMap((resource) => {
    const kind = kindOf(root, resource);
    return kind === null
      ? []
      : [objectSubject(sources, resource, kind, before.get(resource.address) ?? null)];
  });
  const documents = sources.documents.of(root.key, name).map(({ address, path, type, object }) => ({
    kind: type === "terraform-plan" ? ("plan" as const) : ("file" as const),
    rootKey: root.key,
    address,
    type,
    object,
    path,
    hasUnknown: false,
    namespaced: false,
    namespace: "",
    namespaceLabels: null,
    before: null,
    attribution: sources.attribution.path(path, root),
    locate: () => fileLocation(path),
    named: (wanted: string) => locationNamed(wanted, resources),
  }));
  return [...objects, ...documents];
}

/** Kubernetes objects wherever they come from; of a Terraform root Conftest sees the files, and Gatekeeper the objects. */
function kindOf(root: Root, { type, object }: Resource): ForeignSubject["kind"] | null {
  const isKubernetes =
    type.includes("/") && typeof object["kind"] === "string" && typeof object["apiVersion"] === "string";
  if (isKubernetes) return "object";
  return root.kind === "file" && wholeDocuments.has(type) ? "file" : null;
}

/** Kinds of file resources that are a YAML document as it is written. */
const wholeDocuments: ReadonlySet<string> = new Set(["github.workflow", "circleci.config", "compose"]);

function objectSubject(
  { attribution, facts }: SubjectSources,
  resource: Resource,
  kind: ForeignSubject["kind"],
  before: JsonObject | null,
): ForeignSubject {
  const { rootKey, address, type, object, namespace, unknown } = resource;
  const attributed = attribution.resource(resource).attribution;
  const { namespaces } = inventoryOf(facts.inventory, attributed.cluster);
  const known =
    namespace !== null && Object.hasOwn(namespaces, namespace) ? namespaces[namespace] : undefined;
  return {
    kind,
    rootKey,
    address,
    type,
    object,
    path: resource.location.path,
    hasUnknown: unknown.size > 0,
    namespaced: namespace !== null,
    namespace: namespace ?? "",
    namespaceLabels: known?.labels ?? null,
    before,
    attribution: attributed,
    locate: resource.locate,
    named: () => null,
  };
}

/** `aws_s3_bucket.logs`, or the path that Conftest's policies know it by: `resource.aws_s3_bucket.logs`. */
function locationNamed(name: string, resources: readonly Resource[]) {
  const address = name.replace(/^resource\./, "");
  return resources.find((resource) => resource.address === address)?.location ?? null;
}
