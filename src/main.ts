import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { keepUpload } from "./app/attend/plans/upload.ts";
import { canWrite, gitAnswers, StartError } from "./app/before-start.ts";
import { packageVersion } from "./app/installation.ts";
import { anchorsSweep, ledgerSigner, startLedger } from "./app/ledger/serve-ledger.ts";
import { ServedLedger } from "./app/ledger/served.ts";
import { maskedDelivery } from "./app/masked-delivery.ts";
import { storeThatAnswers } from "./app/open-store.ts";
import type { PolicySet } from "./app/policy-set.ts";
import { createServerAttendant, type ServePorts } from "./app/serve.ts";
import { servingReview } from "./app/serving-review.ts";
import { shippedPolicySet } from "./app/shipped-policies.ts";
import type { ServerEnvironment } from "./config/index.ts";
import { createMirrors, type Mirrors } from "./git/index.ts";
import {
  createGitHubApp,
  createIdentityVerifier,
  eventsRead,
  type GitHubApp,
  GitHubError,
  type PlanAnswer,
  type PlanUpload,
  subjectOf,
} from "./github/index.ts";
import { createHttpServer, type HttpServer } from "./github/server/http-server.ts";
import { createMetrics, type Metrics } from "./github/server/metrics.ts";
import type { PlanUploads } from "./github/server/plan-upload.ts";
import { UploadAllowance } from "./github/server/upload-allowance.ts";
import type { Log } from "./model/log.ts";
import { planBytesMax } from "./resources/terraform-plan/index.ts";
import type { Job, Store } from "./store/index.ts";

export interface Serving {
  /** The system chose it where 0 was asked for. */
  readonly port: number;
  /** Takes nothing new, ends what is in hand within the time for that, and lets everything go. */
  stop(): Promise<void>;
}

/** What an image brings, the clock, and how long an effect is looked for: a test's to choose. */
export interface ServerParts {
  readonly policySet: (cacheFolder: string) => Promise<PolicySet>;
  readonly now: () => Date;
  readonly effectPatience?: ServePorts["effectPatience"];
}

const ownParts: ServerParts = { policySet: shippedPolicySet, now: () => new Date() };

/** Requests take milliseconds; this is for one that is in flight when everything else has ended. */
const requestsEndMs = 5_000;

/**
 * Starts a server: first the store, then the way in, so that nothing is refused while the rules are loaded, then the
 * work. It stops the other way round, so that what comes meanwhile is still kept, for the next process. Throws where it
 * cannot start, and has let everything go then.
 */
