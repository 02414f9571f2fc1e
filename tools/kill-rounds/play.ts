import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PostgresServer, startPostgres, whyNoPostgres } from "../../test/store/postgres-server.ts";
import { Ledger } from "./ledger.ts";
import { embeddedPlace, postgresPlace } from "./place.ts";
import { type Random, randomFrom } from "./random.ts";
import { appVictim, playRound, postgresVictim, type RoundResult, type Victim } from "./round.ts";
import { Shares } from "./shares.ts";
import { type Side, startSide } from "./sides.ts";
import { Story } from "./story.ts";
import { seconds, Tally } from "./tally.ts";
import { Undisturbed } from "./undisturbed.ts";

export const stores = ["postgres", "embedded", "postgres-dies"] as const;

export interface Orders {
  readonly store: (typeof stores)[number];
  readonly rounds: number;
  readonly seed: number;
  /** Of the App, at a time. */
  readonly processes: number;
  /** Rounds that share a database: afterwards everything begins anew, so that a long run does not slow itself down. */
  readonly batch: number;
  /** Of an earlier run with the same seed; made, and ended, where it is left out. */
  readonly undisturbed?: Undisturbed;
  readonly say: (line: string) => void;
  /** Somebody does not want to wait any longer: the round is ended, and what there is is told. */
  readonly stopped?: () => boolean;
}

/** The embedded store can only be looked into while nobody has it: the App is stopped for that this often. */
const embeddedCheckEvery = 20;
/** With several processes: rounds before the first death, which show that they share the work. */
const sharedRounds = 3;

export async function play(orders: Orders): Promise<Tally> {
  const reason = orders.store === "embedded" ? null : whyNoPostgres();
  if (reason !== null) throw new Error(`${orders.store} needs PostgreSQL: ${reason}.`);
  const server = orders.store === "embedded" ? null : await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), "sekisho-kill-rounds-"));
  const tally = new Tally();
  let sound = false;
  try {
    await playAll(orders, server, folder, tally);
    for (const line of tally.lines()) orders.say(line);
    sound = tally.ok;
    return tally;
  } finally {
    await server?.remove();
    if (sound) rmSync(folder, { recursive: true, force: true });
    else orders.say(`What the processes said stands in ${folder}.`);
  }
}

async function playAll(
  orders: Orders,
  server: PostgresServer | null,
  folder: string,
  tally: Tally,
): Promise<void> {
  const undisturbed = orders.undisturbed ?? (await Undisturbed.start(folder));
  try {
    for (let first = 0; first < orders.rounds && goesOn(orders, tally); first += orders.batch) {
      const count = Math.min(orders.batch, orders.rounds - first);
      const inner = join(folder, String(first));
      const place = (data: string) =>
        server === null ? Promise.resolve(embeddedPlace(data)) : postgresPlace(server);
      const { processes } = orders;
      const side = await startSide({ name: "disturbed", folder: inner, processes, place });
      await playBatch({ orders, server, side, undisturbed, first, count, tally }).finally(side.close);
      if (tally.ok) rmSync(inner, { recursive: true });
    }
  } finally {
    if (orders.undisturbed === undefined) await undisturbed.close();
  }
}

interface Batch {
  readonly orders: Orders;
  readonly server: PostgresServer | null;
  readonly side: Side;
  readonly undisturbed: Undisturbed;
  readonly first: number;
  readonly count: number;
  readonly tally: Tally;
}

/** The story is that of every batch; when somebody dies is another matter each time. */
async function playBatch(batch: Batch): Promise<void> {
  const { orders, side, undisturbed, first, count, tally } = batch;
  const story = new Story(randomFrom(orders.seed));
  const random = randomFrom(orders.seed + first + 1);
  const shares = new Shares(side.apps);
  const ledger = new Ledger(side.place);
  for (let index = 0; index < count && goesOn(orders, tally); index += 1) {
    const round = first + index + 1;
    const victim = index < calmRounds(orders) ? null : victimOf(batch, round, random);
    const steps = story.nextRound();
    const should = () => undisturbed.after(index, steps);
    const result = await playRound({ side, should, ledger, steps, victim, random });
    tally.add(result);
    for (const line of linesOf(round, result)) orders.say(line);
    const last = index + 1 === count || !goesOn(orders, tally);
    if (side.place.embedded && (last || (index + 1) % embeddedCheckEvery === 0))
      await checkEmbedded(batch, ledger, last);
    if (orders.processes === 1) continue;
    await shares.count();
    if (last || index + 1 === sharedRounds) orders.say(`jobs done by each process: ${shares}`);
  }
}

function goesOn({ stopped }: Orders, tally: Tally): boolean {
  return tally.ok && stopped?.() !== true;
}

function calmRounds({ processes }: Orders): number {
  return processes === 1 ? 0 : sharedRounds;
}

/** Several processes die by turns. */
function victimOf({ orders, server, side }: Batch, round: number, random: Random): Victim | null {
  if (orders.store === "postgres-dies") return server === null ? null : postgresVictim(server, random);
  return appVictim(side, round % side.apps.length);
}

/** Between two rounds, when everything has come to rest. */
async function checkEmbedded({ orders, side, tally }: Batch, ledger: Ledger, last: boolean): Promise<void> {
  for (const app of side.apps) await app.stop();
  const lost = await ledger.lost();
  tally.lose(lost.length);
  for (const one of lost) orders.say(`  LOST ${one}`);
  if (!last) for (const app of side.apps) await app.start();
}

function linesOf(
  round: number,
  { death, tookMs, delivered, lost, differences }: RoundResult,
): readonly string[] {
  const who =
    death.who === null
      ? "nobody died"
      : `${death.who} (pid ${death.pid}) died at ${Math.round(death.atMs)} ms (${death.doing}), ${death.backMs === null ? "others went on" : `back after ${seconds(death.backMs)}`}`;
  const problems = [
    ...lost.map((one) => `LOST ${one}`),
    ...differences.map(({ kind, text }) => `${kind.toUpperCase()} ${text}`),
  ];
  const { acknowledged, redelivered } = delivered;
  const told = `${acknowledged.length} acknowledged, ${redelivered} sent again`;
  const result = problems.length === 0 ? "ok" : "FAILED";
  return [
    `round ${round}: ${who}; ${told}; ${seconds(tookMs)}; ${result}`,
    ...problems.map((one) => `  ${one}`),
  ];
}
