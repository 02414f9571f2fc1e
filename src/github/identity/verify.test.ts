import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fakeTime } from "../testing/fake-time.ts";
import { createIdentityVerifier } from "./verify.ts";

const issuer = "https://token.actions.githubusercontent.com";
const audience = "https://sekisho.example.com";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" };
const time = fakeTime();
const now = Math.floor(time.now() / 1000);

const claims = {
  iss: issuer,
  aud: audience,
  nbf: now - 300,
  iat: now,
  exp: now + 300,
  repository: "acme/infra",
  repository_id: "7",
  repository_owner_id: "3",
  run_id: "99",
  run_attempt: "2",
  ref: "refs/pull/5/merge",
};

type Header = Readonly<Record<string, unknown>>;

function unsigned(header: Header, said: unknown): string {
  return [header, said].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
}

function signed(said: unknown = claims, key: KeyObject = privateKey, header: Header = {}): string {
  const text = unsigned({ alg: "RS256", typ: "JWT", kid: "one", ...header }, said);
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), key).toString("base64url")}`;
}

function verifier(fetchKeys = async () => Response.json({ keys: [jwk] })) {
  return createIdentityVerifier({ issuer, audience, time, fetchKeys });
}

const verify = verifier();

test("a token of GitHub tells which run of which repository it is of", async () => {
  expect(await verify(signed())).toEqual({
    kind: "known",
    identity: {
      repositoryId: 7,
      ownerId: 3,
      owner: "acme",
      name: "infra",
      runId: 99,
      attempt: 2,
      ref: "refs/pull/5/merge",
    },
  });
});

describe("refused is a token that", () => {
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const pem = publicKey.export({ type: "spki", format: "pem" });
  const hs256 = unsigned({ alg: "HS256", typ: "JWT", kid: "one" }, claims);
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["is not signed", `${unsigned({ alg: "none", typ: "JWT" }, claims)}.`, /RS256/],
    ["says that it is not signed, in capitals", `${unsigned({ alg: "NONE" }, claims)}.`, /RS256/],
    [
      "is signed with the public key as if that were a secret",
      `${hs256}.${createHmac("sha256", pem).update(hs256).digest("base64url")}`,
      /RS256/,
    ],
    ["is signed by another key", signed(claims, other), /not signed by this GitHub/],
    ["brings its own key along", signed(claims, other, { jwk }), /not signed by this GitHub/],
    ["names a key that there is none of", signed(claims, privateKey, { kid: "two" }), /not signed by/],
    ["is signed with another algorithm of the family", signed(claims, privateKey, { alg: "PS256" }), /RS256/],
    ["has lost its signature", `${unsigned({ alg: "RS256", kid: "one" }, claims)}.`, /not signed by/],
    ["has expired", signed({ ...claims, exp: now - 60 }), /expired/],
    ["does not expire", signed({ ...claims, exp: undefined }), /not an identity token/],
    ["is not valid yet", signed({ ...claims, nbf: now + 120 }), /not valid yet/],
    ["is for another audience", signed({ ...claims, aud: "https://sts.amazonaws.com" }), /audience=https/],
    ["is of another GitHub", signed({ ...claims, iss: "https://ghe.example.com" }), /another GitHub/],
    ["names no repository", signed({ ...claims, repository_id: undefined }), /does not name/],
    ["names no run", signed({ ...claims, run_id: "x" }), /does not name/],
    ["is none", "ghs_0123456789abcdef", /not an identity token/],
    ["is too long to be one", signed({ ...claims, more: "x".repeat(9_000) }), /not an identity token/],
  ];
  test.each(cases)("%s", async (_, token, why) => {
    const reading = await verify(token);
    expect(reading).toEqual({ kind: "refused", why: expect.stringMatching(why) });
  });
});

describe("without keys", () => {
  const broken: readonly (readonly [string, () => Promise<Response>])[] = [
    ["that cannot be reached", () => Promise.reject(new Error("ECONNREFUSED"))],
    ["that are answered with an error", async () => new Response("down", { status: 503 })],
    ["that are no keys", async () => Response.json({ nothing: true })],
  ];
  test.each(broken)("nobody is believed, and nobody is called a liar: %s", async (_, fetchKeys) => {
    expect(await verifier(fetchKeys)(signed())).toEqual({ kind: "unavailable" });
  });

  test("GitHub is not asked again for each token that comes", async () => {
    let asked = 0;
    const patient = verifier(async () => {
      asked += 1;
      return new Response(null, { status: 503 });
    });
    for (let tokens = 0; tokens < 50; tokens += 1) await patient(signed());
    expect(asked).toBe(1);
    time.advance(6_000);
    await patient(signed());
    expect(asked).toBe(2);
  });

  test("a token of an unknown key makes nobody fetch them for each", async () => {
    let asked = 0;
    const patient = verifier(async () => {
      asked += 1;
      return Response.json({ keys: [jwk] });
    });
    for (let tokens = 0; tokens < 50; tokens += 1) await patient(signed(claims, privateKey, { kid: "two" }));
    expect(asked).toBeLessThanOrEqual(2);
  });
});
