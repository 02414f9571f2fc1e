import type { GrantedPermission, Permission } from "../../../model/permission.ts";

/** What gives everything; policies of AWS are known by their names. */
const administrators = /:policy\/(?:.*\/)?(?:AdministratorAccess|IAMFullAccess|AmazonEKSClusterAdminPolicy)$/;
const wholeServices = /:policy\/(?:.*\/)?(?:\w*FullAccess|PowerUserAccess|AmazonEKSAdminPolicy)$/;

/** What leads on to other rights: handing over a role, becoming somebody, changing what anybody may do, keys. */
const leadingOn =
  /^(?:iam:(?!get|list|generate|simulate)|sts:(?:\*|assume)|kms:(?:\*|decrypt|creategrant|putkeypolicy))/i;
const readsSecrets = /^(?:secretsmanager:(?:\*|getsecretvalue)|ssm:(?:\*|getparameter))/i;

/** How much an entry concerns people, the smaller the more; entries of one number keep their order. */
export function gravityOf(permission: Permission): number {
  if (permission.kind === "attached") {
    const text = permission.policy.kind === "known" ? permission.policy.text : "";
    return administrators.test(text) ? 0 : wholeServices.test(text) ? 2 : 4;
  }
  if (permission.effect === "Deny") return 3;
  return Math.min(ofPrincipals(permission), ofActions(permission));
}

function ofPrincipals({ principals, conditions }: GrantedPermission): number {
  if (principals === null) return 5;
  const opened = principals.except || principals.members.some(({ kind }) => kind === "everybody");
  if (opened) return conditions.length === 0 ? 0 : 2;
  return principals.members.some(({ kind }) => kind === "account" || kind === "unknown") ? 3 : 4;
}

function ofActions({ actions, resources }: GrantedPermission): number {
  const everywhere = resources.except || texts(resources).includes("*");
  if (actions.except) return everywhere ? 0 : 1;
  const names = texts(actions);
  if (names.includes("*")) return everywhere ? 0 : 1;
  if (names.some((name) => leadingOn.test(name))) return 1;
  if (names.some((name) => readsSecrets.test(name) || name.endsWith(":*"))) return 2;
  return everywhere && names.some((name) => name.includes("*")) ? 3 : 4;
}

function texts({ members }: GrantedPermission["actions"]): readonly string[] {
  return members.flatMap((member) => (member.kind === "known" ? [member.text] : []));
}