export async function serve(
  environment: ServerEnvironment,
  log: Log,
  parts: Partial<ServerParts> = {},
): Promise<Serving> {
  const releases: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const release of releases.splice(0).reverse()) await release();
  };
  try {
    const { port, drain } = await start(environment, log, { ...ownParts, ...parts }, (release) =>
      releases.push(release),
    );
    return {
      port,
      stop: () => {
        drain();
        return stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  environment: ServerEnvironment,
  log: Log,
  { now, policySet, effectPatience }: ServerParts,
  later: (release: () => Promise<void>) => void,
): Promise<{ readonly port: number; readonly drain: () => void }> {
  const version = packageVersion();
  canWrite(environment.dataFolder);
  let opened: Store | null = null;
  const signer = ledgerSigner(environment);
  const metrics = createMetrics({
    version,
    ledgerSigned: () => signer.notSigning === null,
    store: environment.store.kind,
    events: eventsRead,
    backlog: async () => {
      if (opened === null) throw new Error("The store is not open yet.");
      return opened.work.backlog();
    },
  });
  const gitHub = await gitHubApp(environment, log, metrics);
  const store = await storeThatAnswers(environment, log, signer, now);
  opened = store;
  later(() => store.close());
  let rulesLoaded = false;
  let keepPlan: ((upload: PlanUpload) => Promise<PlanAnswer>) | null = null;
  const http = wayIn(environment, log, store, metrics, {
    rulesLoaded: () => rulesLoaded,
    keepPlan: () => keepPlan,
  });
  const port = await listening(http, environment.listen);
  later(() => http.stop(requestsEndMs));
  log.info({ host: environment.listen.host, port, store: store.kind, version }, "Listening.");

  const mirrors = await openMirrors(environment, log);
  later(() => mirrors.close());
  const cacheFolder = join(environment.dataFolder, "cache");
  const review = await servingReview(await policySet(cacheFolder), store, { cacheFolder, version, now });
  later(() => review.runner.close());
  rulesLoaded = true;
  keepPlan = (upload) => keepUpload(upload, { gitHub, store, review, log });

  const tool = { id: randomUUID(), version, policySet: review.policySet.digest };
  const ledger = await startLedger({ environment, store, signer, tool, log });
  later(() => ledger.stop());

  const anchors = () => anchorsSweep({ environment, store, signer, gitHub, log, now });
  const attendant = createServerAttendant({
    ...{ environment, store, anchors, gitHub, mirrors, review, log, metrics, now },
    ...(effectPatience === undefined ? {} : { effectPatience }),
  });
  await attendant.begin();
  later(() => store.work.stop(environment.stopTimeoutMs));
  await store.work.start(measured(attendant.handle, metrics), { concurrency: environment.concurrency });
  log.info({ policySet: review.policySet.digest, concurrency: environment.concurrency }, "Ready.");
  return { port, drain: () => http.drain() };
}

/** A key of another App is told at once; a GitHub that is down is no reason not to start. */
async function gitHubApp(environment: ServerEnvironment, log: Log, metrics: Metrics): Promise<GitHubApp> {
  const { app, configurationRepository } = environment;
  const baseUrl = environment.gitHub.apiUrl;
  await gitAnswers(environment.searchPath);
  const client = createGitHubApp({
    appId: app.id,
    privateKey: app.privateKey,
    baseUrl,
    configurationRepository,
    log,
    metrics,
  });
  try {
    const { slug } = await client.app();
    log.info({ app: slug, appId: app.id, api: baseUrl }, "Signed in as the GitHub App.");
  } catch (error) {
    if (error instanceof GitHubError && (error.code === "unauthorised" || error.code === "not-found"))
      throw new StartError(
        `GitHub (${baseUrl}) does not know App ${app.id} with this private key. Compare APP_ID with the App's page, and generate a new private key there if in doubt.`,
        { cause: error },
      );
    log.warn({ error, api: baseUrl }, "GitHub does not answer; starting all the same.");
  }
  return client;
}

function wayIn(
  { app, webhook, planUploads, ledger }: ServerEnvironment,
  log: Log,
  store: Store,
  metrics: Metrics,
  later: { readonly rulesLoaded: () => boolean; readonly keepPlan: PlanUploads["keep"] },
): HttpServer {
  const rules = async () => {
    if (!later.rulesLoaded()) throw new Error("The rules are not loaded yet.");
  };
  return createHttpServer({
    secrets: webhook.secrets,
    path: webhook.path,
    inbox: store.inbox,
    metrics,
    log,
    clock: () => performance.now(),
    planBytesMax,
    ledger: ledger.serve ? new ServedLedger({ store }) : null,
    plans: planUploads === null ? null : uploads(planUploads, later.keepPlan),
    decide: (event, payload) => subjectOf(event, payload, { appId: app.id }),
    kept: maskedDelivery,
    dependencies: [
      { name: "store", check: () => store.ping() },
      { name: "rules", check: rules },
    ],
  });
}

function uploads(
  believed: NonNullable<ServerEnvironment["planUploads"]>,
  keep: PlanUploads["keep"],
): PlanUploads {
  const allowance = new UploadAllowance(() => performance.now());
  return { verify: createIdentityVerifier(believed), allowance, keep };
}

async function listening(http: HttpServer, address: ServerEnvironment["listen"]): Promise<number> {
  try {
    return await http.listen(address);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `Cannot listen on ${address.host}:${address.port} (${reason}). Choose others with HOST and PORT.`,
      {
        cause,
      },
    );
  }
}

function openMirrors(environment: ServerEnvironment, log: Log): Promise<Mirrors> {
  return createMirrors({
    folder: join(environment.dataFolder, "mirrors"),
    bytesMax: environment.mirrorsBytesMax,
    git: { searchPath: environment.searchPath },
    network: environment.network,
    now: () => new Date(),
    log,
  });
}

/** The store tells of a job that threw, and tries it again; here is only counted how it went. */
function measured(handle: (job: Job) => Promise<void>, metrics: Metrics): (job: Job) => Promise<void> {
  return async (job) => {
    const started = performance.now();
    const done = (outcome: "done" | "superseded" | "failed") =>
      metrics.jobDone(job.subject.kind, outcome, (performance.now() - started) / 1000);
    try {
      await handle(job);
      done(job.signal.aborted ? "superseded" : "done");
    } catch (error) {
      done(job.signal.aborted ? "superseded" : "failed");
      throw error;
    }
  };
}
