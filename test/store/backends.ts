import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store, type StoreLog, type StoreOptions } from "../../src/store/index.ts";
import { type PostgresServer, startPostgres, whyNoPostgres } from "./postgres-server.ts";

/** Somewhere to keep things: an empty database, or an empty folder. */
export interface Place {
  readonly where:
    | { readonly kind: "postgres"; readonly url: string }
    | { readonly kind: "embedded"; readonly folder: string };
  open(options?: Partial<Pick<StoreOptions, "now" | "log" | "signer" | "random">>): Promise<Store>;
}

export interface Backend {
  readonly name: "PostgreSQL" | "embedded";
  /** Why it cannot be tested here; `null` where it can. */
  readonly missing: string | null;
  /** A new place. What is opened there is closed, and the place is removed, by `end`. */
  place(): Promise<Place>;
  end(): Promise<void>;
}

export const silent: StoreLog = { info() {}, warn() {}, error() {} };

export function backends(): readonly Backend[] {
  return [embedded(), postgres()];
}

export function embedded(): Backend {
  const folders: string[] = [];
  const opened: Store[] = [];
  // A new database takes seconds to make; each but the first is a copy.
  let template: Promise<string> | null = null;
  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), "sekisho-store-"));
    folders.push(folder);
    return folder;
  };
  const makeTemplate = async () => {
    const folder = await newFolder();
    const store = await openStore({ kind: "embedded", folder, now: () => new Date(), log: silent });
    await store.close();
    return folder;
  };
  return {
    name: "embedded",
    missing: null,
    async place() {
      template ??= makeTemplate();
      const folder = await newFolder();
      await cp(await template, folder, { recursive: true });
      return placeAt({ kind: "embedded", folder }, opened);
    },
    async end() {
      for (const store of opened.splice(0)) await store.close().catch(() => {});
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
      template = null;
    },
  };
}

export function postgres(): Backend {
  let server: Promise<PostgresServer | null> | null = null;
  const opened: Store[] = [];
  return {
    name: "PostgreSQL",
    missing: whyNoPostgres(),
    async place() {
      server ??= startPostgres();
      const running = await server;
      if (running === null) throw new Error("PostgreSQL could not be started");
      return placeAt({ kind: "postgres", url: await running.createDatabase() }, opened);
    },
    async end() {
      for (const store of opened.splice(0)) await store.close().catch(() => {});
      const running = await server;
      server = null;
      await running?.remove();
    },
  };
}

function placeAt(where: Place["where"], opened: Store[]): Place {
  return {
    where,
    async open({ now = () => new Date(), log = silent, ...more } = {}) {
      const options: StoreOptions = { ...where, now, log, ...more };
      const store = await openStore(options);
      opened.push(store);
      return store;
    },
  };
}
