import type { PermissionHolder } from "../../../model/change-effect.ts";
import { isJsonArray, isJsonObject, type JsonValue } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import { isSecretMarker } from "../../../model/secret-marker.ts";
import { blocksDocument } from "./blocks-document.ts";
import type { Attached, Policy } from "./policy.ts";
import { sharedPolicies } from "./shared-policies.ts";
import { textsAt, unknownSource, valueWithUnknown } from "./with-unknown.ts";

type Read = (resource: Resource) => readonly Policy[];

/** Who has a policy, by type, and where the name stands. */
const grants: Readonly<Record<string, Read>> = {
  aws_iam_policy: granted("policy", "name"),
  aws_iam_role_policy: granted("role", "role"),
  aws_iam_user_policy: granted("user", "user"),
  aws_iam_group_policy: granted("group", "group"),
  aws_ssoadmin_permission_set_inline_policy: granted("permissionSet", null, "inline_policy"),
  aws_iam_role: role,
  aws_iam_user: (user) => boundary(user, "user"),
  "data.aws_iam_policy_document": (document) => [
    {
      document: "grants",
      who: { kind: "policy", name: null },
      texts: [blocksDocument(document)],
      tells: ["statement"],
    },
  ],
  module: documentsOfModule,
};

const attachments: Readonly<Record<string, Read>> = {
  aws_iam_role_policy_attachment: attaching("role", ["role"]),
  aws_iam_user_policy_attachment: attaching("user", ["user"]),
  aws_iam_group_policy_attachment: attaching("group", ["group"]),
  aws_iam_policy_attachment: (attachment) => [
    ...attaching("role", ["roles"])(attachment),
    ...attaching("user", ["users"])(attachment),
    ...attaching("group", ["groups"])(attachment),
  ],
  aws_iam_role_policy_attachments_exclusive: attaching("role", ["role_name"], "policy_arns"),
  aws_iam_user_policy_attachments_exclusive: attaching("user", ["user_name"], "policy_arns"),
  aws_ssoadmin_managed_policy_attachment: attaching("permissionSet", [], "managed_policy_arn"),
  aws_eks_access_policy_association: clusterAccess,
};

/** The policies of a resource; none where its type has none. */
export function policiesOf(resource: Resource): readonly Policy[] {
  const { type } = resource;
  const read = ownEntry(grants, type) ?? ownEntry(attachments, type);
  if (read !== undefined) return read(resource);
  return sharedPolicies(resource);
}

function ownEntry<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function granted(kind: PermissionHolder["kind"], name: string | null, argument = "policy"): Read {
  return (resource) => [
    {
      document: "grants",
      who: { kind, name: name === null ? null : nameAt(resource, name) },
      texts: textsAt(resource, [argument]),
      tells: [argument],
    },
  ];
}

/** Its name, or what the name comes from. */
function nameAt(resource: Resource, argument: string): string | null {
  const value = valueWithUnknown(resource, [argument]);
  return value === undefined ? null : nameOf(value, resource);
}

function nameOf(value: JsonValue, resource: Resource): string | null {
  if (typeof value === "string") return value;
  const source = unknownSource(value);
  return (source === null ? undefined : resource.refersTo?.(source)[0]) ?? null;
}

function role(resource: Resource): readonly Policy[] {
  const who: PermissionHolder = { kind: "role", name: nameAt(resource, "name") };
  const inline = listAt(resource, "inline_policy").flatMap((block) => {
    const text = isJsonObject(block) && !Object.hasOwn(block, "$unknown") ? block["policy"] : block;
    return text === undefined || text === null || text === "" ? [] : [text];
  });
  return [
    {
      document: "trust",
      who,
      texts: textsAt(resource, ["assume_role_policy"]),
      tells: ["assume_role_policy"],
    },
    { document: "grants", who, texts: inline, tells: ["inline_policy"] },
    {
      document: "grants",
      who,
      texts: [],
      attached: policiesAt(resource, "managed_policy_arns"),
      tells: ["managed_policy_arns"],
    },
    ...boundary(resource, "role"),
  ];
}

function boundary(resource: Resource, kind: PermissionHolder["kind"]): readonly Policy[] {
  const attached = textsAt(resource, ["permissions_boundary"]).map(
    (policy): Attached => ({ as: "boundary", policy }),
  );
  const who = { kind, name: nameAt(resource, "name") };
  return [{ document: "grants", who, texts: [], attached, tells: ["permissions_boundary"] }];
}

/** A list, or a map as some modules take one: its keys are for Terraform. */
function listAt(resource: Resource, argument: string): readonly JsonValue[] {
  const value = valueWithUnknown(resource, [argument]);
  if (value === undefined || value === null) return [];
  if (isJsonObject(value) && unknownSource(value) === null && !isSecretMarker(value))
    return Object.values(value);
  return isJsonArray(value) ? value : [value];
}

/** A list that is unknown as a whole is, as far as anybody can tell, what it is made of. */
function policiesAt(resource: Resource, argument: string): readonly Attached[] {
  const source = unknownSource(valueWithUnknown(resource, [argument]));
  const names = source === null ? [] : (resource.refersTo?.(source) ?? []);
  const policies = names.length > 0 ? names.map((name) => ({ $made: name })) : listAt(resource, argument);
  return policies.map((policy): Attached => ({ as: "policy", policy }));
}

/** What is given to each of its holders; to nobody who is named, where the type has no place for a name. */
function attaching(
  kind: PermissionHolder["kind"],
  holders: readonly string[],
  argument = "policy_arn",
): Read {
  return (resource) => {
    const attached = policiesAt(resource, argument);
    const names = holders.flatMap((holder) => listAt(resource, holder));
    const who = holders.length === 0 ? [null] : names.map((name) => nameOf(name, resource));
    return who.map((name) => ({
      document: "grants",
      who: { kind, name },
      texts: [],
      attached,
      tells: [argument, ...holders],
    }));
  };
}

function clusterAccess(resource: Resource): readonly Policy[] {
  const [policy] = textsAt(resource, ["policy_arn"]);
  const scope = valueWithUnknown(resource, ["access_scope", 0, "namespaces"]);
  const namespaces = scope === undefined ? [] : isJsonArray(scope) ? scope : [scope];
  const limit = namespaces.length === 0 ? {} : { namespaces };
  const attached: readonly Attached[] =
    policy === undefined ? [] : [{ as: "clusterAccess", policy, ...limit }];
  const name = nameAt(resource, "principal_arn");
  const tells = ["policy_arn", "access_scope", "principal_arn"];
  return [{ document: "grants", who: { kind: "role", name }, texts: [], attached, tells }];
}

/** Arguments of a call that nothing here can read as resources, and that are policy documents all the same. */
function documentsOfModule(resource: Resource): readonly Policy[] {
  return Object.keys(resource.object).flatMap((argument) => {
    const value = valueWithUnknown(resource, [argument]);
    if (value === undefined || !isDocument(value)) return [];
    const document = argument.includes("assume") ? "trust" : "grants";
    return [
      { document, who: { kind: "policy", name: argument }, texts: [value], tells: [argument] } as const,
    ];
  });
}

function isDocument(value: JsonValue): boolean {
  if (isJsonObject(value)) return Object.hasOwn(value, "Statement");
  return typeof value === "string" && value.includes('"Statement"') && value.trimStart().startsWith("{");
}
