import { spawn } from "node:child_process";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { remoteGroups } from "./remote.ts";
import type { StandIn, StandInOptions } from "./stand-in.ts";

/**
 * GitHub for one App, in a process of its own: it goes on while the App is killed, and has a processor for itself.
 * It ends with this process at the latest.
 */
export async function startStandInProcess(options: StandInOptions = {}): Promise<StandIn> {
  const entry = fileURLToPath(new URL("./serve.ts", import.meta.url));
  const child = spawn(process.execPath, [entry, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    new Promise<string>((resolve) => lines.once("line", resolve)),
    ended.then(() => Promise.reject(new Error("The stand-in ended before it said where it is."))),
  ]);
  const told: Pick<StandIn, "url" | "graphqlUrl" | "gitUrl" | "app"> = JSON.parse(first);
  return {
    ...told,
    ...remoteGroups(told.gitUrl),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
