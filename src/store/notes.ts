import type { Database } from "./database.ts";
import { storableText } from "./storable.ts";
import type { Notes } from "./store.ts";
import { onStore } from "./unavailable.ts";

export function notesOn({ rows }: Database): Notes {
  return {
    get: (key) =>
      onStore(async () => {
        const row = await rows.selectFrom("note").select("value").where("key", "=", key).executeTakeFirst();
        return row?.value ?? null;
      }),
    set: (key, value) =>
      onStore(async () => {
        const text = storableText(value);
        await rows
          .insertInto("note")
          .values({ key, value: text })
          .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: text }))
          .execute();
      }),
  };
}
