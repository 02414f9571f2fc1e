import type { PermissionsEffect } from "../../model/change-effect.ts";
import type {
  AttachedPolicy,
  GrantedPermission,
  Permission,
  PermissionMembers,
  PermissionPrincipal,
} from "../../model/permission.ts";
import { shortened } from "../neutral.ts";
import { effectTextsOf } from "../text/locale.ts";
import type { PermissionTexts, PermissionTurn } from "../text/permission-texts.ts";
import { conditionsText } from "./conditions-text.ts";
import { memberText, named, unknownText } from "./members-text.ts";
import { type EffectWriting, valueCharactersMax } from "./writing.ts";

/** What is gained comes first: it is what somebody has to look at. */
export function permissionTexts(effect: PermissionsEffect, writing: EffectWriting): readonly string[] {
  const { permissions: texts } = effectTextsOf(writing.locale);
  const { gained, unread } = effect;
  const lost = effect.lost.filter((permission) => !isToldAsGained(permission, gained));
  const told = [
    ...sideTexts(gained, effect, true, writing),
    ...(unread === true ? [texts.unread] : []),
    ...sideTexts(lost, effect, false, writing),
  ];
  return told.length === 0 ? [texts.same] : told;
}

/** Policies that are attached or detached are told at once, in the place of the first of them. */
function sideTexts(
  permissions: readonly Permission[],
  effect: PermissionsEffect,
  gained: boolean,
  writing: EffectWriting,
): readonly string[] {
  const attached = permissions.filter((each) => each.kind === "attached").filter(({ as }) => as === "policy");
  return permissions.flatMap((permission) => {
    if (permission.kind === "granted") return [grantText(permission, effect, gained, writing)];
    if (permission.as !== "policy") return [attachedText(permission, effect, gained, writing)];
    return permission === attached[0] ? [policiesText(attached, effect, gained, writing)] : [];
  });
}

function policiesText(
  attached: readonly AttachedPolicy[],
  effect: PermissionsEffect,
  gained: boolean,
  writing: EffectWriting,
): string {
  const { permissions: texts } = effectTextsOf(writing.locale);
  const names = attached.map(({ policy }) => policyText(policy, writing));
  return texts.attached(gained, named(names, writing), names.length, holderText(effect, writing));
}

/** That conditions are others now is one thing: what is gained says what they were. */
function isToldAsGained(lost: Permission, gained: readonly Permission[]): boolean {
  if (lost.kind !== "granted" || lost.instead === null) return false;
  return gained.some(
    (other) =>
      other.kind === "granted" &&
      JSON.stringify(other.conditions) === JSON.stringify(lost.instead) &&
      JSON.stringify([other.actions, other.resources, other.principals]) ===
        JSON.stringify([lost.actions, lost.resources, lost.principals]),
  );
}

function grantText(
  permission: GrantedPermission,
  effect: PermissionsEffect,
  gained: boolean,
  writing: EffectWriting,
): string {
  const { permissions: texts } = effectTextsOf(writing.locale);
  const text =
    permission.instead === null
      ? grantedText(permission, effect, gained, writing)
      : turnedText(permission, effect, writing);
  return permission.certainty === "unsure" && isNamed(permission) ? texts.unsure(text) : text;
}

/** Where the entry itself names what is only known later, everybody sees that it is not known. */
function isNamed({ actions, resources, principals, conditions }: GrantedPermission): boolean {
  const values = conditions.flatMap((each) => (each.kind === "test" ? each.values : [each]));
  return [...actions.members, ...resources.members, ...(principals?.members ?? []), ...values].every(
    ({ kind }) => kind !== "unknown",
  );
}

function grantedText(
  permission: GrantedPermission,
  effect: PermissionsEffect,
  gained: boolean,
  writing: EffectWriting,
): string {
  const { permissions: texts } = effectTextsOf(writing.locale);
  const turn = turnOf(permission.effect, gained);
  const when = conditionsText(permission.conditions, writing);
  const { who, actions, resources } = partsOf(permission, effect, writing);
  if (who === null) return texts.grant(turn, actions, resources, when, holderText(effect, writing));
  if (isAssuming(permission, effect)) return texts.trust(turn, who, holderText(effect, writing), when);
  return texts.share(turn, who, actions, resources, when);
}

