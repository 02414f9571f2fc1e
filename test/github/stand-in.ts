import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createActs } from "./acts/acts.ts";
import { Contract } from "./contract/contract.ts";
import { loadDescription } from "./contract/description.ts";
import { routesOf } from "./contract/routes.ts";
import { createControl } from "./control.ts";
import { Graphql } from "./graphql/graphql.ts";
import { Hooks } from "./hooks/hooks.ts";
import { createLook } from "./look/look.ts";
import { type Groups, invoke, promised } from "./remote.ts";
import { ActionsIdentity } from "./server/actions-identity.ts";
import { type FaultOptions, Faults } from "./server/faults.ts";
import { Identities } from "./server/identify.ts";
import { githubLimits, type LimitOptions, Limits } from "./server/limits.ts";
import { type Latency, Pace } from "./server/pace.ts";
import { createRegistration, type Registration, readManifest } from "./server/registration.ts";
import { type Listening, listen, type ServerParts } from "./server/server.ts";
import { StandInClock } from "./stand-in-clock.ts";
import { World } from "./world/world.ts";

/** Plain data, so that another process can be started with it. */
export interface StandInOptions {
  /** Where webhooks go. It can be said later: `control.listenAt`. */
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly webhookTimeoutMs?: number;
  readonly appId?: number;
  readonly slug?: string;
  /** What the App is registered with: what `app.yml` says where they are left out. */
  readonly permissions?: Readonly<Record<string, string>>;
  readonly events?: readonly string[];
  /** GitHub's own where they are left out. */
  readonly limits?: Partial<LimitOptions>;
  readonly faults?: FaultOptions;
  /** Without it answers come as soon as they can. */
  readonly latency?: Latency;
  /** 0: any free one. */
  readonly port?: number;
  /** For repositories; a temporary one, which goes away at the end, where it is left out. */
  readonly folder?: string;
}

export interface StandIn extends Groups {
  /** Of REST, as GitHub Enterprise Server has it: `http://127.0.0.1:<port>/api/v3`. */
  readonly url: string;
  readonly graphqlUrl: string;
  /** Repositories are `<gitUrl>/owner/name.git`. */
  readonly gitUrl: string;
  readonly app: Omit<Registration, "publicKey" | "codes"> & {
    /** Gives the App's secrets once, as the last step of the manifest flow. */
    readonly manifestCode: string;
  };
  close(): Promise<void>;
}

const defaults = {
  appId: 510_015,
  slug: "sekisho",
  webhookSecret: "a secret of the stand-in, for tests only",
};
/** GitHub's: https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks */
const webhookTimeoutMs = 10_000;

/** GitHub for one App, in this process. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "github-stand-in-"));
  const clock = new StandInClock();
  const parts = createParts(options, folder, clock);
  const { world, contract, identities, hooks, limits, faults, pace, log, registration } = parts;
  const listening: { server: Listening | null } = { server: null };
  const groups: Groups = {
    acts: promised(createActs({ world, identities, actions: parts.actions })),
    look: promised(createLook({ world, contract, hooks, limits, log })),
    control: promised(
      createControl({
        ...{ hooks, faults, pace, clock },
        callsUnderWay: () => listening.server?.callsUnderWay() ?? 0,
        callsAnswered: () => log.length,
      }),
    ),
  };
  const control = (method: string, parameters: readonly unknown[]) => invoke(groups, method, parameters);
  const server = await listen({ ...parts, control }, options.port ?? 0);
  listening.server = server;
  world.origin = server.origin;
  const { codes, publicKey: _publicKey, ...app } = registration;
  return {
    url: `${server.origin}/api/v3`,
    graphqlUrl: `${server.origin}/api/graphql`,
    gitUrl: server.origin,
    app: { ...app, manifestCode: [...codes][0] ?? "" },
    ...groups,
    close: async () => {
      hooks.close();
      await server.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function createParts(
  options: StandInOptions,
  folder: string,
  clock: StandInClock,
): Omit<ServerParts, "control"> {
  const id = options.appId ?? defaults.appId;
  const slug = options.slug ?? defaults.slug;
  const registration = createRegistration(id, slug, options.webhookSecret ?? defaults.webhookSecret);
  const world = new World({ folder, now: clock.now }, { id, slug, name: slug });
  const manifest = readManifest();
  world.app.permissions = options.permissions ?? manifest.default_permissions;
  world.app.events = options.events ?? manifest.default_events;
  const description = loadDescription();
  const contract = new Contract(description);
  const faults = new Faults(options.faults ?? null);
  const hooks = new Hooks(world, contract, {
    secret: registration.webhookSecret,
    url: options.webhookUrl ?? null,
    timeoutMs: options.webhookTimeoutMs ?? webhookTimeoutMs,
    fate: (guid) => faults.ofWebhook(guid),
  });
  world.emit = (emitted) => hooks.emit(emitted);
  return {
    ...{ world, contract, hooks, faults, registration },
    actions: new ActionsIdentity(),
    identities: new Identities(world, registration.publicKey, registration.clientId),
    limits: new Limits({ ...githubLimits, ...options.limits }, clock.now),
    graphql: new Graphql(world, contract),
    match: routesOf(description.operations),
    pace: new Pace(options.latency ?? {}),
    log: [],
  };
}
