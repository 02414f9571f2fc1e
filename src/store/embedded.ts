import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { fromPglite } from "pg-boss";
import type { Database } from "./database.ts";
import { lockFolder } from "./folder-lock.ts";
import type { StoreLog } from "./log.ts";
import { schemaName, type Tables } from "./tables.ts";
import { embeddedPresence } from "./work/embedded-presence.ts";

/**
 * What the embedded store promises: what was acknowledged survives the end of the process, also by kill -9. It does not
 * promise to survive a power cut, because PGlite's fsync does nothing, whatever `show fsync` says.
 */
const promise =
  "The embedded store survives a crash of this process. A power cut or a crash of the machine may lose what was " +
  "acknowledged shortly before; for that, set DATABASE_URL to a PostgreSQL server";

/** PGlite's own 128 MB are most of what an idle process holds; the tables of one team's pull requests need less. */
const sharedBuffers = "32MB";

export async function openEmbedded(folder: string, log: StoreLog): Promise<Database> {
  const path = resolve(folder);
  await mkdir(path, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(path);
  try {
    const database = await PGlite.create(join(path, "database"), {
      startParams: [...PGlite.defaultStartParams, "-c", `shared_buffers=${sharedBuffers}`],
    });
    log.warn({ folder: path }, promise);
    const rows = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: database }) });
    return {
      kind: "embedded",
      rows: rows.withSchema(schemaName),
      jobs: fromPglite(database),
      presence: embeddedPresence(database),
      async close() {
        await rows.destroy();
        if (!database.closed) await database.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
