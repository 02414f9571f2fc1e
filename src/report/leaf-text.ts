import type { Locale } from "../model/configuration.ts";
import type { JsonValue } from "../model/json.ts";
import { isJsonObject } from "../model/json.ts";
import type { ChangeSummary, LeafChange } from "../model/report.ts";
import { isSecretMarker } from "../model/secret-marker.ts";
import { valueCharactersMax, type WriteText } from "./effects/writing.ts";
import { withoutPodPath } from "./fix-text.ts";
import { valueText } from "./message.ts";
import { shortened } from "./neutral.ts";
import { effectTextsOf, textsOf } from "./text/locale.ts";
import type { Texts } from "./text/texts.ts";

/** The values that no effect speaks for. */
export function untold({ leaves, effects = [] }: ChangeSummary): readonly LeafChange[] {
  const paths = effects.flatMap(({ tells }) => tells);
  const isTold = (leaf: LeafChange) =>
    paths.some(
      (told) => isAtOrBelow(leaf.path, told) || (wasOrIsEmpty(leaf) && isAtOrBelow(told, leaf.path)),
    );
  const known = new Set(leaves.filter(isTold).map(twinKey));
  return leaves.filter((leaf) => !isTold(leaf) && !known.has(twinKey(leaf)));
}

/** A list that had nothing in it, or has nothing now: what came or went is told by itself. */
function wasOrIsEmpty({ before, after }: LeafChange): boolean {
  return [before, after].some(
    (side) => typeof side === "object" && side !== null && Object.keys(side).length === 0,
  );
}

/** An anchor, and what is merged from it, end alike and change alike. */
function twinKey({ path, before, after }: LeafChange): string {
  return JSON.stringify([path.split(".").slice(-2), before, after]);
}

function isAtOrBelow(path: string, top: string): boolean {
  return path.startsWith(top) && (path.length === top.length || /[.[]/.test(path.charAt(top.length)));
}

/** What people call a value, or its path. */
export function leafLabel(path: string, locale: Locale, code: WriteText["code"]): string {
  const label = labelOf(path, textsOf(locale).changes.labels) ?? markLabel(path, locale, code);
  return label ?? code(withoutPodPath(path));
}

export function leafValue(value: JsonValue, locale: Locale): string {
  return shortened(valueText(value, locale), valueCharactersMax);
}

export function leafText(leaf: LeafChange, locale: Locale, write: WriteText): string {
  const { changes } = textsOf(locale);
  const label = leafLabel(leaf.path, locale, write.code);
  const hidden = hiddenText(leaf, label, locale);
  if (hidden !== null) return hidden;
  const value = (side: LeafChange["before"]) => write.text(leafValue(side, locale));
  if (leaf.before === null) return changes.added(label, value(leaf.after));
  if (leaf.after === null) return changes.removed(label, value(leaf.before));
  const [before, after] = whereTheyPart(leaf.before, leaf.after);
  return changes.changed(label, value(before), value(after));
}

/** Of a secret, and of what is known only after apply, what can be said: that it is another one now. */
function hiddenText({ before, after }: LeafChange, label: string, locale: Locale): string | null {
  const texts = effectTextsOf(locale);
  if (isUnknown(before) && isUnknown(after)) return texts.differs(label);
  if (!isSecretMarker(before) && !isSecretMarker(after)) return null;
  if (before === null) return texts.secretAdded(label);
  return after === null ? texts.secretRemoved(label) : texts.secretDiffers(label);
}

function isUnknown(value: JsonValue): boolean {
  return isJsonObject(value) && value["$unknown"] === true;
}

/** Annotations, labels and tags: what they are, and the part of the name that tells them apart. */
const marks = [
  { kind: "podAnnotation", path: /^spec\.template\.metadata\.annotations(.+)$/ },
  { kind: "podLabel", path: /^spec\.template\.metadata\.labels(.+)$/ },
  { kind: "annotation", path: /^metadata\.annotations(.+)$/ },
  { kind: "label", path: /^metadata\.labels(.+)$/ },
  { kind: "defaultTag", path: /^default_tags\[0\]\.tags(.+)$/ },
  { kind: "tag", path: /^tags(.+)$/ },
] as const;

function markLabel(path: string, locale: Locale, code: WriteText["code"]): string | null {
  for (const { kind, path: pattern } of marks) {
    const [, step] = pattern.exec(path) ?? [];
    const name = step === undefined ? null : stepName(step);
    if (name !== null) return effectTextsOf(locale)[kind](code(name));
  }
  return null;
}

/** The one step of a path, without the quotes of a name that holds dots; `null` where there are more. */
function stepName(step: string): string | null {
  if (/^\.[\w-]+$/.test(step)) return step.slice(1);
  const [, quoted] = /^\[("(?:[^"\\]|\\.)*")\]$/.exec(step) ?? [];
  return quoted === undefined ? null : String(JSON.parse(quoted));
}

/** Characters that are shown of what two long texts have in common, in front of where they part. */
const commonCharactersMax = 12;

/** Two long texts that begin alike, from shortly before they part: their difference is what there is to see. */
function whereTheyPart(before: JsonValue, after: JsonValue): readonly [JsonValue, JsonValue] {
  if (typeof before !== "string" || typeof after !== "string") return [before, after];
  if (Math.max(before.length, after.length) <= valueCharactersMax) return [before, after];
  let same = 0;
  while (same < before.length && before.charCodeAt(same) === after.charCodeAt(same)) same += 1;
  if (same <= valueCharactersMax / 2) return [before, after];
  return [from(before, same - commonCharactersMax), from(after, same - commonCharactersMax)];
}

function from(text: string, start: number): string {
  // A pair of surrogates is one character, and is not taken apart.
  const low = /^[\uDC00-\uDFFF]/.test(text.charAt(start)) ? 1 : 0;
  return `…${text.slice(start + low)}`;
}

/** What people call the values that change most. */
function labelOf(path: string, labels: Texts["changes"]["labels"]): string | null {
  if (path.endsWith(".resources.limits.cpu")) return labels.cpuLimit;
  if (path.endsWith(".resources.limits.memory")) return labels.memoryLimit;
  if (path.endsWith(".resources.requests.cpu")) return labels.cpuRequest;
  if (path.endsWith(".resources.requests.memory")) return labels.memoryRequest;
  if (path === "spec.replicas") return labels.replicas;
  return /ontainers\[[^\]]*\]\.image$/.test(path) ? labels.image : null;
}
