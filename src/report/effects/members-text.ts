import type { PermissionMember } from "../../model/permission.ts";
import { shortened } from "../neutral.ts";
import { effectTextsOf, listOf } from "../text/locale.ts";
import { type EffectWriting, valueCharactersMax } from "./writing.ts";

/** Members of a list that are named of one entry; it stands in a cell of a table. */
const namedMax = 3;

/** "a, b, c and 7 more" of texts that are written already. */
export function named(members: readonly string[], { locale }: EffectWriting): string {
  const distinct = [...new Set(members)];
  const shown = distinct.slice(0, namedMax);
  const rest = distinct.length - shown.length;
  return listOf(rest === 0 ? shown : [...shown, effectTextsOf(locale).more(rest)], locale);
}

export function memberText(member: PermissionMember, writing: EffectWriting): string {
  if (member.kind === "known") return writing.code(shortened(member.text, valueCharactersMax));
  return unknownText(member.refersTo, writing);
}

/** What is known only when applied, by what it is made of. */
export function unknownText(refersTo: readonly string[], writing: EffectWriting): string {
  const { permissions: texts } = effectTextsOf(writing.locale);
  const names = refersTo.map((name) => writing.code(shortened(name, valueCharactersMax)));
  return texts.unknown(names.length === 0 ? null : named(names, writing));
}
