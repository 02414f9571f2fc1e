import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { acknowledgementTimeoutMs, headersTimeoutMs, slowConnectionsCheckMs } from "./limits.ts";
import { everything, path, post, rawRequest, startServer } from "./testing/running-server.ts";

/** They wait for real limits, so they wait together. */
describe.concurrent("what is slow is ended before GitHub would have given up", () => {
  test("a store that does not answer", async () => {
    const app = await startServer({ inbox: { accept: () => new Promise(() => {}) } });
    expect((await post(app, "{}")).status).toBe(503);
  });

  test("a client that dribbles its headers", async () => {
    const { port } = await startServer();
    const socket = connect(
      port,
      "127.0.0.1",
      () => void socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n`),
    );
    expect(await everything(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("a client that dribbles its body", async () => {
    const { port, kept } = await startServer();
    const socket = await rawRequest(port, { "content-length": "100" });
    const dribble = setInterval(() => socket.write(" "), 500);
    const answer = await everything(socket);
    clearInterval(dribble);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(kept).toEqual([]);
  });

  test("by limits that leave time for the answer", () => {
    expect(acknowledgementTimeoutMs).toBeLessThan(10_000);
    expect(headersTimeoutMs + slowConnectionsCheckMs).toBeLessThan(10_000);
  });
});
