import { type DeliveryFact, factsOf, type OwnApp, UnreadableDelivery } from "../../github/index.ts";
import type { Speaker } from "../../model/command.ts";
import type { Account } from "../../model/pull.ts";
import type { PullRecord } from "../../model/record.ts";
import type { StoredDelivery } from "../../store/store.ts";

/** What the deliveries of one subject say, oldest first. */
export interface Heard {
  readonly deliveryIds: readonly string[];
  readonly facts: readonly { readonly deliveryId: string; readonly fact: DeliveryFact }[];
  /** Deliveries that cannot be read: kept, and said. */
  readonly unreadable: readonly { readonly deliveryId: string; readonly problem: string }[];
}

/** Reads deliveries. What one of them fails to say does not keep the others from being heard. */
export function hear(deliveries: readonly StoredDelivery[], self: OwnApp): Heard {
  const facts: Heard["facts"][number][] = [];
  const unreadable: Heard["unreadable"][number][] = [];
  for (const { id, event, body } of deliveries) {
    try {
      const payload: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
      for (const fact of factsOf(event, payload, self)) facts.push({ deliveryId: id, fact });
    } catch (error) {
      if (!(error instanceof UnreadableDelivery || error instanceof SyntaxError)) throw error;
      unreadable.push({ deliveryId: id, problem: error.message });
    }
  }
  return { deliveryIds: deliveries.map(({ id }) => id), facts, unreadable };
}

/** A record and the key that keeps it from being kept twice. */
export interface Said {
  readonly key: string;
  readonly body: PullRecord;
}

/**
 * What stands in the records from now on, because GitHub tells it only once: who approved which commit, in which teams;
 * who pushed. What needs a judgement, comments and buttons, is not among it.
 */
export async function witnessed(
  { facts }: Heard,
  speakerOf: (account: Account) => Promise<Speaker>,
): Promise<readonly Said[]> {
  const said = await Promise.all(facts.map(({ fact }) => saidBy(fact, speakerOf)));
  return said.filter((each) => each !== null);
}

async function saidBy(
  fact: DeliveryFact,
  speakerOf: (account: Account) => Promise<Speaker>,
): Promise<Said | null> {
  switch (fact.kind) {
    case "pushed":
      return {
        key: fact.after,
        body: { kind: "push-seen", before: fact.before, after: fact.after, by: fact.by },
      };
    case "merged":
      return {
        key: fact.commit,
        body: { kind: "merged", commit: fact.commit, head: fact.head, by: fact.by },
      };
    case "review-submitted": {
      if (fact.state !== "approved" || fact.by.bot) return null;
      const { reviewId, commit, submittedAt } = fact;
      const by = await speakerOf(fact.by);
      return { key: String(reviewId), body: { kind: "approval-seen", reviewId, commit, by, submittedAt } };
    }
    case "review-dismissed":
      return {
        key: String(fact.reviewId),
        body: { kind: "approval-withdrawn", reviewId: fact.reviewId, by: fact.by, why: "dismissed" },
      };
    case "foreign-check": {
      const { name, appId, appSlug, commit } = fact;
      return {
        key: `${commit} ${appId}`,
        body: { kind: "alert", alert: { kind: "forged-check", name, appId, appSlug, commit } },
      };
    }
    default:
      return null;
  }
}
