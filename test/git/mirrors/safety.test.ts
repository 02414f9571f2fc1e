import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { MirrorError } from "../../../src/git/index.ts";
import { fetchConfiguration, remoteOf, scrubbed } from "../../../src/git/mirrors/remote.ts";
import type { GitRequest } from "../http-server.ts";
import { type Estate, newEstate, simplePull, textOf, token } from "./estate.ts";

const estates: Estate[] = [];
afterEach(async () => {
  for (const estate of estates.splice(0)) await estate.close();
});

async function estateOf(...options: Parameters<typeof newEstate>): Promise<Estate> {
  const estate = await newEstate(...options);
  estates.push(estate);
  return estate;
}

const basic = Buffer.from(`x-access-token:${token}`).toString("base64");

/** The command lines of everything that runs, and those that hold a token in any form. */
function commandLines(): readonly string[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [fs.readFileSync(`/proc/${pid}/cmdline`, "utf8")];
      } catch {
        return [];
      }
    });
}

function filesBelow(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
}

const isUploadPack = ({ path: asked }: GitRequest) => asked.endsWith("/git-upload-pack");

describe("the token", () => {
  test.skipIf(!fs.existsSync("/proc/self/cmdline"))(
    "is in no command line, on no disk and in no log, and the server gets it",
    async () => {
      const seen: string[] = [];
      const estate = await estateOf({
        fault: (request) => {
          seen.push(...commandLines());
          return isUploadPack(request) ? { kind: "delay", delayMs: 50 } : null;
        },
      });
      const snapshot = await (await estate.mirrors()).fetch(estate.source, simplePull(estate));
      await snapshot.head.read(["a.yaml"]);
      snapshot.close();
      expect(seen.some((line) => line.startsWith("git\0") && line.includes("fetch"))).toBe(true);
      expect(seen.some((line) => line.includes("git-remote-http") || line.includes("remote-http"))).toBe(
        true,
      );
      const everything = [
        ...seen,
        ...estate.logged,
        ...filesBelow(estate.folder).map((file) => fs.readFileSync(file, "latin1")),
      ];
      expect(everything.filter((text) => text.includes(token) || text.includes(basic))).toEqual([]);
      expect(estate.server.requests.every(({ token: sent }) => sent === token)).toBe(true);
    },
  );

  test("is in no error, whatever the server answers", async () => {
    for (const status of [301, 400, 401, 403, 404, 429, 500, 503]) {
      const said = `${token} ${basic}`;
      const headers = {
        "x-said": said,
        "content-type": "text/plain",
        location: `https://x.example/${token}`,
      };
      const estate = await estateOf({ fault: () => ({ kind: "status", status, headers }) });
      const failed = (await estate.mirrors()).fetch(estate.source, simplePull(estate));
      const error = await failed.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(MirrorError);
      expect(`${String(error)} ${JSON.stringify(error)} ${estate.logged}`).not.toContain(token);
      expect(String(error)).not.toContain(basic);
    }
  });

  test("is taken out of whatever git might say", () => {
    expect(scrubbed(`header: Basic ${basic} for ${token}`, token)).toBe("header: Basic ••• for •••");
    expect(scrubbed("nothing", "")).toBe("nothing");
    const proxy = "http://user:p%40ss@proxy.example:3128";
    expect(scrubbed(`via ${proxy} with p@ss`, token, proxy)).toBe(
      "via http://user:•••@proxy.example:3128 with •••",
    );
  });

  test("is not taken along by a redirect, to this host or another", async () => {
    const other = await estateOf({ allows: null });
    for (const target of [() => `${other.server.url}/acme/shop.git`, () => "/acme/renamed.git"]) {
      const estate = await estateOf({
        fault: ({ path: asked }) => ({
          kind: "status",
          status: 301,
          headers: { location: `${target()}${asked.slice("/acme/shop.git".length)}?service=git-upload-pack` },
        }),
      });
      const failed = (await estate.mirrors()).fetch(estate.source, simplePull(estate));
      await expect(failed).rejects.toMatchObject({ code: "not-found" });
      expect(estate.server.requests).toHaveLength(1);
    }
    expect(other.server.requests).toEqual([]);
  });
});

