import type { PGlite } from "@electric-sql/pglite";
import { askedChannel, type Presence, readNotice } from "./presence.ts";

/** Behind the lock of the folder there is only this process: whoever else left a claim is gone. */
export function embeddedPresence(database: PGlite): Presence {
  let number: number | null = null;
  let unlisten: (() => Promise<void>) | null = null;
  return {
    async start(events) {
      unlisten = await database.listen(askedChannel, (payload) => {
        const notice = readNotice(payload);
        if (notice !== null) events.asked(notice.key, notice.wanted);
      });
      const { rows } = await database.query<{ number: number }>(
        "select nextval('sekisho.process_number')::integer as number",
      );
      number = rows[0]?.number ?? null;
    },
    number: () => number,
    gone: async (numbers) => numbers.filter((asked) => asked !== number),
    async stop() {
      number = null;
      await unlisten?.();
      unlisten = null;
    },
  };
}
