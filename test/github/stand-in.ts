import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Acts, createActs } from "./acts/acts.ts";
import { Contract } from "./contract/contract.ts";
import { loadDescription } from "./contract/description.ts";
import { routesOf } from "./contract/routes.ts";
import { type Control, createControl } from "./control.ts";
import { Graphql } from "./graphql/graphql.ts";
import { Hooks } from "./hooks/hooks.ts";
import { createLook, type Look } from "./look/look.ts";
import { defaultEvents, defaultPermissions } from "./registration.ts";
import { type FaultOptions, Faults } from "./server/faults.ts";
import { Identities } from "./server/identify.ts";
import { githubLimits, type LimitOptions, Limits } from "./server/limits.ts";
import type { LoggedRequest } from "./server/request-log.ts";
import { listen } from "./server/server.ts";
import { StandInClock } from "./stand-in-clock.ts";
import { World } from "./world/world.ts";

export interface StandInOptions {
  /** Where webhooks go. It can be said later: `control.listenAt`. */
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly webhookTimeoutMs?: number;
  readonly appId?: number;
  readonly slug?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly events?: readonly string[];
  /** GitHub's own where they are left out. */
  readonly limits?: Partial<LimitOptions>;
  readonly faults?: FaultOptions;
  /** 0: any free one. */
  readonly port?: number;
  /** For repositories; a temporary one, which goes away at the end, where it is left out. */
  readonly folder?: string;
}

/** What the App has to be told about itself. */
export interface Registration {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/** The same whether the stand-in is in this process or in another one. */
export type Remote<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (...given: infer Given) => infer Result
    ? (...given: Given) => Promise<Awaited<Result>>
    : never;
};

export interface StandIn {
  /** Of REST, as GitHub Enterprise Server has it: `http://127.0.0.1:<port>/api/v3`. */
  readonly url: string;
  readonly graphqlUrl: string;
  /** Repositories are `<gitUrl>/owner/name.git`. */
  readonly gitUrl: string;
  readonly app: Registration;
  readonly acts: Remote<Acts>;
  readonly look: Remote<Look>;
  readonly control: Remote<Control>;
  close(): Promise<void>;
}

const defaults = {
  appId: 510_015,
  slug: "sekisho",
  webhookSecret: "a secret of the stand-in, for tests only",
};
const webhookTimeoutMs = 10_000;

/** GitHub for one App, in this process. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "github-stand-in-"));
  const clock = new StandInClock();
  const id = options.appId ?? defaults.appId;
  const slug = options.slug ?? defaults.slug;
  const world = new World({ folder, now: clock.now }, { id, slug, name: slug });
  world.app.permissions = options.permissions ?? defaultPermissions;
  world.app.events = options.events ?? defaultEvents;
  const description = loadDescription();
  const contract = new Contract(description);
  const faults = new Faults(options.faults ?? null);
  const webhookSecret = options.webhookSecret ?? defaults.webhookSecret;
  const hooks = new Hooks(world, contract, {
    secret: webhookSecret,
    url: options.webhookUrl ?? null,
    timeoutMs: options.webhookTimeoutMs ?? webhookTimeoutMs,
    fate: (guid) => faults.ofWebhook(guid),
  });
  world.emit = (emitted) => hooks.emit(emitted);
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const clientId = `Iv23li${String(id).padStart(14, "0")}`;
  const publicKey = keys.publicKey.export({ type: "spki", format: "pem" }).toString();
  const identities = new Identities(world, publicKey, clientId);
  const limits = new Limits({ ...githubLimits, ...options.limits }, clock.now);
  const log: LoggedRequest[] = [];
  const acts = createActs({ world, identities });
  const look = createLook({ world, contract, hooks, limits, log });
  let underWay = (): number => 0;
  const control = createControl({
    hooks,
    faults,
    clock,
    callsUnderWay: () => underWay(),
    callsAnswered: () => log.length,
  });
  const groups = { acts: promised(acts), look: promised(look), control: promised(control) };
  const server = await listen(
    {
      ...{ world, contract, identities, hooks, limits, faults, log },
      graphql: new Graphql(world, contract),
      match: routesOf(description.operations),
      control: (method, parameters) => invoke(groups, method, parameters),
    },
    options.port ?? 0,
  );
  world.origin = server.origin;
  underWay = server.callsUnderWay;
  return {
    url: `${server.origin}/api/v3`,
    graphqlUrl: `${server.origin}/api/graphql`,
    gitUrl: server.origin,
    app: {
      id,
      slug,
      clientId,
      webhookSecret,
      privateKey: keys.privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    },
    ...groups,
    close: async () => {
      hooks.close();
      await server.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every method gives a promise, as those of another process do. */
function promised<Methods extends object>(methods: Methods): Remote<Methods> {
  const wrapped = Object.entries(methods).map(
    ([name, method]: [string, (...given: unknown[]) => unknown]) => [
      name,
      async (...given: unknown[]) => method(...given),
    ],
  );
  return Object.fromEntries(wrapped);
}

/** `acts.openPull`, by its name, for whoever asks from another process. */
async function invoke(
  groups: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  name: string,
  parameters: readonly unknown[],
): Promise<unknown> {
  const [group = "", method = ""] = name.split(".");
  const found = groups[group]?.[method];
  if (typeof found !== "function") throw new Error(`The stand-in has no method ${name}.`);
  return found(...parameters);
}
