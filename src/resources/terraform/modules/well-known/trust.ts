import { isJsonObject, type JsonObject, type ObjectPath } from "../../../../model/json.ts";
import type { Draft } from "../draft.ts";
import type { ModuleCall } from "../module-call.ts";
import type { PolicyDraft } from "../policy-draft.ts";

const webIdentity = ["sts:TagSession", "sts:AssumeRoleWithWebIdentity"];

/** `iam-assumable-role`: accounts, users and services that are listed; by default only with a second factor. */
export function assumable(call: ModuleCall, policy: PolicyDraft, draft: Draft): void {
  if (call.gives("custom_role_trust_policy") && call.mayBe("create_custom_role_trust_policy", true)) {
    policy.documents("custom_role_trust_policy");
    return;
  }
  if (call.gives("trust_policy_statements")) policy.statements("trust_policy_statements");
  for (const [type, name] of [
    ["AWS", "trusted_role_arns"],
    ["Service", "trusted_role_services"],
  ] as const) {
    if (!call.gives(name)) continue;
    const to = policy.fixed({ Effect: "Allow" }, [name]);
    draft.copy(["trusted_role_actions"], [...to, "Action"]).copy([name], [...to, "Principal", type]);
    if (type === "AWS") conditionsOnPeople(call, draft, to);
  }
}

function conditionsOnPeople(call: ModuleCall, draft: Draft, to: ObjectPath): void {
  const mfa = ["role_requires_mfa"];
  if (call.isUnknown(...mfa)) draft.hide([...to, "Condition"], mfa);
  else if (call.mayBe("role_requires_mfa", true))
    draft.put([...to, "Condition", "Bool", "aws:MultiFactorAuthPresent"], ["true"], mfa);
  else if (call.gives("role_sts_externalid"))
    draft.copy(["role_sts_externalid"], [...to, "Condition", "StringEquals", "sts:ExternalId"]);
}

/** `iam-assumable-role-with-oidc`: the subjects of an OIDC provider. */
export function assumableWithOidc(call: ModuleCall, policy: PolicyDraft, draft: Draft): void {
  const listed = call.elements("provider_urls");
  const providers = listed.length > 0 ? listed : [["provider_url"]];
  for (const provider of providers) {
    oidcStatement({ call, policy, draft, provider, about: provider }, [
      ["StringEquals", "sub", "oidc_fully_qualified_subjects"],
      ["StringLike", "sub", "oidc_subjects_with_wildcards"],
      ["StringLike", "aud", "oidc_fully_qualified_audiences"],
    ]);
  }
}

interface OidcStatement {
  readonly call: ModuleCall;
  readonly policy: PolicyDraft;
  readonly draft: Draft;
  /** The argument that names the provider. */
  readonly provider: ObjectPath;
  readonly about: ObjectPath;
}

type OidcCondition = readonly [test: string, claim: "sub" | "aud", argument: string];

