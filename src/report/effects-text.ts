import type { ChangeEffect, MembersEffect, PartEffect, SharesEffect } from "../model/change-effect.ts";
import { roleRuleTexts, subjectTexts, wholeRoleTexts } from "./effects/access-text.ts";
import { imageText } from "./effects/image-text.ts";
import { networkTexts, wholeNetworkTexts } from "./effects/network-text.ts";
import { permissionTexts } from "./effects/permissions-text.ts";
import { factText, valueEffectText } from "./effects/value-text.ts";
import type { EffectWriting } from "./effects/writing.ts";
import { effectTextsOf, textsOf } from "./text/locale.ts";

/** What a change comes to in words, one text for each thing that a reader takes in at once. */
export function effectTexts(effect: ChangeEffect, writing: EffectWriting): readonly string[] {
  switch (effect.kind) {
    case "value":
      return [valueEffectText(effect, writing)];
    case "members":
      return membersTexts(effect, writing);
    case "part":
      return [partText(effect, writing)];
    case "roleRules":
      return roleRuleTexts(effect, writing);
    case "subjects":
      return subjectTexts(effect, writing);
    case "network":
      return networkTexts(effect, writing);
    case "shares":
      return [sharesText(effect, writing)];
    case "permissions":
      return permissionTexts(effect, writing);
  }
}

/** What a thing is that came or went as a whole: nothing of it is new or removed by itself. */
export function wholeTexts(effect: ChangeEffect, writing: EffectWriting): readonly string[] {
  if (effect.kind === "value") return [factText(effect, writing)].filter((fact) => fact !== "");
  if (effect.kind === "network") return wholeNetworkTexts(effect, writing);
  if (effect.kind === "roleRules") return wholeRoleTexts(effect, writing);
  if (effect.kind !== "members") return effectTexts(effect, writing);
  const members = effect.gained.length === 0 ? effect.lost : effect.gained;
  return [membersText(effect, members, writing)];
}

function membersTexts(effect: MembersEffect, writing: EffectWriting): readonly string[] {
  const texts = effectTextsOf(writing.locale);
  const { gained, lost, container } = effect;
  const all = [
    ...(gained.length === 0 ? [] : [texts.added(membersText(effect, gained, writing))]),
    ...(lost.length === 0 ? [] : [texts.removed(membersText(effect, lost, writing))]),
  ];
  const { inContainer } = textsOf(writing.locale).changes;
  return container === undefined ? all : all.map((text) => inContainer(writing.code(container), text));
}

function membersText(
  { property }: MembersEffect,
  members: MembersEffect["gained"],
  writing: EffectWriting,
): string {
  const list = writing.list(members.map((member) => writing.value(member)));
  return effectTextsOf(writing.locale).members[property](list, members.length);
}

function partText({ part, what, name, detail, container }: PartEffect, writing: EffectWriting): string {
  const texts = effectTextsOf(writing.locale);
  const isImage = part === "container" || part === "initContainer";
  const shown = isImage && typeof detail === "string" ? imageText(detail) : detail;
  const named = texts.parts[part](name === null ? "" : writing.word(name));
  const whole = shown === null ? named : texts.withDetail(named, writing.value(shown));
  const text = what === "added" ? texts.added(whole) : texts.removed(whole);
  return container === undefined
    ? text
    : textsOf(writing.locale).changes.inContainer(writing.code(container), text);
}

function sharesText({ shares: members }: SharesEffect, writing: EffectWriting): string {
  const { shares } = effectTextsOf(writing.locale);
  const percent = (share: number | null) => shares.percent(share ?? 0);
  const [only] = members;
  if (only !== undefined && only.name === null) {
    if (only.before === null) return shares.gains(percent(only.after));
    if (only.after === null) return shares.loses(percent(only.before));
    return shares.own(percent(only.before), percent(only.after));
  }
  const each = members.map(({ name, before, after }) =>
    shares.member(writing.word(name ?? ""), percent(before), percent(after)),
  );
  return shares.divided(writing.list(each));
}
