import type { JsonObject, ObjectPath } from "../../../../model/json.ts";
import type { Resource } from "../../../../model/resource.ts";
import { Draft } from "../draft.ts";
import type { ModuleCall } from "../module-call.ts";
import type { ModuleMaker, ModuleReader } from "../module-reader.ts";
import { PolicyDraft } from "../policy-draft.ts";
import { coded, declared, same } from "../registry.ts";
import {
  assumable,
  assumableWithOidc,
  forServiceAccounts,
  fromGithub,
  generalTrust,
  withSaml,
} from "./trust.ts";

const old = ">= 4.0, < 6.0";
const current = ">= 6.0, < 7.0";

/** Roles, policies, users and groups. */
export const iamModules: readonly ModuleReader[] = [
  role("iam-role", current, { create: true, ...trusting() }, generalTrust),
  role("iam-assumable-role", old, { ...creating(), role_requires_mfa: true }, assumable),
  role("iam-assumable-role-with-oidc", old, creating(), assumableWithOidc),
  role("iam-assumable-role-with-saml", old, creating(), withSaml),
  role("iam-github-oidc-role", old, { create: true, audience: "sts.amazonaws.com" }, fromGithub),
  role(
    "iam-role-for-service-accounts-eks",
    old,
    serviceAccounts("assume_role_condition_test"),
    forServiceAccounts,
  ),
  role("iam-eks-role", old, serviceAccounts("assume_role_condition_test"), forServiceAccounts),
  role("iam-role-for-service-accounts", current, serviceAccounts("trust_condition_test"), forServiceAccounts),
  declared(
    {
      name: "iam//modules/iam-policy",
      versions: ">= 2.0, < 7.0",
      inputs: { create: true, create_policy: true },
    },
    [
      {
        as: "aws_iam_policy",
        when: { create: true, create_policy: true },
        arguments: same(...policyArguments()),
      },
    ],
  ),
  coded({ name: "iam//modules/iam-user", versions: ">= 2.0, < 7.0", inputs: {} }, user),
  coded({ name: "iam//modules/iam-group", versions: current, inputs: {} }, group),
  coded({ name: "iam//modules/iam-group-with-policies", versions: ">= 2.0, < 6.0", inputs: {} }, group),
];

function policyArguments(): readonly string[] {
  return ["name", "name_prefix", "path", "description", "policy", "tags"];
}

/** Modules before the sixth version made roles only where that was asked for. */
function creating(): JsonObject {
  return { create_role: false, trusted_role_actions: ["sts:AssumeRole", "sts:TagSession"] };
}

function trusting(): JsonObject {
  return {
    enable_oidc: false,
    enable_github_oidc: false,
    enable_saml: false,
    github_provider: "token.actions.githubusercontent.com",
    create_inline_policy: false,
  };
}

function serviceAccounts(test: string): JsonObject {
  return {
    create: true,
    create_role: true,
    create_policy: true,
    create_inline_policy: false,
    [test]: "StringEquals",
  };
}

type Trust = (call: ModuleCall, policy: PolicyDraft, draft: Draft) => void;

/** A role with what may become it, what is attached to it, and what stands in it. */
function role(folder: string, versions: string, inputs: JsonObject, trust: Trust): ModuleReader {
  const make: ModuleMaker = (call) => {
    if (
      !["create", "create_role"].every(
        (name) => call.argument([name]).kind === "absent" || call.mayBe(name, true),
      )
    )
      return [];
    const draft = new Draft(call);
    for (const name of ["name", "role_name"]) if (call.gives(name)) draft.copy([name], ["name"]);
    for (const name of ["path", "role_path"]) if (call.gives(name)) draft.copy([name], ["path"]);
    for (const name of ["permissions_boundary", "role_permissions_boundary_arn", "permissions_boundary_arn"])
      if (call.gives(name)) draft.copy([name], ["permissions_boundary"]);
    for (const name of ["max_session_duration", "tags"]) draft.copy([name], [name]);
    trust(call, new PolicyDraft(call, draft, ["assume_role_policy"]), draft);
    attached(call, draft);
    return [draft.finish("aws_iam_role"), ...rolePolicies(call)];
  };
  return coded({ name: `iam//modules/${folder}`, versions, inputs }, make);
}

const attachments = ["role_policy_arns", "custom_role_policy_arns", "policies", "additional_policies"];
const wellKnownPolicies = ["admin", "poweruser", "readonly"];
const policyNames: Readonly<Record<string, string>> = {
  admin: "AdministratorAccess",
  poweruser: "PowerUserAccess",
  readonly: "ReadOnlyAccess",
};

