import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { StoreUnavailable } from "../../store/store.ts";
import { type HttpServer, type HttpServerOptions, WeakSecretError } from "./http-server.ts";
import { bodyBytesMax } from "./limits.ts";
import {
  everything,
  path,
  post,
  type Running,
  rawRequest,
  secret,
  signed,
  startServer,
} from "./testing/running-server.ts";

const opened: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.stop(100)));
});

async function running(options: Partial<HttpServerOptions> = {}): Promise<Running> {
  const started = await startServer(options);
  opened.push(started.server);
  return started;
}

const body = JSON.stringify({ action: "opened", number: 3, title: "日本語 🎌" });

describe("a delivery", () => {
  test("that GitHub signed is kept as the bytes that came, and then accepted", async () => {
    const app = await running();
    const answer = await post(app, body);
    expect([answer.status, await answer.text()]).toEqual([202, "accepted\n"]);
    expect(app.kept).toEqual([
      {
        id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        event: "pull_request",
        action: "opened",
        subject: { kind: "pull", installationId: 1, repositoryId: 2, number: 3 },
        body: Buffer.from(body),
      },
    ]);
  });

  test("that came before is accepted again and is known", async () => {
    const app = await running();
    await post(app, body);
    const answer = await post(app, body);
    expect([answer.status, await answer.text()]).toEqual([202, "known\n"]);
  });

  test("of an event that nobody reads is kept with no subject", async () => {
    const app = await running();
    expect((await post(app, "{}", { "x-github-event": "star" })).status).toBe(202);
    expect(app.kept).toMatchObject([{ event: "star", action: null, subject: null }]);
  });

  test("that cannot be understood is kept all the same, and said in the log", async () => {
    const app = await running({
      decide: () => {
        throw new Error("no such shape");
      },
    });
    expect((await post(app, body)).status).toBe(202);
    expect(app.kept).toMatchObject([{ subject: null }]);
    expect(app.logged.join()).toContain("could not be understood");
  });

  test("signed with the secret that is being replaced is accepted", async () => {
    const old = randomBytes(32).toString("hex");
    const app = await running({ secrets: [secret, old] });
    expect((await post(app, body, { "x-hub-signature-256": signed(body, old) })).status).toBe(202);
  });

  test("with bytes that are not UTF-8 is verified over just these bytes", async () => {
    const odd = Buffer.from([0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22]);
    const app = await running();
    expect((await post(app, odd)).status).toBe(202);
    expect(app.kept[0]?.body).toEqual(odd);
    const replaced = Buffer.from(odd.toString("utf8"));
    expect((await post(app, odd, { "x-hub-signature-256": signed(replaced) })).status).toBe(401);
  });
});

