import { join } from "node:path";
import type { z } from "zod";
import { weaknessOf } from "../model/webhook-secret.ts";
import { dataFolderOf } from "./data-folder.ts";
import { type GitHubAddress, readGitHubAddress } from "./github-address.ts";
import { type LedgerEnvironment, ledgerSecrets, readLedger } from "./ledger-environment.ts";
import { type NetworkEnvironment, readNetwork } from "./network.ts";
import { type PlanUploadEnvironment, planUploadsOf } from "./plan-uploads.ts";
import { readPrivateKey } from "./private-key.ts";
import { givenSecret, present, type Variables } from "./secret-file.ts";
import { type logLevels, serverVariables } from "./server-variables.ts";

/** What the server was started with, complete and checked. Holds secrets: never logged as a whole. */
export interface ServerEnvironment {
  readonly app: { readonly id: number; readonly privateKey: string };
  /** The secret in force first, then one that is being replaced. */
  readonly webhook: { readonly secrets: readonly string[]; readonly path: string };
  readonly gitHub: GitHubAddress;
  readonly network: NetworkEnvironment;
  /** `null`: no plans are taken from workflows. */
  readonly planUploads: PlanUploadEnvironment | null;
  readonly ledger: LedgerEnvironment;
  /** Name of the repository with the organisation's file, the same for every organisation. */
  readonly configurationRepository: string;
  readonly store:
    | { readonly kind: "postgres"; readonly url: string }
    | { readonly kind: "embedded"; readonly folder: string };
  readonly listen: { readonly host: string; readonly port: number };
  readonly logLevel: (typeof logLevels)[number];
  /** For mirrors, the embedded store and compiled policies; absolute. */
  readonly dataFolder: string;
  /** Jobs at a time. */
  readonly concurrency: number;
  readonly mirrorsBytesMax: number;
  /** How long jobs in hand may go on after the signal to stop. */
  readonly stopTimeoutMs: number;
  /** Where to look for git. */
  readonly searchPath: string;
  /** Every value that must not appear in a log. */
  readonly secrets: readonly string[];
}

export type ServerEnvironmentReading =
  | { readonly kind: "ready"; readonly environment: ServerEnvironment }
  /** All that is wrong, each with how to mend it, and without any secret. */
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** What the command line says, which wins over the environment. */
export interface ServerFlags {
  readonly embedded: boolean;
  readonly port: number | null;
}

const gibibyte = 1024 ** 3;

/** Reads everything, so that whoever sets it up sees all that is wrong at once. Never throws for what it reads. */
export function readServerEnvironment(
  flags: ServerFlags,
  variables: Variables = process.env,
): ServerEnvironmentReading {
  const problems: string[] = [];
  const note = <Value>(reading: { readonly value: Value | null; readonly problems: readonly string[] }) => {
    problems.push(...reading.problems);
    return reading.value;
  };
  const dataFolder = dataFolderOf(variables);
  const plain = note(plainOf(variables));
  const privateKey = note(privateKeyOf(variables));
  const secrets = note(webhookSecretsOf(variables));
  const store = note(storeOf(flags, dataFolder, variables));
  const gitHub = note(gitHubOf(variables));
  const network = gitHub === null ? null : note(networkOf(variables, gitHub));
  const ledger = note(readLedger(variables, { demanded: store?.kind === "postgres" }));
  if (problems.length > 0 || !plain || !privateKey || !secrets || !store || !gitHub || !network || !ledger)
    return { kind: "invalid", problems };
  const environment: ServerEnvironment = {
    app: { id: plain.APP_ID, privateKey },
    webhook: { secrets, path: plain.WEBHOOK_PATH },
    gitHub,
    network,
    planUploads: planUploadsOf(
      {
        publicUrl: plain.SEKISHO_PUBLIC_URL,
        audience: plain.SEKISHO_PLAN_AUDIENCE,
        issuer: plain.SEKISHO_PLAN_ISSUER,
      },
      gitHub,
    ),
    ledger,
    configurationRepository: plain.SEKISHO_CONFIG_REPOSITORY,
    store,
    listen: { host: plain.HOST, port: flags.port ?? plain.PORT },
    logLevel: plain.LOG_LEVEL,
    dataFolder,
    concurrency: plain.SEKISHO_CONCURRENCY,
    mirrorsBytesMax: plain.SEKISHO_MIRRORS_GIB * gibibyte,
    stopTimeoutMs: plain.SEKISHO_STOP_SECONDS * 1000,
    searchPath: present(variables["PATH"]) ?? "/usr/local/bin:/usr/bin:/bin",
    secrets: [...secrets, privateKey, ...secretsOfStore(store), ...ledgerSecrets(ledger)],
  };
  return { kind: "ready", environment };
}

export type StoreEnvironmentReading =
  | { readonly kind: "ready"; readonly store: ServerEnvironment["store"] }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** Where the records are, for commands that only ask them: they need no App. */
