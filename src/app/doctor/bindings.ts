import type { ServerEnvironment } from "../../config/index.ts";
import type { TeamBindings } from "../../model/team.ts";
import { openStoreReader } from "../../store/index.ts";
import { keptBindings } from "../teams/bindings.ts";

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** Which teams names mean, as far as the App has learned it. Nothing where its store cannot be read: another check says why. */
export async function readBindings(
  { store }: Pick<ServerEnvironment, "store">,
  now: () => Date,
): Promise<TeamBindings> {
  try {
    const reader = await openStoreReader({ ...store, now, log: quiet });
    try {
      return await keptBindings(reader.records);
    } finally {
      await reader.close();
    }
  } catch {
    return new Map();
  }
}
