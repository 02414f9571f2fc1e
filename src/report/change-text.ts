import type { Locale } from "../model/configuration.ts";
import type { JsonValue } from "../model/json.ts";
import type { ChangeSummary } from "../model/report.ts";
import type { DistinctChange } from "./distinct-changes.ts";
import { type EffectWriting, effectWriting, valueCharactersMax, type WriteText } from "./effects/writing.ts";
import { effectTexts, wholeTexts } from "./effects-text.ts";
import { type Gathered, gatheredLeaves } from "./gathered-leaves.ts";
import { leafLabel, leafText, untold } from "./leaf-text.ts";
import { valueText } from "./message.ts";
import { shortened } from "./neutral.ts";
import { effectTextsOf, listOf, textsOf } from "./text/locale.ts";
import type { Texts } from "./text/texts.ts";
import { tellings, type VariableChanges } from "./variable-changes.ts";

/** Values that are shown of one change: what a person takes in at a glance. */
const valuesMax = 4;

/** What is told of a thing that comes or goes: enough to know it by. */
const factsMax = 6;

/** Variables that are named of one container. */
const variablesMax = 8;

/** `memory limit 4Gi → 16Gi, replicas 12 → 40`: what a change does to its resource. */
export function changeText(change: DistinctChange, locale: Locale, write: WriteText): string {
  const { changes } = textsOf(locale);
  const whole = actionText(change, changes);
  if (change.action === "create" || change.action === "delete") {
    if (change.contents !== undefined) return changes.deletedWith(change.contents);
    return wholeText(change, effectWriting(locale, write)) ?? whole ?? changes.updated;
  }
  const withValues = change.action === "move" || change.action === "replace";
  if (whole !== null && !withValues) return whole;
  const values = valueTexts(change, locale, write);
  const told =
    values.length === 0 ? [whole ?? changes.updated] : whole === null ? values : [whole, ...values];
  return told.join(locale === "ja" ? "、" : ", ");
}

/** What it is that comes or goes; `null` where nobody has a word for it. */
function wholeText({ action, effects = [] }: ChangeSummary, writing: EffectWriting): string | null {
  const texts = effectTextsOf(writing.locale);
  const facts = effects.flatMap((effect) => wholeTexts(effect, writing));
  if (facts.length === 0) return null;
  const shown = facts.slice(0, factsMax);
  const rest = facts.length - shown.length;
  const all = rest === 0 ? shown : [...shown, texts.more(rest)];
  const what = all.join(writing.locale === "ja" ? "、" : ", ");
  return action === "create" ? texts.created(what) : texts.deleted(what);
}

function actionText(change: ChangeSummary, changes: Texts["changes"]): string | null {
  switch (change.action) {
    case "create":
      return changes.created;
    case "delete":
      return changes.deleted;
    case "replace":
      return changes.replaced;
    case "move":
      return changes.moved;
    case "forget":
      return changes.forgotten;
    case "read":
      return changes.read;
    case "unknown":
      return changes.notTold;
    case "update":
    case "no-op":
      return null;
  }
}

function valueTexts(change: ChangeSummary, locale: Locale, write: WriteText): string[] {
  const { leavesOmitted = 0, effects = [] } = change;
  const { changes } = textsOf(locale);
  const writing = effectWriting(locale, write);
  // An anchor and what is merged from it are one change to whoever reads it.
  const texts = [
    ...new Set([
      ...effects.flatMap((effect) => effectTexts(effect, writing)),
      ...leafTexts(change, locale, write),
    ]),
  ];
  // One more value takes no more room than saying that there is one.
  const shown = texts.length === valuesMax + 1 ? texts : texts.slice(0, valuesMax);
  // What an effect leaves out is among the leaves that were left out, too.
  const omitted = effects.reduce((sum, { omitted: entries = 0 }) => sum + entries, 0);
  const rest = texts.length - shown.length + Math.max(leavesOmitted, omitted);
  return rest === 0 ? shown : [...shown, changes.moreValues(rest)];
}

function leafTexts(change: ChangeSummary, locale: Locale, write: WriteText): readonly string[] {
  const { changes } = textsOf(locale);
  const told = tellings({ type: change.type, leaves: untold(change) });
  const variables = told.filter((each) => each.kind !== "leaf");
  const leaves = gatheredLeaves(told.flatMap((each) => (each.kind === "leaf" ? [each.leaf] : [])));
  const parts = [
    ...variables.map((each) => ({ container: each.container, text: variablesText(each, locale, write) })),
    ...leaves.map((each) => ({
      container: containerOf(each.kind === "list" ? each.path : each.leaf.path),
      text: gatheredText(each, locale, write),
    })),
  ];
  const containers = new Set(parts.map(({ container }) => container).filter((name) => name !== null));
  return parts.map(({ container, text }) =>
    containers.size > 1 && container !== null ? changes.inContainer(write.code(container), text) : text,
  );
}

function gatheredText(gathered: Gathered, locale: Locale, write: WriteText): string {
  if (gathered.kind === "leaf") return leafText(gathered.leaf, locale, write);
  const texts = effectTextsOf(locale);
  if (gathered.kind === "repeated")
    return texts.repeated(leafText(gathered.leaf, locale, write), gathered.count);
  const { list, value } = effectWriting(locale, write);
  const named = (members: readonly JsonValue[]) =>
    texts.named(leafLabel(gathered.path, locale, write.code), list(members.map(value)));
  const { gained, lost } = gathered;
  return [
    ...(gained.length === 0 ? [] : [texts.added(named(gained))]),
    ...(lost.length === 0 ? [] : [texts.removed(named(lost))]),
  ].join(locale === "ja" ? "、" : ", ");
}

/** Variables by their names; what they hold is nobody's to read here. */
function variablesText({ kind, variables }: VariableChanges, locale: Locale, write: WriteText): string {
  const { changes } = textsOf(locale);
  const names = variables.slice(0, variablesMax).map(({ name, what }) => {
    const written = write.code(shortened(name, valueCharactersMax));
    return changes.variable(written, what);
  });
  const rest = variables.length - names.length;
  return changes.variables(kind, rest === 0 ? names : [...names, changes.moreValues(rest)]);
}

function containerOf(path: string): string | null {
  return /ontainers\[name=([^\]]+)\]/.exec(path)?.[1] ?? null;
}

/** The tenants and environments that the changes touch, for the line above the table. */
export function touched(changes: readonly ChangeSummary[], locale: Locale): readonly string[] {
  const owners = [...new Set(changes.flatMap((change) => change.owner))].sort();
  const environments = [...new Set(changes.map((change) => change.environment))]
    .filter((name) => name !== "")
    .sort();
  return [owners, environments].filter((names) => names.length > 0).map((names) => few(names, locale));
}

function few(names: readonly string[], locale: Locale): string {
  const shown = names.slice(0, 3).map((name) => valueText(name, locale));
  return names.length > 3 ? `${shown.join(", ")}, … (${names.length})` : listOf(shown, locale);
}