export function readStoreEnvironment(
  flags: Pick<ServerFlags, "embedded">,
  variables: Variables = process.env,
): StoreEnvironmentReading {
  const { value, problems } = storeOf(flags, dataFolderOf(variables), variables);
  return value === null ? { kind: "invalid", problems } : { kind: "ready", store: value };
}

/** With what the ledger of a store is signed, for commands that sign as the server does. */
export type LedgerEnvironmentReading =
  | {
      readonly kind: "ready";
      readonly environment: Pick<ServerEnvironment, "ledger" | "store" | "dataFolder">;
    }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

export function readLedgerEnvironment(
  flags: Pick<ServerFlags, "embedded">,
  variables: Variables = process.env,
): LedgerEnvironmentReading {
  const dataFolder = dataFolderOf(variables);
  const store = storeOf(flags, dataFolder, variables);
  const ledger = readLedger(variables, { demanded: store.value?.kind === "postgres" });
  if (store.value === null || ledger.value === null)
    return { kind: "invalid", problems: [...store.problems, ...ledger.problems] };
  return { kind: "ready", environment: { ledger: ledger.value, store: store.value, dataFolder } };
}

interface Reading<Value> {
  readonly value: Value | null;
  readonly problems: readonly string[];
}

function read<Value>(value: Value): Reading<Value> {
  return { value, problems: [] };
}

function wrong(...problems: readonly string[]): Reading<never> {
  return { value: null, problems };
}

function plainOf(variables: Variables): Reading<z.infer<typeof serverVariables>> {
  // `PORT=` in a file of variables means that nobody said anything.
  const said = Object.fromEntries(
    Object.entries(variables).filter(([, text]) => present(text) !== undefined),
  );
  const result = serverVariables.safeParse(said);
  return result.success ? read(result.data) : wrong(...result.error.issues.map(({ message }) => message));
}

function privateKeyOf(variables: Variables): Reading<string> {
  const given = givenSecret("PRIVATE_KEY", variables);
  if (given.kind === "problem") return wrong(given.message);
  const key = readPrivateKey(given.kind === "given" ? given.text : "");
  if (key.kind === "key") return read(key.pem);
  return wrong(
    given.kind === "missing" ? key.message.replace(/ is no [^.]*\./, " is missing.") : key.message,
  );
}

function webhookSecretsOf(variables: Variables): Reading<readonly string[]> {
  const secrets: string[] = [];
  const problems: string[] = [];
  for (const name of ["WEBHOOK_SECRET", "WEBHOOK_SECRET_PREVIOUS"]) {
    const given = givenSecret(name, variables);
    if (given.kind === "missing" && name !== "WEBHOOK_SECRET") continue;
    const weakness =
      given.kind === "problem" ? null : weaknessOf(given.kind === "given" ? given.text : undefined);
    if (given.kind === "problem") problems.push(given.message);
    else if (weakness !== null) problems.push(`${name}: ${weakness}`);
    else if (given.kind === "given") secrets.push(given.text);
  }
  return problems.length > 0 ? wrong(...problems) : read(secrets);
}

function storeOf(
  { embedded }: Pick<ServerFlags, "embedded">,
  dataFolder: string,
  variables: Variables,
): Reading<ServerEnvironment["store"]> {
  const given = givenSecret("DATABASE_URL", variables);
  if (given.kind === "problem") return wrong(given.message);
  if (embedded && given.kind === "given")
    return wrong("DATABASE_URL is set, and --embedded asks for the store in a folder. Keep one of them.");
  if (embedded) return read({ kind: "embedded", folder: join(dataFolder, "store") });
  if (given.kind === "missing")
    return wrong(
      "DATABASE_URL is missing. Set it to a PostgreSQL server, postgres://user:password@host:5432/sekisho, or start with --embedded to keep everything in a folder of this machine.",
    );
  const url = given.text.trim();
  if (!URL.canParse(url) || !/^postgres(?:ql)?:$/.test(new URL(url).protocol))
    return wrong(
      "DATABASE_URL is no address of a PostgreSQL server. It looks like postgres://user:password@host:5432/sekisho; characters such as @ and / within the password are written as %40 and %2F.",
    );
  return read({ kind: "postgres", url });
}

function gitHubOf(variables: Variables): Reading<GitHubAddress> {
  const reading = readGitHubAddress(variables);
  return reading.kind === "address" ? read(reading.address) : wrong(reading.message);
}

function networkOf(variables: Variables, { webUrl }: GitHubAddress): Reading<NetworkEnvironment> {
  const { network, problem } = readNetwork(variables, webUrl);
  return problem === null ? read(network) : wrong(problem);
}

function secretsOfStore(store: ServerEnvironment["store"]): readonly string[] {
  if (store.kind === "embedded") return [];
  const { password } = new URL(store.url);
  return password === "" ? [] : [password, decodeURIComponent(password)];
}