describe("a delivery is refused", () => {
  test.each<readonly [string, Record<string, string | null>, number]>([
    ["without a signature", { "x-hub-signature-256": null }, 401],
    ["with a wrong signature", { "x-hub-signature-256": signed(`${body} `) }, 401],
    ["signed with another secret", { "x-hub-signature-256": signed(body, "development") }, 401],
    ["signed with the empty secret", { "x-hub-signature-256": signed(body, "") }, 401],
    ["with half a signature", { "x-hub-signature-256": signed(body).slice(0, 39) }, 401],
    ["with two signatures", { "x-hub-signature-256": `${signed(body)}, ${signed(body)}` }, 401],
    ["with the signature in capitals", { "x-hub-signature-256": signed(body).toUpperCase() }, 401],
    ["with the old SHA-1 alone", { "x-hub-signature-256": null, "x-hub-signature": "sha1=0" }, 401],
    ["without an event", { "x-github-event": null }, 400],
    ["with an odd event", { "x-github-event": "../push" }, 400],
    ["without an id", { "x-github-delivery": null }, 400],
    ["with an odd id", { "x-github-delivery": "a b" }, 400],
    ["as a form", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["as JSON of some other kind", { "content-type": "application/jsonp" }, 415],
    ["compressed", { "content-encoding": "gzip" }, 415],
  ])("%s", async (_, changed, status) => {
    const app = await running();
    const answer = await post(app, body, changed);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain(secret);
    expect(app.kept).toEqual([]);
  });

  test("whose body is not JSON", async () => {
    const app = await running();
    expect((await post(app, "{")).status).toBe(400);
    expect(app.kept).toEqual([]);
  });

  test("when the store does not answer, so that GitHub is never told that it was kept", async () => {
    const app = await running({
      inbox: { accept: () => Promise.reject(new StoreUnavailable("The database is away.")) },
    });
    const answer = await post(app, body);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("30");
    expect(await answer.text()).not.toContain("database");
  });
});

/** No faster than it is taken, so that what was written says how much the server read. */
async function sendAsTaken(socket: Socket, chunk: Buffer, ended: Promise<unknown>): Promise<void> {
  await Promise.race([new Promise<unknown>((resolve) => socket.write(chunk, resolve)), ended]);
  await turn();
}

describe("a body that is too large", () => {
  test("is refused by its announcement, before anything is read", async () => {
    const { port } = await running();
    const socket = await rawRequest(port, { "content-length": String(bodyBytesMax + 1) });
    expect(await everything(socket)).toMatch(
      /^HTTP\/1\.1 413 [\s\S]*connection: close[\s\S]*at most 26214400 bytes/i,
    );
  });

  test("is refused while it comes, and the connection ends", async () => {
    const { port, kept } = await running();
    const socket = await rawRequest(port, { "transfer-encoding": "chunked" });
    const chunk = Buffer.from(`100000\r\n${" ".repeat(1024 * 1024)}\r\n`);
    const answer = everything(socket);
    while (socket.bytesRead === 0 && !socket.destroyed) await sendAsTaken(socket, chunk, answer);
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(socket.bytesWritten).toBeLessThan(60 * 1024 * 1024);
    expect(kept).toEqual([]);
  });
});

test("who goes on sending after the refusal is cut off", async () => {
  const { port } = await running();
  const socket = await rawRequest(port, { "transfer-encoding": "chunked" });
  const ended = everything(socket);
  const chunk = Buffer.from(`100000\r\n${" ".repeat(1024 * 1024)}\r\n`);
  while (!socket.destroyed) await sendAsTaken(socket, chunk, ended);
  await ended;
  expect(socket.bytesWritten).toBeLessThan(100 * 1024 * 1024);
});

describe("pages", () => {
  test.each<readonly [string, string, number]>([
    ["GET", "/healthz", 200],
    ["HEAD", "/healthz", 200],
    ["GET", "/readyz", 200],
    ["GET", "/metrics", 200],
    ["GET", "/metrics?x=1", 200],
    ["POST", "/healthz", 405],
    ["GET", path, 405],
    ["GET", "/", 404],
    ["GET", "/__proto__", 404],
    ["POST", `${path}/`, 404],
  ])("%s %s gives %i", async (method, page, status) => {
    const { url } = await running();
    expect((await fetch(`${url}${page}`, { method })).status).toBe(status);
  });

  test("say that it is not ready while something does not answer, and nothing else about it", async () => {
    const { url } = await running({
      dependencies: [
        { name: "store", check: () => Promise.reject(new Error("postgres://u:p@db")) },
        { name: "engine", check: async () => {} },
        { name: "git", check: () => new Promise(() => {}) },
      ],
    });
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      ready: false,
      stopping: false,
      checks: [
        { name: "store", ok: false },
        { name: "engine", ok: true },
        { name: "git", ok: false },
      ],
    });
  });

  test("count deliveries by event and outcome, without series that a stranger makes up", async () => {
    const app = await running();
    await post(app, body);
    await post(app, "{}", { "x-github-event": "something_new", "x-github-delivery": "another" });
    await post(app, "{}", { "x-github-event": "pull_request", "x-hub-signature-256": signed("x") });
    const text = await (await fetch(`${app.url}/metrics`)).text();
    expect(text).toContain('sekisho_deliveries_total{event="pull_request",outcome="accepted"} 1');
    expect(text).toContain('sekisho_deliveries_total{event="other",outcome="accepted"} 1');
    expect(text).toContain('sekisho_deliveries_total{event="unverified",outcome="forged"} 1');
    expect(text).toContain('sekisho_acknowledgement_seconds_count{outcome="accepted"} 2');
    expect(text).toContain('sekisho_backlog{state="waiting"} 3');
    expect(text).toContain("sekisho_backlog_oldest_seconds 7");
    expect(text).toMatch(/sekisho_build_info\{version="1.2.3",node="24\.[\d.]+",store="embedded"\} 1/);
    expect(text).toContain("process_resident_memory_bytes");
  });
});

describe("starting and stopping", () => {
  test.each([[[]], [["development"]], [[secret, "development"]]])(
    "refuses to start with %j",
    async (secrets) => {
      await expect(running({ secrets })).rejects.toThrow(WeakSecretError);
    },
  );

  test("answers what is in flight, and then takes nothing more", async () => {
    const asked = Promise.withResolvers<void>();
    const kept = Promise.withResolvers<"accepted">();
    const accept = () => {
      asked.resolve();
      return kept.promise;
    };
    const app = await running({ inbox: { accept } });
    const answer = post(app, body);
    await asked.promise;
    const stopped = app.server.stop(60_000);
    await turn();
    kept.resolve("accepted");
    expect((await answer).status).toBe(202);
    await stopped;
    await expect(fetch(`${app.url}/healthz`)).rejects.toThrow();
  });

  test("says that it is not ready while it drains, and still keeps what comes", async () => {
    const app = await running();
    app.server.drain();
    const ready = await fetch(`${app.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, stopping: true, checks: [] }]);
    expect(ready.headers.get("connection")).toBe("close");
    expect((await post(app, body)).status).toBe(202);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  test("cuts off what does not end by itself", async () => {
    const app = await running();
    const told = everything(await rawRequest(app.port, { "content-length": "100" }));
    await turn();
    await app.server.stop(200);
    // It has not waited for the limit of a body that does not come, after which the client would have heard of it.
    expect(await told).toBe("");
  });

  test("says which port is taken", async () => {
    const first = await running();
    const second = await running();
    await second.server.stop(100);
    await expect(second.server.listen({ host: "127.0.0.1", port: first.port })).rejects.toThrow(/EADDRINUSE/);
  });
});

test("many at once stay within the memory set aside for them", async () => {
  const app = await running();
  const large = Buffer.concat([Buffer.from('"'), Buffer.alloc(8 * 1024 * 1024, 0x61), Buffer.from('"')]);
  const answers = await Promise.all(
    Array.from({ length: 16 }, () =>
      post(app, large).then(
        ({ status }) => status,
        () => 503,
      ),
    ),
  );
  expect(new Set(answers).isSubsetOf(new Set([202, 503]))).toBe(true);
  expect(answers).toContain(202);
  // What was refused has given its share back.
  expect((await post(app, body)).status).toBe(202);
}, 30_000);
