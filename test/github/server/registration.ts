import { generateKeyPairSync, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** What the App has to be told about itself. */
export interface Registration {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  /** PEM. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly webhookSecret: string;
  /** Codes of the manifest flow that nobody has turned in yet. */
  readonly codes: Set<string>;
}

/** Made once in a process: it takes longer than everything else. */
let keys: { readonly privateKey: string; readonly publicKey: string } | null = null;

function keyPair(): { readonly privateKey: string; readonly publicKey: string } {
  if (keys !== null) return keys;
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  keys = {
    privateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
  return keys;
}

export function createRegistration(id: number, slug: string, webhookSecret: string): Registration {
  return {
    ...keyPair(),
    id,
    slug,
    clientId: `Iv23li${String(id).padStart(14, "0")}`,
    webhookSecret,
    codes: new Set([randomUUID()]),
  };
}

export interface Manifest {
  readonly default_permissions: Readonly<Record<string, string>>;
  readonly default_events: readonly string[];
}

/** `app.yml`, which the App is registered with on GitHub too: what it lacks there, it lacks here. */
export function readManifest(): Manifest {
  return parse(readFileSync(new URL("../../../app.yml", import.meta.url), "utf8"));
}
