import { isMap, isPair, isSeq, type Node, visit } from "yaml";
import type { ObjectPath } from "../../model/json.ts";
import { type EditResult, follow, type Step, stepValue } from "./edit-set.ts";
import { columnOf, type EditedPiece, lineEnd, splice } from "./edit-style.ts";
import { endOf, startOf } from "./locate.ts";

/**
 * Removes a value with its key, and with it whatever would be left empty: an empty `securityContext:` says nothing, and
 * its author would not have written it.
 */
export function removeValue(piece: EditedPiece, path: ObjectPath): EditResult | null {
  const trail = follow(piece, path);
  if (trail === null || trail.length < path.length) return null;
  let depth = trail.length;
  while (depth > 1 && isOnly(trail[depth - 1])) depth -= 1;
  const step = trail[depth - 1];
  if (step === undefined || isOnly(step) || hasAnchors(stepValue(step))) return null;
  // An item that would be left empty is another item, and not none.
  if (depth < trail.length && step.kind === "item" && trail[depth]?.kind === "pair") return null;
  const text = holderOf(step).flow === true ? removeInFlow(piece, step) : removeInBlock(piece, step);
  return text === null ? null : { text, path: path.slice(0, depth) };
}

function isOnly(step: Step | undefined): boolean {
  return step !== undefined && holderOf(step).items.length === 1;
}

function holderOf(step: Step) {
  return step.kind === "pair" ? step.map : step.list;
}

/** Somebody may refer to it. */
function hasAnchors(node: unknown): boolean {
  let found = false;
  if (!isMap(node) && !isSeq(node)) return false;
  visit(node, {
    Value: (_, inner) => {
      if (inner.anchor !== undefined) found = true;
    },
  });
  return found;
}

function removeInFlow({ text }: EditedPiece, step: Step): string | null {
  const { items } = holderOf(step);
  const own = spanOf(items[step.index]);
  const next = spanOf(items[step.index + 1]);
  const previous = spanOf(items[step.index - 1]);
  if (own === null) return null;
  if (next !== null) return splice(text, own.start, next.start, "");
  return previous === null ? null : splice(text, previous.end, own.end, "");
}

function removeInBlock(piece: EditedPiece, step: Step): string | null {
  const { text } = piece;
  const own = spanOf(holderOf(step).items[step.index]);
  if (own === null) return null;
  const start = step.kind === "item" ? dashBefore(text, own.start) : own.start;
  if (start === null) return null;
  const lineStart = start - columnOf(text, start);
  const end = lineEnd(text, own.end);
  if (text.slice(lineStart, start).trim() === "") return splice(text, lineStart, end, "");
  return removeBesideDash(piece, step, start);
}

/** The first entry of a list's item stands behind its dash, and the next one takes its place. */
function removeBesideDash({ text }: EditedPiece, step: Step, start: number): string | null {
  const next = spanOf(holderOf(step).items[step.index + 1]);
  if (step.kind !== "pair" || next === null) return null;
  const between = text.slice(lineEnd(text, spanOf(step.pair)?.end ?? start), next.start);
  return between.trim() === "" ? splice(text, start, next.start, "") : null;
}

function dashBefore(text: string, offset: number): number | null {
  const found = /-[ \t]+$/.exec(text.slice(0, offset));
  return found === null ? null : found.index;
}

function spanOf(item: unknown): { readonly start: number; readonly end: number } | null {
  if (item === undefined || item === null) return null;
  if (!isPair(item)) return { start: startOf(item as Node), end: endOf(item as Node) };
  const key = item.key as Node;
  const value = item.value as Node | null;
  const end = value === null ? endOf(key) : Math.max(endOf(key), endOf(value));
  return { start: startOf(key), end };
}
