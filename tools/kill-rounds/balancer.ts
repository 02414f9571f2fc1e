import http from "node:http";
import type { AppProcess } from "./app-process.ts";

/** Stands before several processes as a load balancer does: each request to the next of those that live. */
export interface Balancer {
  readonly address: string;
  close(): Promise<void>;
}

export async function startBalancer(apps: readonly AppProcess[]): Promise<Balancer> {
  let next = 0;
  const server = http.createServer((request, response) => {
    const living = apps.filter(({ alive }) => alive);
    const app = living[next % living.length];
    next += 1;
    const refuse = () => {
      if (!response.headersSent) response.writeHead(502).end();
      else response.destroy();
    };
    if (app === undefined) {
      refuse();
      return;
    }
    const { method, headers, url } = request;
    const onward = http.request(
      `${app.address}${url ?? ""}`,
      { agent: false, headers, ...(method === undefined ? {} : { method }) },
      (answer) => {
        answer.on("error", refuse);
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", refuse);
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The balancer has no port.");
  return {
    address: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
