import type { EmergencyRow } from "../../../model/evidence.ts";
import type { PullRecord } from "../../../model/record.ts";
import { actorOf, isWithin, localOf, ofKind, type PlacedKind, type RowContext, restedOn } from "./context.ts";
import type { NamedGathered } from "./decisions.ts";

/** Emergencies of a repository that began in the period: openings of the gate, pushes beside it, bypasses. */
export function emergencyRows(repository: NamedGathered, context: RowContext): readonly EmergencyRow[] {
  const rows = [
    ...[...repository.pulls.having("break-glass")].flatMap(([number, opened]) =>
      openings(repository, number, opened, context),
    ),
    ...pushes(repository, context),
    ...bypasses(repository, context),
  ];
  return rows.filter(({ at }) => isWithin(at, context)).toSorted((a, b) => a.index - b.index);
}

function openings(
  { name, pulls }: NamedGathered,
  number: number,
  opened: readonly PlacedKind<PullRecord, "break-glass">[],
  context: RowContext,
): readonly EmergencyRow[] {
  const entries = pulls.get(number) ?? [];
  const reviews = ofKind(entries, "break-glass-reviewed");
  const branch = ofKind(entries, "decision").at(-1)?.body.inputs.baseRef ?? null;
  return opened.map((opening): EmergencyRow => {
    const { by, because, head, expires, reviewBy } = opening.body;
    const review = reviews.find(({ index }) => index > opening.index);
    return {
      ...restedOn(opening, context),
      ...{ kind: "break-glass", repository: name, branch, number, commit: head, because, route: null },
      actor: actorOf(by.account),
      expires: localOf(expires, context),
      reviewBy: localOf(reviewBy, context),
      reviewedBy: actorOf(review?.body.by.account ?? null),
      reviewedAt: localOf(review?.at ?? null, context),
      reviewIndex: review?.index ?? null,
      state: reviewState(review?.at ?? null, reviewBy),
    };
  });
}

function reviewState(reviewedAt: string | null, reviewBy: string): EmergencyRow["state"] {
  if (reviewedAt === null) return "not-reviewed";
  return reviewedAt <= reviewBy ? "reviewed" : "reviewed-late";
}

const withoutReview = {
  expires: null,
  reviewBy: null,
  reviewedBy: null,
  reviewedAt: null,
  reviewIndex: null,
  state: "recorded",
} as const;

function pushes({ name, outside }: NamedGathered, context: RowContext): readonly EmergencyRow[] {
  return ofKind(outside, "direct-push").map((push) => {
    const { by, branch, after, route } = push.body;
    return {
      ...restedOn(push, context),
      ...{ kind: "direct-push", repository: name, branch, number: null, commit: after, because: null, route },
      actor: actorOf(by),
      ...withoutReview,
    } as const;
  });
}

function bypasses({ name, outside }: NamedGathered, context: RowContext): readonly EmergencyRow[] {
  return ofKind(outside, "bypass-seen").map((seen) => {
    const { by, branch, commit, number, detail } = seen.body;
    return {
      ...restedOn(seen, context),
      ...{ kind: "bypass", repository: name, branch, number, commit, because: detail, route: null },
      actor: actorOf(by),
      ...withoutReview,
    } as const;
  });
}
