import type { JsonObject, ObjectPath } from "../../../../model/json.ts";
import type { Resource } from "../../../../model/resource.ts";
import { Draft } from "../draft.ts";
import type { ModuleCall } from "../module-call.ts";
import type { ModuleReader } from "../module-reader.ts";
import { coded } from "../registry.ts";
import { groupOfRules } from "./rule-list.ts";

/** What a version of the module calls the arguments of the cluster: the twenty-first dropped `cluster_`. */
type Names = Readonly<
  Record<"name" | "version" | "public" | "private" | "cidrs" | "logs" | "encryption", string>
>;

const before21: Names = {
  name: "cluster_name",
  version: "cluster_version",
  public: "cluster_endpoint_public_access",
  private: "cluster_endpoint_private_access",
  cidrs: "cluster_endpoint_public_access_cidrs",
  logs: "cluster_enabled_log_types",
  encryption: "cluster_encryption_config",
};

const since21: Names = {
  name: "name",
  version: "kubernetes_version",
  public: "endpoint_public_access",
  private: "endpoint_private_access",
  cidrs: "endpoint_public_access_cidrs",
  logs: "enabled_log_types",
  encryption: "encryption_config",
};

export const eksModules: readonly ModuleReader[] = [
  eks(">= 21.0, < 22.0", since21, { endpoint_public_access: false, endpoint_private_access: true }),
  eks(">= 19.0, < 21.0", before21, {
    cluster_endpoint_public_access: false,
    cluster_endpoint_private_access: true,
  }),
  eks(">= 18.0, < 19.0", before21, {
    cluster_endpoint_public_access: true,
    cluster_endpoint_private_access: false,
    cluster_encryption_config: [],
  }),
];

function eks(versions: string, names: Names, endpoints: JsonObject): ModuleReader {
  const inputs = {
    create: true,
    [names.cidrs]: ["0.0.0.0/0"],
    [names.logs]: ["audit", "api", "authenticator"],
    [names.encryption]: { resources: ["secrets"] },
    ...endpoints,
  };
  return coded({ name: "eks", versions, inputs }, (call) => clusterAndParts(call, names));
}

function clusterAndParts(call: ModuleCall, names: Names): readonly Resource[] {
  if (!call.mayBe("create", true)) return [];
  const additional = ["cluster", "node"]
    .flatMap((name) => [`${name}_security_group_additional_rules`])
    .concat("security_group_additional_rules")
    .filter((name) => call.gives(name));
  return [
    cluster(call, names),
    ...call.elements("eks_managed_node_groups").map((element) => nodeGroup(call, element)),
    ...call.elements("self_managed_node_groups").map((element) => selfManaged(call, element)),
    ...["eks_managed_node_group", "self_managed_node_group"].flatMap((kind) =>
      call.elements(`${kind}s`).flatMap((element) => templateOf(call, element, `${kind}_defaults`)),
    ),
    ...additional.map((name) => groupOfRules(call, [name], { port: null, protocol: "tcp" })),
    ...call.elements("access_entries").flatMap((element) => accessEntry(call, element, names)),
  ];
}

function cluster(call: ModuleCall, names: Names): Resource {
  const draft = new Draft(call).copy([names.name], ["name"]).copy([names.version], ["version"]);
  draft.copy([names.public], ["vpc_config", 0, "endpoint_public_access"]);
  draft.copy([names.private], ["vpc_config", 0, "endpoint_private_access"]);
  draft.copy([names.cidrs], ["vpc_config", 0, "public_access_cidrs"]);
  draft.copy([names.logs], ["enabled_cluster_log_types"]);
  const listed = call.elements(names.encryption).find((path) => path.at(-1) === 0);
  const encryption = listed ?? [names.encryption];
  draft.copy([...encryption, "resources"], ["encryption_config", 0, "resources"]);
  draft.copy([...encryption, "provider_key_arn"], ["encryption_config", 0, "provider", 0, "key_arn"]);
  draft.copy(["deletion_protection"], ["deletion_protection"]).copy(["tags"], ["tags"]);
  draft.copy(
    ["enable_cluster_creator_admin_permissions"],
    ["access_config", 0, "bootstrap_cluster_creator_admin_permissions"],
  );
  return draft.finish("aws_eks_cluster");
}

/** What a node group does not say itself stands in the defaults of the call, and in those of the module. */
function nodeGroup(call: ModuleCall, element: ObjectPath): Resource {
  const draft = new Draft(call);
  const own = (name: string): ObjectPath => {
    const here = [...element, name];
    return call.argument(here).kind === "absent" ? ["eks_managed_node_group_defaults", name] : here;
  };
  for (const [name, module] of [
    ["min_size", 1],
    ["max_size", 3],
    ["desired_size", 1],
  ] as const) {
    const to = ["scaling_config", 0, name];
    if (call.argument(own(name)).kind === "absent") draft.put(to, module, element);
    else draft.copy(own(name), to);
  }
  for (const name of ["instance_types", "capacity_type", "ami_type", "disk_size", "labels"])
    draft.copy(own(name), [name]);
  return draft.finish("aws_eks_node_group", { name: String(element.at(-1)), about: element });
}

function selfManaged(call: ModuleCall, element: ObjectPath): Resource {
  const draft = new Draft(call);
  for (const name of ["min_size", "max_size"]) draft.copy([...element, name], [name]);
  draft.copy([...element, "desired_size"], ["desired_capacity"]);
  return draft.finish("aws_autoscaling_group", { name: String(element.at(-1)), about: element });
}

/** The template of a group, where the call says how its machines give out their metadata; the module has a default. */
function templateOf(call: ModuleCall, element: ObjectPath, defaults: string): readonly Resource[] {
  const given = [
    [...element, "metadata_options"],
    [defaults, "metadata_options"],
  ].find((path) => call.argument(path).kind !== "absent");
  if (given === undefined) return [];
  const draft = new Draft(call).copy(given, ["metadata_options", 0]);
  return [draft.finish("aws_launch_template", { name: String(element.at(-1)), about: element })];
}

/** An entry lets a principal in; each of its associations says what it may do there. */
function accessEntry(call: ModuleCall, element: ObjectPath, names: Names): readonly Resource[] {
  const key = String(element.at(-1));
  const entry = new Draft(call).copy([names.name], ["cluster_name"]);
  entry.copy([...element, "principal_arn"], ["principal_arn"]).copy([...element, "type"], ["type"]);
  entry.copy([...element, "kubernetes_groups"], ["kubernetes_groups"]);
  entry.copy([...element, "user_name"], ["user_name"]);
  const associations = call.elements(...element, "policy_associations").map((association) => {
    const draft = new Draft(call).copy([names.name], ["cluster_name"]);
    draft.copy([...element, "principal_arn"], ["principal_arn"]);
    draft.copy([...association, "policy_arn"], ["policy_arn"]);
    draft.copy([...association, "access_scope", "type"], ["access_scope", 0, "type"]);
    draft.copy([...association, "access_scope", "namespaces"], ["access_scope", 0, "namespaces"]);
    const name = `${key}.${String(association.at(-1))}`;
    return draft.finish("aws_eks_access_policy_association", { name, about: association });
  });
  return [entry.finish("aws_eks_access_entry", { name: key, about: element }), ...associations];
}
