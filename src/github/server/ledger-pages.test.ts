import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { StoreUnavailable } from "../../store/store.ts";
import type { HttpServer } from "./http-server.ts";
import type { LedgerPages } from "./ledger-pages.ts";
import { ledgerRequestsMax } from "./limits.ts";
import { startServer } from "./testing/running-server.ts";

const opened: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.stop(100)));
});

async function serving(answer: LedgerPages["answer"] | null): Promise<string> {
  const { url, server } = await startServer({ ledger: answer === null ? null : { answer } });
  opened.push(server);
  return url;
}

const page = { status: 200, contentType: "application/octet-stream", cached: "for ever" } as const;

describe("the pages of the ledger", () => {
  test("are sent as bytes, and may be kept as long as they stay what they are", async () => {
    const bytes = randomBytes(2_000);
    const asked: string[] = [];
    const url = await serving(async (path) => {
      asked.push(path);
      return path === "checkpoint"
        ? { ...page, body: "note — x\n", cached: "shortly" }
        : { ...page, body: bytes };
    });
    const tile = await fetch(`${url}/ledger/tile/0/000`, { headers: { "accept-encoding": "identity" } });
    expect(Buffer.from(await tile.arrayBuffer())).toEqual(bytes);
    expect(tile.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(tile.headers.get("content-length")).toBe("2000");
    const checkpoint = await fetch(`${url}/ledger/checkpoint?x`);
    expect(await checkpoint.text()).toBe("note — x\n");
    expect(checkpoint.headers.get("cache-control")).toBe("public, max-age=2");
    expect(asked).toEqual(["tile/0/000", "checkpoint"]);
  });

  test("are made smaller for whoever takes that", async () => {
    const url = await serving(async () => ({ ...page, body: "leaf ".repeat(1_000) }));
    const answer = await fetch(`${url}/ledger/tile/entries/000`, { headers: { "accept-encoding": "gzip" } });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(Number(answer.headers.get("content-length"))).toBeLessThan(500);
    expect(await answer.text()).toBe("leaf ".repeat(1_000));
  });

  test("can only be read, and are not there where they are switched off", async () => {
    const url = await serving(async () => ({ ...page, body: "x" }));
    expect((await fetch(`${url}/ledger/checkpoint`, { method: "POST", body: "x" })).status).toBe(405);
    const head = await fetch(`${url}/ledger/checkpoint`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "1", ""]);
    expect((await fetch(`${await serving(null)}/ledger/checkpoint`)).status).toBe(404);
  });

  test("wait for nobody: too many at once, and a store that is away, are told to come again", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let entered = 0;
    const url = await serving(async () => {
      entered += 1;
      await held;
      return { ...page, body: "x" };
    });
    const first = Array.from({ length: ledgerRequestsMax }, () => fetch(`${url}/ledger/checkpoint`));
    while (entered < ledgerRequestsMax) await wait(5);
    const refused = await fetch(`${url}/ledger/checkpoint`);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
    release();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual(first.map(() => 200));
    const away = await serving(() => Promise.reject(new StoreUnavailable("away")));
    expect((await fetch(`${away}/ledger/checkpoint`)).status).toBe(503);
    const broken = await serving(() => Promise.reject(new Error("bug")));
    expect((await fetch(`${broken}/ledger/checkpoint`)).status).toBe(500);
  });
});