function attached(call: ModuleCall, draft: Draft): void {
  const places: ObjectPath[] = attachments.flatMap((name) => call.elements(name));
  const unknown = attachments.find((name) => call.isUnknown(name));
  if (unknown !== undefined) {
    draft.hide(["managed_policy_arns"], [unknown]);
    return;
  }
  for (const [index, place] of places.entries()) draft.copy(place, ["managed_policy_arns", index]);
  let count = places.length;
  for (const name of wellKnownPolicies) {
    const from = [`attach_${name}_policy`];
    const value = call.value(...from);
    if (value !== true && value !== "true") continue;
    const given = call.gives(`${name}_role_policy_arn`);
    if (given) draft.copy([`${name}_role_policy_arn`], ["managed_policy_arns", count]);
    else
      draft.put(["managed_policy_arns", count], `arn:aws:iam::aws:policy/${policyNames[name] ?? ""}`, from);
    count += 1;
  }
}

/** Documents and statements, under the names that the modules have for them. */
const inline: readonly (readonly [documents: readonly string[], statements: string])[] = [
  [["inline_policy_json_document"], "inline_policy_statements"],
  [["source_inline_policy_documents", "override_inline_policy_documents"], "inline_policy_permissions"],
  [["source_policy_documents", "override_policy_documents"], "permissions"],
];

function rolePolicies(call: ModuleCall): readonly Resource[] {
  return inline.flatMap(([documents, statements], index) => {
    if (![...documents, statements].some((name) => call.gives(name))) return [];
    if (index === 1 && !call.mayBe("create_inline_policy", true)) return [];
    const draft = new Draft(call);
    const policy = new PolicyDraft(call, draft, ["policy"]);
    for (const name of documents) policy.documents(name);
    policy.statements(statements);
    return [draft.finish("aws_iam_role_policy", { name: index === 2 ? "policy" : "inline", about: [] })];
  });
}

function user(call: ModuleCall): readonly Resource[] {
  for (const name of ["create", "create_user"]) if (call.gives(name) && !call.mayBe(name, true)) return [];
  const draft = new Draft(call);
  for (const name of ["name", "path", "force_destroy", "permissions_boundary", "tags"])
    draft.copy([name], [name]);
  return [
    draft.finish("aws_iam_user"),
    ...credentials.flatMap(([type, ...names]) => credential(call, type, names)),
    ...attachedTo(call, "aws_iam_user_policy_attachment", ["policy_arns", "policies"]),
  ];
}

/** What the module makes for a user unless the call says otherwise, and the arguments by which it does, old and new. */
const credentials = [
  ["aws_iam_access_key", "create_iam_access_key", "create_access_key"],
  ["aws_iam_user_login_profile", "create_iam_user_login_profile", "create_login_profile"],
] as const;

function credential(call: ModuleCall, type: string, names: readonly string[]): readonly Resource[] {
  const given = names.find((name) => call.gives(name));
  if (given !== undefined && !call.mayBe(given, true)) return [];
  const draft = new Draft(call).copy(["name"], ["user"]);
  if (type === "aws_iam_access_key") draft.copy(["iam_access_key_status"], ["status"]);
  if (given !== undefined && call.isUnknown(given)) draft.hide(["count"], [given]);
  return [draft.finish(type, { name: null, about: given === undefined ? [] : [given] })];
}

function group(call: ModuleCall): readonly Resource[] {
  const draft = new Draft(call).copy(["name"], ["name"]).copy(["path"], ["path"]);
  const own = call.elements("custom_group_policies").map((element) => {
    const policy = new Draft(call)
      .copy([...element, "name"], ["name"])
      .copy([...element, "policy"], ["policy"]);
    return policy.finish("aws_iam_policy", { name: String(element.at(-1)), about: element });
  });
  const statements = call.gives("permissions") ? [groupPolicy(call)] : [];
  const arns = attachedTo(call, "aws_iam_group_policy_attachment", ["custom_group_policy_arns", "policies"]);
  return [draft.finish("aws_iam_group"), ...own, ...statements, ...arns];
}

function groupPolicy(call: ModuleCall): Resource {
  const draft = new Draft(call);
  new PolicyDraft(call, draft, ["policy"]).statements("permissions");
  return draft.finish("aws_iam_policy");
}

function attachedTo(call: ModuleCall, type: string, names: readonly string[]): readonly Resource[] {
  return names
    .flatMap((name) => call.elements(name))
    .map((element) =>
      new Draft(call)
        .copy(element, ["policy_arn"])
        .finish(type, { name: String(element.at(-1)), about: element }),
    );
}
