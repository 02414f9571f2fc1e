import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports that systems give out by themselves (Linux from 32768, others from 49152): to whoever listens on port 0,
 * and to each connection that somebody opens.
 */
const [firstPort, endPort] = [20_000, 32_000];

/**
 * For a server that is ended and started again: a free port that nobody is given meanwhile. One that the system gave
 * would soon be that of a connection, and the server could not come back to it.
 */
export async function lastingPort(): Promise<number> {
  for (;;) {
    const port = randomInt(firstPort, endPort);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch {
    return false;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