describe("an address", () => {
  test.each([
    "ssh://git@github.com/acme/shop.git",
    "git@github.com:acme/shop.git",
    "file:///etc",
    "/etc/repository",
    "ext::sh -c touch% /tmp/x",
    "http://github.com/acme/shop.git",
    "http://127.0.0.1.example.com/acme/shop.git",
    "https://user:password@github.com/acme/shop.git",
    "https://github.com/acme/shop.git?x=1",
    "https://github.com/acme/shop.git#x",
    "https://github.com/acme/shop name.git",
    "--upload-pack=touch",
    "",
  ])("%j is none that is fetched from", async (url) => {
    expect(() => remoteOf(url)).toThrow(MirrorError);
  });

  test.each([
    "https://github.com/acme/shop.git",
    "https://ghe.example:8443/a/b_c.d.git",
    "http://[::1]:80/a/b",
  ])("%j is one", (url) => {
    expect(remoteOf(url).protocol).toBe(new URL(url).protocol.slice(0, -1));
  });
});

describe("the way to the server", () => {
  test("goes through the proxy that is configured", async () => {
    const asked: string[] = [];
    const proxy = http.createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(503).end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    const estate = await estateOf();
    const network = { proxy: `http://user:hidden@127.0.0.1:${port}`, certificatesFile: null };
    const failed = (await estate.mirrors({ network })).fetch(estate.source, simplePull(estate));
    const error = await failed.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "unavailable" });
    expect(String(error)).not.toContain("hidden");
    expect(asked[0]).toContain(`GET ${estate.server.url}/acme/shop.git/info/refs`);
    expect(estate.server.requests).toEqual([]);
    proxy.close();
  });

  test("trusts the certificates that are configured, and sends the header to this host alone", () => {
    const network = { proxy: null, certificatesFile: "/etc/ca.pem" };
    const configuration = fetchConfiguration(remoteOf("https://ghe.example:8443/a/b.git"), token, network);
    const settings = new Map(configuration);
    expect(settings.get("http.sslCAInfo")).toBe("/etc/ca.pem");
    expect(settings.has("http.proxy")).toBe(false);
    expect(configuration.filter(([, value]) => value.includes(basic)).map(([key]) => key)).toEqual([
      "http.https://ghe.example:8443/.extraHeader",
    ]);
  });
});

