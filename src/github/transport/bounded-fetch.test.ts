import { createServer, type RequestListener } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { fakeTime } from "../testing/fake-time.ts";
import { createTokenGitHub } from "../token-github.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server of our own: what is tested is when nothing more comes, which no recorded answer has. */
async function gitHubAt(listener: RequestListener) {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const gitHub = createTokenGitHub({ token: "ghp_secret", baseUrl, timeoutMs: 150, time: fakeTime() });
  return { gitHub, baseUrl, requests: () => requests };
}

const json = { "content-type": "application/json" };

describe("a read ends", () => {
  test("when nothing comes, and is not repeated: it has held the worker long enough", async () => {
    const { gitHub, requests } = await gitHubAt(() => {});
    await expect(gitHub.find("acme", "shop")).rejects.toMatchObject({
      code: "timeout",
      retryAfterMs: 10_000,
      message: "GET /repos/acme/shop got nothing from GitHub: no whole answer within 150 ms.",
    });
    expect(requests()).toBe(1);
  });

  test("when the answer begins and never ends", async () => {
    const { gitHub } = await gitHubAt((_, response) => {
      response.writeHead(200, json);
      response.write('{"id": 7, ');
    });
    await expect(gitHub.find("acme", "shop")).rejects.toMatchObject({ code: "timeout" });
  });

  test("when the connection breaks within the answer, after three more tries", async () => {
    const { gitHub, requests } = await gitHubAt((_, response) => {
      response.writeHead(200, { ...json, "content-length": "1000" });
      response.write('{"id": 7, ', () => response.destroy());
    });
    await expect(gitHub.find("acme", "shop")).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/the connection failed \(\w+\)\.$/),
    });
    expect(requests()).toBe(4);
  });

  test("when nobody is there", async () => {
    const { gitHub } = await gitHubAt(() => {});
    for (const end of ends.splice(0)) end();
    await expect(gitHub.find("acme", "shop")).rejects.toMatchObject({
      code: "unavailable",
      message: "GET /repos/acme/shop got nothing from GitHub: the connection failed (ECONNREFUSED).",
    });
  });
});

test("a renamed repository is followed to its new address, with the token", async () => {
  const seen: (string | undefined)[] = [];
  const { gitHub } = await gitHubAt((request, response) => {
    seen.push(`${request.url} ${request.headers.authorization}`);
    if (request.url === "/repos/acme/shop") response.writeHead(301, { location: "/repositories/7" }).end();
    else {
      response.writeHead(200, json);
      response.end('{"id":7,"name":"store","owner":{"login":"acme"},"default_branch":"main"}');
    }
  });
  expect(await gitHub.find("acme", "shop")).toEqual({
    id: 7,
    owner: "acme",
    name: "store",
    defaultBranch: "main",
  });
  expect(seen).toEqual(["/repos/acme/shop token ghp_secret", "/repositories/7 token ghp_secret"]);
});

test("a redirect to another server does not take the token there", async () => {
  const seen: (string | undefined)[] = [];
  const other = await gitHubAt((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(404, json).end("{}");
  });
  const { gitHub } = await gitHubAt((_, response) => {
    response.writeHead(302, { location: `${other.baseUrl}/stolen` }).end();
  });
  expect(await gitHub.find("acme", "shop")).toBeNull();
  expect(seen).toEqual([undefined]);
});
