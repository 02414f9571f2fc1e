import { isAbsolute, resolve } from "node:path";
import { givenSecret, present, type Variables } from "./secret-file.ts";

/** With what the ledger is signed, and where its checkpoints may be written. Holds secrets. */
export interface LedgerEnvironment {
  /** As it was given: read where the ledger is. `null`: the one of the data folder, made at the first start. */
  readonly key: string | null;
  /** The key that is being replaced: it signs, too. */
  readonly previousKey: string | null;
  /** The name of the log: `sekisho.example.com/ledger`. `null`: the one that the key names. */
  readonly origin: string | null;
  /** What a log would be called at the address at which others reach the server; `null`: nobody told it. */
  readonly publicOrigin: string | null;
  /** Whether `/ledger/` answers. */
  readonly serve: boolean;
  /** What the anchors of the configuration need that must not stand there. */
  readonly anchors: AnchorEnvironment;
}

export interface AnchorEnvironment {
  /** Folders of anchors have to be in it; `null`: none may be written. Absolute. */
  readonly folder: string | null;
  readonly s3: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string | null;
  } | null;
  /** A token that may write releases of the repositories that the configuration names. */
  readonly releaseToken: string | null;
}

/** Where no variable says anything of the ledger, and nobody can reach it. */
export const localLedger: LedgerEnvironment = {
  key: null,
  previousKey: null,
  origin: null,
  publicOrigin: null,
  serve: false,
  anchors: { folder: null, s3: null, releaseToken: null },
};

export interface LedgerReading {
  readonly value: LedgerEnvironment | null;
  readonly problems: readonly string[];
}

/** A host, perhaps with a port and a path: an address without its scheme. Upper case would make two names of one log. */
const originForm = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]+)*$/;
const originCharactersMax = 200;

/** `demanded`: nobody may make up a key, because several processes share the log. Messages show no secret. */
export function readLedger(
  variables: Variables,
  { demanded }: { readonly demanded: boolean },
): LedgerReading {
  const problems: string[] = [];
  const secret = (name: string): string | null => {
    const given = givenSecret(name, variables);
    if (given.kind === "problem") problems.push(given.message);
    return given.kind === "given" ? given.text.trim() : null;
  };
  const key = secret("LEDGER_KEY");
  const previousKey = secret("LEDGER_KEY_PREVIOUS");
  const accessKeyId = present(variables["LEDGER_S3_ACCESS_KEY_ID"])?.trim() ?? null;
  const secretAccessKey = secret("LEDGER_S3_SECRET_ACCESS_KEY");
  const sessionToken = secret("LEDGER_S3_SESSION_TOKEN");
  const releaseToken = secret("LEDGER_RELEASE_TOKEN");
  const origin = present(variables["LEDGER_ORIGIN"])?.trim() ?? null;
  const serve = present(variables["LEDGER_SERVE"]) ?? "on";
  const folder = present(variables["LEDGER_ANCHOR_FOLDER"]) ?? null;
  if (demanded && key === null && problems.length === 0) problems.push(keyMissing);
  if (key === null && previousKey !== null)
    problems.push("LEDGER_KEY_PREVIOUS is set without LEDGER_KEY. The key in force is LEDGER_KEY.");
  if (origin !== null && (origin.length > originCharactersMax || !originForm.test(origin)))
    problems.push(
      "LEDGER_ORIGIN has to be the name of the log as an address without https://, such as sekisho.example.com/ledger.",
    );
  if (serve !== "on" && serve !== "off") problems.push("LEDGER_SERVE has to be on or off.");
  if (folder !== null && !isAbsolute(folder))
    problems.push("LEDGER_ANCHOR_FOLDER has to be an absolute path, such as /mnt/anchors.");
  if ((accessKeyId === null) !== (secretAccessKey === null))
    problems.push("LEDGER_S3_ACCESS_KEY_ID and LEDGER_S3_SECRET_ACCESS_KEY belong together. Set both.");
  if (problems.length > 0) return { value: null, problems };
  const s3 =
    accessKeyId === null || secretAccessKey === null ? null : { accessKeyId, secretAccessKey, sessionToken };
  const anchors = { folder: folder === null ? null : resolve(folder), s3, releaseToken };
  const publicOrigin = publicOriginOf(present(variables["SEKISHO_PUBLIC_URL"]));
  return { value: { key, previousKey, origin, publicOrigin, serve: serve === "on", anchors }, problems };
}

function publicOriginOf(publicUrl: string | undefined): string | null {
  const origin = `${publicUrl?.replace(/^https?:\/\//, "").replace(/\/+$/, "")}/ledger`;
  return publicUrl !== undefined && originForm.test(origin) ? origin : null;
}

const keyMissing =
  "LEDGER_KEY is missing. Every process that writes to one PostgreSQL has to sign with the same key: make it once with `sekisho ledger new-key --origin sekisho.example.com/ledger --out ledger-key`, and set LEDGER_KEY to what it wrote, or LEDGER_KEY_PATH to the file.";

/** Every secret value of it, for whoever keeps them out of logs. */
export function ledgerSecrets({ key, previousKey, anchors }: LedgerEnvironment): readonly string[] {
  const { s3, releaseToken } = anchors;
  return [key, previousKey, releaseToken, s3?.secretAccessKey, s3?.sessionToken].filter(
    (value) => typeof value === "string",
  );
}
