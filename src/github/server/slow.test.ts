import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { everything, path, post, rawRequest, startServer } from "./testing/running-server.ts";

/** They wait for real limits, so they wait together. */
describe.concurrent("what is slow is ended before GitHub would have given up", () => {
  test("a store that does not answer", async () => {
    const app = await startServer({ inbox: { accept: () => new Promise(() => {}) } });
    const started = performance.now();
    expect((await post(app, "{}")).status).toBe(503);
    expect(performance.now() - started).toBeLessThan(9_500);
  }, 15_000);
  test("a client that dribbles its headers", async () => {
    const { port } = await startServer();
    const socket = connect(
      port,
      "127.0.0.1",
      () => void socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n`),
    );
    expect(await everything(socket)).toMatch(/^HTTP\/1\.1 408 /);
  }, 15_000);

  test("a client that dribbles its body", async () => {
    const { port, kept } = await startServer();
    const started = performance.now();
    const socket = await rawRequest(port, { "content-length": "100" });
    const dribble = setInterval(() => socket.write(" "), 500);
    const answer = await everything(socket);
    clearInterval(dribble);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(kept).toEqual([]);
  }, 15_000);
});
