import type { Subject } from "../../src/model/pull.ts";
import type { PullRecord } from "../../src/model/record.ts";
import type { Delivery, NewRecord } from "../../src/store/index.ts";

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

/** Waits until something holds; says what it waited for when it does not come. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, timeoutMs = 20_000) {
  const end = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
