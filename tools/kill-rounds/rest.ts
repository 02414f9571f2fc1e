import { setTimeout as wait } from "node:timers/promises";
import type { StandIn } from "../../test/github/stand-in.ts";

/** Longer than any retry that a death leads to, on a machine that has much else to do. */
const restWithinMs = 200_000;
const quietMs = 40;
const pollMs = 15;

/** Deliveries that arrived in the end, and how often one had to be sent again because nobody took it. */
export interface Delivered {
  readonly acknowledged: readonly string[];
  /** Those of them that were acknowledged when they came for the first time. */
  readonly atOnce: readonly string[];
  readonly redelivered: number;
  /** Answers that were no acknowledgement, by status; 0: nobody answered. */
  readonly refusals: Readonly<Record<number, number>>;
}

/**
 * Sends again what was refused, as a sweep or a person would, until everything is acknowledged and the App has nothing
 * left to do. What was acknowledged once is never sent again.
 */
export async function comeToRest(standIn: StandIn, address: () => string, since: number): Promise<Delivered> {
  const ends = Date.now() + restWithinMs;
  let redelivered = 0;
  for (;;) {
    await standIn.control.settle({ quietMs, timeoutMs: restWithinMs });
    const again = await standIn.control.redeliverFailed();
    redelivered += again;
    if (again === 0 && (await isIdle(address())))
      return { ...(await deliveredSince(standIn, since)), redelivered };
    if (Date.now() > ends) throw new Error("The App did not come to rest in time.");
    await wait(pollMs);
  }
}

/** Twice, because work that ends may ask for other work. */
async function isIdle(address: string): Promise<boolean> {
  for (let look = 0; look < 2; look += 1) {
    if ((await backlog(address)) !== 0) return false;
    await wait(pollMs);
  }
  return true;
}

/** Subjects with work to do; `null`: the App, or its store, does not answer. */
async function backlog(address: string): Promise<number | null> {
  try {
    const response = await fetch(`${address}/metrics`, { signal: AbortSignal.timeout(5_000) });
    const lines = [...(await response.text()).matchAll(/^sekisho_backlog\{state="\w+"\} (\d+)$/gm)];
    return lines.length === 0 ? null : lines.reduce((sum, line) => sum + Number(line[1]), 0);
  } catch {
    return null;
  }
}

/** `since`: how many attempts there had been before. */
async function deliveredSince(standIn: StandIn, since: number): Promise<Omit<Delivered, "redelivered">> {
  const attempts = (await standIn.look.deliveries()).slice(since);
  const isOk = (status: number | null) => status !== null && status >= 200 && status < 300;
  const refusals: Record<number, number> = {};
  for (const { status } of attempts)
    if (!isOk(status)) refusals[status ?? 0] = (refusals[status ?? 0] ?? 0) + 1;
  const firsts = new Map(attempts.toReversed().map(({ guid, status }) => [guid, status]));
  const atOnce = [...firsts].flatMap(([guid, status]) => (isOk(status) ? [guid] : []));
  const acknowledged = attempts.filter(({ status }) => isOk(status)).map(({ guid }) => guid);
  return { acknowledged: [...new Set(acknowledged)], atOnce, refusals };
}
