import type { Engine } from "../../engines/engine.ts";
import { editYaml, objectAtLine, valueAtPlace, type YamlTarget } from "../../formats/yaml/edit.ts";
import { type LineEdit, lineDifference, type Repair, withLineEdits } from "../../model/repair.ts";
import { editTerraform } from "../../resources/terraform/edit.ts";

/** A file of the head as it is, and the repairs that are meant for it. */
export interface FileToRepair {
  readonly path: string;
  readonly text: string;
  readonly repairs: readonly Repair[];
}

/**
 * What repairs come to as edits of lines. Repairs whose lines touch become one edit, so that any choice of the edits can
 * be written together; advice that touches what has to be done is left out, because nobody should have to take both. A
 * repair that cannot be written is left out, too.
 */
export async function writeRepairs(
  { path, text, repairs }: FileToRepair,
  engine: () => Promise<Engine>,
): Promise<readonly LineEdit[]> {
  const write = path.endsWith(".tf")
    ? terraformWriter(text, await engine())
    : (chosen: readonly Repair[]) => writeYaml(text, chosen);
  const alone = repairs.flatMap((repair) => {
    const edited = write([repair]);
    const difference = edited === null ? null : lineDifference(text, edited);
    return difference === null ? [] : [{ repair, ...spanOf(difference, repair) }];
  });
  const asked = alone.filter(({ repair }) => !repair.advice);
  const advised = alone.filter((each) => each.repair.advice && !asked.some((other) => touch(each, other)));
  const clusters = [...clustersOf(asked), ...clustersOf(advised)];
  const apart = editsOf(clusters, { path, text, write });
  const together = write(clusters.flat());
  const isSame = !overlap(apart) && withLineEdits(text, apart) === together;
  // What is removed here and there may be all that stood in a parent, which then goes, too: only known of all together.
  return isSame ? apart : editsOf([asked.map(({ repair }) => repair)], { path, text, write });
}

interface Written {
  readonly path: string;
  readonly text: string;
  readonly write: (chosen: readonly Repair[]) => string | null;
}

function editsOf(
  clusters: readonly (readonly Repair[])[],
  { path, text, write }: Written,
): readonly LineEdit[] {
  return clusters.flatMap((cluster): LineEdit[] => {
    const edited = write(cluster);
    const difference = edited === null ? null : lineDifference(text, edited);
    if (difference === null) return [];
    const fingerprints = new Set(cluster.flatMap((repair) => repair.fingerprints));
    return [{ path, ...difference, fingerprints: [...fingerprints].toSorted() }];
  });
}

function overlap(edits: readonly LineEdit[]): boolean {
  const sorted = edits.toSorted((left, right) => left.startLine - right.startLine);
  return sorted.some(({ startLine }, index) => {
    const before = sorted[index - 1];
    return before !== undefined && startLine < before.startLine + before.before.length;
  });
}

function spanOf(
  { startLine, before, after }: Pick<LineEdit, "startLine" | "before" | "after">,
  { ruleIds }: Repair,
): Span {
  const isReplaced = before.length > 0 && before.length === after.length;
  return { start: startLine, end: startLine + before.length, isReplaced, ruleIds };
}

/** Lines of the text as it was; `end` is behind the last one. */
interface Span {
  readonly start: number;
  readonly end: number;
  /** As many lines as were there before. */
  readonly isReplaced: boolean;
  readonly ruleIds: readonly string[];
}

interface Alone extends Span {
  readonly repair: Repair;
}

/**
 * Two replacements of lines that follow each other do not touch, except for one rule; but lines that are added touch those
 * around them, and what is removed may be all that stood there.
 */
function touch(left: Span, right: Span): boolean {
  const isOneRule = left.ruleIds.some((id) => right.ruleIds.includes(id));
  return left.isReplaced && right.isReplaced && !isOneRule
    ? left.start < right.end && right.start < left.end
    : left.start <= right.end && right.start <= left.end;
}

/** What touches belongs together, in the order of the lines. */
function clustersOf(repairs: readonly Alone[]): readonly (readonly Repair[])[] {
  const clusters: (Span & { readonly members: readonly Repair[] })[] = [];
  for (const each of repairs.toSorted((left, right) => left.start - right.start)) {
    const last = clusters.at(-1);
    if (last === undefined || !touch(last, each)) clusters.push({ ...each, members: [each.repair] });
    else {
      const end = Math.max(last.end, each.end);
      const isReplaced = last.isReplaced && each.isReplaced;
      clusters[clusters.length - 1] = {
        start: last.start,
        end,
        isReplaced,
        ruleIds: [...last.ruleIds, ...each.ruleIds],
        members: [...last.members, each.repair],
      };
    }
  }
  return clusters.map(({ members }) => members);
}

const byteOrderMark = "\uFEFF";

/** One after the other; what a repair is meant for is found in the text as it was. */
function writeYaml(text: string, repairs: readonly Repair[]): string | null {
  if (text.startsWith(byteOrderMark)) {
    const rest = writeYaml(text.slice(1), repairs);
    return rest === null ? null : byteOrderMark + rest;
  }
  let edited = text;
  for (const repair of lastItemsFirst(repairs)) {
    const target = yamlTarget(text, repair);
    const { op, value = null } = repair.fix;
    const next = target && editYaml(edited, target, op === "remove" ? { op } : { op: "set", value });
    if (next === null) return null;
    edited = next;
  }
  return edited;
}

/** What is set comes first, and items of lists are removed from the last one, so that every path stays what it was. */
function lastItemsFirst(repairs: readonly Repair[]): readonly Repair[] {
  const rank = ({ fix }: Repair) => Number(fix.path.findLast(isIndex) ?? 0);
  const removed = repairs.filter(({ fix }) => fix.op === "remove");
  const set = repairs.filter(({ fix }) => fix.op !== "remove");
  return [...set, ...removed.toSorted((left, right) => rank(right) - rank(left))];
}

function isIndex(step: string | number): boolean {
  return typeof step === "number";
}

function yamlTarget(text: string, { target, fix }: Repair): YamlTarget | null {
  switch (target.kind) {
    case "value":
      return valueAtPlace(text, target.line, target.column);
    case "object": {
      const found = objectAtLine(text, target.line);
      return found === null ? null : { ...found, path: [...found.path, ...fix.path] };
    }
    case "block":
      return null;
    default:
      return target satisfies never;
  }
}

function terraformWriter(text: string, engine: Engine) {
  return (repairs: readonly Repair[]): string | null => {
    const edits = repairs.map(({ target, fix: { op, path, value = null } }) => ({
      line: target.line,
      op: op === "remove" ? ("remove" as const) : ("set" as const),
      path,
      value,
    }));
    return editTerraform(engine, text, edits);
  };
}
