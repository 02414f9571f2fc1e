import type { AppReader, DeliveryAttempt } from "../../github/sweep-ports.ts";
import type { Subject } from "../../model/pull.ts";
import type { Delivery, Inbox, Notes } from "../../store/index.ts";
import { clockSkew } from "../audit/clock-skew.ts";
import { Findings, type SweepResult } from "./result.ts";

const minuteMs = 60_000;
/** GitHub keeps deliveries for three days. */
const keptMs = 3 * 24 * 60 * minuteMs;
/** A delivery is listed once it has been tried: one that took its ten seconds, and clocks that differ, must not fall between two sweeps. */
const overlapMs = 10 * minuteMs;
/** Ten a second, for five minutes, three times over. What is beyond is found by the sweep of pull requests. */
const attemptsMax = 9_000;
/** Each costs one call of the App, which has 5,000 an hour. The next sweep goes on. */
const recoveredMax = 300;

const markNote = "sweep-mark:deliveries";

export interface DeliveriesPorts {
  readonly app: Pick<AppReader, "deliveries" | "deliveredPayload" | "clock">;
  readonly inbox: Pick<Inbox, "accept" | "missing">;
  readonly notes: Pick<Notes, "get" | "set">;
  /** What a body is about; `null` also for one that cannot be read. */
  readonly subjectOf: (event: string, payload: unknown) => Subject | null;
  readonly now: () => Date;
}

/**
 * Accepts what GitHub sent and never got through. The payload is taken from GitHub's list of deliveries instead of
 * having it sent again, so that it also comes where the way in is broken. There is no signature to check then: that
 * GitHub answers, asked as the App over TLS, stands for it.
 */
export async function sweepDeliveries(ports: DeliveriesPorts): Promise<SweepResult> {
  const started = ports.now();
  const since = startOf(await ports.notes.get(markNote), started);
  const { attempts, complete } = await ports.app.deliveries(since, attemptsMax);
  const lost = await ports.inbox.missing([...new Set(attempts.map(({ guid }) => guid))]);
  const wanted = oldestFirst(attempts, new Set(lost));
  const findings = new Findings();
  findings.looked = attempts.length;
  for (const attempt of wanted.slice(0, recoveredMax)) {
    await findings.at(attempt.guid, async () => {
      const delivery = await fetchDelivery(attempt, ports);
      if (delivery === null) {
        findings.failed.push(`${attempt.guid}: forgotten`);
        return;
      }
      await ports.inbox.accept(delivery);
      findings.recovered.push(delivery.id);
    });
  }
  const rest = wanted[recoveredMax];
  // What failed is asked for again; what is left for the next sweep begins where this one stopped.
  const again = findings.unfinished ? wanted[0]?.deliveredAt : rest?.deliveredAt;
  if (rest !== undefined) findings.unfinished = true;
  await ports.notes.set(markNote, again ?? started.toISOString());
  // Every few minutes an answer has just come: no other sweep is as good a moment to compare clocks.
  findings.records.push(...clockSkew(ports.app.clock(), ports.now()));
  if (!complete) findings.requests.push({ kind: "sweep", sweep: "pulls" });
  return findings.result();
}

function startOf(mark: string | null, now: Date): string {
  const oldest = now.getTime() - keptMs;
  const from = mark === null ? oldest : Date.parse(mark) - overlapMs;
  return new Date(Math.max(from, oldest)).toISOString();
}

/** One attempt for each lost delivery, the first that was made, in the order in which things happened. */
function oldestFirst(
  attempts: readonly DeliveryAttempt[],
  lost: ReadonlySet<string>,
): readonly DeliveryAttempt[] {
  const sorted = attempts.filter(({ guid }) => lost.has(guid)).toSorted(byTime);
  const firsts = new Map(sorted.toReversed().map((attempt) => [attempt.guid, attempt]));
  return [...firsts.values()].toSorted(byTime);
}

function byTime(left: DeliveryAttempt, right: DeliveryAttempt): number {
  return left.deliveredAt.localeCompare(right.deliveredAt) || (left.id < right.id ? -1 : 1);
}

async function fetchDelivery(
  { id, guid }: DeliveryAttempt,
  { app, subjectOf }: DeliveriesPorts,
): Promise<Delivery | null> {
  const sent = await app.deliveredPayload(id);
  if (sent === null || sent.guid !== guid) return null;
  const { event, action, payload: body } = sent;
  const subject = subjectOf(event, JSON.parse(Buffer.from(body).toString("utf8")));
  return { id: guid, event, action, subject, body };
}
