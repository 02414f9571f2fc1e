import http from "node:http";

export interface Sent {
  /** 0: nobody answered. */
  readonly status: number;
  readonly statusText: string;
  readonly durationMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A new connection for each: one that the App has just closed would look like a lost webhook. */
const agent = new http.Agent({ keepAlive: false, maxSockets: 64 });

/** Never throws: whatever goes wrong is what GitHub would write down beside the delivery. */
export function sendWebhook(
  url: string | null,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  timeoutMs: number,
): Promise<Sent> {
  if (url === null)
    return Promise.resolve({
      status: 0,
      statusText: "failed to connect to host",
      durationMs: 0,
      headers: {},
      body: "",
    });
  const begun = performance.now();
  return new Promise((resolve) => {
    const done = (
      status: number,
      statusText: string,
      response: http.IncomingMessage | null,
      text: string,
    ): void => {
      const given = Object.entries(response?.headers ?? {}).map(([name, value]) => [name, String(value)]);
      resolve({
        status,
        statusText,
        durationMs: performance.now() - begun,
        headers: Object.fromEntries(given),
        body: text,
      });
    };
    const request = http.request(
      url,
      { method: "POST", agent, headers: { ...headers, "Content-Length": String(body.length) } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", () => done(0, "connection closed", null, ""));
        response.on("end", () => {
          clearTimeout(timer);
          done(
            response.statusCode ?? 0,
            response.statusMessage ?? "",
            response,
            Buffer.concat(chunks).toString("utf8"),
          );
        });
      },
    );
    const timer = setTimeout(() => {
      done(504, "timed out", null, "");
      request.destroy();
    }, timeoutMs);
    request.on("error", () => {
      clearTimeout(timer);
      done(0, "failed to connect to host", null, "");
    });
    request.end(body);
  });
}
