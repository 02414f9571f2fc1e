import type { Engine } from "../../engines/engine.ts";
import { editYaml, objectAtLine, valueAtPlace, type YamlTarget } from "../../formats/yaml/edit.ts";
import { type LineEdit, lineDifference, type Repair } from "../../model/repair.ts";
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
    return difference === null ? [] : [{ repair, start: difference.startLine, end: endOf(difference) }];
  });
  const asked = alone.filter(({ repair }) => !repair.advice);
  const advised = alone.filter((each) => each.repair.advice && !asked.some((other) => touch(each, other)));
  return [...clustersOf(asked), ...clustersOf(advised)].flatMap((cluster): LineEdit[] => {
    const edited = write(cluster);
    const difference = edited === null ? null : lineDifference(text, edited);
    if (difference === null) return [];
    const fingerprints = new Set(cluster.flatMap(({ fingerprints }) => fingerprints));
    return [{ path, ...difference, fingerprints: [...fingerprints].toSorted() }];
  });
}

/** Behind the last line of the text as it was. */
function endOf({ startLine, before }: Pick<LineEdit, "startLine" | "before">): number {
  return startLine + before.length;
}

/** Lines of the text as it was; `end` is behind the last one. */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface Alone extends Span {
  readonly repair: Repair;
}

/** Two edits of lines that follow each other do not touch, but lines that are added touch those around them. */
function touch(left: Span, right: Span): boolean {
  const isAdded = left.start === left.end || right.start === right.end;
  return isAdded
    ? left.start <= right.end && right.start <= left.end
    : left.start < right.end && right.start < left.end;
}

/** What touches belongs together, in the order of the lines. */
function clustersOf(repairs: readonly Alone[]): readonly (readonly Repair[])[] {
  const clusters: (Span & { readonly members: readonly Repair[] })[] = [];
  for (const { repair, start, end } of repairs.toSorted((left, right) => left.start - right.start)) {
    const own = { start, end, members: [repair] };
    const last = clusters.at(-1);
    if (last === undefined || !touch(last, own)) clusters.push(own);
    else {
      const members = [...last.members, repair];
      clusters.splice(-1, 1, { start: last.start, end: Math.max(last.end, end), members });
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
