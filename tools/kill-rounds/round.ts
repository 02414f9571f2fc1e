import { setTimeout as wait } from "node:timers/promises";
import type { PostgresServer } from "../../test/store/postgres-server.ts";
import { compare, type Difference, type Snapshot } from "./compare.ts";
import type { Ledger } from "./ledger.ts";
import type { Random } from "./random.ts";
import type { Delivered } from "./rest.ts";
import type { Side } from "./sides.ts";
import type { PlannedStep } from "./story.ts";

/** When the process dies, after the first webhook of the round. */
const deathWithinMs = 1_500;
/** How long PostgreSQL stays away. */
const awayWithinMs = 2_000;

export interface Death {
  /** `app 0`, `PostgreSQL`; `null`: this round is not disturbed. */
  readonly who: string | null;
  readonly pid: number;
  /** After the first webhook. */
  readonly atMs: number;
  /** What was going on: subjects in hand, and the last call of GitHub. */
  readonly doing: string;
  /** Until it was ready again; `null`: others did its work meanwhile, and it came back after the round. */
  readonly backMs: number | null;
}

export interface RoundResult {
  readonly death: Death;
  readonly tookMs: number;
  readonly delivered: Delivered;
  readonly lost: readonly string[];
  readonly differences: readonly Difference[];
}

/** What a round is about: who dies in it, and how that one comes back. */
export interface Victim {
  readonly name: string;
  readonly pid: () => Promise<number>;
  /** Gives when it was killed, on the clock of `performance`. */
  readonly kill: () => Promise<number>;
  readonly comeBack: () => Promise<void>;
  /** A process that others stand in for comes back when the round is over. */
  readonly late: boolean;
  /** Who is not the one that dies has to live on, and say 503 to whatever cannot be kept. */
  readonly othersSay503: boolean;
}

export function appVictim(side: Side, index: number): Victim | null {
  const app = side.apps[index];
  if (app === undefined) return null;
  return {
    name: side.apps.length === 1 ? "the App" : `App ${index + 1} of ${side.apps.length}`,
    pid: async () => app.pid,
    kill: () => app.kill(),
    comeBack: async () => void (await app.start()),
    late: side.apps.length > 1,
    othersSay503: false,
  };
}

export function postgresVictim(server: PostgresServer, random: Random): Victim {
  return {
    name: "PostgreSQL",
    pid: () => server.pid(),
    kill: async () => {
      const at = performance.now();
      await server.kill();
      return at;
    },
    comeBack: async () => {
      await wait(random.below(awayWithinMs));
      await server.start();
    },
    late: false,
    othersSay503: true,
  };
}

export interface RoundInput {
  readonly side: Side;
  /** What GitHub should show afterwards. */
  readonly should: () => Promise<Snapshot>;
  readonly ledger: Ledger;
  readonly steps: readonly PlannedStep[];
  readonly victim: Victim | null;
  readonly random: Random;
}

/** One round: the same steps on both sides, a death on one of them, rest on both, and the comparison. */
export async function playRound(input: RoundInput): Promise<RoundResult> {
  const { side, should, ledger, steps, victim, random } = input;
  const begun = performance.now();
  const atMs = random.below(deathWithinMs);
  const reference = should();
  const acting = side.act(steps, true);
  const death = victim === null ? noDeath : await die(side, victim, atMs, begun);
  await acting;
  const delivered = await side.rest();
  if (victim?.late === true) await victim.comeBack();
  ledger.add(delivered);
  const lost = side.place.embedded ? [] : await ledger.lost();
  const differences = [
    ...(await compare(side.standIn, await reference)),
    ...(victim?.othersSay503 === true ? otherThan503(side, delivered) : []),
  ];
  return { death, tookMs: performance.now() - begun, delivered, lost, differences };
}

function otherThan503({ apps }: Side, { refusals }: Delivered): readonly Difference[] {
  const dead = apps.filter(({ alive }) => !alive).map(() => "the App died too");
  const others = Object.entries(refusals).flatMap(([status, count]) =>
    status === "503" ? [] : [`${count} deliveries were answered with ${status}`],
  );
  return [...dead, ...others].map((text) => ({ kind: "different", text }));
}

const noDeath: Death = { who: null, pid: 0, atMs: 0, doing: "", backMs: null };

async function die(side: Side, victim: Victim, atMs: number, begun: number): Promise<Death> {
  await wait(Math.max(0, begun + atMs - performance.now()));
  const pid = await victim.pid();
  const before = (await side.standIn.look.requests()).at(-1);
  const killedAt = await victim.kill();
  const inHand = victim.name === "PostgreSQL" ? null : await side.place.inHand();
  const last = before === undefined ? "" : `last call ${before.operation}`;
  const doing = inHand === null ? last : `${inHand.length} in hand, ${last}`;
  const diedAfterMs = killedAt - begun;
  if (!victim.late) await victim.comeBack();
  const backMs = victim.late ? null : performance.now() - killedAt;
  return { who: victim.name, pid, atMs: diedAfterMs, doing, backMs };
}
