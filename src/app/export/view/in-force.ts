import type { RepositoryRecord } from "../../../model/record.ts";
import type { Looked } from "../look-through.ts";
import type { PlacedRepository } from "../placed.ts";

/** Records that say how something is from then on, and what of them is about the same thing. */
function subjectOf(body: RepositoryRecord): string | null {
  switch (body.kind) {
    case "policy-set-activated":
      return `${body.kind} ${body.organisation}`;
    case "configuration-activated":
    case "tool-started":
      return body.kind;
    case "access-snapshot":
    case "coverage":
      return `${body.kind} ${body.organisation}`;
    case "branch-control":
      return `${body.kind} ${body.branch}`;
    default:
      return null;
  }
}

/** Indexes of the entries that say how everything was at a moment. */
export function lastBefore({ repositories, general }: Looked, moment: string): readonly number[] {
  return [general, ...repositories.map(({ outside }) => outside)].flatMap((entries) =>
    lastOfEach(entries, moment),
  );
}

function lastOfEach(entries: readonly PlacedRepository[], moment: string): readonly number[] {
  const last = new Map<string, number>();
  for (const { index, at, body } of entries) {
    if (at >= moment) break;
    const subject = body === null ? null : subjectOf(body);
    if (subject !== null) last.set(subject, index);
  }
  return [...last.values()];
}
