import type { RoleRule, RoleRulesEffect, RoleSubject, SubjectsEffect } from "../../model/change-effect.ts";
import { effectTextsOf } from "../text/locale.ts";
import type { EffectWriting } from "./writing.ts";

export function roleRuleTexts({ gained, lost }: RoleRulesEffect, writing: EffectWriting): readonly string[] {
  const { rules } = effectTextsOf(writing.locale);
  if (gained.length + lost.length === 0) return [rules.same];
  return [
    ...gained.map((rule) => rules.gained(verbsText(rule, writing), thingsText(rule, writing))),
    ...lost.map((rule) => rules.lost(verbsText(rule, writing), thingsText(rule, writing))),
  ];
}

/** What a role allows that comes or goes as a whole. */
export function wholeRoleTexts({ gained, lost }: RoleRulesEffect, writing: EffectWriting): readonly string[] {
  const { rules } = effectTextsOf(writing.locale);
  return [...gained, ...lost].map((rule) =>
    rules.allows(verbsText(rule, writing), thingsText(rule, writing)),
  );
}

function verbsText({ verbs }: RoleRule, writing: EffectWriting): string {
  return verbs.includes("*") ? effectTextsOf(writing.locale).rules.everyVerb : writing.words(verbs);
}

function thingsText({ resources, names }: RoleRule, writing: EffectWriting): string {
  const { rules } = effectTextsOf(writing.locale);
  const things = resources.includes("*.*") ? rules.everything : writing.words(resources);
  return names.length === 0 ? things : rules.onlyNamed(things, writing.words(names));
}

/** Who gets a role, and who loses one; where the same people do, they are named together. */
export function subjectTexts(effect: SubjectsEffect, writing: EffectWriting): readonly string[] {
  const { subjects } = effectTextsOf(writing.locale);
  const { role, namespace, gained, lost } = effect;
  const named = subjects.role(writing.word(role.kind), writing.word(role.name));
  const where = namespace === null ? subjects.everywhere : "";
  const who = (of: readonly RoleSubject[]) => of.map((subject) => subjectText(subject, writing));
  return [
    ...(gained.length === 0 ? [] : [subjects.gained(writing.list(who(gained)), named, where, gained.length)]),
    ...(lost.length === 0 ? [] : [subjects.lost(writing.list(who(lost)), named, where, lost.length)]),
  ];
}

function subjectText({ kind, name, namespace }: RoleSubject, writing: EffectWriting): string {
  const { subjects } = effectTextsOf(writing.locale);
  const scoped = kind === "ServiceAccount" && namespace !== undefined ? `${namespace}/${name}` : name;
  return subjects.subject(writing.word(kind), writing.word(scoped));
}
