import type { Amounts } from "../model/capacity.ts";
import type { Uncounted } from "../model/capacity-report.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath, valueAt } from "../model/json.ts";
import { addQuantities, multiplyQuantity } from "../model/quantity.ts";
import { largestAmounts, times } from "./amounts.ts";
import { azurePools } from "./azure-pools.ts";
import { googlePools } from "./google-pools.ts";
import { instanceSize } from "./instance-sizes.ts";
import type { Addressed, NodeGroup } from "./node-group.ts";
import { amountsAt, countAt, isPartlyUnknown, type ReadResource, textAt } from "./read.ts";

/** The groups of nodes that a resource describes; none where it describes something else. */
export function nodeGroups(resource: Addressed): readonly NodeGroup[] {
  const read = Object.hasOwn(readers, resource.type) ? readers[resource.type] : undefined;
  return read === undefined ? [] : read(resource);
}

/** What a group may have, by the names of a report. */
export function groupAmounts({ min, max, isOfZone = false, most }: NodeGroup): Amounts {
  const name = isOfZone ? "nodes.zone" : "nodes";
  return {
    ...(max === null ? {} : { [name]: String(max) }),
    ...(min === null ? {} : { [`${name}.least`]: String(min) }),
    ...Object.fromEntries(Object.entries(most ?? {}).map(([name, amount]) => [`capacity.${name}`, amount])),
  };
}

/** A group of which nobody can tell how large it gets. */
export function groupUncounted(resource: ReadResource, { name, max, most }: NodeGroup): readonly Uncounted[] {
  if (max !== null || most !== null) return [];
  if (resource.unknown.size > 0) return [{ name, why: "unknown" }];
  return resource.type.startsWith("karpenter.sh/") ? [{ name, why: "unbounded" }] : [];
}

const readers: Readonly<Record<string, (resource: Addressed) => readonly NodeGroup[]>> = {
  aws_eks_node_group: (resource) => {
    const sizes = ["scaling_config", 0];
    const types = [...textsAt(resource, ["instance_types"]), ...unsaidType(resource)];
    return [
      sized(resource, resource.address, { min: [...sizes, "min_size"], max: [...sizes, "max_size"], types }),
    ];
  },
  aws_autoscaling_group: (resource) => {
    const launch: ObjectPath = ["mixed_instances_policy", 0, "launch_template", 0, "override"];
    const overrides = valueAt(resource.object, launch);
    const types = (isJsonArray(overrides) ? overrides : []).map((each) => typeAt(each, "instance_type"));
    return [sized(resource, resource.address, { min: ["min_size"], max: ["max_size"], types })];
  },
  "eksctl.io/ClusterConfig": (resource) =>
    ["managedNodeGroups", "nodeGroups"].flatMap((list) => eksctlGroups(resource, list)),
  google_container_node_pool: googlePools,
  google_container_cluster: googlePools,
  azurerm_kubernetes_cluster_node_pool: azurePools,
  azurerm_kubernetes_cluster: azurePools,
  "karpenter.sh/NodePool": (resource) => [pool(resource, ["spec", "limits"])],
  "karpenter.sh/Provisioner": (resource) => [pool(resource, ["spec", "limits", "resources"])],
};

interface Sizing {
  readonly min: ObjectPath;
  readonly max: ObjectPath;
  /** What one node may be; `null` among them: nobody knows. */
  readonly types: readonly (string | null)[];
}

function sized(resource: Addressed, name: string, { min, max, types }: Sizing): NodeGroup {
  const nodes = countAt(resource, max, null);
  return { name, min: countAt(resource, min, null), max: nodes, most: mostOf(nodes, types) };
}

/** With several types, the largest of each is what a node may have. */
function mostOf(nodes: number | null, types: readonly (string | null)[]): Amounts | null {
  const sizes = types.map((type) => (type === null ? null : instanceSize(type)));
  if (nodes === null || sizes.length === 0 || sizes.includes(null)) return null;
  const each = sizes.flatMap((size): Amounts[] =>
    size === null
      ? []
      : [{ cpu: String(size.cpus), memory: multiplyQuantity(`${size.memoryMib}Mi`, 1) ?? "0" }],
  );
  return times(largestAmounts(each), nodes);
}

/** Without a launch template, EKS takes t3.medium where nothing is said. */
function unsaidType(resource: Addressed): readonly (string | null)[] {
  if (isPartlyUnknown(resource, ["instance_types"])) return [null];
  if (valueAt(resource.object, ["instance_types"]) !== undefined) return [];
  const launched =
    valueAt(resource.object, ["launch_template"]) !== undefined ||
    isPartlyUnknown(resource, ["launch_template"]);
  return launched ? [null] : ["t3.medium"];
}

function textsAt({ object }: Addressed, path: ObjectPath): readonly (string | null)[] {
  const value = valueAt(object, path);
  return isJsonArray(value) ? value.map((each) => (typeof each === "string" ? each : null)) : [];
}

function typeAt(value: JsonValue, key: string): string | null {
  const type = isJsonObject(value) ? value[key] : undefined;
  return typeof type === "string" ? type : null;
}

/** What eksctl makes where a group says nothing of its size, and of its nodes (eksctl.io, Config file schema). */
const eksctlNodes = 2;
const eksctlType = "m5.large";

function eksctlGroups(resource: Addressed, list: string): readonly NodeGroup[] {
  const cluster = textAt(resource.object, ["metadata", "name"]) ?? resource.address;
  const groups = valueAt(resource.object, [list]);
  return (isJsonArray(groups) ? groups : []).flatMap((group, index) => {
    if (!isJsonObject(group)) return [];
    const size = (key: string, unsaid: number) => countAt(resource, [list, index, key], unsaid);
    const desired = size("desiredCapacity", size("minSize", eksctlNodes) ?? 0) ?? 0;
    const max = size("maxSize", desired);
    const several =
      valueAt(group, ["instanceTypes"]) ?? valueAt(group, ["instancesDistribution", "instanceTypes"]);
    const types = isJsonArray(several)
      ? several.map((each) => (typeof each === "string" ? each : null))
      : [typeAt(group, "instanceType") ?? (group["instanceSelector"] === undefined ? eksctlType : null)];
    const name = `${cluster}/${typeAt(group, "name") ?? String(index)}`;
    return [{ name, min: size("minSize", desired), max, most: mostOf(max, types) }];
  });
}

/** A pool makes nodes of whatever size, as long as all of them together stay within its limits. */
function pool(resource: Addressed, path: ObjectPath): NodeGroup {
  const { nodes, cpu, memory } = amountsAt(resource.object, path);
  const said = { cpu, memory };
  const most = Object.entries(said).flatMap(([name, amount]) =>
    amount === undefined ? [] : [[name, addQuantities(amount, "0") ?? "0"] as const],
  );
  return {
    name: textAt(resource.object, ["metadata", "name"]) ?? resource.address,
    min: null,
    max: nodes === undefined ? null : countAt(resource, [...path, "nodes"], null),
    most: most.length === 0 ? null : Object.fromEntries(most),
  };
}
