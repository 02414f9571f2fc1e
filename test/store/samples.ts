import type { Subject } from "../../src/model/pull.ts";
import type { PullRecord } from "../../src/model/record.ts";
import { type Delivery, type NewRecord, type Store, StoreUnavailable } from "../../src/store/index.ts";

export type PullSubject = Extract<Subject, { readonly kind: "pull" }>;

let numbers = 0;

/** A pull request that no other test knows. */
export function newPull(): PullSubject {
  return { kind: "pull", installationId: 7, repositoryId: 1_000 + ++numbers, number: 12 };
}

let ids = 0;

export function deliveryOf(subject: Subject | null, body = "{}"): Delivery {
  return {
    id: `delivery-${++ids}`,
    event: "pull_request",
    action: "synchronize",
    subject,
    body: Buffer.from(body),
  };
}

export function feedback(because: string): PullRecord {
  return {
    kind: "feedback",
    ruleId: "TEN-001",
    by: { account: { id: 5, login: "hanako", bot: false }, teams: ["org/dev"] },
    because,
  };
}

export function pullRecord(
  { repositoryId, number }: PullSubject,
  key: string,
  body: PullRecord = feedback(key),
): NewRecord {
  return { scope: "pull", repositoryId, number, key, body };
}

/** Milliseconds, the same for every process of this machine, whatever becomes of its date. */
export function clock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Shorter than a test may take, so that one that hangs says what it hangs on. */
const patienceMs = 150_000;

/** Waits until something holds; says what it waited for when it does not come. */
export async function until(what: string, holds: () => boolean | Promise<boolean>) {
  const end = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${patienceMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** As GitHub sends it again: a large one may take longer, on a busy machine, than the store lets anybody wait. */
export async function acceptAtLast({ inbox }: Store, delivery: Delivery): Promise<void> {
  await until(`${delivery.id} is kept`, () =>
    inbox.accept(delivery).then(
      () => true,
      (error: unknown) => {
        if (error instanceof StoreUnavailable) return false;
        throw error;
      },
    ),
  );
}
