import http from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly event: string;
  readonly guid: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly raw: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: a webhook's body is anything, and tests name what they expect in it.
  readonly body: any;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** `event` or `event.action`, in the order in which they came. */
  readonly names: () => readonly string[];
  readonly last: (name: string) => Received["body"];
  /** 202 where nothing else is said; a promise that never ends: no answer. */
  answer: (ordinal: number) => number | Promise<number>;
  close(): Promise<void>;
}

/** An App that takes webhooks and does nothing. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const nameOf = ({ event, body }: Received): string =>
    body.action === undefined ? event : `${event}.${body.action}`;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const raw = Buffer.concat(chunks);
      const event = String(request.headers["x-github-event"]);
      const guid = String(request.headers["x-github-delivery"]);
      received.push({ event, guid, headers: request.headers, raw, body: JSON.parse(raw.toString("utf8")) });
      response.writeHead(await receiver.answer(received.length)).end("kept");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/api/github/webhooks`,
    received,
    names: () => received.map(nameOf),
    last: (name) => received.findLast((one) => nameOf(one) === name)?.body,
    answer: () => 202,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}