describe("what the server answers", () => {
  test.each([
    [401, "unauthorised"],
    [403, "unauthorised"],
    [404, "not-found"],
    [429, "unavailable"],
    [500, "unavailable"],
    [503, "unavailable"],
  ])("%i is %s", async (status, code) => {
    const estate = await estateOf({ fault: () => ({ kind: "status", status }) });
    const failed = (await estate.mirrors()).fetch(estate.source, simplePull(estate));
    await expect(failed).rejects.toMatchObject({ code });
  });

  test("to a wrong token is unauthorised, and nobody is asked for a password", async () => {
    const estate = await estateOf();
    const source = { ...estate.source, token: async () => "ghs_wrong" };
    const failed = (await estate.mirrors()).fetch(source, simplePull(estate));
    await expect(failed).rejects.toMatchObject({ code: "unauthorised" });
  });

  test("that ends in the middle is unavailable, and the next try works", async () => {
    let cut = true;
    const estate = await estateOf({
      fault: (request) => (cut && isUploadPack(request) ? { kind: "cut", afterBytes: 300 } : null),
    });
    const want = simplePull(estate);
    const mirrors = await estate.mirrors();
    await expect(mirrors.fetch(estate.source, want)).rejects.toMatchObject({ code: "unavailable" });
    cut = false;
    const snapshot = await mirrors.fetch(estate.source, want);
    expect(textOf(await snapshot.head.read(["a.yaml"]), "a.yaml")).toBe("a: 2\n");
    snapshot.close();
  });

  test("from nowhere is unavailable", async () => {
    const estate = await estateOf();
    const want = simplePull(estate);
    await estate.server.close();
    const failed = (await estate.mirrors()).fetch(estate.source, want);
    await expect(failed).rejects.toMatchObject({ code: "unavailable" });
  });

  test.each(["main", "+refs/heads/main:refs/heads/x", `${"1".repeat(40)}\nrefs/heads/main`, "", "HEAD"])(
    "is not asked about %j, which is no id",
    async (head) => {
      const estate = await estateOf();
      const { commits } = simplePull(estate);
      const failed = (await estate.mirrors()).fetch(estate.source, {
        commits: { ...commits, head },
        pullNumber: 1,
      });
      await expect(failed).rejects.toMatchObject({ code: "gone" });
      expect(estate.server.requests).toEqual([]);
    },
  );

  test("about a head that is gone says so", async () => {
    const estate = await estateOf();
    const { commits } = simplePull(estate);
    const want = { commits: { ...commits, head: "1".repeat(40) }, pullNumber: 1 };
    const failed = (await estate.mirrors()).fetch(estate.source, want);
    await expect(failed).rejects.toMatchObject({
      code: "gone",
      message: expect.stringContaining("moved on"),
    });
  });

  test("of an old protocol that gives nothing by its id is told so", async () => {
    const configuration = { "uploadpack.allowAnySHA1InWant": "false" };
    const estate = await estateOf({ oldProtocol: true, configuration });
    const failed = (await estate.mirrors()).fetch(estate.source, simplePull(estate));
    await expect(failed).rejects.toMatchObject({ code: "unsupported" });
  });

  test("of an old protocol that gives things by their ids is understood", async () => {
    const estate = await estateOf({ oldProtocol: true });
    const snapshot = await (await estate.mirrors()).fetch(estate.source, simplePull(estate));
    expect(textOf(await snapshot.head.read(["a.yaml"]), "a.yaml")).toBe("a: 2\n");
    snapshot.close();
  });
});

describe("a fetch that takes too long, or that nobody waits for", () => {
  /** Its server never says a word. */
  async function silent(): Promise<Estate> {
    return estateOf({ fault: () => ({ kind: "stall", afterBytes: 0 }) });
  }

  /** Of the fetches into these mirrors. */
  const running = (estate: Estate) =>
    execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.includes(estate.folder) || line.includes(estate.source.url)).length;

  test("is ended with everything that it started", async () => {
    const estate = await silent();
    const controller = new AbortController();
    const want = simplePull(estate);
    const fetching = (await estate.mirrors()).fetch({ ...estate.source, signal: controller.signal }, want);
    fetching.catch(() => undefined);
    while (estate.server.requests.length === 0 && running(estate) < 2) await wait(20);
    controller.abort();
    await expect(fetching).rejects.toMatchObject({ code: "aborted" });
    while (running(estate) > 0) await wait(20);
  });

  test("is not begun where the signal has been given already", async () => {
    const estate = await estateOf();
    const source = { ...estate.source, signal: AbortSignal.abort() };
    const fetching = (await estate.mirrors()).fetch(source, simplePull(estate));
    await expect(fetching).rejects.toMatchObject({ code: "aborted" });
    expect(estate.server.requests).toEqual([]);
  });

  test("is ended by the limit", async () => {
    const estate = await silent();
    const mirrors = await estate.mirrors({ limits: { fetchTimeoutMs: 300 } });
    const fetching = mirrors.fetch(estate.source, simplePull(estate));
    await expect(fetching).rejects.toMatchObject({
      code: "timeout",
      message: expect.stringContaining("fetchTimeoutMs"),
    });
  });
});
