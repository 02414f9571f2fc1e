import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { variablesFor } from "../../test/app/harness.ts";
import { type StandIn, startStandIn } from "../../test/github/stand-in.ts";
import { AppProcess } from "./app-process.ts";
import { type Balancer, startBalancer } from "./balancer.ts";
import { embeddedPlace, type Place } from "./place.ts";
import { comeToRest, type Delivered } from "./rest.ts";
import { type PlannedStep, Run } from "./story.ts";

/** GitHub, the App's processes behind one address, and the story as it goes there. */
export interface Side {
  readonly standIn: StandIn;
  readonly apps: readonly AppProcess[];
  readonly place: Place;
  /** Does the steps of a round, each at its time, or one after the other at once. */
  act(steps: readonly PlannedStep[], spread: boolean): Promise<void>;
  rest(): Promise<Delivered>;
  close(): Promise<void>;
}

export interface SideOptions {
  readonly name: string;
  readonly folder: string;
  readonly processes: number;
  readonly place: (dataFolder: string) => Promise<Place>;
}

const webhookPath = "/api/github/webhooks";
/** GitHub's limits are the matter of other tests: a day of an installation passes here in minutes. */
const unlimited = {
  requestsPerHour: null,
  graphqlPointsPerHour: null,
  contentPerMinute: null,
  contentPerHour: null,
  concurrentMax: null,
  restPointsPerMinute: null,
  graphqlPointsPerMinute: null,
};

export async function startSide({ name, folder, processes, place: placeIn }: SideOptions): Promise<Side> {
  const data = join(folder, name);
  mkdirSync(data, { recursive: true });
  shareCompiledRules(data);
  const place = await placeIn(data);
  await place.prepare();
  const standIn = await startStandIn({ limits: unlimited });
  const variables = { ...variablesFor(standIn, data), LOG_LEVEL: "info", ...place.variables };
  const create = (index: number) =>
    AppProcess.create({
      variables,
      embedded: place.embedded,
      logPath: join(folder, `${name}-${index}.log`),
    });
  const apps = await Promise.all(Array.from({ length: processes }, (_, index) => create(index)));
  for (const app of apps) await app.start();
  const balancer = processes === 1 ? null : await startBalancer(apps);
  const living = () => (apps.find(({ alive }) => alive) ?? apps[0])?.address ?? "";
  await standIn.control.listenAt({ url: `${balancer?.address ?? living()}${webhookPath}` });
  const run = new Run(standIn);
  let seen = 0;
  const rest = async () => {
    const delivered = await comeToRest(standIn, living, seen);
    seen = (await standIn.look.deliveries()).length;
    return delivered;
  };
  await run.begin();
  await rest();
  return {
    ...{ standIn, apps, place, rest },
    act: (steps, spread) => act(run, steps, spread),
    close: () => closeAll(apps, balancer, standIn),
  };
}

/** What reviews on this machine have compiled is not compiled again for every run. */
function shareCompiledRules(dataFolder: string): void {
  const { cacheDirectory } = readRuntimeEnvironment();
  mkdirSync(cacheDirectory, { recursive: true });
  symlinkSync(cacheDirectory, join(dataFolder, "cache"));
}

export function undisturbedSide(folder: string): Promise<Side> {
  const place = async (data: string) => embeddedPlace(data);
  return startSide({ name: "undisturbed", folder, processes: 1, place });
}

/** In the order of the story also where it is late, so that commits have the same ids in both runs. */
async function act(run: Run, steps: readonly PlannedStep[], spread: boolean): Promise<void> {
  const begun = performance.now();
  for (const planned of steps) {
    const early = begun + planned.atMs - performance.now();
    if (spread && early > 0) await wait(early);
    await run.take(planned);
  }
}

async function closeAll(
  apps: readonly AppProcess[],
  balancer: Balancer | null,
  standIn: StandIn,
): Promise<void> {
  await Promise.all(apps.map((app) => app.stop()));
  await balancer?.close();
  await standIn.close();
}
