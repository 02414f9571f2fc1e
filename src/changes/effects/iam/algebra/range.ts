/** Numbers or moments between two ends, which belong to it unless it is open. `NaN`: nobody knows where it ends. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
}

/** What a number stands for behind `lessthan`, `greaterthanequals` and the like; behind any other word, itself. */
export function rangeOf(order: string, number: number): Range {
  const open = !order.endsWith("equals");
  if (order.startsWith("lessthan")) return { from: Number.NEGATIVE_INFINITY, to: number, open };
  if (order.startsWith("greaterthan")) return { from: number, to: Number.POSITIVE_INFINITY, open };
  return { from: number, to: number, open: false };
}

/** Whether everything in `narrow` is in `wide`. Where that cannot be told, it is not. */
export function rangeCovers(wide: Range, narrow: Range): boolean {
  return within(wide.from, narrow.from) && within(narrow.to, wide.to);

  function within(lower: number, upper: number): boolean {
    return lower < upper || (lower === upper && (!wide.open || narrow.open || !Number.isFinite(lower)));
  }
}

/** Whether they have anything in common. Where that cannot be told, they may. */
export function rangesOverlap(left: Range, right: Range): boolean {
  return !endsBefore(left, right) && !endsBefore(right, left);
}

function endsBefore(first: Range, second: Range): boolean {
  return first.to < second.from || (first.to === second.from && (first.open || second.open));
}