function oidcStatement(
  { call, policy, draft, provider, about }: OidcStatement,
  conditions: readonly OidcCondition[],
) {
  const to = policy.fixed({ Effect: "Allow", Action: webIdentity }, about);
  const url = call.value(...provider);
  if (typeof url !== "string") {
    for (const part of ["Principal", "Condition"]) draft.hide([...to, part], provider);
    return;
  }
  const name = url.replace(/^https:\/\//, "");
  // The account is the one that the provider of Terraform works in: nothing tells it here.
  draft.put([...to, "Principal", "Federated"], `arn:aws:iam::*:oidc-provider/${name}`, provider);
  for (const [test, claim, argument] of conditions) {
    const value = call.argument([argument]);
    const isEmpty =
      value.kind === "absent" || (value.kind === "known" && call.elements(argument).length === 0);
    if (!isEmpty) draft.copy([argument], [...to, "Condition", test, `${name}:${claim}`]);
  }
}

/** `iam-github-oidc-role`: workflows of the repositories that are named, with or without `repo:` before them. */
export function fromGithub(call: ModuleCall, policy: PolicyDraft, draft: Draft): void {
  githubStatement(call, policy, draft, [["StringLike", "subjects"]]);
}

function githubStatement(
  call: ModuleCall,
  policy: PolicyDraft,
  draft: Draft,
  subjects: readonly (readonly [test: string, argument: string])[],
): void {
  const host = "token.actions.githubusercontent.com";
  const about = subjects.map(([, argument]) => [argument]).find(([name]) => call.gives(name)) ?? [];
  const statement: JsonObject = {
    Sid: "GithubOidcAuth",
    Effect: "Allow",
    Action: webIdentity,
    Principal: { Federated: `arn:aws:iam::*:oidc-provider/${host}` },
    Condition: { "ForAllValues:StringEquals": { [`${host}:aud`]: "sts.amazonaws.com" } },
  };
  const to = policy.fixed(statement, about);
  for (const [test, argument] of subjects) {
    const place = [...to, "Condition", test, `${host}:sub`];
    if (call.isUnknown(argument)) draft.hide(place, [argument]);
    for (const [index, element] of call.elements(argument).entries()) {
      const subject = call.value(...element);
      if (typeof subject !== "string") draft.hide([...place, index], element);
      else draft.put([...place, index], `repo:${subject.replace(/^repo:/, "")}`, element);
    }
  }
}

/** Roles for service accounts of EKS: `{provider_arn, namespace_service_accounts}` by cluster. */
export function forServiceAccounts(call: ModuleCall, policy: PolicyDraft, draft: Draft): void {
  policy.documents("source_trust_policy_documents");
  const test = ["assume_role_condition_test", "trust_condition_test"].map((name) => call.value(name));
  const operator = String(test.find((value) => typeof value === "string") ?? "StringEquals");
  const argument = call.gives("cluster_service_accounts") ? "cluster_service_accounts" : "oidc_providers";
  if (call.isUnknown(argument)) {
    // Which cluster and which accounts is not known, but that it is a cluster's, and nobody else's, is.
    const to = policy.fixed({ Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity" }, [argument]);
    for (const part of ["Principal", "Condition"]) draft.hide([...to, part], [argument]);
  }
  for (const provider of call.elements(argument)) {
    const to = policy.fixed({ Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity" }, provider);
    const accounts = argument === "oidc_providers" ? [...provider, "namespace_service_accounts"] : provider;
    const arn = call.value(...provider, "provider_arn");
    const host = typeof arn === "string" ? (arn.split(":oidc-provider/")[1] ?? "") : "";
    if (argument === "oidc_providers")
      draft.copy([...provider, "provider_arn"], [...to, "Principal", "Federated"]);
    else draft.hide([...to, "Principal"], provider);
    subjects(call, draft, accounts, [...to, "Condition", operator, `${host}:sub`]);
  }
}

function subjects(call: ModuleCall, draft: Draft, accounts: ObjectPath, to: ObjectPath): void {
  if (call.isUnknown(...accounts)) draft.hide(to, accounts);
  for (const [index, element] of call.elements(...accounts).entries()) {
    const account = call.value(...element);
    if (typeof account !== "string") draft.hide([...to, index], element);
    else draft.put([...to, index], `system:serviceaccount:${account}`, element);
  }
}

/** `iam-assumable-role-with-saml`: whoever a SAML provider vouches for. */
export function withSaml(call: ModuleCall, policy: PolicyDraft, draft: Draft): void {
  const names = ["provider_id", "provider_ids"].filter((name) => call.gives(name));
  for (const name of names) {
    const to = policy.fixed({ Effect: "Allow", Action: ["sts:AssumeRoleWithSAML"] }, [name]);
    draft.copy([name], [...to, "Principal", "Federated"]);
    draft.put(
      [...to, "Condition", "StringEquals", "SAML:aud"],
      ["https://signin.aws.amazon.com/saml"],
      [name],
    );
  }
}

/** `iam-role` since the sixth version: all of it in one. */
export function generalTrust(call: ModuleCall, policy: PolicyDraft, draft: Draft): void {
  policy.documents("source_trust_policy_documents").documents("override_trust_policy_documents");
  policy.statements("trust_policy_permissions");
  if (isOn(call, "enable_oidc")) {
    for (const provider of call.elements("oidc_provider_urls")) {
      oidcStatement({ call, policy, draft, provider, about: provider }, [
        ["StringEquals", "sub", "oidc_subjects"],
        ["StringLike", "sub", "oidc_wildcard_subjects"],
        ["StringEquals", "aud", "oidc_audiences"],
      ]);
    }
  }
  if (isOn(call, "enable_github_oidc"))
    githubStatement(call, policy, draft, [
      ["StringEquals", "oidc_subjects"],
      ["StringLike", "oidc_wildcard_subjects"],
    ]);
  if (isOn(call, "enable_saml")) {
    const to = policy.fixed({ Effect: "Allow", Action: ["sts:AssumeRoleWithSAML"] }, ["saml_provider_ids"]);
    draft.copy(["saml_provider_ids"], [...to, "Principal", "Federated"]);
  }
}

function isOn(call: ModuleCall, name: string): boolean {
  const value = call.value(name);
  return value === true || value === "true" || isJsonObject(value);
}
