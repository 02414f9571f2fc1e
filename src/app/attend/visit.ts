import type { Subject } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Job, NewRecord, StoredDelivery } from "../../store/index.ts";
import type { Heard } from "./hear.ts";
import type { AttendPorts } from "./ports.ts";
import type { Situation } from "./situation.ts";

export type PullSubject = Extract<Subject, { readonly kind: "pull" }>;

/** What one visit to a pull request carries through its steps. */
export interface Visit {
  readonly subject: PullSubject;
  readonly job: Job;
  readonly deliveries: readonly StoredDelivery[];
  readonly heard: Heard;
  readonly situation: Situation;
}

export function recordIn({ subject }: Pick<Visit, "subject">) {
  return ({
    key,
    body,
  }: Pick<Extract<NewRecord, { readonly scope: "pull" }>, "key" | "body">): NewRecord => ({
    scope: "pull",
    repositoryId: subject.repositoryId,
    number: subject.number,
    key,
    body,
  });
}

/** Keeps records, and gives all that stand afterwards. */
export async function keep(
  { subject }: Visit,
  before: readonly StoredPullRecord[],
  records: readonly NewRecord[],
  { store }: AttendPorts,
): Promise<readonly StoredPullRecord[]> {
  if (records.length === 0) return before;
  const { kept } = await store.records.append(records);
  return kept === 0 ? before : store.records.ofPull(subject.repositoryId, subject.number);
}
