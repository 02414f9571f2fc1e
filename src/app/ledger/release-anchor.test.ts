import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createReleases } from "../../github/index.ts";
import { createLedgerSigner, newSigningKey } from "../../ledger/index.ts";
import { anchorIn } from "./anchoring.ts";
import { releaseAnchor } from "./release-anchor.ts";
import { installations, type KeptLog, keptLog } from "./testing/kept-log.ts";

const token = `ghp_${"Zz9".repeat(12)}`;
const place = "releases of acme/ledger";
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

interface Release {
  readonly tag_name: string;
  body: string;
  readonly draft: boolean;
}

/** Releases of one repository as GitHub has them: a tag has one at most, and the newest come first. */
let releases: Release[] = [];
let written = 0;

type Answer = readonly [status: number, body: unknown];

function listed({ searchParams }: URL): Answer {
  const [size, number] = [Number(searchParams.get("per_page")), Number(searchParams.get("page"))];
  return [200, releases.toReversed().slice(size * (number - 1), size * number)];
}

function found(tag: string | undefined): Answer {
  const release = releases.find(({ tag_name }) => tag_name === tag);
  return release === undefined ? [404, { message: "Not Found" }] : [200, release];
}

function made({ tag_name, body }: Release): Answer {
  if (releases.some((one) => one.tag_name === tag_name)) return [422, { message: "already_exists" }];
  written += 1;
  // As a form of a browser does it, through which GitHub shows it, too.
  releases.push({ tag_name, body: body.replaceAll("\n", "\r\n"), draft: false });
  return [201, { html_url: `https://github.com/acme/ledger/releases/tag/${tag_name}` }];
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? "", "http://localhost");
  if (request.headers.authorization !== `token ${token}`) return [401, { message: "Bad credentials" }];
  if (request.method === "POST") return made(JSON.parse(await text(request)) as Release);
  const [, tag] = /^\/repos\/acme\/ledger\/releases\/tags\/(.+)$/.exec(url.pathname) ?? [];
  return url.pathname === "/repos/acme/ledger/releases" ? listed(url) : found(tag);
}

const server = createServer((request, response) => {
  void answer(request).then(([status, body]) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
});
let baseUrl = "";
beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterAll(() => server.close());
beforeEach(() => {
  releases = [];
  written = 0;
});

const anchor = (as = token) =>
  releaseAnchor(place, createReleases({ token: as, baseUrl, owner: "acme", name: "ledger" }));

describe("checkpoints as releases", () => {
  it("are written once, read back byte for byte, and listed by size", async () => {
    const note = "log.example/ledger\n9\nabc=\n\n— log.example/ledger c2ln\n";
    expect(await anchor().read(9)).toBeNull();
    expect(await anchor().write(9, note)).toEqual({
      receipt: "https://github.com/acme/ledger/releases/tag/ledger-9",
    });
    expect(Buffer.from((await anchor().read(9)) ?? []).toString()).toBe(note);
    expect(await anchor().write(9, note)).toEqual({ receipt: "ledger-9" });
    expect(written).toBe(1);
    await anchor().write(10, note);
    releases.push({ tag_name: "v1.0", body: "", draft: false });
    releases.push({ tag_name: "ledger-77", body: "", draft: true });
    releases.push({ tag_name: "ledger-latest", body: "", draft: false });
    expect(await anchor().sizes()).toEqual([9, 10]);
  });

  it("are never written over another", async () => {
    await anchor().write(9, "one\n");
    await expect(anchor().write(9, "two\n")).rejects.toMatchObject({
      code: "taken",
      message: `${place} keeps another checkpoint of size 9. It is left as it is: compare both, one of them is of another log.`,
    });
    expect(written).toBe(1);
    expect(releases[0]?.body).toBe("```\r\none\r\n```\r\n");
  });

  it("are listed beyond one page of an answer", async () => {
    for (let size = 1; size <= 150; size += 1)
      releases.push({ tag_name: `ledger-${size}`, body: "", draft: false });
    expect(await anchor().sizes()).toHaveLength(150);
  });

  it("need a token that may, and no message shows it", async () => {
    const wrong = `ghp_${"Aa1".repeat(12)}`;
    const { sizes, read, write } = anchor(wrong);
    for (const ask of [sizes, () => read(1), () => write(1, "x\n")]) {
      const error: unknown = await ask().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: "AnchorError", code: "refused" });
      expect(String(error)).toMatch(/releases of acme\/ledger says no: .* 401: Bad credentials/);
      expect(String(error)).not.toContain(wrong);
    }
    expect(written).toBe(0);
  });

  it("show that somebody edited one afterwards", async () => {
    const signer = createLedgerSigner([newSigningKey("log.example")]);
    signer.begin();
    const store: KeptLog = keptLog((head) => signer.sign(head));
    const ports = { store, signer, log: quiet };
    await store.records.append(installations(3));
    const first = await anchorIn(anchor(), ports);
    expect(first).toMatchObject({ kind: "kept", size: 3 });
    await store.records.append(first.kind === "kept" ? [first.record] : []);
    for (const edited of ["", "```\nlog.example\n2\nabc=\n\n— log.example c2ln\n```\n"]) {
      for (const release of releases) release.body = edited;
      expect(await anchorIn(anchor(), ports)).toMatchObject({
        kind: "failed",
        why: expect.stringContaining(`${place} has something else under 3 than the checkpoint`),
      });
    }
    expect(written).toBe(1);
  });
});