/** Only the conditions of it are others. */
function turnedText(
  permission: GrantedPermission,
  effect: PermissionsEffect,
  writing: EffectWriting,
): string {
  const { permissions: texts } = effectTextsOf(writing.locale);
  const { who, actions, resources } = partsOf(permission, effect, writing);
  const what =
    who !== null && isAssuming(permission, effect)
      ? texts.trusted(who, holderText(effect, writing))
      : texts.what(who, actions, resources);
  const [own, other] = [permission.conditions, permission.instead ?? []].map((conditions) =>
    conditionsText(conditions, writing),
  );
  // What is lost says what held before; what holds now stands in its place.
  const [now, before] = effect.gained.includes(permission) ? [own, other] : [other, own];
  const said = texts.conditions(what, now ?? "", before ?? "");
  return permission.effect === "Allow" ? said : texts.denial(said);
}

function turnOf(effect: GrantedPermission["effect"], gained: boolean): PermissionTurn {
  if (effect === "Allow") return gained ? "given" : "taken";
  return gained ? "undenied" : "denied";
}

const assuming = /^(?:\*|sts:(?:\*|AssumeRole\*?|AssumeRoleWithSAML|AssumeRoleWithWebIdentity|TagSession))$/i;

/** Whoever may take a role may do what it may; the three actions for it differ by who is asked. */
function isAssuming({ actions }: GrantedPermission, { document }: PermissionsEffect): boolean {
  const known = actions.members.every((member) => member.kind === "known" && assuming.test(member.text));
  return document === "trust" && known && !actions.except;
}

function partsOf(
  { principals, actions, resources }: GrantedPermission,
  { document }: PermissionsEffect,
  writing: EffectWriting,
): { readonly who: string | null; readonly actions: string; readonly resources: string | null } {
  const { permissions: texts } = effectTextsOf(writing.locale);
  const who =
    principals === null
      ? null
      : named(
          principals.members.map((each) => principalText(each, writing)),
          writing,
        );
  return {
    who: who !== null && principals?.except === true ? texts.everybodyBut(who) : who,
    actions: membersText(actions, texts, writing),
    resources:
      document !== "grants" && isEverything(resources) ? null : membersText(resources, texts, writing),
  };
}

function isEverything({ except, members: [only, ...more] }: PermissionMembers): boolean {
  return !except && only?.kind === "known" && only.text === "*" && more.length === 0;
}

function membersText(
  { except, members }: PermissionMembers,
  texts: PermissionTexts,
  writing: EffectWriting,
): string {
  const list = named(
    members.map((member) => memberText(member, writing)),
    writing,
  );
  return except ? texts.everythingBut(list) : list;
}

function principalText(principal: PermissionPrincipal, writing: EffectWriting): string {
  const { permissions: texts } = effectTextsOf(writing.locale);
  switch (principal.kind) {
    case "everybody":
      return texts.everybody;
    case "account":
      return texts.account(writing.code(principal.account));
    case "service":
      return texts.service(writing.code(shortened(principal.name, valueCharactersMax)));
    case "federated":
      return texts.federated(writing.code(shortened(providerOf(principal.name), valueCharactersMax)));
    case "named":
      return writing.code(shortened(principal.name, valueCharactersMax));
    case "unknown":
      return unknownText(principal.refersTo, writing);
  }
}

/** `token.actions.githubusercontent.com` of the ARN that IAM gives it. */
function providerOf(name: string): string {
  return name.replace(/^arn:[^:]*:iam::\d*:(?:oidc-provider|saml-provider)\//, "");
}

function holderText(
  { who: { kind, name } }: PermissionsEffect,
  { locale, code }: EffectWriting,
): string | null {
  if (name === null || kind === "resource") return null;
  return effectTextsOf(locale).permissions.holders[kind](code(shortened(name, valueCharactersMax)));
}

function attachedText(
  { as, policy, namespaces }: AttachedPolicy,
  effect: PermissionsEffect,
  gained: boolean,
  writing: EffectWriting,
): string {
  const { permissions: texts } = effectTextsOf(writing.locale);
  const name = policyText(policy, writing);
  const holder = holderText(effect, writing);
  if (as !== "clusterAccess") return texts.bounded(gained, name, holder);
  const places = namespaces?.map((each) => memberText(each, writing)) ?? [];
  return texts.clusterAccess(gained, name, holder, places.length === 0 ? null : named(places, writing));
}

/** Policies of AWS itself are known by their names. */
function policyText(policy: AttachedPolicy["policy"], writing: EffectWriting): string {
  if (policy.kind === "unknown") return memberText(policy, writing);
  const own = /^arn:aws[a-z-]*:(?:iam::aws:policy|eks::aws:cluster-access-policy)\/(?:.*\/)?/;
  return memberText({ kind: "known", text: policy.text.replace(own, "") }, writing);
}
